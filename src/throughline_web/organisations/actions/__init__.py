"""The only writers of this room, grouped by what they are about."""

from __future__ import annotations

from throughline_web.organisations.actions.own_settings import choose_language

__all__ = ["choose_language"]
