"""Oppfølgingstjenesten: who belongs to it on a day, in which group, and what is read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from throughline.records.norway.follow_up_service import (
    FollowUpGroup,
    Youth,
    follow_up,
    written_information_to,
)
from throughline.terms.language import Text
from throughline.terms.rulebook import rule

ON = date(2025, 3, 1)
OUT = Youth("ola", date(2005, 5, 17), has_right=True, in_training=False, in_work=False)


@pytest.mark.rule("NO-OT-01")
@pytest.mark.parametrize(
    ("on", "born", "is_member"),
    [
        pytest.param(date(2025, 12, 31), 2001, True, id="until the end of the year of 24"),
        pytest.param(date(2026, 1, 1), 2001, False, id="the day after"),
        pytest.param(date(2023, 12, 31), 2002, True, id="older law: the year of 21"),
        pytest.param(date(2024, 1, 1), 2002, False, id="older law: the day after"),
        pytest.param(date(2024, 7, 31), 2002, False, id="the last day of the older law"),
        pytest.param(date(2024, 8, 1), 2002, True, id="back again under the new law"),
    ],
)
def test_membership_lasts_to_the_end_of_a_year_of_life(on, born, is_member):
    youth = replace(OUT, birth_date=date(born, 12, 31))

    assert follow_up(youth, on=on).is_member is is_member


@pytest.mark.rule("NO-OT-01")
@pytest.mark.parametrize(("on", "last_year"), [(date(2024, 7, 31), 2026), (date(2024, 8, 1), 2029)])
def test_the_last_year_is_told_by_the_law_of_the_day(on, last_year):
    assert follow_up(OUT, on=on).last_year == last_year


@pytest.mark.parametrize(
    "change",
    [{"has_right": False}, {"in_training": True}, {"in_work": True}],
    ids=["no right", "in training", "in work"],
)
def test_whoever_has_a_place_or_no_right_is_not_in_the_group(change):
    found = follow_up(replace(OUT, **change), on=ON)

    assert (found.is_member, found.group) == (False, None)


@pytest.mark.parametrize("fact", ["birth_date", "has_right", "in_training", "in_work"])
def test_what_is_not_known_is_neither_yes_nor_no(fact):
    found = follow_up(replace(OUT, **{fact: None}), on=ON)

    assert (found.is_member, found.unknown) == (None, (fact,))


def test_one_fact_that_decides_is_enough():
    youth = Youth("ola", None, in_work=True)

    assert follow_up(youth, on=ON).is_member is False


@pytest.mark.rule("NO-OT-02")
@pytest.mark.parametrize(
    ("change", "group"),
    [
        ({"applied": False}, FollowUpGroup.DID_NOT_APPLY),
        ({"applied": True, "offered": False}, FollowUpGroup.NO_PLACE),
        ({"applied": True, "offered": True, "accepted": False}, FollowUpGroup.DID_NOT_ACCEPT),
        ({"applied": True, "accepted": True, "broke_off": True}, FollowUpGroup.BROKE_OFF),
        ({}, FollowUpGroup.NOT_IN_WORK),
    ],
)
def test_the_group_says_where_the_way_to_a_place_ended(change, group):
    assert follow_up(replace(OUT, **change), on=ON).group is group


@pytest.mark.rule("NO-OT-02")
def test_the_groups_are_those_of_the_law():
    assert rule("NO-OT-02").values["groups"] == tuple(FollowUpGroup)


@pytest.mark.rule("NO-OT-03")
@pytest.mark.parametrize(
    ("on", "told"),
    [
        pytest.param(date(2025, 5, 16), ("pupil", "guardian"), id="the day before 18"),
        pytest.param(date(2025, 5, 17), ("pupil",), id="18"),
    ],
)
def test_guardians_of_minors_are_informed_in_writing_too(on, told):
    youth = replace(OUT, birth_date=date(2007, 5, 17))

    assert written_information_to(youth, on=on) == told


def test_guardians_of_somebody_whose_age_nobody_knows_are_not():
    assert written_information_to(replace(OUT, birth_date=None), on=ON) == ("pupil",)


@pytest.mark.rule("NO-OT-03")
def test_the_tasks_of_the_service_are_the_countys():
    duty = rule("NO-OT-03").values

    assert duty["addressee"] == "county"
    assert duty["tasks"] == (
        "overview",
        "written_information",
        "contact",
        "offer",
        "follow_up",
        "cooperation",
    )


@pytest.mark.rule("NO-OT-04")
def test_the_county_may_ask_compulsory_schools_for_four_purposes():
    told = rule("NO-OT-04").values

    assert told["addressee"] == "county"
    assert told["purposes"] == ("right_to_training", "intake", "prevent_absence", "follow_up")


@pytest.mark.parametrize(
    ("youth", "expected"),
    [
        pytest.param(
            replace(OUT, broke_off=True),
            Text(
                "Utbildningen avbröts. Uppföljningstjänsten ska höra av sig, till och med 2029.",
                "Opplæringen ble avbrutt. Oppfølgingstjenesten skal ta kontakt, til og med 2029.",
                "The training was broken off. "
                "The follow-up service is to be in touch, up to and including 2029.",
            ),
            id="plain",
        ),
        pytest.param(
            replace(OUT, in_work=True),
            Text(
                "Uppföljningstjänsten gäller inte nu.",
                "Oppfølgingstjenesten gjelder ikke nå.",
                "The follow-up service does not apply now.",
            ),
            id="not a member",
        ),
        pytest.param(
            replace(OUT, in_work=None),
            Text(
                "Vi vet inte om uppföljningstjänsten gäller. "
                "Det som saknas är om personen är i arbete.",
                "Vi vet ikke om oppfølgingstjenesten gjelder. "
                "Det som mangler, er om personen er i arbeid.",
                "We do not know whether the follow-up service applies. "
                "What is missing is whether the person is in work.",
            ),
            id="thin",
        ),
        pytest.param(
            Youth("ola", None),
            Text(
                "Vi vet inte om uppföljningstjänsten gäller. Det som saknas är födelsedatum, "
                "om det finns rätt till utbildning, om personen är i utbildning och "
                "om personen är i arbete.",
                "Vi vet ikke om oppfølgingstjenesten gjelder. Det som mangler, er fødselsdato, "
                "om det er rett til opplæring, om personen er i opplæring og "
                "om personen er i arbeid.",
                "We do not know whether the follow-up service applies. What is missing is "
                "date of birth, whether there is a right to training, "
                "whether the person is in training and whether the person is in work.",
            ),
            id="no data",
        ),
    ],
)
def test_membership_is_read_aloud(youth, expected):
    assert follow_up(youth, on=ON).text == expected


@pytest.mark.parametrize("group", FollowUpGroup)
def test_every_group_has_words(group):
    changes = {
        FollowUpGroup.DID_NOT_APPLY: {"applied": False},
        FollowUpGroup.NO_PLACE: {"offered": False},
        FollowUpGroup.DID_NOT_ACCEPT: {"accepted": False},
        FollowUpGroup.BROKE_OFF: {"broke_off": True},
        FollowUpGroup.NOT_IN_WORK: {},
    }

    found = follow_up(replace(OUT, **changes[group]), on=ON)

    assert found.group is group
    assert len(found.text.nb.split(". ")) == 2
