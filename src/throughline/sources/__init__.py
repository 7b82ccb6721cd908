"""Foreign tables and messages in, canonical rows and row issues out. Enter through these names."""

from __future__ import annotations

from throughline.sources.fields import Field, fields_of
from throughline.sources.issues import RowIssue, Severity, UnreadableSource
from throughline.sources.oneroster import read_oneroster
from throughline.sources.options import ReadOptions
from throughline.sources.portions import Portion
from throughline.sources.profile import Kind, Presence, Profile, parse_profile, to_toml
from throughline.sources.reading import read
from throughline.sources.shelf import load_profile, shipped_profiles
from throughline.sources.tables import SourceFile

__all__ = [
    "Field",
    "Kind",
    "Portion",
    "Presence",
    "Profile",
    "ReadOptions",
    "RowIssue",
    "Severity",
    "SourceFile",
    "UnreadableSource",
    "fields_of",
    "load_profile",
    "parse_profile",
    "read",
    "read_oneroster",
    "shipped_profiles",
    "to_toml",
]
