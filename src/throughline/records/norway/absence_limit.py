"""The Norwegian absence limit: what one pupil has used of it in one subject, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from throughline.records.norway.absence_kinds import LimitState
from throughline.records.norway.absence_sentences import limit_said
from throughline.records.norway.marks import Level
from throughline.records.norway.subjects import subject_of
from throughline.terms.rulebook import Rule, remembered, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from throughline.records.norway.absence_kinds import SubjectAbsence, SubjectYear
    from throughline.terms.language import Text

_LIMIT, _WALK, _DISCRETION = "NO-ABS-01", "NO-ABS-03", "NO-ABS-07"
_ASKED = (_LIMIT, _WALK, "NO-ABS-04", _DISCRETION, "NO-ABS-08", "NO-ABS-10", "NO-ABS-11")


@dataclass(frozen=True, slots=True)
class Crossing:
    """A share of the year's hours (0-1) that the absence has reached, and the day it did."""

    share: Fraction
    on: date


@dataclass(frozen=True, slots=True)
class AbsenceLimit:
    """What one pupil has used of the limit in one subject as of a day; hours of sixty minutes.

    ``used`` never exceeds ``limit``; ``excess`` is what no longer had room, and the mark is lost
    where there is any; ``exempt`` is absence that does not count, ``untold`` absence of
    which nobody said how it was shown. ``left`` and
    ``lessons_to_loss`` (undocumented lessons, the one that passes the limit included) are ``None``
    where they cannot be known. ``believed`` are rules that nobody has read in a source.
    """

    subject: Text
    as_of: date
    state: LimitState
    limit: Fraction | None
    used: Fraction
    excess: Fraction
    exempt: Fraction
    untold: Fraction
    left: Fraction | None
    lessons_to_loss: int | None
    crossings: tuple[Crossing, ...]
    coverage: float | None
    share_of: str
    marks_lost: tuple[str, ...]
    discretion_to: Fraction | None
    believed: tuple[str, ...]

    @property
    def is_mark_lost(self) -> bool | None:
        """Whether there is no mark, unless the principal decides; ``None`` where nobody can say."""
        if self.state in {LimitState.NO_HOURS, LimitState.NOTHING_REGISTERED}:
            return None
        return self.state in {LimitState.DISCRETION, LimitState.OVER}

    @property
    def text(self) -> Text:
        """Where the pupil stands, as it is read aloud to the pupil."""
        return limit_said(self)


@dataclass(frozen=True, slots=True)
class _Used:
    """What a walk through the absences has come to."""

    used: Fraction = Fraction(0)
    excess: Fraction = Fraction(0)
    exempt: Fraction = Fraction(0)


def absence_limit(
    year: SubjectYear,
    *,
    as_of: date,
    level: Level = Level.UPPER,
    warn_at: Sequence[float] | None = None,
) -> AbsenceLimit:
    """Return what a pupil has used of the limit in a subject (NO-ABS-01 to -11).

    The rules are those of the school year: until 2024/25 only undocumented absence counts, from
    2025/26 absence for health reasons uses the limit too. Within one day absences are taken in the
    order that is kindest to the pupil, since rows do not tell the time.

    Args:
        year: the pupil's year in the subject; absences after ``as_of`` are not looked at.
        as_of: the day asked.
        level: in lower-secondary school there is no limit.
        warn_at: shares of the year's hours (0-1) to tell of; ``None`` for the rule's own.
    """
    on = year.school_year.ends_on
    book = _held(on)
    if _LIMIT not in book or level not in book["NO-ABS-11"].values["levels"]:
        return _answer(year, as_of, book, LimitState.NO_LIMIT)
    if not year.year_hours:
        return _answer(year, as_of, book, LimitState.NO_HOURS)
    steps = _walk(_in_order(year, as_of, book), _limit_hours(year, book), book)
    found = _Used() if not steps else steps[-1][1]
    state = _state(year, found, book)
    shares = book["NO-ABS-08"].values["warn_at"] if warn_at is None else warn_at
    return _answer(year, as_of, book, state, found, _crossings(steps, year, shares))


def days_that_count(year: SubjectYear, *, as_of: date) -> tuple[date, ...]:
    """Return the days with absence that counts against the limit, each once, in order."""
    walk = _held(year.school_year.ends_on)[_WALK].values
    counting = {*walk["goes_over"], *walk["uses_what_is_left"]}
    known = [each for each in _known(year, as_of) if each.kind in counting]
    return tuple(sorted({each.day for each in known}))


@remembered
def _held(on: date) -> Mapping[str, Rule]:
    return {each.id: each for each in rules(country="no", on=on)}


