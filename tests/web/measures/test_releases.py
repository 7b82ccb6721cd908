"""Releases: made by a named person, frozen, superseded and never overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.measures.samples import branch, leaf
from tests.core.measures.test_outsider import closed_in_on
from tests.web.factories import NOW, TODAY, a_school, an_account, member, staff
from tests.web.measures.towns import LATER, YEAR, a_town, attend, pupils_of
from throughline.measures.counting import Cell
from throughline_web.measures import actions
from throughline_web.measures.actions import ask_for_release, make_release
from throughline_web.measures.errors import ReleaseInTheMakingError
from throughline_web.measures.models import Release, ReleasedFigure, ReleaseState
from throughline_web.measures.queries import school_sheets
from throughline_web.measures.releases import (
    history_of,
    newest_release,
    release_of,
    wholes_over_time,
)
from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import AccessEntry, Unit
from throughline_web.organisations.roles import Role, UnitKind

pytestmark = pytest.mark.django_db

AWAY = "persistent-absence-20"


def coordinator(town):
    return member(staff(Role.MUNICIPAL_COORDINATOR, town, given_name="Lena", family_name="Falk"))


def released(town, *, by=None, on=TODAY, why=""):
    asked = ask_for_release(
        by=by or coordinator(town), organiser=town, period=YEAR, why=why, on=on, at=NOW
    )
    assert make_release(by=SYSTEM, release_id=asked.pk, on=on, at=NOW)
    return newest_release(town.pk, YEAR.key)


def states(sheets, measure=AWAY):
    table = sheets.by_measure[measure].table
    return {sheets.names[line.unit]: str(line.everybody.figure.state) for line in table.lines}


def test_a_release_tells_who_when_from_what_and_by_which_definition():
    town = a_town((40, 12), (40, 12))

    sheets = released(town)

    sheet = sheets.by_measure[AWAY]
    assert float(sheet.whole.figure.value) == 0.3
    assert (sheet.version, sheet.table.profile) == ("1", "near_5_both")
    assert (sheets.provenance.made_by, sheets.provenance.release) == ("Lena Falk", 1)
    assert sheets.provenance.data_until == TODAY


def test_a_release_is_frozen_and_a_later_one_takes_its_place():
    town = a_town((40, 12), (40, 12))
    by = coordinator(town)
    first = released(town, by=by)
    school = Unit.objects.filter(kind=UnitKind.SCHOOL).first()
    attend(school, pupils_of(school.children.get(), 20), 20)

    second = released(town, by=by, why="Tjugo elever till")

    kept = release_of(town.pk, first.provenance.release_id)
    assert kept == first
    assert second.by_measure[AWAY].whole.total.value == 100
    lines = history_of(town.pk)
    assert [(line.number, line.is_superseded, line.why) for line in lines] == [
        (2, False, "Tjugo elever till"),
        (1, True, ""),
    ]


def test_what_one_release_withheld_the_next_withholds():
    town = a_town((40, 12), (40, 12), (12, 6))
    small = Unit.objects.get(name="Skola 3")
    first = released(town)
    hidden = {name for name, state in states(first, "absence-total").items() if state != "shown"}
    attend(small, pupils_of(small.children.get(), 30), 15)

    second = released(town)

    assert hidden <= {
        name for name, state in states(second, "absence-total").items() if state != "shown"
    }


def test_one_release_at_a_time_and_another_after_one_that_failed(monkeypatch):
    town = a_town((12, 0))
    by = coordinator(town)
    asked = ask_for_release(by=by, organiser=town, period=YEAR, why="", on=TODAY, at=NOW)
    with pytest.raises(ReleaseInTheMakingError):
        ask_for_release(by=by, organiser=town, period=YEAR, why="", on=TODAY, at=NOW)

    monkeypatch.setattr(actions, "count_organiser", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_release(by=SYSTEM, release_id=asked.pk, on=TODAY, at=NOW)

    assert Release.objects.get().state == ReleaseState.FAILED
    assert not ReleasedFigure.objects.exists()
    assert newest_release(town.pk, YEAR.key) is None
    assert ask_for_release(by=by, organiser=town, period=YEAR, why="", on=TODAY, at=NOW).number == 2


def test_a_release_that_is_made_is_not_made_again():
    town = a_town((12, 0))
    released(town)

    assert not make_release(by=SYSTEM, release_id=Release.objects.get().pk, on=LATER, at=NOW)


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.ADMINISTRATOR, Role.TEACHER], ids=str)
def test_only_who_may_release_asks_for_one(role):
    town = a_town((12, 0))
    unit = town if role is Role.ADMINISTRATOR else Unit.objects.get(name="Skola 1")

    with pytest.raises(NotAllowedError):
        ask_for_release(
            by=member(staff(role, unit)), organiser=town, period=YEAR, why="", on=TODAY, at=NOW
        )


def test_a_coordinator_of_another_town_may_not_release():
    town, other = a_town((12, 0)), a_town(name="Norrvik")

    with pytest.raises(NotAllowedError):
        ask_for_release(
            by=coordinator(other), organiser=town, period=YEAR, why="", on=TODAY, at=NOW
        )


def test_a_person_does_not_count_a_release_themselves():
    with pytest.raises(NotAllowedError):
        make_release(by=member(an_account()), release_id=1, on=TODAY, at=NOW)


def test_that_a_release_was_asked_for_is_in_the_log():
    town = a_town((12, 0))

    released(town)

    assert AccessEntry.objects.get(page="release_figures").unit_id == town.pk


def test_a_school_without_pupils_is_in_no_table():
    town = a_town((40, 12))
    a_school("Tom", organiser=town)

    assert "Tom" not in states(released(town))


def test_the_whole_is_followed_over_periods():
    town = a_town((40, 12))

    released(town)

    assert set(wholes_over_time(town.pk)[AWAY]) == {YEAR.key}


@pytest.mark.parametrize(
    "schools",
    [
        ((40, 12), (40, 12), (40, 2)),
        ((40, 12), (12, 11), (11, 3), (30, 30)),
        ((9, 4), (40, 12), (25, 5)),
        ((10, 0), (10, 10), (10, 5)),
    ],
    ids=["one small tail", "both tails", "few pupils", "small schools"],
)
def test_no_hidden_figure_can_be_worked_out_of_a_release(schools):
    town = a_town(*schools)
    sheets = released(town)
    table = sheets.by_measure[AWAY].table
    units = {name: unit for unit, name in sheets.names.items()}
    leaves = [
        leaf(units[f"Skola {number}"], Cell(total, event))
        for number, (total, event) in enumerate(schools, start=1)
    ]
    root = branch(table.whole.unit, *leaves)

    assert not list(closed_in_on(root, {table.whole.unit: table}, (), table.profile))
    assert all(step.count >= 10 for sheet in sheets.by_measure.values() for step in sheet.steps)


def test_a_release_whose_worker_was_killed_stands_in_nobodys_way():
    town = a_town((40, 12))
    by = coordinator(town)
    lost = ask_for_release(by=by, organiser=town, period=YEAR, why="", on=TODAY, at=NOW)

    again = ask_for_release(
        by=by, organiser=town, period=YEAR, why="", on=TODAY, at=NOW + timedelta(hours=2)
    )

    lost.refresh_from_db()
    assert (lost.state, again.state) == (ReleaseState.FAILED, ReleaseState.ASKED)


def test_who_asks_in_the_same_moment_as_another_is_told_in_words(monkeypatch):
    town = a_town((40, 12))
    by = coordinator(town)
    ask_for_release(by=by, organiser=town, period=YEAR, why="", on=TODAY, at=NOW)
    # The other's asking is written after we have looked and before we write.
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: False)

    with pytest.raises(ReleaseInTheMakingError):
        ask_for_release(by=by, organiser=town, period=YEAR, why="", on=TODAY, at=NOW)


def test_neither_page_nor_release_tells_of_the_few_between_two_nested_measures():
    town = a_town((20, 9), (40, 12))
    school = Unit.objects.get(name="Skola 1")
    attend(school, pupils_of(school.children.get(), 20), 3, missed=1)

    told = released(town)
    own = school_sheets(school, YEAR, on=TODAY)

    ten, fifteen = "persistent-absence-10", "persistent-absence-15"
    assert own.by_measure[ten].whole.figure.is_exact
    assert own.by_measure[fifteen].whole.figure.is_withheld
    assert states(told, ten)["Skola 1"] == "shown"
    assert states(told, fifteen)["Skola 1"] == "few_total"
    assert own.by_measure["absence-total"].whole.figure.is_exact
