"""Civic numbers: encrypted where they lie, and found by a keyed hash."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from throughline_web.organisations import ciphers


def sealed(number: str) -> str:
    """Return the number as it is stored; nothing for nothing."""
    return ciphers.sealed(_plain(number)) if number else ""


def opened(stored: str) -> str:
    """Return the number from what is stored; nothing for nothing.

    Raises:
        cryptography.fernet.InvalidToken: when no key of the installation fits.
    """
    return ciphers.opened(stored) if stored else ""


def look_up_hash(number: str) -> str:
    """Return what to look the number up by; without the key it cannot be made or tried out."""
    if not number:
        return ""
    key = settings.THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY.encode()
    return hmac.new(key, _plain(number).encode(), hashlib.sha256).hexdigest()


def _plain(number: str) -> str:
    # Sources write 20080517-1234, 20080517 1234 and 200805171234 for one number.
    return "".join(sign for sign in number if sign.isalnum()).upper()
