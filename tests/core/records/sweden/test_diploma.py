"""The diploma: the worked examples, both laws, and in words what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.records.sweden.courses import (
    CORE_GY11,
    CORE_PREPARATORY,
    CORE_VOCATIONAL,
    DONE,
    GY11,
    GY25,
    PROJECT,
    course,
    courses_of,
)
from throughline.records.sweden.diploma import Condition, Diploma, DiplomaKind, Shortfall, diploma
from throughline.terms.language import Text
from throughline.terms.rulebook import UnknownRule, rule, rules

VOCATIONAL = [*courses_of(CORE_VOCATIONAL, PROJECT)]
PREPARATORY = [*courses_of(CORE_PREPARATORY, PROJECT)]


def reached(*lines: str, programme: str = "NA", started_on: date = GY25) -> Diploma:
    return diploma(courses_of(*lines), programme=programme, started_on=started_on, on=DONE)


def conditions(found: Diploma) -> list[Condition]:
    return [each.condition for each in found.missing]


@pytest.mark.rule("SE-DIPL-01", "SE-DIPL-03", "SE-DIPL-04", "SE-DIPL-06")
def test_a_2500_graded_and_2250_passed_with_the_core_and_the_project_is_a_preparatory_diploma():
    found = reached(CORE_PREPARATORY, PROJECT, "rest:E*1550 weak:F*250")

    assert found == Diploma(
        DiplomaKind.PREPARATORY,
        reached=True,
        graded_points=2500,
        passed_points=2250,
        certificate_2500plus=False,
        missing=(),
    )


@pytest.mark.rule("SE-DIPL-01", "SE-DIPL-07")
def test_b_2200_passed_is_a_certificate():
    found = reached(CORE_PREPARATORY, PROJECT, "rest:E*1500 weak:F*300")

    assert (found.reached, found.certificate_2500plus) == (False, True)
    assert found.missing == (Shortfall(Condition.PASSED, 50),)


@pytest.mark.rule("SE-DIPL-04")
def test_c_a_failed_project_is_a_certificate():
    found = reached(CORE_PREPARATORY, "Gymnasiearbete:F", "rest:E*1800")

    assert (found.graded_points, found.passed_points) == (2500, 2400)
    assert found.missing == (Shortfall(Condition.PROJECT, 100),)
    assert found.certificate_2500plus


@pytest.mark.rule("SE-DIPL-05", "SE-DIPL-03")
def test_d_a_pass_on_a_higher_level_counts_for_the_lower():
    found = reached("SV1:E SV2:F SV3:E EN1:E EN2:E MA1:E", PROJECT, "rest:E*1800", programme="TE")

    assert found.reached
    assert found.passed_points == 2500


@pytest.mark.rule("SE-DIPL-03", "SE-DIPL-05")
def test_e_a_failed_third_level_of_swedish_is_200_points():
    found = reached("SV1:E SV2:E SV3:F EN1:E EN2:E MA1:E", PROJECT, "rest:E*1800")

    assert found.missing == (Shortfall(Condition.SUBJECT, 100, "SV"),)


@pytest.mark.rule("SE-DIPL-01", "SE-DIPL-06", "SE-DIPL-07")
def test_f_a_dash_gives_no_points_and_the_certificate_is_below_2500():
    found = reached(CORE_PREPARATORY, PROJECT, "rest:E*1700 gone:-*100")

    assert (found.reached, found.graded_points) == (False, 2400)
    assert found.certificate_2500plus is False
    assert found.missing == (Shortfall(Condition.GRADED, 100),)


@pytest.mark.rule("SE-DIPL-01", "SE-DIPL-02")
def test_g_a_hundred_each_of_the_core_is_a_vocational_diploma():
    found = reached(CORE_VOCATIONAL, PROJECT, "rest:E*1850 weak:F*450", programme="VO")

    assert (found.kind, found.reached) == (DiplomaKind.VOCATIONAL, True)
    assert (found.graded_points, found.passed_points) == (2700, 2250)


@pytest.mark.rule("SE-DIPL-01", "SE-DIPL-06")
@pytest.mark.parametrize(
    ("rest", "lacking"),
    [
        pytest.param("rest:E*1800", (), id="2500 on the line"),
        pytest.param("rest:E*1799", (Shortfall(Condition.GRADED, 1),), id="2499"),
        pytest.param("rest:E*1550 weak:F*250", (), id="2250 passed on the line"),
        pytest.param("rest:E*1549 weak:F*251", (Shortfall(Condition.PASSED, 1),), id="2249"),
    ],
)
def test_the_lines_of_points_themselves_count(rest, lacking):
    assert reached(CORE_PREPARATORY, PROJECT, rest).missing == lacking


@pytest.mark.rule("SE-DIPL-02", "SE-DIPL-03")
@pytest.mark.parametrize(
    ("core", "programme", "lacking"),
    [
        pytest.param("EN1:E MA1:E", "BF", ("SV", 100), id="vocational: Swedish"),
        pytest.param("SVA1:E MA1:E", "BF", ("EN", 100), id="vocational: English"),
        pytest.param("SVA1:E EN1:E", "BF", ("MA", 100), id="vocational: mathematics"),
        pytest.param("SVA1:E SVA2:E EN1:E EN2:E MA1:E", "SA", ("SV", 100), id="Swedish 3"),
        pytest.param("SVA1:E SVA2:E SVA3:E EN1:E MA1:E", "SA", ("EN", 100), id="English 2"),
        pytest.param("SVA1:E SVA2:E SVA3:E EN1:E EN2:E", "SA", ("MA", 100), id="mathematics 1"),
        pytest.param("SV1:E*99 EN1:E MA1:E", "BF", ("SV", 1), id="99 of Swedish"),
        pytest.param("SV1:E EN1:E*99 MA1:E", "BF", ("EN", 1), id="99 of English"),
        pytest.param("SV1:E EN1:E MA1:E*99", "BF", ("MA", 1), id="99 of mathematics"),
        pytest.param("SV1:E SVA1:E EN1:E EN2:E MA1:E", "SA", ("SV", 200), id="a level once"),
        pytest.param("SV1:E SVA2:E SV3:E EN2:E MA1:E", "SA", ("EN", 100), id="both Swedish add up"),
    ],
)
def test_the_core_of_gy25_is_counted_in_points(core, programme, lacking):
    found = reached(core, PROJECT, "rest:E*2600", programme=programme)

    subject, points = lacking
    assert found.missing == (Shortfall(Condition.SUBJECT, points, subject),)


@pytest.mark.rule("SE-DIPL-03")
@pytest.mark.parametrize(
    ("core", "subject", "level"),
    [
        pytest.param("SV2:E SV3:E EN5:E EN6:E MA1:E", "SV", 1, id="Swedish 1"),
        pytest.param("SV1:E SVA3:E EN5:E EN6:E MA1:E", "SV", 2, id="Swedish 2"),
        pytest.param("SV1:E SV2:E SV3:F EN5:E EN6:E MA1:E", "SV", 3, id="Swedish 3"),
        pytest.param("SV1:E SV2:E SVA3:E EN6:E EN7:E MA1:E", "EN", 5, id="English 5"),
        pytest.param("SV1:E SV2:E SVA3:E EN5:E EN7:E MA1:E", "EN", 6, id="English 6"),
        pytest.param("SV1:E SV2:E SVA3:E EN5:E EN6:E MA2:E", "MA", 1, id="mathematics 1"),
    ],
)
def test_the_core_of_gy11_is_named_courses_and_no_higher_one_stands_for_them(core, subject, level):
    found = reached(core, PROJECT, "rest:E*2000", started_on=GY11)

    assert found.missing == (Shortfall(Condition.LEVEL, None, subject, level),)


@pytest.mark.rule("SE-DIPL-03")
def test_the_core_of_gy11_reaches_a_preparatory_diploma():
    assert reached(CORE_GY11, PROJECT, "rest:E*1800", started_on=GY11).reached
    assert reached(CORE_GY11.replace("SV", "SVA"), PROJECT, "rest:E*1800", started_on=GY11).reached


def vocational_gy11(*extra: str, common: int = 400, kind: str | None = "programgemensam"):
    rows = [*courses_of(PROJECT, "rest:E*2100", *extra), course("bas", "E", common, kind=kind)]
    return diploma(rows, programme="VO", started_on=GY11, on=DONE)


@pytest.mark.rule("SE-DIPL-02")
def test_the_vocational_diploma_of_gy11_takes_400_points_of_common_courses():
    assert vocational_gy11("SV1:E EN5:E MA1:E").reached
    assert vocational_gy11("SVA1:E EN5:E MA1:E").reached
    assert vocational_gy11("SV1:E EN5:E MA1:E", common=399).missing == (
        Shortfall(Condition.COMMON, 1),
    )


@pytest.mark.rule("SE-DIPL-02")
@pytest.mark.parametrize(
    ("core", "subject", "level"),
    [
        pytest.param("SV2:E EN5:E MA1:E", "SV", 1, id="Swedish 1"),
        pytest.param("SV1:E EN6:E MA1:E", "EN", 5, id="English 5"),
        pytest.param("SV1:E EN5:E MA2:E", "MA", 1, id="mathematics 1"),
    ],
)
def test_the_vocational_diploma_of_gy11_takes_named_courses(core, subject, level):
    found = vocational_gy11(core)

    assert found.missing == (Shortfall(Condition.LEVEL, None, subject, level),)


@pytest.mark.rule("SE-DIPL-10")
@pytest.mark.parametrize("kind", ["programgemensam", "Programgemensamt", "common"])
def test_common_courses_are_known_by_their_mark(kind):
    assert vocational_gy11("SV1:E EN5:E MA1:E", kind=kind).reached


def test_where_no_course_is_marked_nobody_can_tell_about_the_common_ones():
    found = vocational_gy11("SV1:E EN5:E MA1:E", kind=None)

    assert found.reached is None
    assert found.missing == (Shortfall(Condition.COMMON, None),)
    assert not found.certificate_2500plus
    assert found.text == Text(
        "För en yrkesexamen saknas uppgift om vilka kurser som är programgemensamma. Filen säger inte tillräckligt för att avgöra det.",
        "For en yrkesfaglig eksamen mangler opplysning om hvilke kurs som er felles for programmet. Filen sier ikke nok til å avgjøre det.",
        "Still missing for a vocational diploma: word of which courses are common to the programme. The file does not tell enough to decide it.",
    )


def test_what_is_surely_missing_decides_even_where_the_common_courses_are_not_known():
    assert vocational_gy11("SV1:F EN5:E MA1:E", kind=None).reached is False


@pytest.mark.parametrize(
    ("grade", "expected"),
    [pytest.param("E", None, id="could be enough"), pytest.param("-", False, id="a dash has none")],
)
def test_points_that_the_file_does_not_tell_leave_the_question_open(grade, expected):
    rows = [*courses_of(CORE_PREPARATORY, PROJECT, "rest:E*1700"), course("tyst", grade, None)]

    assert diploma(rows, programme="NA", started_on=GY25, on=DONE).reached is expected


@pytest.mark.rule("SE-DIPL-01", "SE-DIPL-02", "SE-DIPL-03", "SE-DIPL-05")
@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 7, 1)])
def test_one_version_of_each_rule_holds_on_the_days_between_the_laws(day):
    held = [each.id for each in rules(kind="diploma", on=day)]
    levels = [each.id for each in rules(kind="level_rule", on=day)]

    assert held == ["SE-DIPL-02", "SE-DIPL-03"]
    assert levels == (["SE-DIPL-05"] if day == date(2025, 7, 1) else [])


@pytest.mark.rule("SE-DIPL-02", "SE-DIPL-03", "SE-DIPL-05")
@pytest.mark.parametrize(
    ("started_on", "expected"),
    [
        pytest.param(date(2025, 6, 30), [Condition.LEVEL], id="the last day of GY11"),
        pytest.param(date(2025, 7, 1), [], id="the first day of Gy25"),
    ],
)
@pytest.mark.parametrize(
    ("programme", "core"),
    [
        pytest.param("NA", "SV1:E SV2:F SV3:E EN5:E EN6:E MA1:E", id="preparatory"),
        pytest.param("BF", "SV1:F SV2:E EN5:E MA1:E", id="vocational"),
    ],
)
def test_the_day_a_pupil_began_decides_which_law_holds(started_on, expected, programme, core):
    common = course("bas", "E", 400, kind="programgemensam")
    rows = [*courses_of(core, PROJECT, "rest:E*2000"), common]

    found = diploma(rows, programme=programme, started_on=started_on, on=DONE)

    assert conditions(found) == expected


@pytest.mark.rule("SE-DIPL-04")
@pytest.mark.parametrize(
    "written", ["gymnasiearbete", "Gymnasiearbetet", "Diploma project", "GYARNA"]
)
def test_the_project_is_known_by_its_name_or_code(written):
    rows = [*courses_of(CORE_PREPARATORY, "rest:E*1900")]
    project = course("x", "E")

    by_name = diploma([*rows, renamed(project, written)], programme="NA", started_on=GY25, on=DONE)
    without = diploma(rows, programme="NA", started_on=GY25, on=DONE)

    assert (by_name.reached, conditions(without)) == (True, [Condition.PROJECT])


def renamed(row, subject):
    return type(row)(row.pupil_id, subject, row.grade, row.passed, points=row.points)


@pytest.mark.rule("SE-DIPL-04")
def test_the_project_is_graded_e_or_f_alone():
    told = rule("SE-DIPL-04").values

    assert (told["passes"], told["fails"]) == ("E", "F")
    assert conditions(reached(CORE_PREPARATORY, "Gymnasiearbete:A rest:E*1900")) == [
        Condition.PROJECT
    ]


@pytest.mark.rule("SE-DIPL-06", "SE-DIPL-01")
def test_a_fail_counts_to_the_graded_points_and_a_dash_to_none():
    found = reached("X:F*300 Y:-*200 Z:E*100")

    assert (found.graded_points, found.passed_points) == (400, 100)


@pytest.mark.rule("SE-DIPL-07")
@pytest.mark.parametrize(
    ("points", "expected"),
    [pytest.param(2500, True, id="on the line"), pytest.param(2499, False, id="below")],
)
def test_certificates_are_told_apart_at_2500_points(points, expected):
    assert reached(f"rest:F*{points}").certificate_2500plus is expected


def test_what_is_missing_is_said_in_words():
    found = reached("SV1:E SV2:E EN1:E EN2:E MA1:E Gymnasiearbete:F rest:E*1600 weak:F*250")

    assert found.text == Text(
        "För en högskoleförberedande examen saknas betyg på 50 poäng till, godkänt på 150 poäng till, godkänt på 100 poäng till i svenska eller svenska som andraspråk och ett godkänt gymnasiearbete. Den som slutar så får ett studiebevis på 2 450 poäng.".replace(
            "2 450", "2\u00a0450"
        ),
        "For en studieforberedende eksamen mangler karakter på 50 poeng til, bestått på 150 poeng til, bestått på 100 poeng til i svensk eller svensk som andrespråk og et bestått gymnasiearbeid. Den som slutter slik, får et studiebevis på 2\u00a0450 poeng.",
        "Still missing for a preparatory diploma: grades on 50 more points, passes on 150 more points, passes on 100 more points in Swedish or Swedish as a second language and a passed diploma project. Whoever leaves so is given a study certificate of 2,450 points.",
    )


def test_a_course_of_gy11_is_said_by_subject_and_number():
    found = reached("SV1:E SV2:E SV3:E EN5:E MA1:E", PROJECT, "rest:E*2000", started_on=GY11)

    assert found.text.sv.startswith(
        "För en högskoleförberedande examen saknas godkänt i engelska 6."
    )


def test_a_diploma_is_said_conditionally():
    assert reached(CORE_PREPARATORY, PROJECT, "rest:E*1800").text == Text(
        "Med nuvarande betyg skulle eleven få en högskoleförberedande examen.",
        "Med de nåværende karakterene ville eleven fått en studieforberedende eksamen.",
        "With the present grades the pupil would be given a preparatory diploma.",
    )


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        pytest.param("IMV", (None, False, True), id="introductory"),
        pytest.param("ABC", (None, None, False), id="a programme nobody knows"),
    ],
)
def test_other_programmes_lead_to_no_diploma_or_nobody_knows(programme, expected):
    found = reached(CORE_PREPARATORY, PROJECT, "rest:E*1800", programme=programme)

    assert (found.kind, found.reached, found.certificate_2500plus) == expected
    assert ("Introduktionsprogram" in found.text.sv) is (programme == "IMV")


def test_grades_set_after_the_day_are_not_known():
    rows = [*courses_of(CORE_PREPARATORY, PROJECT), course("rest", "E", 1800, set_on=DONE)]

    assert diploma(rows, programme="NA", started_on=GY25, on=DONE).reached
    assert not diploma(rows, programme="NA", started_on=GY25, on=date(2028, 6, 9)).reached


def test_there_is_no_such_diploma_before_gy11():
    with pytest.raises(UnknownRule, match="SE-DIPL-01 does not hold on 2010-08-18"):
        reached(CORE_GY11, started_on=date(2010, 8, 18))
