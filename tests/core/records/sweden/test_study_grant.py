"""The study grant: the pattern of four hours on several days, and that staff decide."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.earlywarning.policy import shipped_policies
from throughline.records.days import PupilDay
from throughline.records.sweden.study_grant import (
    GrantCause,
    GrantReview,
    grant_share,
    review_marks,
    reviews,
)
from throughline.terms.attendance import Granularity, Mark
from throughline.terms.language import Text
from throughline.terms.rulebook import rule

OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 23)


def days_of(*minutes: int | None, first: date = date(2026, 10, 5), reported: int = 300):
    """Weekly days with so many unexcused minutes each."""
    return [
        PupilDay(first + timedelta(days=7 * nth), reported=reported, unexcused=each)
        for nth, each in enumerate(minutes)
    ]


def october(*minutes: int, **more: object) -> GrantReview:
    [found] = reviews(days_of(*minutes), on=NOVEMBER, **more)
    return found


@pytest.mark.rule("SE-CSN-01")
@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        pytest.param((90, 75, 80), (245, 3, True), id="245 minutes on three days"),
        pytest.param((250,), (250, 1, False), id="250 minutes on one day is not repeated"),
        pytest.param((60, 60, 60, 59), (239, 4, False), id="239 minutes on four days"),
        pytest.param((76, 76, 76), (228, 3, False), id="3 h 48 min on three occasions"),
        pytest.param((62, 62, 63, 63), (250, 4, True), id="4 h 10 min on four"),
        pytest.param((120, 120), (240, 2, True), id="on both lines"),
        pytest.param((120, 119), (239, 2, False), id="a minute below"),
    ],
)
def test_four_hours_on_more_than_one_occasion_in_a_month_are_for_staff_to_consider(
    minutes, expected
):
    found = october(*minutes)

    assert (found.minutes, found.occasions, found.is_due) == expected


@pytest.mark.rule("SE-CSN-01")
def test_a_month_is_a_calendar_month():
    days = days_of(130, 130, first=date(2026, 10, 26))

    found = reviews(days, on=NOVEMBER)

    assert [(each.month, each.minutes, each.is_due) for each in found] == [
        (OCTOBER, 130, False),
        (date(2026, 11, 1), 130, False),
    ]


@pytest.mark.rule("SE-CSN-02")
def test_a_report_waits_30_days_from_the_first_day_and_in_exceptional_cases_15():
    found = october(90, 75, 80)

    assert found.normally_from == date(2026, 11, 4)
    assert found.earliest_from == date(2026, 10, 20)


@pytest.mark.rule("SE-CSN-02")
def test_nothing_waits_where_nothing_is_due():
    found = october(60, 60)

    assert (found.normally_from, found.earliest_from, found.cause, found.code) == (None,) * 4


@pytest.mark.rule("SE-CSN-03")
def test_the_report_is_a_decision_by_staff():
    told = rule("SE-CSN-03").values

    assert told == {
        "automatic": False,
        "decided_by": "staff",
        "known_reasons": ("illness", "bullying", "personal"),
    }
    assert "skolan kan låta bli" in october(90, 75, 80).text.sv


def week(*unexcused: int | None, reported: int | None = 300):
    return [
        PupilDay(date(2026, 10, 5) + timedelta(days=nth), reported=reported, unexcused=each)
        for nth, each in enumerate(unexcused)
    ]


@pytest.mark.rule("SE-CSN-04")
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(week(300, 300, 300), (GrantCause.CONTINUOUS, 31), id="three whole days"),
        pytest.param(week(0, 300, 300, 0), (GrantCause.CONTINUOUS, 31), id="at school around it"),
        pytest.param(week(300, 0, 300), (GrantCause.REPEATED, 51), id="a day at school between"),
        pytest.param(week(300, 299, 300), (GrantCause.REPEATED, 51), id="a minute at school"),
        pytest.param(week(300, None, 300), (GrantCause.REPEATED, 51), id="a day nobody judged"),
        pytest.param(
            week(300, 300, reported=None), (GrantCause.REPEATED, 51), id="no day's length"
        ),
    ],
)
def test_one_unbroken_absence_is_another_cause(days, expected):
    [found] = reviews(days, on=NOVEMBER)

    assert (found.is_due, found.cause, found.code) == (True, *expected)


@pytest.mark.rule("SE-CSN-05")
@pytest.mark.parametrize(
    ("full_time", "months"), [(14, "0"), (15, "0.5"), (29, "0.5"), (30, "1"), (45, "1.5")]
)
def test_a_whole_period_of_15_days_gives_half_a_month(full_time, months):
    assert grant_share(full_time, on=NOVEMBER) == Decimal(months)


@pytest.mark.rule("SE-CSN-05")
def test_full_time_again_is_reported_and_other_benefits_can_be_hit():
    told = rule("SE-CSN-05").values

    assert told["report_when_full_time"] is True
    assert told["other_benefits"] == ("lodging", "extra_supplement", "housing", "large_family")


@pytest.mark.parametrize(
    ("has_grant", "expected"),
    [
        pytest.param(True, True, id="with"),
        pytest.param(None, True, id="nobody knows"),
        (False, False),
    ],
)
def test_it_concerns_pupils_with_a_study_grant(has_grant, expected):
    assert october(90, 75, 80, has_grant=has_grant).is_due is expected


def test_unresolved_absence_does_not_count_and_is_told():
    days = [*days_of(120, 60), PupilDay(date(2026, 10, 30), reported=300, unresolved=150)]

    [found] = reviews(days, on=NOVEMBER)

    assert (found.is_due, found.minutes, found.unresolved) == (False, 180, 150)
    assert found.text == Text(
        "Ogiltig frånvaro i oktober: 3 h på 2 dagar. Dessutom är 2 h 30 min oanmäld frånvaro: ingen har bedömt den än.",
        "Udokumentert fravær i oktober: 3 t på 2 dager. I tillegg er 2 t 30 min ikke meldt: ingen har vurdert det ennå.",
        "Unexcused absence in October: 3 h on 2 days. Another 2 h 30 min is unresolved: nobody has judged it yet.",
    )


def test_what_comes_after_the_day_is_not_looked_at():
    [found] = reviews(days_of(90, 75, 80), on=date(2026, 10, 13))

    assert (found.minutes, found.is_due) == (165, False)


def test_no_unexcused_absence_is_no_review():
    assert reviews(days_of(None, 0), on=NOVEMBER) == ()


def test_a_review_is_said_in_words():
    assert october(90, 75, 80).text == Text(
        "Ogiltig frånvaro i oktober: 4 h 5 min på 3 dagar. Personal prövar om den ska rapporteras till CSN; skolan kan låta bli. En rapport görs normalt tidigast 4 november, i undantagsfall 20 oktober.",
        "Udokumentert fravær i oktober: 4 t 5 min på 3 dager. Ansatte vurderer om det skal meldes til CSN; skolen kan la være. En melding sendes normalt tidligst 4. november, unntaksvis 20. oktober.",
        "Unexcused absence in October: 4 h 5 min on 3 days. Staff consider whether to report it to CSN; the school may choose not to. A report is normally made no earlier than 4 November, in exceptional cases 20 October.",
    )
    assert october(50).text.sv == "Ogiltig frånvaro i oktober: 50 min på en dag."


def lesson(day: date, slot: str, minutes: int, granularity: Granularity = Granularity.LESSON):
    return Mark(
        "p1",
        "s1",
        day,
        day,
        slot=slot,
        granularity=granularity,
        offered=minutes,
        reported=minutes,
        present=0,
        unexcused=minutes,
    )


def test_lessons_and_the_sum_of_their_day_are_counted_once():
    days = [date(2026, 10, 5), date(2026, 10, 6)]
    lessons = [lesson(day, slot, 60) for day in days for slot in ("08:00", "10:00")]
    sums = [lesson(day, "", 120, Granularity.DAY) for day in days]

    [found] = review_marks([*lessons, *sums, *lessons], on=NOVEMBER)

    assert (found.minutes, found.occasions, found.is_due) == (240, 2, True)


@pytest.mark.rule("SE-CSN-01")
def test_the_early_warning_policy_means_the_same():
    told = rule("SE-CSN-01").values
    review = shipped_policies()["se-csn"].rule("csn-review")

    assert (review.scope, str(review.window), review.unit) == ("unexcused", "month", "minutes")
    assert (review.limit, review.min_occasions) == (told["minutes"], told["occasions"])


unexcused_days = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 300)), max_size=20
)


@given(unexcused_days, st.randoms())
def test_days_are_counted_once_whatever_their_order(told, chance):
    first = date(2026, 9, 1)
    by_day = dict(told)
    days = [
        PupilDay(first + timedelta(days=nth), reported=300, unexcused=each)
        for nth, each in by_day.items()
    ]
    again = days * 2
    chance.shuffle(again)

    assert reviews(again, on=NOVEMBER) == reviews(days, on=NOVEMBER)
    assert sum(each.minutes for each in reviews(days, on=NOVEMBER)) == sum(
        each or 0 for each in by_day.values()
    )
