"""What one pupil's grades and attendance amount to under the rules of Sweden."""

from __future__ import annotations
