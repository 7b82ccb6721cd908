"""The import desk: files that a school brings, what is wrong with them, and who let them in."""

from __future__ import annotations
