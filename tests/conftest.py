"""Property tests are judged by what they find, not by how fast a busy machine finds it."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples every time where a round decides what lands; new ones on every desk.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")
