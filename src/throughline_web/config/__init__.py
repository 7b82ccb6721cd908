"""The site's settings, addresses and commands: everything that knows which rooms there are."""

from __future__ import annotations
