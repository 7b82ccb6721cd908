"""How the demo keeps its passwords: they stand on its own screen, so slow hashing guards nothing."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PrintedPasswordHasher(PBKDF2PasswordHasher):
    """Django's own hasher with so few rounds that eight log-ins are made at once."""

    iterations = 10_000
