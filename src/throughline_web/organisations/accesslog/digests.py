"""What a seal is computed over: the one way of writing an entry down as bytes."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline_web.organisations.models import AccessEntry

GENESIS = "0" * 64
"""What stands before the first seal."""


def digest_of(content: Mapping[str, Any]) -> str:
    """Return SHA-256 of the content in one fixed writing, as hexadecimal digits."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def entry_hash(entry: AccessEntry) -> str:
    """Return the hash of everything that an entry says, the payload by its digest.

    So the payload can be emptied when its time is out and the chain still holds.
    """
    return digest_of(
        {
            "id": entry.pk,
            "at": entry.at.astimezone(UTC).isoformat(),
            "account": entry.account_id,
            "action": entry.action,
            "page": entry.page,
            "via": entry.via,
            "unit": entry.unit_id,
            "pupils": entry.pupils,
            "payload": entry.payload_digest,
        }
    )


def link(previous: str, *, sequence: int, content: str) -> str:
    """Return the hash that binds an entry's hash to the link before it."""
    return hashlib.sha256(f"{previous}:{sequence}:{content}".encode("ascii")).hexdigest()
