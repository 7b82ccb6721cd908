"""The activity responsibility: who is in it on a day, the day one leaves, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.records.sweden.activity_responsibility import (
    ActivityResponsibility,
    Credential,
    Outside,
    Residence,
    Studies,
    Youth,
    activity_responsibility,
    mapped_rate,
    missing_documentation,
    name_on,
    reporting_period,
)
from throughline.terms.language import Text
from throughline.terms.rulebook import UnknownRule, rule, rules
from throughline.terms.school_years import DateSpan

TODAY = date(2026, 11, 22)
BORN = date(2007, 5, 4)
HERE = Residence("1440", date(2007, 5, 4))
YOUTH = Youth("p1", BORN, (HERE,), studies=(), credentials=())
BIRTHDAY = date(2027, 5, 4)


def asked(youth: Youth, on: date = TODAY) -> ActivityResponsibility:
    return activity_responsibility(youth, "1440", on=on)


def is_in(on: date = TODAY, **changed: object) -> bool | None:
    return asked(replace(YOUTH, **changed), on).is_member


@pytest.mark.rule("SE-KAA-01")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2026, 11, 21), True, id="the day before"),
        pytest.param(date(2026, 11, 22), False, id="turns 20 that day"),
    ],
)
def test_the_day_of_the_20th_birthday_is_the_first_outside(on, expected):
    youth = replace(YOUTH, birth_date=date(2006, 11, 22))

    assert asked(youth, on) == ActivityResponsibility(
        is_member=expected, out_on=date(2026, 11, 22), because=Outside.OVER_AGE
    )


@pytest.mark.rule("SE-KAA-02")
def test_a_certificate_takes_nobody_out():
    youth = replace(YOUTH, credentials=(Credential("certificate", date(2026, 6, 10)),))

    assert asked(youth).is_member
    assert asked(youth).because is Outside.OVER_AGE


@pytest.mark.rule("SE-KAA-02")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2018, 6, 30), True, id="before the change"),
        pytest.param(date(2018, 7, 1), False, id="since the change"),
        pytest.param(TODAY, False, id="on language introduction"),
    ],
)
def test_pupils_on_introductory_programmes_are_not_in_since_july_2018(on, expected):
    born = date(on.year - 18, 1, 5)
    studies = (Studies("introductory", date(on.year - 1, 8, 18)),)

    assert is_in(on, birth_date=born, homes=(Residence("1440", born),), studies=studies) is expected


@pytest.mark.rule("SE-KAA-01")
@pytest.mark.parametrize("kind", ["upper_secondary", "adapted_upper_secondary", "equivalent"])
def test_whoever_attends_education_is_not_in_from_its_first_day_to_its_last(kind):
    studies = (Studies(kind, date(2026, 8, 18), TODAY),)

    assert [is_in(day, studies=studies) for day in around(date(2026, 8, 18))] == [True, False]
    assert [is_in(day, studies=studies) for day in around(date(2026, 11, 23))] == [False, True]
    assert asked(replace(YOUTH, studies=studies)) == ActivityResponsibility(
        is_member=False, out_on=date(2026, 8, 18), because=Outside.IN_EDUCATION
    )


def around(day: date) -> tuple[date, date]:
    return day - timedelta(days=1), day


def test_other_studies_change_nothing():
    assert is_in(studies=(Studies("course", date(2026, 8, 18)),))


@pytest.mark.rule("SE-KAA-01")
@pytest.mark.parametrize("kind", ["diploma", "adapted_certificate", "equivalent_passed"])
def test_whoever_has_completed_an_education_is_not_in_from_that_day(kind):
    credentials = (Credential(kind, TODAY),)

    assert [is_in(day, credentials=credentials) for day in around(TODAY)] == [True, False]
    assert asked(replace(YOUTH, credentials=credentials)).because is Outside.COMPLETED


@pytest.mark.rule("SE-KAA-01", "SE-ATT-01")
@pytest.mark.parametrize(
    ("on", "until", "expected"),
    [
        pytest.param(date(2023, 6, 30), None, False, id="the last day of the tenth year"),
        pytest.param(date(2023, 7, 1), None, True, id="the day after"),
        pytest.param(date(2024, 6, 30), date(2024, 6, 30), False, id="a year more"),
        pytest.param(date(2024, 7, 1), date(2024, 6, 30), True, id="and over"),
    ],
)
def test_compulsory_schooling_must_be_fulfilled(on, until, expected):
    found = asked(replace(YOUTH, compulsory_until=until), on)

    assert found.is_member is expected
    assert found.because is (Outside.OVER_AGE if expected else Outside.COMPULSORY)
    assert found.out_on == (BIRTHDAY if expected else None)


def test_the_first_day_out_that_is_known_is_told():
    studies = (Studies("upper_secondary", date(2027, 1, 11)),)

    assert asked(replace(YOUTH, studies=studies)) == ActivityResponsibility(
        is_member=True, out_on=date(2027, 1, 11), because=Outside.IN_EDUCATION
    )


@pytest.mark.parametrize(
    ("changed", "unknown"),
    [
        ({"studies": None}, ("studies",)),
        ({"credentials": None}, ("credentials",)),
        ({"birth_date": None}, ("birth_date",)),
        ({"studies": None, "credentials": None}, ("studies", "credentials")),
    ],
)
def test_what_is_not_known_is_not_read_as_no(changed, unknown):
    found = asked(replace(YOUTH, **changed))

    assert (found.is_member, found.unknown) == (None, unknown)


def test_what_is_not_known_does_not_matter_where_the_age_decides():
    assert asked(replace(YOUTH, studies=None), BIRTHDAY).because is Outside.OVER_AGE


@pytest.mark.rule("SE-KAA-01")
def test_before_2015_there_is_another_rule():
    with pytest.raises(UnknownRule, match="SE-KAA-01 does not hold on 2014-12-31"):
        asked(YOUTH, date(2014, 12, 31))

    assert asked(YOUTH, date(2015, 1, 1)).because is Outside.COMPULSORY


@pytest.mark.parametrize(
    ("youth", "on", "expected"),
    [
        pytest.param(
            YOUTH,
            TODAY,
            Text(
                "Omfattas av kommunens aktivitetsansvar fram till 4 maj 2027: fyller 20 år.",
                "Omfattes av kommunens aktivitetsansvar fram til 4. mai 2027: fyller 20 år.",
                "In the municipality's activity responsibility until 4 May 2027: turns 20.",
            ),
            id="in it",
        ),
        pytest.param(
            YOUTH,
            BIRTHDAY,
            Text(
                "Omfattas inte av kommunens aktivitetsansvar sedan 4 maj 2027: har fyllt 20 år.",
                "Omfattes ikke av kommunens aktivitetsansvar siden 4. mai 2027: har fylt 20 år.",
                "Not in the municipality's activity responsibility since 4 May 2027: has turned 20.",
            ),
            id="no longer",
        ),
        pytest.param(
            YOUTH,
            date(2020, 1, 1),
            Text(
                "Omfattas inte av kommunens aktivitetsansvar: skolplikten är inte fullgjord.",
                "Omfattes ikke av kommunens aktivitetsansvar: skoleplikten er ikke fullført.",
                "Not in the municipality's activity responsibility: compulsory schooling is not fulfilled.",
            ),
            id="not yet",
        ),
        pytest.param(
            replace(YOUTH, studies=None, credentials=None),
            TODAY,
            Text(
                "Vi vet inte om aktivitetsansvaret gäller. Uppgift saknas om utbildning och examen.",
                "Vi vet ikke om aktivitetsansvaret gjelder. Opplysning mangler om utdanning og eksamen.",
                "We do not know whether the activity responsibility holds. Nothing is known of education and a diploma.",
            ),
            id="unknown",
        ),
    ],
)
def test_it_is_said_in_one_sentence(youth, on, expected):
    assert asked(youth, on).text == expected


@pytest.mark.rule("SE-KAA-03")
def test_the_municipality_offers_measures_documents_and_keeps_a_register():
    told = rule("SE-KAA-03").values

    assert told == {
        "duties": ("offer_measures", "document", "keep_register"),
        "first_aim": "education",
    }


DOCUMENTED = {
    "plan": "Studiebesök",
    "goal": "Börja på vård- och omsorgsprogrammet",
    "youth_does": "Besöker skolan",
    "municipality_does": "Bokar tid",
    "starts_on": TODAY,
    "follow_up_dates": [TODAY],
}
ENDED = {**DOCUMENTED, "ends_on": TODAY, "ended_because": "Började en utbildning"}


@pytest.mark.rule("SE-KAA-04")
@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("plan", Text("plan", "plan", "plan")),
        ("goal", Text("mål", "mål", "goal")),
        ("youth_does", Text("vad den unga gör", "hva den unge gjør", "what the young person does")),
        (
            "municipality_does",
            Text("vad kommunen gör", "hva kommunen gjør", "what the municipality does"),
        ),
        (
            "starts_on",
            Text("när åtgärden börjar", "når tiltaket begynner", "when the measure begins"),
        ),
        (
            "follow_up_dates",
            Text(
                "när åtgärden följs upp",
                "når tiltaket følges opp",
                "when the measure is followed up",
            ),
        ),
        ("ends_on", Text("när åtgärden slutar", "når tiltaket slutter", "when the measure ends")),
        (
            "ended_because",
            Text(
                "varför åtgärden avslutades",
                "hvorfor tiltaket ble avsluttet",
                "why the measure ended",
            ),
        ),
    ],
)
def test_an_empty_field_of_the_documentation_is_named(field, name):
    documented = {key: value for key, value in ENDED.items() if key != field}

    assert missing_documentation(documented, on=TODAY, has_ended=True) == (name,)


@pytest.mark.rule("SE-KAA-04")
def test_the_end_of_a_measure_is_not_asked_for_before_it_has_come():
    assert missing_documentation(DOCUMENTED, on=TODAY) == ()
    assert len(missing_documentation(DOCUMENTED, on=TODAY, has_ended=True)) == 2


@pytest.mark.rule("SE-KAA-04")
def test_what_others_do_may_be_nothing():
    field = rule("SE-KAA-04").values["fields"]["others_do"]

    assert field == {
        "name": Text("vad andra gör", "hva andre gjør", "what others do"),
        "may_be_empty": True,
    }


@pytest.mark.rule("SE-KAA-05")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), DateSpan(date(2026, 1, 1), date(2026, 6, 30))),
        (date(2026, 6, 30), DateSpan(date(2026, 1, 1), date(2026, 6, 30))),
        (date(2026, 7, 1), DateSpan(date(2026, 7, 1), date(2026, 12, 31))),
        (date(2026, 12, 31), DateSpan(date(2026, 7, 1), date(2026, 12, 31))),
    ],
)
def test_reports_are_made_every_half_year(day, expected):
    assert reporting_period(day) == expected


@pytest.mark.rule("SE-KAA-05", "SE-KAA-06")
def test_to_whom_it_is_reported_and_by_which_ordinance_is_not_confirmed():
    reporting, ordinance = rule("SE-KAA-05"), rule("SE-KAA-06")

    assert (reporting.values["receiver"], reporting.values["on_behalf_of"]) == ("SCB", "Skolverket")
    assert ordinance.values["regulation"] == "2006:39"
    assert (reporting.is_read, ordinance.is_read) == (False, False)


@pytest.mark.rule("SE-KAA-07")
def test_before_2015_it_was_called_kia_for_those_of_16_to_20():
    told = rule("SE-KAA-07").values

    assert (name_on(date(2014, 12, 31)), name_on(date(2015, 1, 1))) == ("KIA", "KAA")
    assert (told["from_age"], told["under_age"]) == (16, 20)


@pytest.mark.rule("SE-KAA-01", "SE-KAA-03", "SE-KAA-04", "SE-KAA-05")
@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2015, 1, 1)])
def test_the_rules_of_the_responsibility_begin_with_2015(day):
    held = {each.id for each in rules(country="se", on=day)}

    expected = {"SE-KAA-01", "SE-KAA-03", "SE-KAA-04", "SE-KAA-05"}
    assert held & expected == (expected if day.year == 2015 else set())


def test_the_mapped_rate_is_who_is_known_of_all_in_the_register():
    assert mapped_rate([True, True, True, False]) == Decimal("0.75")
    assert mapped_rate([]) is None


spans = st.tuples(st.integers(-900, 900), st.integers(0, 400))


def day_of(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@given(st.lists(spans, max_size=4), st.lists(st.integers(-900, 900), max_size=2))
def test_the_first_day_out_is_the_first_on_which_one_is_no_member(told, credentials):
    youth = replace(
        YOUTH,
        studies=tuple(
            Studies("upper_secondary", day_of(first), day_of(first + length))
            for first, length in told
        ),
        credentials=tuple(Credential("diploma", day_of(each)) for each in credentials),
    )
    found = asked(youth)

    if found.is_member:
        days = (TODAY + timedelta(days=nth) for nth in range(1, 400))
        assert found.out_on == next(day for day in days if not asked(youth, day).is_member)
    else:
        assert not asked(youth, found.out_on).is_member
