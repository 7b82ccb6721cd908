"""What is stored about files that were brought in, and what they changed."""

from __future__ import annotations

from throughline_web.sources.models.desk import ProtectionChoice, RefusedPupil, SavedProfile
from throughline_web.sources.models.official import OfficialFigure, OfficialTable
from throughline_web.sources.models.runs import ImportRun, RosterChange, StoredIssue

__all__ = [
    "ImportRun",
    "OfficialFigure",
    "OfficialTable",
    "ProtectionChoice",
    "RefusedPupil",
    "RosterChange",
    "SavedProfile",
    "StoredIssue",
]
