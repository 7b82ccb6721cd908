"""The steps of support: adaptations, investigation, action programme, appeal, study plans."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.records.sweden.duties import (
    Duty,
    Event,
    EventKind,
    SchoolForm,
    duties_of,
    may_be_appealed,
    support_steps,
)
from throughline.terms.rulebook import rule

TODAY = date(2026, 11, 23)


def duties(
    kind: EventKind, form: SchoolForm = SchoolForm.COMPULSORY, **known: object
) -> tuple[Duty, ...]:
    return duties_of(Event(kind, **known), school_form=form, on=TODAY, organiser_is_home=True)


@pytest.mark.rule(
    "SE-SUPP-01",
    "SE-SUPP-02",
    "SE-SUPP-03",
    "SE-SUPP-04",
    "SE-SUPP-05",
    "SE-SUPP-06",
    "SE-SUPP-07",
    "SE-SUPP-08",
)
def test_support_follows_its_steps():
    steps = [each.id for each in support_steps(on=TODAY)]

    assert steps == [f"SE-SUPP-0{nth}" for nth in range(1, 9)]
    assert [each.values["step"] for each in support_steps(on=TODAY)] == list(range(1, 9))


@pytest.mark.rule("SE-SUPP-01")
def test_extra_adaptations_take_no_decision():
    assert rule("SE-SUPP-01").values["needs_decision"] is False


@pytest.mark.rule("SE-SUPP-02")
@pytest.mark.parametrize("form", list(SchoolForm))
def test_student_health_is_consulted_on_special_support(form):
    [duty] = duties(EventKind.CRITERIA_STILL_FEARED, form)

    assert duty.consulted == ("student_health",)


@pytest.mark.rule("SE-SUPP-03")
@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ((), True),
        (("extra_teaching",), True),
        (("separate_group",), False),
        (("individual_teaching",), False),
        (("remote_teaching",), False),
        (("adapted_path", "extra_teaching"), False),
    ],
)
def test_some_decisions_on_support_are_the_principals_own(measures, expected):
    [duty] = duties(EventKind.NEED_FOUND, measures=frozenset(measures))

    assert duty.may_be_delegated is expected


@pytest.mark.rule("SE-SUPP-03")
def test_an_action_programme_has_its_contents():
    values = rule("SE-SUPP-03").values

    assert values["contents"] == ("need", "how_met", "follow_up_on", "evaluated_on", "responsible")
    assert values["may_take_part"] == ("pupil", "guardians")
    assert values["remote_terms_at_a_time"] == 1


@pytest.mark.rule("SE-SUPP-05")
@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("action_programme", True),
        ("no_action_programme", True),
        ("separate_group", True),
        ("adapted_path", True),
        ("repeated_year", True),
        ("extra_adaptation", False),
    ],
)
def test_decisions_on_support_can_be_appealed(decision, expected):
    assert may_be_appealed(decision, on=TODAY) is expected
    assert rule("SE-SUPP-05").values["to"] == "Skolväsendets överklagandenämnd"


@pytest.mark.rule("SE-SUPP-06")
@pytest.mark.parametrize(
    ("year_group", "expected"), [(6, []), (7, [1]), (8, [1]), (9, [1]), (10, []), (None, [1])]
)
def test_newly_arrived_pupils_in_years_7_to_9_have_a_plan_within_two_months(year_group, expected):
    found = duties(EventKind.NEWLY_ARRIVED, year_group=year_group)

    assert [1 for _ in found] == expected
    assert all(each.due_on == date(2027, 1, 23) for each in found)


@pytest.mark.rule("SE-SUPP-06")
def test_two_months_from_the_last_of_december_end_with_february():
    event = Event(EventKind.NEWLY_ARRIVED, year_group=7)

    [duty] = duties_of(
        event, school_form=SchoolForm.COMPULSORY, on=date(2026, 12, 31), organiser_is_home=True
    )

    assert duty.due_on == date(2027, 2, 28)


@pytest.mark.rule("SE-SUPP-07")
def test_a_development_talk_is_held_before_the_term_is_over():
    [duty] = duties(EventKind.TERM_BEGINS)

    assert duty.due_on == date(2026, 12, 31)


@pytest.mark.rule("SE-SUPP-09")
def test_support_teaching_is_a_proposal_and_not_in_force():
    assert rule("SE-SUPP-09").values == {"in_force": False, "possibly_from": 2028}
