"""Undoing an import on which later ones rest: which, why, and all of them in one go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.factories import NOW, TODAY, staff
from tests.web.sources.desk import bring, lesson, lessons, lessons_of, pupil, pupils
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Pupil
from throughline_web.organisations.roles import Role
from throughline_web.records.models import Mark
from throughline_web.sources import actions
from throughline_web.sources.errors import NotThisPlaceError, UndoneFirstError
from throughline_web.sources.models import ImportRun
from throughline_web.sources.queries import Rests, undo_order
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(organiser, logged_in):
    return logged_in(staff(Role.ADMINISTRATOR, organiser))


@pytest.fixture
def chain(organiser):
    """Pupils, their lessons, and a correction of one lesson."""
    return [
        bring(pupils(pupil("e1")), organiser=organiser, name="elever.csv"),
        bring(lessons(*lessons_of("e1")), organiser=organiser, name="lektioner.csv"),
        bring(lessons(lesson("e1", present=10)), organiser=organiser, name="rättad.csv"),
    ]


def undo_page(client, run):
    answer = client.get(reverse("sources:undo", args=[run.public_id]))
    return " ".join(answer.content.decode().split())


def undo_together(run, order, **more):
    wishes = {
        "confirmed": [str(one.public_id) for one in order],
        "allowed": set(ImportRun.objects.values_list("pk", flat=True)),
    }
    return actions.undo_with_later(by=SYSTEM, run=run, on=TODAY, at=NOW, **wishes | more)


def states():
    return list(ImportRun.objects.order_by("pk").values_list("state", flat=True))


def test_the_later_imports_are_named_the_latest_first_and_why(chain):
    order = undo_order(chain[0])

    assert [(one.run.file_name, one.why) for one in order.blockers] == [
        ("rättad.csv", Rests.ITS_PUPILS),
        ("lektioner.csv", Rests.ITS_PUPILS),
    ]
    assert [one.why for one in undo_order(chain[1]).blockers] == [Rests.SAME_ROWS]


def test_what_rests_on_a_later_import_is_named_too(organiser):
    first = bring(lessons(*lessons_of("e1")), organiser=organiser)
    middle = bring(lessons(lesson("e1"), lesson("e2")), organiser=organiser, name="b.csv")
    last = bring(lessons(lesson("e2", present=10)), organiser=organiser, name="c.csv")

    order = undo_order(first)

    assert order.runs == (last, middle)
    assert order.blockers[0].why == Rests.ON_ANOTHER


def test_the_page_links_to_each_and_offers_to_undo_them_together(client, chain):
    said = undo_page(client, chain[0])

    assert all(reverse("sources:run", args=[one.public_id]) in said for one in chain[1:])
    assert "Den handlar om elever som kom med den här filen." in said
    assert "Ångra de 2 importerna och sedan den här" in said


def test_one_yes_undoes_them_all(client, chain):
    confirmed = [str(one.public_id) for one in chain[1:]]

    client.post(reverse("sources:undo", args=[chain[0].public_id]), {"with": confirmed})
    actions.sweep_ended(by=SYSTEM, at=NOW)

    assert states() == [State.UNDONE] * 3
    assert not Mark.objects.exists()
    assert not Pupil.objects.exists()


def test_an_import_that_came_after_the_page_was_read_is_not_undone_unseen(chain):
    with pytest.raises(UndoneFirstError):
        undo_together(chain[0], chain[1:2])

    assert states() == [State.LIVE] * 3


def test_an_import_that_is_not_ones_own_is_not_undone(chain):
    with pytest.raises(NotThisPlaceError):
        undo_together(chain[0], chain[1:], allowed={chain[0].pk, chain[1].pk})

    assert states() == [State.LIVE] * 3


def test_all_are_undone_or_none(client, chain):
    long_ago = NOW - timedelta(days=400)
    ImportRun.objects.filter(pk=chain[0].pk).update(published_at=long_ago)
    confirmed = [str(one.public_id) for one in chain[1:]]

    said = undo_page(client, chain[0])
    client.post(reverse("sources:undo", args=[chain[0].public_id]), {"with": confirmed})

    assert "elever.csv är för gammal för att ångras" in said
    assert "<button" not in said.split("Tillbaka")[0].rpartition("<form")[2]
    assert states() == [State.LIVE] * 3


def test_a_school_s_administrator_learns_that_another_must_undo_the_rest(
    organiser, school, logged_in
):
    own = bring(lessons(*lessons_of("e1")), organiser=organiser, school_id=school.pk)
    bring(lessons(lesson("e1", present=10)), organiser=organiser, name="hemlig.csv")
    client = logged_in(staff(Role.ADMINISTRATOR, school))

    said = undo_page(client, own)

    assert "1 senare import får du inte se" in said
    assert "hemlig.csv" not in said


def test_more_imports_than_anybody_looks_through_are_not_undone_in_one_go(
    client, organiser, monkeypatch
):
    monkeypatch.setattr("throughline_web.sources.queries.undoing.MOST_AT_ONCE", 1)
    first = bring(lessons(*lessons_of("e1")), organiser=organiser)
    for number in range(3):
        bring(lessons(lesson("e1", present=number)), organiser=organiser, name=f"{number}.csv")

    said = undo_page(client, first)

    assert "Så många importer vilar på den här" in said
    assert "i ett svep" in said


def test_what_stayed_is_told_and_why(client, organiser):
    run = bring(lessons(lesson("e1", school="Nyskolan")), organiser=organiser)
    ImportRun.objects.filter(pk=run.pk).update(
        state=State.UNDONE,
        undone_at=NOW,
        findings={"kept": {"schools": [["Nyskolan", ["earlywarning"]]], "classes": 1, "pupils": 2}},
    )

    answer = client.get(reverse("sources:run", args=[run.public_id]))

    said = answer.content.decode()
    assert "Nyskolan finns kvar: något där har uppmärksammats eller beslutats." in said
    assert "1 klass finns kvar" in said
    assert "2 elever finns kvar utan namn" in said


def test_a_file_that_is_not_ones_own_is_not_named_for_its_age_either(organiser, school, logged_in):
    own = bring(lessons(*lessons_of("e1")), organiser=organiser, school_id=school.pk)
    bring(lessons(lesson("e1", present=10)), organiser=organiser, name="hemlig.csv")
    ImportRun.objects.update(published_at=NOW - timedelta(days=400))
    client = logged_in(staff(Role.ADMINISTRATOR, school))

    said = undo_page(client, own)

    assert "är för gammal för att ångras" in said
    assert "hemlig.csv" not in said
