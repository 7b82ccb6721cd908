"""The school's head: how much is registered, how many were noticed, how many somebody answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.measures.publishing import publish_total
from throughline_web.desk.words import share, told
from throughline_web.earlywarning.choices import WAITING_STATES
from throughline_web.ui.charts.values import Bar, Bars
from throughline_web.ui.elements import DataTable, Fact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline_web.desk.queries import SilentClass
    from throughline_web.earlywarning.queries import CaseFacts
    from throughline_web.records.queries import PupilSum, SchoolDays

WAITING_PROFILE = "strict_10_both"
"""The profile by which a number of waiting pupils leaves a school for its municipality."""
DAYS_TO_ANSWER = 5
WINDOW = 20
# The edges of the distribution; a pupil on an edge stands to its right.
_EDGES = (0.0, 0.05, 0.10, 0.15, 0.20, 0.30)


@dataclass(frozen=True, slots=True)
class SchoolHead:
    """One school's head. Distribution comes before the average, coverage before both."""

    name: str
    facts: tuple[Fact, ...]
    distribution: Bars
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """The schools that somebody answers for."""

    heads: tuple[SchoolHead, ...]
    policy: str


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """A municipality's schools side by side: totals alone, and none of few.

    ``is_released`` says that any figures have been released.
    """

    table: DataTable
    is_released: bool


def head_of(
    name: str,
    *,
    sums: Sequence[PupilSum],
    cases: Sequence[CaseFacts],
    silent: Sequence[SilentClass],
    calendar: SchoolDays,
    on: date,
) -> SchoolHead:
    """Return one school's head."""
    answered = answered_in_time(cases, calendar, on=on)
    waiting = sum(1 for case in cases if case.state in WAITING_STATES)
    return SchoolHead(
        name=name,
        facts=(
            Fact(
                _("Registered, the last %(days)s school days") % {"days": WINDOW},
                share(coverage_of(sums)),
            ),
            Fact(_("Pupils about whom nobody has decided"), str(waiting)),
            Fact(_("Decided within %(days)s school days") % {"days": DAYS_TO_ANSWER}, answered),
        ),
        distribution=distribution_of(sums),
        silent=tuple(one.name for one in silent),
    )


def coverage_of(sums: Sequence[PupilSum]) -> float | None:
    """Return the share of a school's offered minutes that was registered."""
    offered = sum(one.offered or 0 for one in sums)
    return sum(one.reported for one in sums) / offered if offered else None


def answered_in_time(cases: Sequence[CaseFacts], calendar: SchoolDays, *, on: date) -> str:
    """Return how many of the cases that are old enough somebody decided about in time."""
    spent = [
        calendar.between(case.opened_on, case.answered_on or on)
        for case in cases
        if case.answered_on or calendar.between(case.opened_on, on) > DAYS_TO_ANSWER
    ]
    if not spent:
        return _("None is old enough to count yet")
    within = sum(1 for days in spent if days <= DAYS_TO_ANSWER)
    return _("%(count)s of %(all)s") % {"count": within, "all": len(spent)}


def distribution_of(sums: Sequence[PupilSum]) -> Bars:
    """Return how many pupils lie in each span of absence; those with nothing registered apart."""
    rates = [one.rate for one in sums]
    known = [rate for rate in rates if rate is not None]
    bars = [Bar(_label(index), _within(known, index)) for index in range(len(_EDGES))]
    unknown = len(rates) - len(known)
    if unknown:
        bars.append(Bar(_("not registered"), unknown))
    title = _("Absence, the last %(days)s school days") % {"days": WINDOW}
    return Bars(title, _("Absence"), _("pupils"), tuple(bars))


def _label(index: int) -> str:
    low = round(_EDGES[index] * 100)
    if index + 1 == len(_EDGES):
        return _("%(low)s %% and more") % {"low": low}
    return _("%(low)s to %(high)s %%") % {"low": low, "high": round(_EDGES[index + 1] * 100)}


def _within(rates: Sequence[float], index: int) -> int:
    high = _EDGES[index + 1] if index + 1 < len(_EDGES) else float("inf")
    return sum(1 for rate in rates if _EDGES[index] <= rate < high)


def waiting_words(count: int) -> str:
    """Return a number of pupils as it may leave a school; nought tells as much as four does."""
    few = publish_total(max(count, 1), WAITING_PROFILE)
    return told(few.says()) if few.value is None else str(count)
