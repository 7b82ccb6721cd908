"""What an import had made and that stayed when it was undone, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline_web.sources.pages import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import _StrOrPromise

    from throughline_web.sources.models import ImportRun

_WHY: dict[str, _StrOrPromise] = {
    "organisations": gettext_lazy("somebody belongs there"),
    "records": gettext_lazy("another file tells of it"),
    "earlywarning": gettext_lazy("something there has been noticed or decided"),
    "sources": gettext_lazy("another file was brought for it"),
}


def kept_words(run: ImportRun) -> tuple[str, ...]:
    """Return a sentence for each sort of thing that stayed; nothing when all of it went."""
    kept = run.findings.get("kept") or {}
    return (
        *(_school(name, rooms) for name, rooms in kept.get("schools", ())),
        *_classes(kept.get("classes", 0)),
        *_pupils(kept.get("pupils", 0)),
    )


def _school(name: str, rooms: Sequence[str]) -> str:
    known = [str(_WHY[room]) for room in rooms if room in _WHY]
    reasons = ", ".join(known) or _("something else rests on it")
    return _("%(school)s stays: %(reasons)s.") % {"school": name, "reasons": reasons}


def _classes(count: int) -> Iterable[str]:
    if count:
        yield ngettext(
            "%(count)s class stays: something else is about it.",
            "%(count)s classes stay: something else is about them.",
            count,
        ) % {"count": words.number(count)}


def _pupils(count: int) -> Iterable[str]:
    if count:
        yield ngettext(
            "%(count)s pupil stays without a name: something has been noticed or decided about the pupil.",
            "%(count)s pupils stay without names: something has been noticed or decided about them.",
            count,
        ) % {"count": words.number(count)}
