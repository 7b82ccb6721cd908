"""The absence limit: the worked examples of both rules, warnings, what is left, and the walk's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.records.norway.absence_kinds import (
    AbsenceKind,
    LimitState,
    SubjectAbsence,
    SubjectYear,
)
from throughline.records.norway.absence_limit import Crossing, absence_limit, days_that_count
from throughline.records.norway.marks import Level
from throughline.terms.rulebook import rule
from throughline.terms.school_years import SchoolYear

OLD, NEW = SchoolYear(2024), SchoolYear(2025)
NOT_ABSENCE, OTHER = AbsenceKind.NOT_ABSENCE, AbsenceKind.DOCUMENTED_OTHER
DOCUMENTED, SELF = AbsenceKind.DOCUMENTED_HEALTH, AbsenceKind.SELF_CERTIFIED_HEALTH
UNDOCUMENTED = AbsenceKind.UNDOCUMENTED


def year(*rows, of=NEW, hours=140, coverage: float | None = 1.0, **more) -> SubjectYear:
    """Return a year with one absence a day from September on."""
    first = date(of.first_year, 9, 1)
    absences = [SubjectAbsence(first + timedelta(n), h, kind) for n, (h, kind) in enumerate(rows)]
    return SubjectYear("Matematikk", of, hours, tuple(absences), coverage, **more)


def found(subject_year: SubjectYear, **more):
    return absence_limit(subject_year, as_of=subject_year.school_year.ends_on, **more)


WITH_A_DOCTOR = ((10, DOCUMENTED), (4, SELF), (20, DOCUMENTED))


@pytest.mark.rule("NO-ABS-01", "NO-ABS-03")
@pytest.mark.parametrize(
    ("hours", "rows", "used", "excess", "is_mark_lost"),
    [
        pytest.param(140, [(14, UNDOCUMENTED)], 14, 0, False, id="a: on the line"),
        pytest.param(140, [(14, UNDOCUMENTED), (1, UNDOCUMENTED)], 14, 1, True, id="b: one more"),
        pytest.param(140, WITH_A_DOCTOR, 14, 0, False, id="c: the doctor's hours are exempt"),
        pytest.param(140, [*WITH_A_DOCTOR, (1, SELF)], 14, 1, True, id="d: and one egenmelding"),
        pytest.param(140, [(30, NOT_ABSENCE)], 0, 0, False, id="e: pupil council"),
        pytest.param(56, [(6, UNDOCUMENTED)], Fraction("5.6"), Fraction("0.4"), True, id="56: 6"),
        pytest.param(56, [(5, UNDOCUMENTED)], 5, 0, False, id="56: 5"),
        pytest.param(140, [(30, OTHER), (14, SELF)], 14, 0, False, id="driving test"),
        pytest.param(
            140, [(14, SELF), (1, DOCUMENTED)], 14, 0, False, id="documented at the limit"
        ),
        pytest.param(140, [(13, SELF), (2, DOCUMENTED)], 14, 0, False, id="documented across it"),
    ],
)
def test_the_rules_of_2025(hours, rows, used, excess, is_mark_lost):
    answer = found(year(*rows, hours=hours))

    assert (answer.used, answer.excess, answer.is_mark_lost) == (used, excess, is_mark_lost)


@pytest.mark.rule("NO-ABS-01", "NO-ABS-03")
@pytest.mark.parametrize(
    ("rows", "used", "excess", "is_mark_lost"),
    [
        pytest.param([(14, UNDOCUMENTED)], 14, 0, False, id="on the line"),
        pytest.param([(15, UNDOCUMENTED)], 14, 1, True, id="over"),
        pytest.param([(90, DOCUMENTED), (14, UNDOCUMENTED)], 14, 0, False, id="documented is out"),
        pytest.param([(15, SELF)], 14, 1, True, id="egenmelding is undocumented"),
        pytest.param([(30, OTHER), (30, NOT_ABSENCE)], 0, 0, False, id="exempt"),
    ],
)
def test_the_rules_of_2016(rows, used, excess, is_mark_lost):
    answer = found(year(*rows, of=OLD))

    assert (answer.used, answer.excess, answer.is_mark_lost) == (used, excess, is_mark_lost)


@pytest.mark.rule("NO-ABS-03")
def test_what_uses_the_limit_and_what_goes_over_it_is_said_by_the_year():
    told = [dict(rule("NO-ABS-03", on=each.ends_on).values) for each in (OLD, NEW)]

    over = ("self_certified_health", "undocumented")
    assert told == [
        {"uses_what_is_left": (), "goes_over": over},
        {"uses_what_is_left": ("documented_health",), "goes_over": over},
    ]


@pytest.mark.rule("NO-ABS-03")
@pytest.mark.parametrize(
    ("of", "used", "exempt"),
    [pytest.param(OLD, 0, 20, id="2024/25"), pytest.param(NEW, 14, 6, id="2025/26")],
)
def test_documented_health_absence_uses_the_limit_only_from_2025(of, used, exempt):
    answer = found(year((20, DOCUMENTED), of=of))

    assert (answer.used, answer.exempt, answer.is_mark_lost) == (used, exempt, False)


@pytest.mark.rule("NO-ABS-04")
@pytest.mark.parametrize(
    ("of", "share_of", "marks_lost"),
    [
        pytest.param(OLD, "hours_of_the_mark", ("half_year", "final"), id="2024/25"),
        pytest.param(NEW, "year_hours", ("final", "end_of_year"), id="2025/26"),
    ],
)
def test_the_marks_that_are_lost_are_said_by_the_year(of, share_of, marks_lost):
    answer = found(year((15, UNDOCUMENTED), of=of))

    assert (answer.share_of, answer.marks_lost) == (share_of, marks_lost)


@pytest.mark.rule("NO-ABS-07")
@pytest.mark.parametrize("of", [OLD, NEW])
@pytest.mark.parametrize(
    ("hours", "state"),
    [
        pytest.param(14, LimitState.NEAR, id="10 %"),
        pytest.param(15, LimitState.DISCRETION, id="over 10 %"),
        pytest.param(21, LimitState.DISCRETION, id="15 %"),
        pytest.param(Fraction("21.01"), LimitState.OVER, id="over 15 %"),
    ],
)
def test_the_principal_may_decide_up_to_fifteen_percent(of, hours, state):
    assert found(year((hours, UNDOCUMENTED), of=of)).state is state


@pytest.mark.rule("NO-ABS-07")
@pytest.mark.parametrize(("of", "is_unconfirmed"), [(OLD, False), (NEW, True)])
def test_nobody_has_confirmed_the_principals_choice_after_2025(of, is_unconfirmed):
    assert ("NO-ABS-07" in found(year(of=of)).believed) is is_unconfirmed
    assert rule("NO-ABS-07", on=of.ends_on).values["discretion_to"] == 0.15


@pytest.mark.rule("NO-ABS-08")
def test_the_shares_to_warn_at_are_told_with_the_day_each_was_reached():
    answer = found(
        year((6, SELF), (1, DOCUMENTED), (2, UNDOCUMENTED), (Fraction("3.5"), SELF), (1, SELF))
    )

    assert answer.crossings == (
        Crossing(Fraction("0.05"), date(2025, 9, 2)),
        Crossing(Fraction("0.07"), date(2025, 9, 4)),
        Crossing(Fraction("0.09"), date(2025, 9, 5)),
    )


@pytest.mark.rule("NO-ABS-08")
@pytest.mark.parametrize(
    ("hours", "reached"),
    [
        (Fraction("6.99"), []),
        (7, ["0.05"]),
        (Fraction("9.79"), ["0.05"]),
        (Fraction("9.8"), ["0.05", "0.07"]),
        (Fraction("12.59"), ["0.05", "0.07"]),
        (Fraction("12.6"), ["0.05", "0.07", "0.09"]),
    ],
)
def test_a_share_is_reached_on_its_line(hours, reached):
    told = [each.share for each in found(year((hours, UNDOCUMENTED))).crossings]

    assert told == [Fraction(share) for share in reached]


def test_a_school_may_warn_at_other_shares():
    answer = found(year((6, UNDOCUMENTED)), warn_at=[0.08, 0.04])

    assert [each.share for each in answer.crossings] == [Fraction("0.04")]


@pytest.mark.rule("NO-ABS-10")
@pytest.mark.parametrize(
    ("used", "lesson", "lessons", "state"),
    [
        pytest.param(11, None, 4, LimitState.WITHIN, id="three lessons fit"),
        pytest.param(12, None, 3, LimitState.WITHIN, id="two lessons fit"),
        pytest.param(Fraction("12.5"), None, 2, LimitState.NEAR, id="one and a half fit"),
        pytest.param(13, None, 2, LimitState.NEAR, id="one lesson fits"),
        pytest.param(14, None, 1, LimitState.NEAR, id="none fits"),
        pytest.param(11, 2, 2, LimitState.NEAR, id="double lessons"),
    ],
)
def test_a_pupil_is_near_when_two_lessons_are_enough(used, lesson, lessons, state):
    answer = found(year((used, UNDOCUMENTED), lesson_hours=lesson))

    assert (answer.lessons_to_loss, answer.state) == (lessons, state)
    assert answer.left == 14 - used


@pytest.mark.rule("NO-ABS-10")
@pytest.mark.parametrize(
    ("coverage", "state"),
    [
        pytest.param(0.0, LimitState.NOTHING_REGISTERED, id="nothing"),
        pytest.param(0.79, LimitState.THIN, id="thin"),
        pytest.param(0.8, LimitState.WITHIN, id="on the line"),
        pytest.param(None, LimitState.WITHIN, id="nobody told"),
    ],
)
def test_what_is_left_is_not_told_from_thin_data(coverage, state):
    answer = found(year((3, UNDOCUMENTED), coverage=coverage))

    assert answer.state is state
    assert (answer.left is None) is (state is not LimitState.WITHIN)


def test_a_limit_that_is_passed_is_passed_also_in_thin_data():
    assert found(year((30, UNDOCUMENTED), coverage=0.1)).is_mark_lost is True


@pytest.mark.parametrize("hours", [None, 0])
def test_without_the_years_hours_nobody_can_say(hours):
    answer = found(year((3, UNDOCUMENTED), hours=hours))

    assert (answer.state, answer.is_mark_lost, answer.limit) == (LimitState.NO_HOURS, None, None)


def test_where_nothing_is_registered_nobody_can_say():
    assert found(year(coverage=0.0)).is_mark_lost is None


@pytest.mark.rule("NO-ABS-11")
def test_compulsory_school_has_no_limit():
    answer = found(year((90, UNDOCUMENTED)), level=Level.LOWER)

    assert (answer.state, answer.is_mark_lost) == (LimitState.NO_LIMIT, False)


@pytest.mark.rule("NO-ABS-11")
def test_compulsory_school_follows_absence_up_since_august_2024():
    told = rule("NO-ABS-11").values

    assert told["levels"] == (Level.UPPER,)
    assert told["follow_up_from"] == date(2024, 8, 1)


@pytest.mark.parametrize(("first_year", "is_lost"), [(2015, False), (2016, True)])
def test_the_limit_came_in_2016(first_year, is_lost):
    assert found(year((90, UNDOCUMENTED), of=SchoolYear(first_year))).is_mark_lost is is_lost


def test_what_comes_after_the_day_asked_is_not_looked_at():
    whole = year((14, UNDOCUMENTED), (1, UNDOCUMENTED))

    assert absence_limit(whole, as_of=date(2025, 9, 1)).is_mark_lost is False
    assert absence_limit(whole, as_of=date(2025, 9, 2)).is_mark_lost is True


def test_absence_of_another_school_year_is_not_looked_at():
    summer_before = SubjectAbsence(date(2025, 6, 30), 90, UNDOCUMENTED)

    assert found(SubjectYear("Fysikk", NEW, 140, (summer_before,), 1.0)).used == 0


def test_the_days_that_count_are_told_once_and_in_order():
    rows = year((1, SELF), (1, NOT_ABSENCE), (1, OTHER), (1, UNDOCUMENTED), (1, DOCUMENTED))
    twice = SubjectYear("Fysikk", NEW, 140, rows.absences[::-1] + rows.absences, 1.0)

    days = days_that_count(twice, as_of=date(2025, 9, 4))

    assert days == (date(2025, 9, 1), date(2025, 9, 4))


ROWS = st.lists(
    st.builds(
        SubjectAbsence,
        st.dates(date(2025, 8, 18), date(2025, 9, 5)),
        st.fractions(Fraction(1, 4), 8, max_denominator=4),
        st.sampled_from(AbsenceKind),
    ),
    max_size=12,
)
YEARS = st.sampled_from([OLD, NEW])


def of_rows(rows, school_year) -> SubjectYear:
    back = date(2025, 1, 1) - date(school_year.first_year, 1, 1)
    moved = [SubjectAbsence(each.day - back, each.hours, each.kind) for each in rows]
    return SubjectYear("Fysikk", school_year, 84, tuple(moved), 1.0)


@given(ROWS, YEARS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, school_year, chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert found(of_rows(shuffled, school_year)) == found(of_rows(rows, school_year))


@given(ROWS, ROWS, YEARS)
def test_more_absence_never_gives_a_mark_back(rows, more, school_year):
    before, after = found(of_rows(rows, school_year)), found(of_rows(rows + more, school_year))

    assert after.excess >= before.excess
    assert after.used >= before.used
    assert not (before.is_mark_lost and not after.is_mark_lost)


@given(ROWS, YEARS, st.sampled_from([DOCUMENTED, OTHER]), st.data())
def test_a_documented_row_never_hurts_more_than_an_undocumented(rows, school_year, kind, data):
    row = data.draw(ROWS.filter(len))[0]
    kinds = (kind, UNDOCUMENTED)
    rows_of = [[*rows, SubjectAbsence(row.day, row.hours, each)] for each in kinds]

    documented, undocumented = (found(of_rows(each, school_year)) for each in rows_of)

    assert documented.used <= undocumented.used
    assert documented.excess <= undocumented.excess


@given(ROWS, YEARS)
def test_every_hour_is_used_over_or_exempt(rows, school_year):
    answer = found(of_rows(rows, school_year))

    assert answer.used + answer.excess + answer.exempt == sum(each.hours for each in rows)
    assert answer.limit is not None
    assert answer.used <= answer.limit


LIMIT_IN_QUARTERS = 33


def one_quarter_at_a_time(rows, school_year) -> tuple[Fraction, Fraction, Fraction]:
    """Return used, over and exempt, by a walk that takes a quarter of an hour at a time."""
    room, over, exempt = LIMIT_IN_QUARTERS, 0, 0
    last = DOCUMENTED if school_year == NEW else None
    for each in sorted(rows, key=lambda one: (one.day, one.kind is last)):
        for _ in range(int(each.hours * 4)):
            counts = each.kind in {SELF, UNDOCUMENTED}
            fits = room > 0 and (counts or each.kind is last)
            room, over, exempt = (
                room - fits,
                over + (counts and not fits),
                exempt + (not counts and not fits),
            )
    return Fraction(LIMIT_IN_QUARTERS - room, 4), Fraction(over, 4), Fraction(exempt, 4)


QUARTERS = st.lists(
    st.builds(
        SubjectAbsence,
        st.dates(date(2025, 8, 18), date(2025, 9, 5)),
        st.integers(1, 24).map(lambda quarters: Fraction(quarters, 4)),
        st.sampled_from(AbsenceKind),
    ),
    max_size=12,
)


@given(QUARTERS, YEARS)
def test_the_walk_agrees_with_one_that_takes_a_quarter_of_an_hour_at_a_time(rows, school_year):
    hours = Fraction(LIMIT_IN_QUARTERS * 10, 4)

    answer = found(replace(of_rows(rows, school_year), year_hours=hours))

    assert (answer.used, answer.excess, answer.exempt) == one_quarter_at_a_time(rows, school_year)


@given(ROWS, st.fractions(Fraction(1, 4), 8, max_denominator=4))
def test_one_absence_of_a_day_may_be_told_in_two_rows(rows, hours):
    day = date(2025, 9, 1)
    whole = [*rows, SubjectAbsence(day, hours, UNDOCUMENTED)]
    halves = [*rows, *[SubjectAbsence(day, hours / 2, UNDOCUMENTED)] * 2]

    one, two = found(of_rows(whole, NEW)), found(of_rows(halves, NEW))

    assert (one.used, one.excess, one.exempt) == (two.used, two.excess, two.exempt)
