"""The import desk's receptionists."""

from __future__ import annotations
