"""What one line of a simulated file is."""

from __future__ import annotations

Row = tuple[str, ...]
