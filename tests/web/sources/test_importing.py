"""A file from end to end: what is stored, what is visible, and what is said."""

from __future__ import annotations

import io
from datetime import time

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from tests.web.factories import NOW, TODAY
from tests.web.sources.desk import MONDAY, bring, lesson, lessons, lessons_of, pupil, pupils
from throughline.sources import Kind
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Account, Enrolment, Pupil, Unit
from throughline_web.records.models import Mark, PupilDay
from throughline_web.sources import actions
from throughline_web.sources.models import ImportRun
from throughline_web.sources.receivers import receivers_for
from throughline_web.sources.states import OF_PEOPLE, State

pytestmark = pytest.mark.django_db


def test_a_file_of_lessons_becomes_visible_marks_and_days(organiser):
    run = bring(lessons(*lessons_of("e1"), *lessons_of("e2")), organiser=organiser)

    assert (run.state, run.failure_text) == (State.LIVE, None)
    assert Mark.objects.filter(run=run).count() == 10
    assert PupilDay.objects.filter(run=run).count() == 10
    assert (run.rows_read, run.rows_accepted, run.rows_rejected) == (10, 10, 0)
    assert sorted(Pupil.objects.values_list("external_id", flat=True)) == ["e1", "e2"]
    assert Enrolment.objects.filter(school__name="Björkskolan").count() == 2


def test_a_file_of_pupils_gives_them_names_and_classes(organiser):
    run = bring(pupils(pupil("e1", "Elin"), pupil("e2", "Adam")), organiser=organiser)

    assert run.state == State.LIVE
    assert sorted(Pupil.objects.values_list("given_name", flat=True)) == ["Adam", "Elin"]
    assert run.findings["created"] == 2


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in OF_PEOPLE])
def test_every_kind_of_file_has_a_taker(kind):
    assert receivers_for(kind)


def test_a_file_that_no_room_takes_is_not_in_use(organiser, monkeypatch):
    monkeypatch.setattr("throughline_web.sources.actions.importing.receivers_for", lambda kind: ())

    run = bring(lessons(*lessons_of("e1")), organiser=organiser)

    assert run.state == State.FAILED
    assert not Pupil.objects.exists()


def test_a_workbook_is_read_like_any_table(organiser):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Närvarorapport vecka 47"])
    sheet.append(["elev-id", "datum", "skola", "lektion", "lektionstid (min)", "närvaro (min)"])
    sheet.append(["e1", MONDAY, "Björkskolan", time(8, 10), 60, 45])
    written = io.BytesIO()
    workbook.save(written)

    run = bring(written.getvalue(), organiser=organiser, name="rapport.xlsx")

    assert run.state == State.LIVE
    assert Mark.objects.get().present == 45


def test_guardians_and_staff_come_and_go_with_their_files(organiser):
    bring(pupils(pupil("e1")), organiser=organiser)
    guardians = "elev-id;vårdnadshavar-id;förnamn;efternamn;e-post\ne1;v1;Nils;Berg;n@example.se\n"
    employed = "personal-id;roll;skola;förnamn;efternamn;e-post\np1;rektor;Björkskolan;Eva;Ek;e@example.se\n"
    runs = [bring(one.encode(), organiser=organiser) for one in (guardians, employed)]
    assert [run.state for run in runs] == [State.LIVE, State.LIVE]
    assert Account.objects.count() == 2

    for run in reversed(runs):
        actions.undo(by=SYSTEM, run=run, on=TODAY, at=NOW)
        actions.sweep_ended(by=SYSTEM, at=NOW)

    assert not Account.objects.exists()
    assert Pupil.objects.count() == 1


def test_rows_about_unknown_pupils_are_left_out_and_said(organiser):
    content = "elev-id;vårdnadshavar-id;förnamn;efternamn\nokänd;v1;Nils;Berg\n"

    run = bring(content.encode(), organiser=organiser)

    assert (run.state, run.rows_rejected) == (State.FAILED, 1)
    assert "elever som inte finns här" in run.issues.get().problem["sv"]


def test_more_new_schools_than_there_can_be_are_a_wrong_column(organiser):
    rows = [lesson(f"e{n}", school=f"Skola {n}") for n in range(51)]

    run = bring(lessons(*rows), organiser=organiser)

    assert (run.state, run.failure_code) == (State.FAILED, "too_many_schools")
    assert not Unit.objects.filter(name="Skola 1").exists()


def test_the_command_imports_and_says_what_became_of_each_file(organiser, tmp_path, capsys):
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    files[0].write_bytes(lessons(*lessons_of("e1")))
    files[1].write_bytes(b"\x00\x01")

    with pytest.raises(CommandError):
        call_command("site_import", *map(str, files), "--organiser", organiser.name)

    told = capsys.readouterr().out
    assert "a.csv: imported, 5 of 5 rows." in told
    assert ImportRun.objects.filter(state=State.LIVE).count() == 1


@pytest.mark.parametrize("flag", ["--organiser", "--school"])
def test_the_command_knows_whom_it_is_about(organiser, tmp_path, flag):
    file = tmp_path / "a.csv"
    file.write_bytes(lessons(*lessons_of("e1")))
    words = {"--organiser": organiser.name, flag: "Ingenstans"}

    with pytest.raises(CommandError):
        call_command("site_import", str(file), *(word for pair in words.items() for word in pair))

    assert not ImportRun.objects.exists()
