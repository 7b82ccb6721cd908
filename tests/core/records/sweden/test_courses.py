"""Courses and levels as files write them, and the rule of levels."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.records.sweden.courses import DONE, GY11, GY25, course, courses_of
from throughline.records.sweden.courses import courses
from throughline.terms.people import GradeRow


def read(subject: str, level: str | None = None):
    [found] = courses(
        [GradeRow("p1", subject, "E", passed=None, level=level)], started_on=GY11, on=DONE
    )
    return found.subject, found.level, found.number


@pytest.mark.rule("SE-DIPL-10")
@pytest.mark.parametrize(
    ("subject", "level", "expected"),
    [
        pytest.param("SV", "1", ("SV", "1", 1), id="code and number"),
        pytest.param("Svenska", "nivå 2", ("SV", "2", 2), id="name and level"),
        pytest.param("Swedish", "level 2", ("SV", "2", 2), id="in English"),
        pytest.param("Matematik 1b", None, ("MA", "1b", 1), id="the name of a course"),
        pytest.param("Engelska nivå 2", None, ("EN", "2", 2), id="a name with its level"),
        pytest.param("English, level 2", None, ("EN", "2", 2), id="the same in English"),
        pytest.param("Matematik", "Matematik 2c", ("MA", "2c", 2), id="the name in the level"),
        pytest.param("Svenska", "SVESVE03", ("SV", "3", 3), id="the course code in the level"),
        pytest.param("SVESVE01", None, ("SV", "1", 1), id="Swedish by its code"),
        pytest.param("SVASVA02", None, ("SVA", "2", 2), id="Swedish as a second language"),
        pytest.param("engeng05", None, ("EN", "5", 5), id="English by its code"),
        pytest.param("MATMAT01a", None, ("MA", "1a", 1), id="mathematics by its code"),
        pytest.param("Programmering 1", None, ("programmering", "1", 1), id="a subject of its own"),
        pytest.param("Psykologi", None, ("psykologi", None, None), id="no level"),
        pytest.param("Historia", "1a2", ("HI", "1a2", 1), id="half a course"),
        pytest.param("Konst", "grund", ("konst", "grund", None), id="a level without a number"),
    ],
)
def test_a_course_is_known_however_the_file_writes_it(subject, level, expected):
    assert read(subject, level) == expected


@pytest.mark.rule("SE-DIPL-05")
@pytest.mark.parametrize(
    ("started_on", "expected"),
    [
        pytest.param(GY11, {"1": False, "2": False, "3": True}, id="not under GY11"),
        pytest.param(GY25, {"1": True, "2": True, "3": True}, id="under Gy25"),
    ],
)
def test_a_pass_on_a_higher_level_replaces_the_lower_grades(started_on, expected):
    found = courses(courses_of("EN1:F EN2:- EN3:E MA1:F"), started_on=started_on, on=DONE)

    assert {each.level: each.passed for each in found if each.subject == "EN"} == expected
    assert [each.passed for each in found if each.subject == "MA"] == [False]


@pytest.mark.rule("SE-DIPL-05")
def test_a_level_that_the_list_does_not_name_is_not_made_up():
    [found] = courses(courses_of("EN3:E"), started_on=GY25, on=DONE)

    assert found.points == 100


def test_a_higher_level_that_is_not_passed_replaces_nothing():
    found = courses(courses_of("EN1:E EN2:F"), started_on=GY25, on=DONE)

    assert [each.passed for each in found] == [True, False]


def test_of_several_grades_on_a_course_the_last_set_is_believed():
    early = course("EN5", "F", set_on=date(2026, 6, 10))
    late = course("EN5", "E", set_on=date(2027, 1, 10))

    [found] = courses([late, early], started_on=GY11, on=DONE)

    assert found.passed


@pytest.mark.parametrize("grades", [("E", "F"), ("F", "E"), ("-", "E")])
def test_of_two_that_nothing_tells_apart_in_time_the_better_is_believed(grades):
    [found] = courses([course("EN5", each) for each in grades], started_on=GY11, on=DONE)

    assert found.passed


def test_a_grade_set_before_every_scale_is_read_by_that_of_the_day():
    [found] = courses([course("EN5", "E", set_on=date(1926, 6, 8))], started_on=GY11, on=DONE)

    assert found.passed


def test_a_grade_that_no_scale_knows_is_what_the_file_says():
    rows = [GradeRow("p1", "EN", "godkänd", passed=True), GradeRow("p1", "MA", "?", passed=None)]

    found = courses(rows, started_on=GY11, on=DONE)

    assert [(each.passed, each.is_graded) for each in found] == [(True, True), (False, False)]
