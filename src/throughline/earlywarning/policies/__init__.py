"""Ready policies, one dated TOML file each."""

from __future__ import annotations
