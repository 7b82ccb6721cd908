"""What an absence is to the Norwegian limit: by its cause, how it was shown, and the year's rules."""

from __future__ import annotations

from fractions import Fraction

import pytest

from throughline.records.norway.absence_kinds import AbsenceKind, absence_kind, hours_of
from throughline.terms.attendance import Documentation
from throughline.terms.rulebook import rule
from throughline.terms.school_years import SchoolYear

OLD, NEW = SchoolYear(2024), SchoolYear(2025)
DOCUMENTED, SELF_CERTIFIED = Documentation.DOCUMENTED, Documentation.SELF_CERTIFIED
EXEMPT = (
    "driving_test",
    "welfare",
    "office_of_trust",
    "political_work",
    "court",
    "relief_work",
    "religious_day",
    "high_level_event",
)
NO_ABSENCE = (
    "counselling",
    "ppt_assessment",
    "statped_assessment",
    "agreed_study_work",
    "pupil_council",
    "agreed_talk",
    "apprenticeship_interview",
    "special_exam",
    "teaching_at_home",
    "teaching_in_institution",
)


@pytest.mark.rule("NO-ABS-02")
@pytest.mark.parametrize(
    ("school_year", "expected"),
    [
        pytest.param(OLD, AbsenceKind.UNDOCUMENTED, id="2024/25"),
        pytest.param(NEW, AbsenceKind.SELF_CERTIFIED_HEALTH, id="2025/26"),
    ],
)
def test_a_pupil_may_certify_health_absence_from_the_autumn_of_2025(school_year, expected):
    assert absence_kind("health", SELF_CERTIFIED, school_year=school_year) is expected


@pytest.mark.rule("NO-ABS-02")
def test_only_health_absence_can_be_self_certified():
    told = [rule("NO-ABS-02", on=each.ends_on).values["self_certified"] for each in (OLD, NEW)]

    assert told == [(), ("health",)]
    assert absence_kind("welfare", SELF_CERTIFIED, school_year=NEW) is AbsenceKind.UNDOCUMENTED


@pytest.mark.parametrize("school_year", [OLD, NEW])
def test_health_absence_with_a_document_is_documented(school_year):
    assert (
        absence_kind("health", DOCUMENTED, school_year=school_year) is AbsenceKind.DOCUMENTED_HEALTH
    )


@pytest.mark.rule("NO-ABS-05")
@pytest.mark.parametrize("cause", EXEMPT)
def test_a_listed_cause_is_exempt_where_it_is_documented(cause):
    assert absence_kind(cause, DOCUMENTED, school_year=NEW) is AbsenceKind.DOCUMENTED_OTHER
    assert absence_kind(cause, None, school_year=NEW) is AbsenceKind.UNDOCUMENTED


@pytest.mark.rule("NO-ABS-05")
def test_a_cause_that_is_not_listed_counts_although_it_is_documented():
    assert rule("NO-ABS-05").values["causes"] == EXEMPT
    assert absence_kind("holiday", DOCUMENTED, school_year=NEW) is AbsenceKind.UNDOCUMENTED


@pytest.mark.rule("NO-ABS-06")
@pytest.mark.parametrize("cause", NO_ABSENCE)
def test_what_the_school_itself_asks_for_is_no_absence(cause):
    assert absence_kind(cause, None, school_year=NEW) is AbsenceKind.NOT_ABSENCE


@pytest.mark.rule("NO-ABS-06")
def test_nothing_else_is_no_absence():
    assert rule("NO-ABS-06").values["causes"] == NO_ABSENCE


@pytest.mark.rule("NO-ABS-09")
def test_expulsion_from_a_lesson_counts():
    assert absence_kind("expulsion", DOCUMENTED, school_year=NEW) is AbsenceKind.UNDOCUMENTED
    assert rule("NO-ABS-09").values["counts"] == ("expulsion",)


@pytest.mark.rule("NO-ABS-09")
@pytest.mark.parametrize("cause", ["late_arrival", "removal"])
def test_late_arrival_and_removal_count_where_the_school_says_so(cause):
    local = frozenset({cause})

    kinds = [absence_kind(cause, None, school_year=NEW, local_causes=each) for each in ((), local)]

    assert kinds == [AbsenceKind.NOT_ABSENCE, AbsenceKind.UNDOCUMENTED]
    assert rule("NO-ABS-09").values["by_local_rules"] == ("late_arrival", "removal")


def test_an_absence_of_which_nobody_told_anything_is_undocumented():
    assert absence_kind(None, None, school_year=NEW) is AbsenceKind.UNDOCUMENTED


def test_minutes_are_hours_exactly():
    assert hours_of(50) == Fraction(5, 6)
