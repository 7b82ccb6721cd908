"""The examples that practice works by hand: CSN, Borås, IKO."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.core.attendance import lesson, period, record, unit_of, unit_on, weekdays
from throughline.earlywarning.findings import Outcome
from throughline.earlywarning.flags import judge, raise_flags
from throughline.earlywarning.policy import Policy, shipped_policies

if TYPE_CHECKING:
    from throughline.records.pupil import PupilRecord
    from throughline.terms.attendance import Mark

POLICIES = shipped_policies()
OCTOBER = weekdays(date(2026, 10, 1), date(2026, 10, 30))
HALLOWEEN = date(2026, 10, 31)


def unexcused_hours(*minutes: int) -> PupilRecord:
    """An October of six-hour days with so many unexcused minutes on its first days."""
    missed = dict(zip(OCTOBER, minutes, strict=False))
    return record([lesson(day, minutes=360, unexcused=missed.get(day, 0)) for day in OCTOBER])


def flagged(kept: PupilRecord, *, policy: Policy, as_of: date) -> set[str]:
    units = {kept.unit_id: unit_of(kept) if kept.days else unit_on([])}
    return {flag.rule.id for flag in raise_flags([kept], units=units, policy=policy, as_of=as_of)}


@pytest.mark.parametrize(
    ("minutes", "is_due"),
    [
        pytest.param((90, 75, 80), True, id="SE-CSN-01: 245 min on three days"),
        pytest.param((250,), False, id="SE-CSN-01: 250 min on one day is not repeated"),
        pytest.param((60, 60, 60, 59), False, id="SE-CSN-01: 239 min on four days"),
        pytest.param((120, 120), True, id="SE-CSN-01: 240 min on two days, on both lines"),
        pytest.param((76, 76, 76), False, id="practice: 3 h 48 min on three occasions"),
        pytest.param((60, 60, 60, 70), True, id="practice: 4 h 10 min on four occasions"),
    ],
)
def test_a_csn_review_is_due_from_four_hours_on_more_than_one_day(minutes, is_due):
    found = flagged(unexcused_hours(*minutes), policy=POLICIES["se-csn"], as_of=HALLOWEEN)

    assert ("csn-review" in found) is is_due


def test_a_csn_review_is_a_task_for_staff_and_reports_nothing():
    """SE-CSN-03: the school may choose not to report."""
    rule = POLICIES["se-csn"].rule("csn-review")

    assert rule is not None
    assert rule.owner_role == "principal"
    assert rule.action.sv == "Personal prövar om frånvaron ska rapporteras till CSN"


def test_a_csn_review_is_due_on_the_day_the_hours_are_reached():
    """SE-CSN-01: the sum is reached inside its month."""
    policy = POLICIES["se-csn"]
    kept = unexcused_hours(90, 75, 80)

    assert "csn-review" not in flagged(kept, policy=policy, as_of=OCTOBER[1])
    assert "csn-review" in flagged(kept, policy=policy, as_of=OCTOBER[2])


def test_hours_of_two_months_are_not_one_sum():
    """SE-CSN-01: in a month."""
    days = [date(2026, 10, 29), date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 3)]
    marks = [lesson(day, minutes=360, unexcused=70) for day in days]

    assert "csn-review" not in flagged(
        record(marks), policy=POLICIES["se-csn"], as_of=date(2026, 11, 3)
    )


def test_excused_hours_are_not_unexcused():
    kept = record([lesson(day, minutes=360, excused=100) for day in OCTOBER[:4]])

    assert flagged(kept, policy=POLICIES["se-csn"], as_of=HALLOWEEN) == set()


def test_hours_that_nobody_has_judged_are_not_unexcused():
    """Practice 3: an absence is not unexcused because nobody explained it."""
    kept = record([lesson(day, minutes=360, unresolved=100) for day in OCTOBER[:4]])

    assert flagged(kept, policy=POLICIES["se-csn"], as_of=HALLOWEEN) == set()


def by_months(*months: tuple[date, date, int, int]) -> PupilRecord:
    """A record of monthly sums: first and last day, hours scheduled, hours absent."""
    return record(
        [
            period(first, last, minutes=60 * scheduled, excused=60 * absent)
            for first, last, scheduled, absent in months
        ]
    )


BORAS_AUTUMN = by_months(
    (date(2026, 8, 18), date(2026, 8, 31), 50, 2),
    (date(2026, 9, 1), date(2026, 9, 30), 130, 12),
    (date(2026, 10, 1), date(2026, 10, 31), 90, 17),
    (date(2026, 11, 1), date(2026, 11, 30), 130, 10),
)


def test_boras_fires_at_the_check_day_with_forty_one_hours_of_four_hundred():
    finding = judge(
        BORAS_AUTUMN,
        unit=unit_on([]),
        rule=POLICIES["se-boras"].rules[1],
        as_of=date(2026, 11, 30),
    )

    assert (finding.outcome, finding.observed) == (Outcome.CROSSED, 0.1025)


def test_boras_is_not_due_the_day_before_the_check():
    assert "check-autumn" not in flagged(
        BORAS_AUTUMN, policy=POLICIES["se-boras"], as_of=date(2026, 11, 29)
    )


def test_boras_does_not_fire_on_an_october_of_seventeen_hours_of_ninety():
    finding = judge(
        BORAS_AUTUMN, unit=unit_on([]), rule=POLICIES["se-boras"].rules[0], as_of=HALLOWEEN
    )

    assert (finding.outcome, finding.observed) == (Outcome.BELOW, 17 / 90)


@pytest.mark.parametrize(
    ("absent", "expected"),
    [
        pytest.param(18, {"month"}, id="on the line: 18 of 90 hours"),
        pytest.param(17, set(), id="just under: 17 of 90 hours"),
    ],
)
def test_boras_reacts_from_twenty_percent_of_a_month(absent, expected):
    october = by_months((date(2026, 10, 1), date(2026, 10, 31), 90, absent))

    assert flagged(october, policy=POLICIES["se-boras"], as_of=HALLOWEEN) == expected


def autumn_days(absent_minutes: int) -> list[Mark]:
    """Forty school days of 250 minutes; the absence lies evenly on them."""
    days = weekdays(date(2026, 8, 24), date(2026, 10, 16))
    cuts = [absent_minutes * n // len(days) for n in range(len(days) + 1)]
    return [
        lesson(day, minutes=250, excused=after - before)
        for day, (before, after) in zip(days, pairwise(cuts), strict=True)
    ]


@pytest.mark.parametrize(
    ("absent", "expected"),
    [
        pytest.param(1000, set(), id="NO-IKO: exactly 10 % is not above"),
        pytest.param(1040, {"absence", "absence-weekly"}, id="NO-IKO: one minute a day more"),
        pytest.param(800, set(), id="NO-IKO: 8 %"),
    ],
)
def test_iko_reacts_above_ten_percent_documented_or_not(absent, expected):
    kept = record(autumn_days(absent))

    assert flagged(kept, policy=POLICIES["no-iko"], as_of=date(2026, 10, 16)) == expected


TEMPLATE = [
    (0.049, set()),
    (0.05, {"mentor-talk"}),
    (0.1, {"mentor-talk", "health-team"}),
    (0.15, {"mentor-talk", "health-team", "investigation"}),
    (0.2, {"mentor-talk", "health-team", "investigation", "multi-agency"}),
    (
        0.3,
        {"mentor-talk", "health-team", "investigation", "multi-agency", "multi-agency-urgent"},
    ),
]


@pytest.mark.parametrize(
    ("rate", "expected"), TEMPLATE, ids=[f"{rate:.1%}" for rate, _ in TEMPLATE]
)
def test_the_swedish_template_is_a_ladder(rate, expected):
    days = weekdays(date(2026, 9, 21), date(2026, 10, 16))
    kept = record([lesson(day, minutes=1000, excused=round(1000 * rate)) for day in days])

    assert flagged(kept, policy=POLICIES["se-template"], as_of=days[-1]) == expected


def test_one_pupil_over_two_limits_on_one_day_has_two_flags():
    kept = unexcused_hours(90, 75, 80)

    found = flagged(kept, policy=POLICIES["se-csn"], as_of=OCTOBER[-1])

    assert found == {"message", "csn-review"}
