"""Units, people who log in, pupils, and who may see whom: the ground under every other room."""

from __future__ import annotations
