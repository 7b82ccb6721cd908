"""Frozen pages: all that a template of this room may see."""

from __future__ import annotations