def _in_order(year: SubjectYear, as_of: date, book: Mapping[str, Rule]) -> Iterable[SubjectAbsence]:
    """Yield the absences by day; what only fills up comes last, for then it finds least to fill."""
    fills = book[_WALK].values["uses_what_is_left"]
    return sorted(_known(year, as_of), key=lambda each: (each.day, each.kind in fills))


def _known(year: SubjectYear, as_of: date) -> list[SubjectAbsence]:
    first, last = year.school_year.starts_on, min(as_of, year.school_year.ends_on)
    return [each for each in year.absences if first <= each.day <= last]


def _walk(
    absences: Iterable[SubjectAbsence], limit: Fraction, book: Mapping[str, Rule]
) -> list[tuple[date, _Used]]:
    """Return what is used after each absence, in their order."""
    steps: list[tuple[date, _Used]] = []
    found = _Used()
    for each in absences:
        found = _after(found, each, limit, book)
        steps.append((each.day, found))
    return steps


def _after(
    found: _Used, absence: SubjectAbsence, limit: Fraction, book: Mapping[str, Rule]
) -> _Used:
    hours = Fraction(absence.hours)
    room = min(hours, limit - found.used)
    if absence.kind in book[_WALK].values["goes_over"]:
        return _Used(found.used + room, found.excess + hours - room, found.exempt)
    if absence.kind in book[_WALK].values["uses_what_is_left"]:
        return _Used(found.used + room, found.excess, found.exempt + hours - room)
    return _Used(found.used, found.excess, found.exempt + hours)


def _limit_hours(year: SubjectYear, book: Mapping[str, Rule]) -> Fraction:
    return _exact(book[_LIMIT].values["limit"]) * Fraction(year.year_hours or 0)


def _exact(share: float) -> Fraction:
    """Return a share as it is written in a file: 0.1 is a tenth, and not its nearest double."""
    return Fraction(str(share))


def _state(year: SubjectYear, found: _Used, book: Mapping[str, Rule]) -> LimitState:
    near = book["NO-ABS-10"].values
    if found.excess:
        top = _exact(book[_DISCRETION].values["discretion_to"]) * Fraction(year.year_hours or 0)
        return LimitState.DISCRETION if found.used + found.excess <= top else LimitState.OVER
    if year.coverage == 0:
        return LimitState.NOTHING_REGISTERED
    if year.coverage is not None and year.coverage < near["min_coverage"]:
        return LimitState.THIN
    is_near = _lessons_to_loss(year, found, book) <= near["near_lessons"]
    return LimitState.NEAR if is_near else LimitState.WITHIN


def _lessons_to_loss(year: SubjectYear, found: _Used, book: Mapping[str, Rule]) -> int:
    lesson = Fraction(year.lesson_hours or str(book["NO-ABS-10"].values["lesson_hours"]))
    return int((_limit_hours(year, book) - found.used) // lesson) + 1


def _crossings(
    steps: Sequence[tuple[date, _Used]], year: SubjectYear, shares: Sequence[float]
) -> tuple[Crossing, ...]:
    whole = Fraction(year.year_hours or 0)
    reached = [(day, (found.used + found.excess) / whole) for day, found in steps]
    firsts = {
        _exact(share): next((day for day, sofar in reached if sofar >= _exact(share)), None)
        for share in sorted(shares)
    }
    return tuple(Crossing(share, day) for share, day in firsts.items() if day is not None)


def _answer(
    year: SubjectYear,
    as_of: date,
    book: Mapping[str, Rule],
    state: LimitState,
    found: _Used | None = None,
    crossings: tuple[Crossing, ...] = (),
) -> AbsenceLimit:
    """Return the answer; what is left is told only where enough is registered to know it."""
    walked = found or _Used()
    is_known = state in {LimitState.WITHIN, LimitState.NEAR}
    has_limit = state is not LimitState.NO_LIMIT
    return AbsenceLimit(
        subject=subject_of(year.subject, on=as_of).name,
        as_of=as_of,
        state=state,
        limit=None if found is None else _limit_hours(year, book),
        used=walked.used,
        excess=walked.excess,
        exempt=walked.exempt,
        untold=Fraction(year.untold),
        left=_limit_hours(year, book) - walked.used if is_known else None,
        lessons_to_loss=_lessons_to_loss(year, walked, book) if is_known else None,
        crossings=crossings,
        coverage=year.coverage,
        share_of=book["NO-ABS-04"].values["share_of"] if has_limit else "",
        marks_lost=book["NO-ABS-04"].values["marks_lost"] if has_limit else (),
        discretion_to=_exact(book[_DISCRETION].values["discretion_to"]) if has_limit else None,
        believed=tuple(each for each in _ASKED if each in book and not book[each].is_read),
    )
