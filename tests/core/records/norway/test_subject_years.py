"""From marks to a year in each subject: what counts, what is left out, and what nobody told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from throughline.records.norway.absence_kinds import AbsenceKind, SubjectAbsence
from throughline.records.norway.absence_limit import absence_limit
from throughline.records.norway.subject_years import subject_years
from throughline.terms.attendance import Basis, Documentation, Mark
from throughline.terms.school_years import SchoolYear

OLD, NEW = SchoolYear(2024), SchoolYear(2025)
DAY = date(2025, 9, 1)
HEALTH, OTHER = Basis.HEALTH, Basis.OTHER
DOCUMENTED, SELF = Documentation.DOCUMENTED, Documentation.SELF_CERTIFIED


def mark(subject="Matematikk", day=DAY, **minutes) -> Mark:
    told = {"offered": 60, "reported": 60} | minutes
    return Mark("kari", "skole", day, day, "08:15", subject=subject, **told)


def years(*marks, of=NEW, as_of=NEW.ends_on, hours=None):
    return subject_years(marks, school_year=of, as_of=as_of, year_hours=hours or {})


@pytest.mark.parametrize(
    ("minutes", "kind"),
    [
        pytest.param({"unexcused": 60}, AbsenceKind.UNDOCUMENTED, id="unexcused"),
        pytest.param({"unresolved": 60}, AbsenceKind.UNDOCUMENTED, id="nobody has judged it"),
        pytest.param(
            {"unexcused": 60, "basis": HEALTH, "documentation": DOCUMENTED},
            AbsenceKind.UNDOCUMENTED,
            id="documented is not valid",
        ),
        pytest.param(
            {"excused": 60, "basis": HEALTH, "documentation": DOCUMENTED},
            AbsenceKind.DOCUMENTED_HEALTH,
            id="doctor",
        ),
        pytest.param(
            {"excused": 60, "basis": OTHER, "documentation": DOCUMENTED},
            AbsenceKind.DOCUMENTED_OTHER,
            id="another ground that the school accepted",
        ),
        pytest.param(
            {"excused": 60, "basis": HEALTH, "documentation": SELF},
            AbsenceKind.SELF_CERTIFIED_HEALTH,
            id="egenmelding",
        ),
        pytest.param(
            {"excused": 60, "basis": OTHER, "documentation": SELF},
            AbsenceKind.UNDOCUMENTED,
            id="egenmelding of another ground",
        ),
        pytest.param(
            {"excused": 60, "documentation": Documentation.UNDOCUMENTED},
            AbsenceKind.UNDOCUMENTED,
            id="excused without a document",
        ),
        pytest.param({"excused": 60}, AbsenceKind.DOCUMENTED_HEALTH, id="valid, and no more told"),
        pytest.param({"excused": 60, "basis": OTHER}, AbsenceKind.UNDOCUMENTED, id="leave"),
    ],
)
def test_an_absence_is_what_the_mark_says_of_it(minutes, kind):
    [year] = years(mark(**minutes))

    assert year.absences == (SubjectAbsence(DAY, Fraction(1), kind),)


def test_egenmelding_before_the_rules_of_2025_is_undocumented():
    day = date(2024, 9, 2)
    [year] = years(mark(day=day, excused=45, basis=HEALTH, documentation=SELF), of=OLD)

    assert year.absences == (SubjectAbsence(day, Fraction(3, 4), AbsenceKind.UNDOCUMENTED),)


def test_a_lesson_may_be_two_kinds_of_absence():
    [year] = years(mark(excused=20, unexcused=10, documentation=DOCUMENTED))

    assert [each.hours for each in year.absences] == [Fraction(1, 6), Fraction(1, 3)]


def test_presence_and_other_school_activity_are_no_absence():
    [year] = years(mark(present=30, other=30))

    assert year.absences == ()


def test_each_subject_has_its_own_year_and_hours():
    found = years(mark("Norsk"), mark("Engelsk"), mark("Norsk"), hours={"Norsk": 113})

    assert [(each.subject, each.year_hours) for each in found] == [
        ("Engelsk", None),
        ("Norsk", 113),
    ]


@pytest.mark.parametrize(
    "left_out",
    [mark(None), mark(day=date(2025, 6, 30)), mark(day=date(2025, 10, 1))],
    ids=["no subject", "the year before", "after the day asked"],
)
def test_marks_without_a_subject_or_of_another_time_are_left_out(left_out):
    assert years(left_out, as_of=date(2025, 9, 30)) == ()


@pytest.mark.parametrize(
    ("marks", "coverage"),
    [
        pytest.param([mark(), mark(reported=0)], 0.5, id="half registered"),
        pytest.param([mark(), mark(reported=None)], None, id="a silent source"),
        pytest.param([mark(), mark(offered=None)], None, id="a lesson of unknown length"),
        pytest.param([mark(offered=0, reported=0)], None, id="nothing offered"),
    ],
)
def test_coverage_is_told_where_it_is_known(marks, coverage):
    [year] = years(*marks)

    assert year.coverage == coverage


def test_hours_whose_document_nobody_told_are_said_to_be_such():
    [year] = years(mark(excused=30), mark(excused=60, documentation=DOCUMENTED), hours={})

    assert year.untold == Fraction(1, 2)


@pytest.mark.parametrize("count", [3, 6, 9])
def test_the_answer_says_what_nobody_told(count):
    marks = [mark(excused=60, basis=OTHER) for _ in range(count)]

    [year] = years(*marks, hours={"Matematikk": 56})
    words = absence_limit(year, as_of=NEW.ends_on).text

    assert f"Om {count} timmar vet vi inte hur frånvaron är dokumenterad." in words.sv
    assert f"For {count} timer vet vi ikke hvordan fraværet er dokumentert." in words.nb
    assert f"For {count} hours we do not know how the absence is documented." in words.en
