"""A first look at a file: what it is likely to be, and its first rows without anybody's identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.sources import load_profile
from throughline_web.sources.vault import open_upload

if TYPE_CHECKING:
    from throughline.sources import Profile
    from throughline_web.sources.models import ImportRun


@dataclass(frozen=True, slots=True)
class Look:
    """TEMPORARY until the core's detect and preview are here."""

    headers: tuple[str, ...]

    @property
    def sure_profile(self) -> Profile | None:
        return load_profile("pupils" if "förnamn" in self.headers else "generic-lesson-rows")

    def needs_school(self, profile: Profile) -> bool:
        return "skola" not in self.headers and profile.kind != "guardians"


def look_at(run: ImportRun) -> Look:
    """Return the first look at a file."""
    with open_upload(run.upload) as stream:
        line = stream.read(4096).decode("utf-8-sig", errors="replace").partition("\n")[0]
    return Look(tuple(line.strip().split(";")))
