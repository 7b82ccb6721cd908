"""Random autumns of one pupil, for properties: slides, truancy, silence, breaks, summaries, grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.core.attendance import CLASS, PUPIL, UNIT, lesson, period, silent, weekdays
from throughline.records.pupil import PupilRecord, UnitDays, record_of, unit_days_of
from throughline.terms.people import GradeRow

if TYPE_CHECKING:
    from throughline.terms.attendance import Mark

FIRST, LAST = date(2026, 10, 12), date(2027, 1, 29)
CHRISTMAS = weekdays(date(2026, 12, 21), date(2027, 1, 6))
SCHOOL_DAYS = [day for day in weekdays(FIRST, LAST) if day not in CHRISTMAS]
CLASSMATE = record_of("mate", UNIT, [lesson(day) for day in SCHOOL_DAYS], group=CLASS)
KINDS = ("excused", "unexcused", "unresolved", "other")


@dataclass(frozen=True)
class Autumn:
    """All rows of one pupil and of a classmate who is always registered."""

    marks: tuple[Mark, ...]
    grades: tuple[GradeRow, ...] = ()

    def up_to(self, night: date) -> Autumn:
        """What had been written when the night came."""
        return Autumn(
            tuple(mark for mark in self.marks if mark.ends_on <= night),
            tuple(one for one in self.grades if one.set_on is None or one.set_on <= night),
        )

    def record(self) -> PupilRecord:
        return record_of(PUPIL, UNIT, self.marks, group=CLASS, grades=self.grades)

    def unit(self, night: date) -> UnitDays:
        return unit_days_of([self.record(), CLASSMATE.up_to(night)])[UNIT]


def nights(until: date) -> list[date]:
    """Every night from the first school day on, weekends and holidays too."""
    return [FIRST + timedelta(days=n) for n in range((until - FIRST).days + 1)]


@st.composite
def _stretch(draw: st.DrawFn, days: list[date]) -> list[Mark]:
    """Some days in a row that resemble each other."""
    sort = draw(st.sampled_from(["present", "missing", "partly", "silent", "late", "none"]))
    if sort == "none":
        return []
    if sort == "silent":
        return [mark for day in days for mark in silent(day)]
    kind = draw(st.sampled_from(KINDS))
    missed = {"present": 0, "missing": 300, "partly": draw(st.integers(1, 4)) * 60, "late": 15}[
        sort
    ]
    late = {"late": 15, "unexcused": 15} if sort == "late" else {kind: missed}
    return [lesson(day, minutes=300, **late) for day in days]


@st.composite
def autumns(draw: st.DrawFn) -> Autumn:
    """Stretches of one to twelve days, and now and then a sum or a grade."""
    marks: list[Mark] = []
    place = 0
    while place < len(SCHOOL_DAYS):
        length = draw(st.integers(1, 12))
        marks += draw(_stretch(SCHOOL_DAYS[place : place + length]))
        place += length
    return Autumn((*marks, *draw(_sums)), draw(_grades))


_some_days = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def _sum(draw: st.DrawFn) -> Mark:
    first = draw(_some_days)
    last = first + timedelta(days=draw(st.integers(0, 40)))
    return period(first, last, minutes=6000, unexcused=draw(st.integers(0, 6000)))


_sums = st.lists(_sum(), max_size=2).map(tuple)
_grades = st.lists(
    st.builds(
        GradeRow,
        st.just(PUPIL),
        st.sampled_from(["Engelska", "Matematik"]),
        st.just("F"),
        st.booleans(),
        term=st.sampled_from([None, "HT 2026", "VT 2027"]),
        set_on=st.none() | _some_days,
    ),
    max_size=3,
).map(tuple)
some_nights = _some_days
