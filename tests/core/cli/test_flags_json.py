"""The JSON of ``flags``: its shape is a promise, and its numbers follow from the rows alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.cli.running import (
    SLOTS,
    autumn,
    lesson_row,
    school_days,
    silent_autumn,
    unregistered_row,
)

PUPIL_KEYS = ["pupil", "school", "class", "coverage", "rates", "flags"]
FLAG_KEYS = [
    "indicator",
    "rule",
    "scope",
    "since",
    "observed",
    "limit",
    "compare",
    "unit",
    "window",
    "coverage",
    "of_unit",
    "action",
    "owner_role",
    "due_days",
    "reason",
]
DAYS = school_days(30)
ROWS = [
    *autumn("elin", away_from=20),
    *autumn("adam"),
    *autumn("elin", school="Norrskolan", days=5),
]
SLOW = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def pupil(ran, name, school="Ekbackaskolan"):
    return next(
        one for one in ran.json["pupils"] if (one["pupil"], one["school"]) == (name, school)
    )


def rates(ran, name, window="rolling:20"):
    return pupil(ran, name)["rates"][window]


def test_the_whole_object_has_these_keys_in_this_order(desk, marks):
    told = desk.flags(marks).json

    assert list(told) == ["format_version", "as_of", "policy", "language", "source", "pupils"]
    assert list(told["source"]) == [
        "rows",
        "accepted",
        "rejected",
        "protected_refused",
        "files",
        "issues",
    ]
    assert told["format_version"] == 1


def test_a_pupil_and_a_flag_have_these_keys(desk, marks):
    elin = pupil(desk.flags(marks), "elin")

    assert list(elin) == PUPIL_KEYS
    assert [list(flag) for flag in elin["flags"]] == [FLAG_KEYS] * len(elin["flags"])


def test_every_pupil_read_is_told_with_or_without_flags(desk, marks):
    told = desk.flags(marks).json["pupils"]

    assert [(one["pupil"], bool(one["flags"])) for one in told] == [("adam", False), ("elin", True)]


def test_a_pupil_at_two_schools_is_two_entries(desk):
    told = desk.flags(desk.file("lessons.csv", *ROWS)).json["pupils"]

    assert [(one["pupil"], one["school"]) for one in told] == [
        ("adam", "Ekbackaskolan"),
        ("elin", "Ekbackaskolan"),
        ("elin", "Norrskolan"),
    ]


def test_rates_are_shares_of_registered_minutes_with_their_coverage(desk, marks):
    ran = desk.flags(marks)

    # Away ten of the last twenty days, and ten of all thirty; every lesson was registered.
    assert rates(ran, "elin") == {
        "total": 0.5,
        "excused": 0.0,
        "unexcused": 0.5,
        "unresolved": None,
        "coverage": 1.0,
    }
    assert rates(ran, "elin", "year")["total"] == pytest.approx(1 / 3)


def test_windows_are_the_standard_ones_and_those_of_the_policy(desk, marks):
    windows = set(pupil(desk.flags(marks, "--policy", "se-csn"), "elin")["rates"])

    assert windows == {"rolling:20", "month", "term", "year", "days:30", "rolling:5"}


def test_a_flag_tells_both_numbers_in_its_unit_and_since_when(desk, marks):
    worst = pupil(desk.flags(marks), "elin")["flags"][4]

    assert (worst["rule"], worst["observed"], worst["limit"], worst["unit"]) == (
        "multi-agency-urgent",
        0.5,
        0.3,
        "share",
    )
    # Six whole days of twenty are the first thirty percent: the sixth day away.
    assert worst["since"] == str(DAYS[25])


def test_reasons_come_in_three_languages(desk, marks):
    reason = pupil(desk.flags(marks), "elin")["flags"][0]["reason"]

    assert list(reason) == ["sv", "nb", "en"]
    assert reason["sv"].startswith("Frånvaron är 50\u00a0% de senaste 20 skoldagarna.")


def test_what_is_unknown_is_null_and_never_nought(desk):
    rows = silent_autumn("elin", silent_from=0)

    elin = pupil(desk.flags(desk.file("lessons.csv", *rows)), "elin")

    assert elin["coverage"] == 0.0
    assert elin["rates"]["rolling:20"] == {
        "total": None,
        "excused": None,
        "unexcused": None,
        "unresolved": None,
        "coverage": 0.0,
    }


def test_silence_of_one_pupil_is_a_finding_of_its_own(desk):
    rows = [*silent_autumn("elin", silent_from=20), *autumn("adam"), *autumn("mia"), *autumn("zoe")]

    flags = pupil(desk.flags(desk.file("lessons.csv", *rows)), "elin")["flags"]

    assert [(flag["indicator"], flag["of_unit"]) for flag in flags] == [("no_data", False)]


def test_silence_of_a_whole_class_is_the_schools_own(desk):
    rows = [*silent_autumn("elin", silent_from=20), *silent_autumn("adam", silent_from=20)]

    flags = pupil(desk.flags(desk.file("lessons.csv", *rows)), "elin")["flags"]

    assert [(flag["indicator"], flag["of_unit"]) for flag in flags] == [("no_data", True)]


def test_a_calendar_sees_a_school_that_stopped_writing_rows(desk, marks):
    after = "2026-10-09"

    without = desk.flags(marks, "--as-of", after)
    with_calendar = desk.flags(marks, "--as-of", after, "--calendar", "se")

    assert [flag["indicator"] for flag in pupil(without, "adam")["flags"]] == []
    assert [flag["indicator"] for flag in pupil(with_calendar, "adam")["flags"]] == ["no_data"]


@SLOW
@given(st.permutations(ROWS))
def test_the_order_of_rows_changes_nothing(desk, rows):
    told = desk.flags(desk.file("lessons.csv", *rows)).out

    assert told == desk.flags(desk.file("lessons.csv", *ROWS)).out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_changes_nothing(desk, encoding):
    plain = desk.flags(desk.file("lessons.csv", *ROWS)).out

    assert desk.flags(desk.file("lessons.csv", *ROWS, encoding=encoding)).out == plain


def test_line_ends_change_nothing(desk):
    path = desk.file("lessons.csv", *ROWS)
    plain = desk.flags(path).out

    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))

    assert desk.flags(path).out == plain


def test_evaluating_day_by_day_equals_evaluating_at_once(desk):
    """A run made each night on what was then written agrees with one made later for that day."""
    whole = desk.file("lessons.csv", *ROWS)

    for day in DAYS[19::3]:
        known = [row for row in ROWS if date.fromisoformat(row.split(";")[1]) <= day]
        that_night = desk.flags(desk.file("known.csv", *known), "--as-of", day)
        later = desk.flags(whole, "--as-of", day)

        assert that_night.json["pupils"] == later.json["pupils"]


def test_reading_a_file_that_says_everything_twice_changes_no_pupil(desk):
    once = desk.flags(desk.file("lessons.csv", *ROWS))
    twice = desk.flags(desk.file("lessons.csv", *ROWS, *ROWS))

    assert twice.json["pupils"] == once.json["pupils"]


@SLOW
@given(st.sets(st.integers(0, len(DAYS) * len(SLOTS) - 1), max_size=60))
def test_an_unreported_lesson_never_makes_a_rate_look_better(desk, silenced):
    """Lessons that were attended, left unregistered: the rate may only rise, and coverage fall."""
    places = [(day, slot) for day in DAYS for slot in SLOTS]
    rows = [
        unregistered_row("elin", *place)
        if number in silenced and not is_missed(number)
        else lesson_row("elin", *place, unexcused=60 if is_missed(number) else 0)
        for number, place in enumerate(places)
    ]

    ran = desk.flags(desk.file("lessons.csv", *rows))

    told = rates(ran, "elin", "year")
    assert told["total"] >= 30 / len(places)
    assert told["coverage"] <= 1.0


def is_missed(number):
    return number % 5 == 0


def test_every_key_is_explained_on_its_page(desk, marks, events):
    page = (Path(__file__).parents[3] / "docs/reference/flags-json.md").read_text(encoding="utf-8")

    for path in (marks, events):
        told = desk.flags(path).json
        assert [key for key in keys_of(told) if f"`{key}`" not in page] == []


def keys_of(value):
    """The keys of an object and of what it holds, save windows and statuses, which are data."""
    if isinstance(value, list):
        return {key for one in value for key in keys_of(one)}
    if not isinstance(value, dict):
        return set()
    inner = [one for key, one in value.items() if key not in {"rates", "counts"}]
    return set(value) | keys_of(inner)
