"""Rosters: rows of pupils, guardians and staff from files, laid over what the site knows.

Only this room's ``actions`` enter here.
"""

from __future__ import annotations
