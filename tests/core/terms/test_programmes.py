"""The programmes of upper-secondary school: codes, names and families, by the day one began."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from throughline.terms.language import Text
from throughline.terms.programmes import Programme, programme_of, programmes
from throughline.terms.rulebook import rule

TODAY = date(2026, 11, 23)
VOCATIONAL = {
    "BF": (
        "barn- och fritidsprogrammet",
        "barne- og fritidsprogrammet",
        "the Child and Recreation Programme",
    ),
    "BA": (
        "bygg- och anläggningsprogrammet",
        "bygg- og anleggsprogrammet",
        "the Building and Construction Programme",
    ),
    "EE": (
        "el- och energiprogrammet",
        "el- og energiprogrammet",
        "the Electricity and Energy Programme",
    ),
    "FT": (
        "fordons- och transportprogrammet",
        "kjøretøy- og transportprogrammet",
        "the Vehicle and Transport Programme",
    ),
    "FR": (
        "frisör- och stylistprogrammet",
        "frisør- og stylistprogrammet",
        "the Hairdresser and Stylist Programme",
    ),
    "FS": (
        "försäljnings- och serviceprogrammet",
        "salgs- og serviceprogrammet",
        "the Sales and Service Programme",
    ),
    "HA": (
        "handels- och administrationsprogrammet",
        "handels- og administrasjonsprogrammet",
        "the Business and Administration Programme",
    ),
    "HV": ("hantverksprogrammet", "håndverksprogrammet", "the Handicraft Programme"),
    "HT": (
        "hotell- och turismprogrammet",
        "hotell- og reiselivsprogrammet",
        "the Hotel and Tourism Programme",
    ),
    "IN": (
        "industritekniska programmet",
        "industritekniske programmet",
        "the Industrial Technology Programme",
    ),
    "NB": ("naturbruksprogrammet", "naturbruksprogrammet", "the Natural Resource Use Programme"),
    "RL": (
        "restaurang- och livsmedelsprogrammet",
        "restaurant- og matprogrammet",
        "the Restaurant and Food Programme",
    ),
    "VF": (
        "VVS- och fastighetsprogrammet",
        "VVS- og eiendomsprogrammet",
        "the HVAC and Property Maintenance Programme",
    ),
    "VO": (
        "vård- och omsorgsprogrammet",
        "helse- og omsorgsprogrammet",
        "the Health and Social Care Programme",
    ),
}
PREPARATORY = {
    "EK": (
        "ekonomiprogrammet",
        "økonomiprogrammet",
        "the Business Management and Economics Programme",
    ),
    "ES": ("estetiska programmet", "estetiske programmet", "the Arts Programme"),
    "HU": ("humanistiska programmet", "humanistiske programmet", "the Humanities Programme"),
    "NA": (
        "naturvetenskapsprogrammet",
        "naturvitenskapsprogrammet",
        "the Natural Science Programme",
    ),
    "SA": (
        "samhällsvetenskapsprogrammet",
        "samfunnsvitenskapsprogrammet",
        "the Social Science Programme",
    ),
    "TE": ("teknikprogrammet", "teknologiprogrammet", "the Technology Programme"),
}
INTRODUCTORY = {
    "IMV": ("programinriktat val", "programrettet valg", "programme-oriented choice"),
    "IMY": ("yrkesintroduktion", "yrkesintroduksjon", "vocational introduction"),
    "IMA": ("individuellt alternativ", "individuelt alternativ", "individual alternative"),
    "IMS": ("språkintroduktion", "språkintroduksjon", "language introduction"),
}


def of_group(group, on=TODAY):
    return {each.code: each for each in programmes(on=on) if each.group == group}


def expected(names, group, family=None):
    return {
        code: Programme(code, Text(*name), family or code, group) for code, name in names.items()
    }


@pytest.mark.rule("SE-PROG-01")
def test_there_are_twelve_vocational_programmes_of_one_family():
    ended = {"HA", "HV"}
    today = {code: name for code, name in VOCATIONAL.items() if code not in ended}

    assert of_group("vocational") == expected(today, "vocational", "YRK")
    assert len(today) == rule("SE-PROG-01").values["count"] == 12


@pytest.mark.rule("SE-PROG-01")
def test_the_programmes_of_before_keep_their_names():
    before = {code: name for code, name in VOCATIONAL.items() if code not in {"FR", "FS"}}

    assert of_group("vocational", date(2018, 8, 20)) == expected(before, "vocational", "YRK")


@pytest.mark.rule("SE-PROG-02")
def test_there_are_six_preparatory_programmes_each_a_family():
    assert of_group("preparatory") == expected(PREPARATORY, "preparatory")
    assert len(PREPARATORY) == rule("SE-PROG-02").values["count"] == 6


@pytest.mark.rule("SE-PROG-03")
def test_there_are_four_introductory_programmes_since_2019():
    first = rule("SE-PROG-03").valid_from

    assert of_group("introductory") == expected(INTRODUCTORY, "introductory")
    assert len(INTRODUCTORY) == rule("SE-PROG-03").values["count"] == 4
    assert first == date(2019, 7, 1)
    assert of_group("introductory", first - timedelta(days=1)) == {}


@pytest.mark.rule("SE-PROG-01")
@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("HA", None, date(2022, 6, 30)),
        ("FS", date(2022, 7, 1), None),
        ("HV", None, date(2025, 6, 30)),
        ("FR", date(2025, 7, 1), None),
    ],
)
def test_a_programme_takes_in_pupils_between_its_days(code, first, last):
    days = [day for day in (first, last) if day]
    outside = [first - timedelta(days=1)] if first else [last + timedelta(days=1)]

    assert all(programme_of(code, on=day) for day in days)
    assert not any(programme_of(code, on=day) for day in outside)


@pytest.mark.rule("SE-PROG-02")
@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("NA", "NA"),
        ("na25", "NA"),
        ("FS25SKOLFORLAGD", "FS"),
        ("Samhällsvetenskapsprogrammet", "SA"),
        ("samhällsprogrammet", "SA"),
        ("naturprogrammet", "NA"),
        ("  vård-  och omsorgsprogrammet ", "VO"),
        ("the Arts Programme", "ES"),
        ("IMV", "IMV"),
    ],
)
def test_a_programme_is_known_by_code_curriculum_and_name(word, code):
    assert programme_of(word, on=TODAY).code == code


@pytest.mark.parametrize("word", ["", "XX", "XX25", "programmet"])
def test_an_unknown_programme_is_none(word):
    assert programme_of(word, on=TODAY) is None
