"""School calendars that ship with Throughline: one TOML file a country."""

from __future__ import annotations
