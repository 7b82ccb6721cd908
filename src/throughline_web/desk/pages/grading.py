"""The grades of a year group: how far pupils are from the next step, and whom it is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.records.grades import subjects_not_passed
from throughline.records.norway.school_points import school_points
from throughline.records.sweden.eligibility import missing_for
from throughline_web.desk.pages.grades import (
    VOCATIONAL,
    Stage,
    failed_words,
    stage_of,
)
from throughline_web.desk.words import told
from throughline_web.ui.charts.values import Bar, Bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from throughline.terms.people import GradeRow
    from throughline_web.desk.pages.lists import PupilLine
    from throughline_web.organisations.queries import ShownGroup
    from throughline_web.ui.elements import Column, Tab, Turner

MOST_COUNTED = 3
NOBODY_KNOWS = "unknown"
STEPS = ("1", "2", "3", "0", NOBODY_KNOWS)
"""What a bar stands for: so many subjects away, three and more, none, or no grade at all."""


@dataclass(frozen=True, slots=True)
class Graded:
    """How many subjects one pupil is away from the next step; ``None`` without any grade."""

    pupil_id: int
    group: ShownGroup
    away: int | None
    words: str

    @property
    def step(self) -> str:
        """The bar that the pupil belongs to."""
        return NOBODY_KNOWS if self.away is None else str(min(self.away, MOST_COUNTED))


@dataclass(frozen=True, slots=True)
class GradedLine:
    """One pupil on the list under the bars, and what is missing."""

    pupil: PupilLine
    words: str


@dataclass(frozen=True, slots=True)
class GradingPage:
    """One year group: the distribution before anybody's name."""

    lead: str
    tabs: tuple[Tab, ...]
    chart: Bars | None
    list_title: str
    columns: tuple[Column, ...]
    lines: tuple[GradedLine, ...]
    turner: Turner | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which year group, which bar and which page of its list are shown."""

    year: str
    step: str
    page: int = 1

    def url(self, step: str, *, page: int = 1) -> str:
        """Return the address of a bar's list."""
        values = {"year": self.year, "step": step, "page": page if page > 1 else ""}
        return "?" + urlencode({key: value for key, value in values.items() if value})


def graded(pupil_id: int, group: ShownGroup, grades: Sequence[GradeRow], *, on: date) -> Graded:
    """Return how far a pupil is from the next step.

    In Swedish compulsory school that is the vocational programmes, the widest door; in Norwegian
    lower-secondary school a mark in every subject; after that a pass in all that has been graded.
    """
    if not grades:
        return Graded(pupil_id, group, None, _("no grades"))
    match stage_of(group):
        case Stage.ELIGIBILITY:
            gap = missing_for(VOCATIONAL, grades, on=on)
            return Graded(pupil_id, group, gap.count, told(gap.text))
        case Stage.SCHOOL_POINTS:
            points = school_points(grades, on=on)
            return Graded(pupil_id, group, len(points.missing), told(points.text))
        case Stage.PASSES:
            failed = subjects_not_passed(grades)
            return Graded(pupil_id, group, len(failed), failed_words(grades))


def ordered_years(years: Iterable[str]) -> list[str]:
    """Return year groups with the one that is next to leave compulsory school first.

    Of upper-secondary years the first comes first: there most studies break off.
    """
    known = [year for year in set(years) if year.isdigit()]
    compulsory = sorted((year for year in known if int(year) > MOST_COUNTED), key=int, reverse=True)
    return [*compulsory, *sorted(year for year in known if int(year) <= MOST_COUNTED)]


def year_words(year: str) -> str:
    """Return what a year group is called on a tab."""
    return _("year %(year)s") % {"year": year}


def chart_of(found: Sequence[Graded], choice: Choice, stage: Stage) -> Bars:
    """Return how many pupils are so many subjects away; each bar leads to its pupils."""
    counts = Counter(one.step for one in found)
    labels = step_labels(stage)
    bars = tuple(
        Bar(labels[step], counts[step], choice.url(step), is_current=step == choice.step)
        for step in labels
        if counts[step] or step != NOBODY_KNOWS
    )
    title = _titles()[stage]
    return Bars(title, title, _("pupils"), bars)


def _titles() -> dict[Stage, str]:
    return {
        Stage.ELIGIBILITY: _("How far to the vocational programmes"),
        Stage.SCHOOL_POINTS: _("Subjects without a mark"),
        Stage.PASSES: _("Subjects not passed"),
    }


def step_labels(stage: Stage) -> dict[str, str]:
    """Return what each bar stands for, in words and in their order."""
    words = {
        Stage.ELIGIBILITY: (
            _("eligible with the present grades"),
            _("one subject away"),
            _("two subjects away"),
        ),
        Stage.SCHOOL_POINTS: (
            _("a mark in every subject"),
            _("one subject without a mark"),
            _("two subjects without a mark"),
        ),
        Stage.PASSES: (
            _("everything passed so far"),
            _("one subject not passed"),
            _("two subjects not passed"),
        ),
    }[stage]
    labels = (*words, _("three subjects or more"), _("no grades"))
    return dict(zip(("0", "1", "2", "3", NOBODY_KNOWS), labels, strict=True))


def lead_of(count: int) -> str:
    """Return the line under the title."""
    words = ngettext("%(count)s pupil.", "%(count)s pupils.", count) % {"count": count}
    return words + " " + _("With the grades as they stand; they may still change.")
