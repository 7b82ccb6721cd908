"""IKO: the four tests of the domain page, every indicator on its line, and what is read aloud."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.records.norway.test_school_points import ON, row
from throughline.records.norway.iko import (
    EntryFacts,
    Indicator,
    entry_facts,
    iko_at_later_start,
    iko_at_start,
    mean_of,
)
from throughline.terms.language import Text
from throughline.terms.rulebook import rule

GOOD = {"Norsk": "4", "Matematikk": "3", "Engelsk": "4"}


def noticed(facts: EntryFacts) -> list[Indicator]:
    return [each.indicator for each in iko_at_start(facts, on=ON).noticed]


@pytest.mark.rule("NO-IKO-01", "NO-IKO-02", "NO-IKO-03", "NO-IKO-04")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            EntryFacts(GOOD, Decimal("2.4"), choice=1, absence=0.08),
            [Indicator.FIRST_CHOICE_MEAN],
            id="first choice, mean 2.4",
        ),
        pytest.param(
            EntryFacts(GOOD, Decimal("2.8"), choice=2, absence=0.08),
            [Indicator.LOWER_CHOICE_MEAN],
            id="second choice, mean 2.8",
        ),
        pytest.param(
            EntryFacts(GOOD, Decimal("3.2"), choice=2, absence=0.08),
            [],
            id="second choice, mean 3.2, absence 8 %",
        ),
        pytest.param(
            EntryFacts(GOOD | {"Engelsk": "IV"}, Decimal("3.2"), choice=1, absence=0.08),
            [Indicator.CORE_MARKS],
            id="IV in English only",
        ),
    ],
)
def test_the_four_tests_of_the_domain_page(facts, expected):
    assert noticed(facts) == expected


@pytest.mark.rule("NO-IKO-01", "NO-IKO-02")
@pytest.mark.parametrize(
    ("choice", "mean", "expected"),
    [
        pytest.param(1, "2.49", [Indicator.FIRST_CHOICE_MEAN], id="first, under"),
        pytest.param(1, "2.5", [], id="first, on the line"),
        pytest.param(2, "2.99", [Indicator.LOWER_CHOICE_MEAN], id="second, under"),
        pytest.param(2, "3.0", [], id="second, on the line"),
        pytest.param(3, "2.99", [Indicator.LOWER_CHOICE_MEAN], id="third, under"),
        pytest.param(0, "1.0", [], id="no choice is no wish"),
        pytest.param(None, "1.0", [], id="nobody told which"),
    ],
)
def test_the_mean_is_judged_by_the_choice(choice, mean, expected):
    assert noticed(EntryFacts(mean=Decimal(mean), choice=choice)) == expected


@pytest.mark.rule("NO-IKO-01", "NO-IKO-02")
def test_only_the_first_wish_is_the_first_choice():
    assert rule("NO-IKO-01").values["choices"] == (1,)
    assert rule("NO-IKO-02").values["lowest_choice"] == 2


@pytest.mark.rule("NO-IKO-03")
@pytest.mark.parametrize("subject", ["Norsk sidemål", "Matematikk", "ENG"])
@pytest.mark.parametrize(
    ("mark", "is_noticed"),
    [
        ("IV", True),
        ("mangler vurderingsgrunnlag", True),
        ("1", True),
        ("2", True),
        ("3", False),
        ("fritatt", False),
        ("?", False),
    ],
)
def test_a_low_mark_in_one_core_subject_is_noticed(subject, mark, is_noticed):
    assert noticed(EntryFacts({subject: mark})) == [Indicator.CORE_MARKS] * is_noticed


@pytest.mark.rule("NO-IKO-03")
def test_a_low_mark_in_another_subject_is_not_noticed():
    assert noticed(EntryFacts(GOOD | {"Musikk": "1"})) == []
    assert rule("NO-IKO-03").values["marks"] == ("IV", "1", "2")


@pytest.mark.rule("NO-IKO-03")
def test_a_mark_of_norwegian_that_is_low_in_two_ways_is_one_subject():
    marks = {"Norsk hovedmål": "2", "Norsk sidemål": "2"}

    assert rule("NO-IKO-03").values["at_least"] == 1
    assert noticed(EntryFacts(marks)) == [Indicator.CORE_MARKS]


@pytest.mark.rule("NO-IKO-04")
@pytest.mark.parametrize(
    ("absence", "expected"),
    [
        pytest.param(0.10, [], id="on the line"),
        pytest.param(0.101, [Indicator.ABSENCE], id="over"),
        pytest.param(None, [], id="nobody told"),
    ],
)
def test_absence_is_noticed_above_ten_percent(absence, expected):
    assert noticed(EntryFacts(absence=absence)) == expected


@pytest.mark.rule("NO-IKO-05")
@pytest.mark.parametrize("stage", [2, 3])
@pytest.mark.parametrize(("mark", "is_noticed"), [("IV", True), ("1", True), ("2", False)])
def test_a_mark_that_does_not_pass_is_noticed_in_later_years(stage, mark, is_noticed):
    found = iko_at_later_start({"Kjemi": mark, "Norsk": "4"}, stage=stage, on=ON)

    assert [each.rule_id for each in found.noticed] == ["NO-IKO-05"] * is_noticed


@pytest.mark.rule("NO-IKO-05")
def test_the_rule_of_later_years_is_for_the_second_and_third():
    told = rule("NO-IKO-05").values

    assert iko_at_later_start({"Kjemi": "1"}, stage=1, on=ON).noticed == ()
    assert (told["marks"], told["stages"], told["at_least"]) == (("IV", "1"), (2, 3), 1)


@pytest.mark.rule("NO-IKO-06")
def test_the_running_indicators_are_eight():
    assert rule("NO-IKO-06").values["indicators"] == (
        "absence",
        "marks",
        "unhappiness",
        "motivation",
        "unrealistic_choice",
        "basic_skills",
        "health",
        "behaviour",
    )


@pytest.mark.rule("NO-IKO-07")
def test_the_rhythm_is_a_week_and_four_to_six_weeks():
    assert dict(rule("NO-IKO-07").values) == {
        "absence_check_days": 7,
        "absence_check_until": "autumn_break",
        "meeting_weeks": (4, 6),
        "concern_to": "mentor",
        "owner": "principal",
    }


def test_the_mean_is_of_number_marks_alone():
    assert mean_of({"Norsk": "2", "Engelsk": "3", "Musikk": "IV"}, on=ON) == Decimal("2.5")
    assert mean_of({"Musikk": "IV"}, on=ON) is None


def test_the_mean_is_counted_from_the_marks_where_nobody_tells_it():
    facts = EntryFacts({"Norsk": "3", "Matematikk": "3", "Engelsk": "3", "Musikk": "1"}, choice=2)

    assert noticed(facts) == [Indicator.LOWER_CHOICE_MEAN]


def test_what_is_known_at_the_start_comes_from_the_marks_of_the_school_before():
    rows = [
        row("Matematikk", "1", "halvår"),
        row("Matematikk", "4"),
        row("Matematikk", "2", "eksamen"),
        row("Orden", "G"),
        row("Engelsk", "IV"),
    ]

    facts = entry_facts(rows, on=ON, choice=2, absence=0.2, coverage=0.9)

    assert facts == EntryFacts(
        {"Engelsk": "IV", "Matematikk": "4"}, Decimal("3.00"), 2, absence=0.2, coverage=0.9
    )
    assert noticed(facts) == [Indicator.CORE_MARKS, Indicator.ABSENCE]


@given(st.dictionaries(st.sampled_from([*GOOD, "Musikk"]), st.sampled_from("123456"), min_size=1))
def test_every_reason_names_its_rule_and_reads_in_three_languages(marks):
    found = iko_at_start(EntryFacts(marks, choice=1, absence=0.2), on=ON)

    assert all(rule(each.rule_id).kind == "iko" for each in found.noticed)
    assert all(each.reason.sv and each.reason.nb and each.reason.en for each in found.noticed)


def test_what_was_noticed_is_read_aloud():
    facts = EntryFacts(
        GOOD | {"Matematikk": "2"}, Decimal("2.4"), choice=1, absence=0.104, coverage=0.97
    )

    assert iko_at_start(facts, on=ON).text == Text(
        "Betygsmedlet är 2,4. "
        "Skolan tar upp det under 2,5 för den som kom in på sitt första val. "
        "Lågt betyg eller saknat underlag i matematik. "
        "Frånvaron var 10,4\u00a0% förra läsåret. "
        "Skolan tar upp det när det är mer än 10\u00a0%. "
        "97\u00a0% av lektionstiden är registrerad.",
        "Karaktersnittet er 2,4. "
        "Skolen tar det opp under 2,5 for den som kom inn på førsteønsket. "
        "Lav karakter eller manglende vurderingsgrunnlag i matematikk. "
        "Fraværet var 10,4\u00a0% i forrige skoleår. "
        "Skolen tar det opp når det er mer enn 10\u00a0%. "
        "97\u00a0% av undervisningstiden er ført.",
        "The mean mark is 2.4. The school follows it up below 2.5 for a pupil on the first choice. "
        "A low mark or no basis for one in mathematics. "
        "Absence was 10.4% in the previous school year. "
        "The school follows it up when it is more than 10%. "
        "97% of the lesson time is registered.",
    )


def test_a_mean_just_under_the_line_is_not_rounded_up_to_it():
    facts = EntryFacts(GOOD, Decimal("2.4999"), choice=1, absence=0.0)

    assert "Karaktersnittet er 2,49." in iko_at_start(facts, on=ON).text.nb


def test_thin_data_say_what_is_not_known():
    facts = EntryFacts({"Norsk": "4"})

    assert iko_at_start(facts, on=ON).text == Text(
        "Inget av det som skolan ser efter har uppmärksammats. "
        "Det vi inte vet är vilket val eleven kom in på, betyget i matematik och engelska "
        "och frånvaron.",
        "Ingenting av det skolen ser etter, er fanget opp. "
        "Det vi ikke vet, er hvilket ønske eleven kom inn på, karakteren i matematikk og engelsk "
        "og fraværet.",
        "Nothing that the school looks for has been noticed. "
        "What we do not know is which choice the pupil was admitted to, "
        "the mark in mathematics and English and the absence.",
    )


def test_no_data_is_said_as_not_known():
    assert iko_at_start(EntryFacts(choice=1), on=ON).text == Text(
        "Vi har varken betyg eller frånvaro från förra skolan. Vi vet inte hur det har gått.",
        "Vi har verken karakterer eller fravær fra forrige skole. Vi vet ikke hvordan det har gått.",
        "We have neither marks nor absence from the previous school. "
        "We do not know how it has gone.",
    )


def test_a_failed_mark_of_the_year_before_is_read_aloud():
    found = iko_at_later_start({"Fysikk": "1", "Engelsk": "IV"}, stage=2, on=ON)

    assert found.text == Text(
        "Betyget 1 eller saknat underlag i engelska och Fysikk.",
        "Karakteren 1 eller manglende vurderingsgrunnlag i engelsk og Fysikk.",
        "The mark 1 or no basis for one in English and Fysikk.",
    )
    assert iko_at_later_start({}, stage=2, on=ON).text.nb.startswith("Vi har verken")
