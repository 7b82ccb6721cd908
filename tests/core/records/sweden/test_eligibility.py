"""Eligibility: the law's table with its worked examples, and the smallest gap in words."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.records.sweden.letters import (
    CORE,
    SCIENCE,
    SOCIAL,
    SPRING,
    letter,
    letters,
    passed,
    practical,
)
from throughline.records.sweden.eligibility import (
    NOTHING,
    asked_by,
    distance,
    eligibility,
    families,
    family_names,
    grounds_for,
    introductory,
    may_begin,
    missing_for,
)
from throughline.terms.language import Text
from throughline.terms.programmes import programmes
from throughline.terms.rulebook import UnknownRule

REQUIREMENTS = ("SE-ELIG-YRK", "SE-ELIG-ES", "SE-ELIG-EKHUSA", "SE-ELIG-NATE", "SE-ELIG-IMV")
EVERY = {"YRK", "ES", "EK", "HU", "SA", "NA", "TE"}


def opened(*lines: str, declared: frozenset[str] = NOTHING) -> set[str]:
    """The families that grades open."""
    told = eligibility(letters(*lines), on=SPRING, declared=declared).eligible
    return {family for family, is_open in told.items() if is_open}


@pytest.mark.rule(
    "SE-ELIG-YRK", "SE-ELIG-ES", "SE-ELIG-EKHUSA", "SE-ELIG-NATE", "SE-ELIG-IMV", "SE-SUBJ-01"
)
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ("SV:E EN:E MA:F", passed(*SOCIAL, *SCIENCE), practical(6)), {"IMV"}, id="1 no maths"
        ),
        pytest.param(
            ("SVA:E EN:E MA:E", practical(5)), {"YRK", "IMV"}, id="2 second language and five"
        ),
        pytest.param(
            (CORE, passed(*SOCIAL), practical(5)),
            {"YRK", "ES", "EK", "HU", "SA", "IMV"},
            id="3 the four social subjects",
        ),
        pytest.param(
            (CORE, passed(*SOCIAL, *SCIENCE), practical(2)),
            EVERY | {"IMV"},
            id="3 science among the five",
        ),
        pytest.param(
            (CORE, passed(*SCIENCE, "GE", "HI", "SH"), practical(3)),
            {"YRK", "ES", "NA", "TE", "IMV"},
            id="4 science without religion",
        ),
        pytest.param(
            ("SVA:E EN:E MA:E", passed(*SOCIAL, *SCIENCE), practical(2)),
            EVERY | {"IMV"},
            id="second language opens every programme",
        ),
        pytest.param(("SVA:E EN:E MA:E", practical(3)), {"IMV"}, id="second language, both"),
        pytest.param(("SVA:E EN:E", practical(4)), {"IMV"}, id="second language, English"),
        pytest.param(("SVA:E MA:E", practical(4)), {"IMV"}, id="second language, maths"),
        pytest.param((CORE, practical(4)), {"IMV"}, id="5 four others"),
        pytest.param((CORE, practical(3)), {"IMV"}, id="5 three others are enough with both"),
        pytest.param((CORE, practical(2)), set(), id="two others are not"),
        pytest.param((CORE, practical(8)), {"YRK", "IMV"}, id="6 eight others"),
        pytest.param((CORE, practical(9)), {"YRK", "ES", "IMV"}, id="nine others"),
        pytest.param(
            ("SV:F EN:A MA:A", passed(*SOCIAL, *SCIENCE, grade="A"), practical(6, "A")),
            set(),
            id="7 Swedish is failed",
        ),
        pytest.param(("SV:E EN:- MA:E", practical(9)), {"IMV"}, id="8 a dash in English"),
        pytest.param(("SV:E EN:E", practical(4)), {"IMV"}, id="English and four others"),
        pytest.param(("SV:E MA:E", practical(4)), {"IMV"}, id="maths and four others"),
        pytest.param(("SV:E EN:E", practical(3)), set(), id="English and three others"),
        pytest.param(("SV:E MA:E", practical(3)), set(), id="maths and three others"),
        pytest.param(("SV:E SVA:E EN:E MA:E", practical(4)), {"IMV"}, id="one slot for both"),
    ],
)
def test_the_grades_open_what_the_law_says(lines, expected):
    assert opened(*lines) == expected


@pytest.mark.rule("SE-ELIG-OTHERS")
@pytest.mark.parametrize(
    "subject", ["M1GER", "M2SPA", "MS", "MLSOM", "SM", "TN", "DA", "JU", "Schack"]
)
def test_other_graded_subjects_count_among_the_others_once(subject):
    lines = (CORE, "BL:E MU:E SL:E TK:E")

    assert "YRK" not in opened(*lines)
    assert "YRK" in opened(*lines, f"{subject}:E")
    assert "ES" not in opened(*lines, practical(6), f"{subject}:E {subject}:D")


@pytest.mark.rule("SE-ELIG-EN-EX")
def test_a_dash_in_english_opens_the_programmes_when_people_have_declared_it():
    lines = ("SV:E EN:- MA:E", practical(9))

    assert opened(*lines, declared=frozenset({"EN"})) == {"YRK", "ES", "IMV"}


@pytest.mark.rule("SE-ELIG-EQ")
def test_equivalent_knowledge_counts_as_a_pass():
    lines = ("SV:E EN:E", practical(5))

    assert opened(*lines) == {"IMV"}
    assert opened(*lines, declared=frozenset({"matematik"})) == {"YRK", "IMV"}
    assert opened(*lines, declared=frozenset({"Schack"})) == {"IMV"}


@pytest.mark.rule("SE-ELIG-EN-EX", "SE-ELIG-EQ")
def test_each_declared_subject_has_its_ground():
    assert grounds_for("EN", on=SPRING) == ("SE-ELIG-EN-EX", "SE-ELIG-EQ")
    assert grounds_for("MA", on=SPRING) == ("SE-ELIG-EQ",)


@pytest.mark.rule("SE-ELIG-YRK", "SE-ELIG-ES", "SE-ELIG-EKHUSA", "SE-ELIG-NATE", "SE-ELIG-IMV")
def test_the_families_stand_in_the_order_of_the_law():
    assert families(on=SPRING) == ("YRK", "ES", "EK", "HU", "SA", "NA", "TE", "IMV")


def test_before_the_education_act_of_2010_these_rules_did_not_hold():
    last_day_before = date(2011, 6, 30)

    assert families(on=last_day_before) == ()
    assert families(on=date(2011, 7, 1)) == families(on=SPRING)
    assert grounds_for("EN", on=last_day_before) == ()
    with pytest.raises(UnknownRule, match="does not hold on 2011-06-30"):
        eligibility([], on=last_day_before)


def test_every_programme_that_asks_for_grades_has_its_family():
    asking = {each.family for each in programmes(on=SPRING)} - {"IMY", "IMA", "IMS"}

    assert asking == set(families(on=SPRING)) == set(family_names(on=SPRING))


@pytest.mark.rule(
    "SE-ELIG-YRK", "SE-ELIG-ES", "SE-ELIG-EKHUSA", "SE-ELIG-NATE", "SE-ELIG-IMV", "SE-SUBJ-01"
)
@pytest.mark.parametrize(
    ("family", "subjects", "any_of"),
    [
        ("YRK", ("SV", "EN", "MA"), 5),
        ("ES", ("SV", "EN", "MA"), 9),
        ("EK", ("SV", "EN", "MA", "GE", "HI", "RE", "SH"), 5),
        ("HU", ("SV", "EN", "MA", "GE", "HI", "RE", "SH"), 5),
        ("SA", ("SV", "EN", "MA", "GE", "HI", "RE", "SH"), 5),
        ("NA", ("SV", "EN", "MA", "BI", "FY", "KE"), 6),
        ("TE", ("SV", "EN", "MA", "BI", "FY", "KE"), 6),
        ("IMV", ("SV", "EN"), 4),
    ],
)
def test_a_pupil_without_a_pass_lacks_all_that_is_asked_for(family, subjects, any_of):
    gap = missing_for(family, [], on=SPRING)

    assert (gap.subjects, gap.any_of, gap.count) == (subjects, any_of, len(subjects) + any_of)


@pytest.mark.parametrize(
    ("family", "lines", "subjects", "any_of"),
    [
        pytest.param("YRK", ("SV:E EN:E MA:F", practical(4)), ("MA",), 1, id="maths and one more"),
        pytest.param("YRK", (CORE, practical(4)), (), 1, id="any one"),
        pytest.param(
            "SA", (CORE, passed("GE", "RE", "SH"), practical(4)), ("HI",), 1, id="history"
        ),
        pytest.param(
            "SA", (CORE, practical(9)), SOCIAL, 0, id="others are enough, the four are not"
        ),
        pytest.param("NA", (CORE, passed(*SCIENCE), practical(6)), (), 0, id="eligible"),
        pytest.param("IMV", ("SV:E MA:E", practical(3)), (), 1, id="with maths one more is enough"),
        pytest.param("IMV", ("EN:E MA:E", practical(3)), ("SV",), 0, id="Swedish alone"),
        pytest.param("IMV", ("SV:E", practical(4)), ("EN",), 0, id="English or maths"),
    ],
)
def test_the_gap_is_the_smallest(family, lines, subjects, any_of):
    gap = missing_for(family, letters(*lines), on=SPRING)

    assert (gap.subjects, gap.any_of) == (subjects, any_of)
    assert distance(letters(*lines), on=SPRING, family=family) == len(subjects) + any_of


def test_the_distance_is_to_the_vocational_programmes_unless_told_otherwise():
    assert distance(letters(CORE, practical(2)), on=SPRING) == 3
    assert distance(letters("SV:E EN:-"), on=SPRING, declared=frozenset({"EN", "MA"})) == 5


def test_every_family_has_its_gap():
    told = eligibility(letters(CORE, practical(4)), on=SPRING)

    assert {family: gap.count == 0 for family, gap in told.gaps.items()} == told.eligible
    assert told.gaps["YRK"] == missing_for("YRK", letters(CORE, practical(4)), on=SPRING)


def test_a_family_that_no_rule_knows_is_refused():
    with pytest.raises(UnknownRule, match="'XX' asks for on 2026-05-25"):
        missing_for("XX", [], on=SPRING)


@pytest.mark.rule("SE-ELIG-IMY", "SE-ELIG-IMA", "SE-ELIG-IMS", "SE-ELIG-IMV")
@pytest.mark.parametrize(
    ("lines", "asked", "expected"),
    [
        pytest.param(("SV:F EN:A MA:A", practical(9)), {}, ("IMY", "IMA"), id="7 no Swedish"),
        pytest.param((CORE, practical(4)), {}, ("IMV", "IMY", "IMA"), id="5 four others"),
        pytest.param((CORE, practical(5)), {}, (), id="eligible for what it aims at"),
        pytest.param((CORE, practical(5)), {"aims_at": "SA"}, ("IMV",), id="aims higher"),
        pytest.param((), {"newly_arrived": True}, ("IMY", "IMA", "IMS"), id="newly arrived"),
        pytest.param(
            (CORE, practical(5)), {"newly_arrived": True}, (), id="newly arrived, eligible"
        ),
    ],
)
def test_introductory_programmes_are_for_those_who_are_not_eligible(lines, asked, expected):
    standing = eligibility(letters(*lines), on=SPRING)

    assert introductory(standing, on=SPRING, **asked) == expected


@pytest.mark.rule("SE-ELIG-AGE")
@pytest.mark.parametrize(
    ("starts_on", "more", "may"),
    [
        pytest.param(date(2026, 6, 30), {}, True, id="last day of the half-year one turns 20"),
        pytest.param(date(2026, 7, 1), {}, False, id="the day after"),
        pytest.param(date(2027, 6, 30), {"is_adapted": True}, True, id="adapted, a year more"),
        pytest.param(date(2027, 7, 1), {"is_adapted": True}, False, id="adapted, the day after"),
        pytest.param(date(2024, 8, 19), {"has_completed": True}, False, id="has completed one"),
    ],
)
def test_upper_secondary_school_begins_before_the_second_half_of_the_year_one_turns_20(
    starts_on, more, may
):
    assert may_begin(date(2006, 11, 22), starts_on=starts_on, **more) is may


def test_a_grade_from_a_file_is_read_by_its_name():
    rows = [
        letter("Svenska som andraspråk", "E"),
        letter("Engelska", "E"),
        letter("mathematics", "E"),
    ]

    assert missing_for("YRK", rows, on=SPRING).subjects == ()


SAID = {
    "YRK": ("yrkesprogrammen", "yrkesprogrammene", "the vocational programmes"),
    "ES": ("estetiska programmet", "det estetiske programmet", "the Arts Programme"),
    "EK": (
        "ekonomiprogrammet",
        "økonomiprogrammet",
        "the Business Management and Economics Programme",
    ),
    "HU": ("humanistiska programmet", "det humanistiske programmet", "the Humanities Programme"),
    "SA": (
        "samhällsvetenskapsprogrammet",
        "samfunnsvitenskapsprogrammet",
        "the Social Science Programme",
    ),
    "NA": (
        "naturvetenskapsprogrammet",
        "naturvitenskapsprogrammet",
        "the Natural Science Programme",
    ),
    "TE": ("teknikprogrammet", "teknologiprogrammet", "the Technology Programme"),
    "IMV": ("programinriktat val", "programrettet valg", "programme-oriented choice"),
}


@pytest.mark.rule("SE-ELIG-YRK", "SE-ELIG-ES", "SE-ELIG-EKHUSA", "SE-ELIG-NATE", "SE-ELIG-IMV")
@pytest.mark.parametrize("family", SAID)
def test_a_pupil_who_lacks_nothing_is_told_so_with_a_condition(family):
    rows = letters(CORE, passed(*SOCIAL, *SCIENCE), practical(2))
    sv, nb, en = SAID[family]

    assert missing_for(family, rows, on=SPRING).text == Text(
        f"Med nuvarande betyg skulle eleven vara behörig till {sv}.",
        f"Med de nåværende karakterene ville eleven fylle inntaksvilkårene for {nb}.",
        f"With the present grades the pupil would be eligible for {en}.",
    )


@pytest.mark.parametrize(
    ("lines", "sv", "nb", "en"),
    [
        pytest.param(
            (CORE, passed("GE", "RE", "SH"), practical(4)),
            "historia och ett ämne till",
            "historie og ett fag til",
            "history and one more subject",
            id="one by name, one of any",
        ),
        pytest.param(
            (CORE, passed(*SOCIAL), practical(4)),
            "ett ämne",
            "ett fag",
            "one subject",
            id="any one",
        ),
        pytest.param(
            (CORE, passed(*SOCIAL), practical(3)),
            "två ämnen",
            "to fag",
            "two subjects",
            id="any two",
        ),
        pytest.param(
            ("EN:E", passed(*SOCIAL), practical(2)),
            "svenska eller svenska som andraspråk, matematik och tre ämnen till",
            "svensk eller svensk som andrespråk, matematikk og tre fag til",
            "Swedish or Swedish as a second language, mathematics and three more subjects",
            id="a list",
        ),
        pytest.param(
            (CORE, passed("HI", "RE", "SH"), practical(6)),
            "geografi",
            "geografi",
            "geography",
            id="one alone",
        ),
    ],
)
def test_the_gap_is_said_in_words(lines, sv, nb, en):
    assert missing_for("SA", letters(*lines), on=SPRING).text == Text(
        f"För samhällsvetenskapsprogrammet saknas {sv}.",
        f"For samfunnsvitenskapsprogrammet mangler {nb}.",
        f"Still to pass for the Social Science Programme: {en}.",
    )


def test_what_a_family_asks_for_is_told_in_slots():
    asked = asked_by("YRK", on=SPRING)

    assert (asked.core, asked.others) == (("SV", "EN", "MA"), 5)
