"""Layers of settings: base below; demo, test and production on top of it."""

from __future__ import annotations
