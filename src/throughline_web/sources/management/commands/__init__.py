"""Commands of the import desk."""

from __future__ import annotations
