"""The demo's settings, but staff log in with a second step, as they do in an installation."""

from __future__ import annotations

from throughline_web.config.settings.demo import *  # noqa: F403 - a layer of settings

THROUGHLINE_WAIVES_SECOND_STEP = False
