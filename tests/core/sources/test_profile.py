from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.sources import (
    Kind,
    Presence,
    Profile,
    fields_of,
    load_profile,
    parse_profile,
    shipped_profiles,
    to_toml,
)
from throughline.sources.dates import DateOrder
from throughline.terms.attendance import Status
from throughline.terms.language import Text, same
from throughline.terms.rules import RuleFileError

OWN = """
id = "own"
kind = "lesson"
name = { sv = "Vår", nb = "Vår", en = "Ours" }
presence = "implied"
date_order = "day-first"
minutes = 60

[columns]
pupil = "Elev"
date = ["Dag", "Datum"]

[constants]
offered = 60

[status]
"Närv." = "present"
"""


def test_profile_is_read_from_its_toml():
    assert parse_profile(OWN, name="own.toml") == Profile(
        id="own",
        version="1",
        kind=Kind.LESSON,
        name=Text("Vår", "Vår", "Ours"),
        verified=False,
        columns={"pupil": ("Elev",), "date": ("Dag", "Datum")},
        constants={"offered": "60"},
        statuses={"Närv.": Status.PRESENT},
        presence=Presence.IMPLIED,
        date_order=DateOrder.DAY_FIRST,
        minutes=60,
    )


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.id)
def test_shipped_profile_is_written_and_read_back_the_same(profile):
    assert parse_profile(to_toml(profile), name="again") == profile


@given(words=st.lists(st.text(min_size=1), min_size=1), name=st.text())
def test_any_header_survives_being_saved(words, name):
    profile = Profile(
        id="own",
        version="1",
        kind=Kind.PUPILS,
        name=same(name),
        verified=False,
        columns={"pupil": tuple(words)},
        note=same(name),
        constants={"school": name},
    )

    assert parse_profile(to_toml(profile), name="again") == profile


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("id =", "not a readable TOML", id="no TOML"),
        pytest.param(
            'kind = "lesson"\n[columns]\npupil="a"\ndate="b"', "'id' must be a text", id="no id"
        ),
        pytest.param('id = "x"\nkind = "lessons"', "'kind' must be one of lesson", id="kind"),
        pytest.param('id = "x"\nkind = "lesson"\ncolour = 1', "unknown key 'colour'", id="key"),
        pytest.param(
            'id = "x"\nkind = "pupils"\n[columns]\noffered = "a"',
            "unknown key 'offered'",
            id="field",
        ),
        pytest.param(
            'id = "x"\nkind = "lesson"\n[columns]\npupil = "a"',
            "'date' .Date. has no column",
            id="required",
        ),
        pytest.param(
            'id = "x"\nkind = "pupils"\n[columns]\npupil = 3', "a header or a list", id="column"
        ),
        pytest.param(
            'id = "x"\nkind = "pupils"\nminutes = 0\n[columns]\npupil = "a"',
            "from 1 to 1440",
            id="minutes",
        ),
        pytest.param(
            'id = "x"\nkind = "pupils"\nname = 3\n[columns]\npupil = "a"',
            "one each for sv",
            id="name",
        ),
        pytest.param(
            'id = "x"\nkind = "lesson"\n[columns]\npupil="a"\ndate="b"\n[status]\nX = "here"',
            "'status.X' must be one of present",
            id="status",
        ),
    ],
)
def test_profile_that_says_too_little_or_too_much_is_refused(text, message):
    with pytest.raises(RuleFileError, match=message):
        parse_profile(text, name="own.toml")


def test_shipped_profiles_are_those_of_the_reference():
    assert {profile.id: profile.verified for profile in shipped_profiles()} == {
        "edfi-attendance": True,
        "generic-day-rows": True,
        "generic-lesson-rows": True,
        "generic-summary-rows": True,
        "grades": True,
        "guardians": True,
        "oneroster": True,
        "pupils": True,
        "skola24-statistics": False,
        "staff": True,
        "vklass-report": False,
    }


def test_profile_is_loaded_by_its_id_or_its_text():
    assert load_profile("pupils").kind is Kind.PUPILS
    assert load_profile(OWN).id == "own"
    with pytest.raises(
        RuleFileError, match="no such profile; the shipped ones are edfi-attendance"
    ):
        load_profile("nonsense")


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.id)
def test_every_word_of_a_shipped_profile_means_one_field(profile):
    shared = {"pupil", "civic_number", "staff", "email", "guardian", "subject", "level"}
    words = [
        (word, name)
        for name, words in profile.columns.items()
        if name not in shared
        for word in words
    ]

    assert len({word for word, _ in words}) == len(words)


def test_fields_of_a_kind_have_labels_in_three_languages():
    fields = fields_of(Kind.LESSON)

    assert [field.name for field in fields][:3] == ["pupil", "date", "school"]
    assert all(field.label.sv and field.label.nb and field.label.en for field in fields)
