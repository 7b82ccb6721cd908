"""The study grant: whether a month's unexcused absence is for staff to consider. Never a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.records.days import roll_up
from throughline.records.sweden.words import paragraph, sentence, whole
from throughline.terms.language import day_name, month_name
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline.records.days import PupilDay
    from throughline.terms.attendance import Mark
    from throughline.terms.language import Text

_HOUR = 60


class GrantCause(StrEnum):
    """How the agency tells causes apart: single occasions, or one unbroken absence."""

    CONTINUOUS = "continuous"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class GrantReview:
    """One calendar month of one pupil, and whether staff should consider it for the study grant.

    ``minutes`` are unexcused, on so many ``occasions`` (days). ``unresolved`` are minutes that
    nobody has judged yet: they do not count, and may be resolved either way. Of the four that
    follow all are ``None`` where nothing is due: the ``cause`` with its ``code``, the day from
    which a report is ``normally_from``, and in exceptional cases ``earliest_from``.
    """

    month: date
    minutes: int
    occasions: int
    unresolved: int
    is_due: bool
    cause: GrantCause | None = None
    code: int | None = None
    normally_from: date | None = None
    earliest_from: date | None = None

    @property
    def text(self) -> Text:
        """The same in words, and that staff decide."""
        return _said(self)


def reviews(
    days: Iterable[PupilDay], *, on: date, has_grant: bool | None = None
) -> tuple[GrantReview, ...]:
    """Return one pupil's months with unexcused absence up to a day, the earliest first.

    Args:
        days: the pupil's days; of several on one date the last is believed.
        on: the day asked; nothing after it is looked at.
        has_grant: whether the pupil has a study grant. Without one nothing is due; ``None`` is not
            known, and then it is for staff to find out.
    """
    by_day = {each.day: each for each in days if each.day <= on}
    months = sorted({day.replace(day=1) for day, each in by_day.items() if each.unexcused})
    return tuple(
        _review(
            [by_day[day] for day in sorted(by_day) if _is_in(month, day)],
            month,
            has_grant=has_grant,
        )
        for month in months
    )


def review_marks(
    marks: Iterable[Mark], *, on: date, has_grant: bool | None = None
) -> tuple[GrantReview, ...]:
    """Return the same from one pupil's marks: lessons are summed, and no day is counted twice."""
    return reviews(roll_up(marks), on=on, has_grant=has_grant)


def grant_share(full_time_days: int, *, on: date) -> Decimal:
    """Return how many months' grant so many days of full-time studies give (SE-CSN-05).

    Only whole periods count.
    """
    told = rule("SE-CSN-05", on=on).values
    periods = full_time_days // told["period_days"]
    return Decimal(periods) / Decimal(told["periods_a_month"])


def _is_in(month: date, day: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _review(days: Sequence[PupilDay], month: date, *, has_grant: bool | None) -> GrantReview:
    unexcused = [each for each in days if each.unexcused]
    minutes = sum(each.unexcused or 0 for each in unexcused)
    # The last day away: a rule that changes in the middle of a month holds from there on.
    on = unexcused[-1].day
    limits = rule("SE-CSN-01", on=on).values
    is_pattern = minutes >= limits["minutes"] and len(unexcused) >= limits["occasions"]
    found = GrantReview(
        month=month,
        minutes=minutes,
        occasions=len(unexcused),
        unresolved=sum(each.unresolved or 0 for each in days),
        is_due=is_pattern and has_grant is not False,
    )
    return _with_times(found, days, on) if found.is_due else found


def _with_times(found: GrantReview, days: Sequence[PupilDay], on: date) -> GrantReview:
    first = next(each.day for each in days if each.unexcused)
    times = rule("SE-CSN-02", on=on).values
    cause = _cause(days)
    return GrantReview(
        month=found.month,
        minutes=found.minutes,
        occasions=found.occasions,
        unresolved=found.unresolved,
        is_due=True,
        cause=cause,
        code=rule("SE-CSN-04", on=on).values["codes"][cause],
        normally_from=first + timedelta(days=times["days"]),
        earliest_from=first + timedelta(days=times["least_days"]),
    )


def _cause(days: Sequence[PupilDay]) -> GrantCause:
    """Return continuous where every day from the first unexcused to the last was missed whole."""
    away = [nth for nth, each in enumerate(days) if each.unexcused]
    between = days[away[0] : away[-1] + 1]
    is_unbroken = all(each.reported and each.unexcused == each.reported for each in between)
    return GrantCause.CONTINUOUS if is_unbroken else GrantCause.REPEATED


def _said(found: GrantReview) -> Text:
    values = {
        "month": month_name(found.month),
        "time": _time(found.minutes),
        "occasions": whole(found.occasions),
    }
    said = [sentence("study_grant", "once" if found.occasions == 1 else "seen", **values)]
    if found.is_due and found.normally_from and found.earliest_from:
        days = {
            "normally": day_name(found.normally_from),
            "earliest": day_name(found.earliest_from),
        }
        said.append(sentence("study_grant", "due", **days))
    if found.unresolved:
        said.append(sentence("study_grant", "unresolved", time=_time(found.unresolved)))
    return paragraph(said)


def _time(minutes: int) -> Text:
    hours, rest = divmod(minutes, _HOUR)
    name = "minutes" if not hours else "hours" if not rest else "both"
    return sentence("time", name, hours=hours, minutes=rest)
