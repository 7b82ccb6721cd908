"""Foreign tables and messages in, canonical rows and row issues out. Enter through these names."""

from __future__ import annotations

from throughline.sources import people_csv
from throughline.sources.dates import DateOrder
from throughline.sources.detection import Proposal, detect
from throughline.sources.fields import Field, fields_of
from throughline.sources.issues import MASK, RowIssue, Severity, UnreadableSource
from throughline.sources.oneroster import read_oneroster
from throughline.sources.options import ReadOptions
from throughline.sources.personal_numbers import NumberKind, PersonalNumber, classify
from throughline.sources.portions import Portion
from throughline.sources.previews import Preview, preview
from throughline.sources.profile import (
    REQUIRED,
    Kind,
    Presence,
    Profile,
    parse_profile,
    to_toml,
)
from throughline.sources.reading import read
from throughline.sources.shelf import load_profile, shipped_profiles
from throughline.sources.tables import SourceFile

__all__ = [
    "MASK",
    "REQUIRED",
    "DateOrder",
    "Field",
    "Kind",
    "NumberKind",
    "PersonalNumber",
    "Portion",
    "Presence",
    "Preview",
    "Profile",
    "Proposal",
    "ReadOptions",
    "RowIssue",
    "Severity",
    "SourceFile",
    "UnreadableSource",
    "classify",
    "detect",
    "fields_of",
    "load_profile",
    "parse_profile",
    "people_csv",
    "preview",
    "read",
    "read_oneroster",
    "shipped_profiles",
    "to_toml",
]
