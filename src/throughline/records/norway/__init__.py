"""What one pupil's marks and absence amount to under the rules of Norway."""

from __future__ import annotations
