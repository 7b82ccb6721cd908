"""What the pages of the import desk show, and nothing else."""

from __future__ import annotations
