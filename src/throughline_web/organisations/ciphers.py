"""Short secrets encrypted where they lie: civic numbers, and the seeds of authenticator apps."""

from __future__ import annotations

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def sealed(text: str) -> str:
    """Return the text as it is stored; the same text is never stored twice alike."""
    return _keys().encrypt(text.encode()).decode("ascii")


def opened(stored: str) -> str:
    """Return the text from what is stored.

    Raises:
        cryptography.fernet.InvalidToken: when no key of the installation fits.
    """
    return _keys().decrypt(stored.encode("ascii")).decode()


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.THROUGHLINE_CIVIC_NUMBER_KEYS])
