"""Lists of pupils: a class, and what a search finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.desk.pages.worklist import beside, mentor_words
from throughline_web.ui.elements import Column, Crumb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline_web.organisations.queries import ShownPupil
    from throughline_web.ui.charts.values import Sparkline


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil on a list; an empty address means that the reader may not open the page."""

    name: str
    beside: str
    page_url: str
    concern_url: str
    sparkline: Sparkline | None = None


@dataclass(frozen=True, slots=True)
class ClassPage:
    """One class and its pupils."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    columns: tuple[Column, ...]
    lines: tuple[PupilLine, ...]
    has_lines: bool


@dataclass(frozen=True, slots=True)
class ClassLink:
    """One class on the list of classes."""

    name: str
    school: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search among one's own pupils found."""

    asked: str
    lines: tuple[PupilLine, ...]
    columns: tuple[Column, ...]
    has_more: bool


def line_of(
    pupil: ShownPupil,
    *,
    may_open: bool,
    sparkline: Sparkline | None = None,
    known: str | None = None,
) -> PupilLine:
    """Return one pupil on a list; of a class whose ``known`` mentor the page names, another is named."""
    is_open = may_open and pupil.has_page
    return PupilLine(
        pupil.name,
        beside(pupil) if known is None else _mentor_words(pupil, known=known),
        reverse("desk:pupil", args=[pupil.public_id]) if is_open else "",
        reverse("desk:concern", args=[pupil.public_id]) if pupil.has_page else "",
        sparkline,
    )


def mentor_of_all(pupils: Sequence[ShownPupil]) -> str:
    """Return the mentor of most pupils of a class, to be named once; empty where none is named."""
    named = Counter(pupil.mentor_name for pupil in pupils if pupil.mentor_name)
    return named.most_common(1)[0][0] if named else ""


def _mentor_words(pupil: ShownPupil, *, known: str) -> str:
    return "" if pupil.mentor_name in {"", known} else mentor_words(pupil.mentor_name)


def by_name(pupils: Iterable[ShownPupil]) -> list[ShownPupil]:
    """Return pupils in the order of the names they are shown under."""
    return sorted(pupils, key=lambda pupil: pupil.name.casefold())


def list_columns(*, with_weeks: bool) -> tuple[Column, ...]:
    """Return the columns of a list of pupils."""
    weeks = (Column(_("Absence, 12 weeks")),) if with_weeks else ()
    return (Column(_("Pupil")), *weeks, Column(_("Raise a concern"), is_heard=True))
