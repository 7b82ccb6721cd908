"""The access log: entries in the caller's transaction, seals in a chain, and their verifier."""

from __future__ import annotations

from throughline_web.organisations.accesslog.anchor import Anchor, anchors
from throughline_web.organisations.accesslog.entries import record_change, record_read
from throughline_web.organisations.accesslog.guards import guards_missing
from throughline_web.organisations.accesslog.retention import empty_entries_before
from throughline_web.organisations.accesslog.sealing import sealing
from throughline_web.organisations.accesslog.seals import seal_entries
from throughline_web.organisations.accesslog.verifier import Fault, Finding, Verdict, verify

__all__ = [
    "Anchor",
    "Fault",
    "Finding",
    "Verdict",
    "anchors",
    "empty_entries_before",
    "guards_missing",
    "record_change",
    "record_read",
    "seal_entries",
    "sealing",
    "verify",
]
