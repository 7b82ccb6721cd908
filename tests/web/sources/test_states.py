"""Every state of an import: how it is reached, what it keeps, and what leads out of it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.web.factories import NOW, TODAY, a_school
from tests.web.sources.desk import (
    bring,
    check,
    lesson,
    lessons,
    lessons_of,
    pupil,
    pupils,
    take_in,
)
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Pupil
from throughline_web.records.models import Mark
from throughline_web.sources import actions
from throughline_web.sources.actions import importing
from throughline_web.sources.errors import SchoolMissingError, TooLateToUndoError, WrongStateError
from throughline_web.sources.limits import upload_folder
from throughline_web.sources.models import ImportRun, StoredIssue
from throughline_web.sources.receiving import seal
from throughline_web.sources.states import State
from throughline_web.sources.vault import SealBrokenError, kept_uploads, open_upload

pytestmark = pytest.mark.django_db


def import_next(organiser):
    return importing.import_next(organiser.pk, on=TODAY, now=lambda: NOW)


def test_a_checked_file_has_changed_nothing(organiser):
    run = check(take_in(lessons(*lessons_of("e1")), organiser=organiser))

    assert run.state == State.CHECKED
    assert run.findings["new_pupils"] == 1
    assert (run.findings["first_day"], run.findings["last_day"]) == ("2026-11-16", "2026-11-20")
    assert not Pupil.objects.exists()
    assert not Mark.objects.exists()


def test_a_checked_file_tells_what_it_leaves_untold(organiser):
    run = check(take_in(lessons(*lessons_of("e1")), organiser=organiser))

    assert {"late", "distance", "unresolved"} <= set(run.findings["untold"])
    assert "offered" not in run.findings["untold"]


def test_a_file_that_has_not_been_checked_cannot_be_imported(organiser):
    run = take_in(lessons(*lessons_of("e1")), organiser=organiser)

    with pytest.raises(WrongStateError):
        actions.ask_for_import(by=SYSTEM, run=run, at=NOW)


def test_a_discarded_file_is_gone_with_its_remarks(organiser):
    run = check(take_in(lessons(lesson(day="2026-13-40")), organiser=organiser))
    assert StoredIssue.objects.exists()

    actions.discard(by=SYSTEM, run=run, at=NOW)

    run.refresh_from_db()
    assert run.state == State.DISCARDED
    assert not StoredIssue.objects.exists()
    with pytest.raises(WrongStateError):
        actions.ask_for_check(by=SYSTEM, run=run, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_discarded_upload_leaves_the_disk(organiser):
    run = take_in(lessons(*lessons_of("e1")), organiser=organiser)
    assert list(kept_uploads()) == [run.upload]

    actions.discard(by=SYSTEM, run=run, at=NOW)

    assert kept_uploads() == {}


def test_an_unreadable_file_fails_and_says_so_in_three_languages(organiser):
    run = bring(bytes(range(256)) * 40, organiser=organiser)

    assert run.state == State.FAILED
    assert set(run.failure_text) == {"sv", "nb", "en"}


def test_an_empty_file_fails(organiser):
    assert bring(b"", organiser=organiser).state == State.FAILED


def test_a_file_without_a_usable_row_fails_and_keeps_its_remarks(organiser):
    run = bring(lessons(lesson(day="igår")), organiser=organiser)

    assert (run.state, run.failure_code) == (State.FAILED, "nothing_accepted")
    assert StoredIssue.objects.filter(run=run).exists()
    assert not Pupil.objects.exists()


def test_two_bad_rows_in_cp1252_are_left_out_and_the_rest_is_imported(organiser):
    rows = [
        *lessons_of("e1"),
        lesson("e2", day="2026-13-40"),
        lesson("e3").replace(";60;", ";x;", 1),
    ]
    content = "\r\n".join([lessons().decode().strip(), *rows, ""]).encode("cp1252")

    run = bring(content, organiser=organiser)

    assert run.state == State.LIVE
    assert (run.rows_read, run.rows_accepted, run.rows_rejected) == (7, 5, 2)
    assert list(run.issues.order_by("row").values_list("row", flat=True)) == [7, 8]


def test_the_same_file_again_adds_nothing_and_names_the_first(organiser):
    content = lessons(*lessons_of("e1"))
    first = bring(content, organiser=organiser)

    again = bring(content, organiser=organiser, name="samma igen.csv")

    assert again.state == State.DISCARDED
    assert again.findings["same_as"] == str(first.public_id)
    assert Mark.objects.count() == 5


def test_the_same_file_waiting_twice_is_imported_once(organiser):
    content = lessons(*lessons_of("e1"))
    waiting = [check(take_in(content, organiser=organiser)) for _ in range(2)]
    for run in waiting:
        actions.ask_for_import(by=SYSTEM, run=run, at=NOW)

    while import_next(organiser):
        pass

    assert sorted(ImportRun.objects.values_list("state", flat=True)) == ["discarded", "live"]
    assert Mark.objects.count() == 5


def test_a_file_without_school_waits_for_one_when_there_are_several(organiser):
    a_school("Ekskolan", organiser=organiser)
    content = "elev-id;datum;lektion;lektionstid (min);närvaro (min)\ne1;2026-11-16;08:10;60;60\n"

    run = bring(content.encode(), organiser=organiser)

    assert run.state == State.UPLOADED
    assert run.lacks_school
    with pytest.raises(SchoolMissingError):
        actions.ask_for_check(by=SYSTEM, run=run, at=NOW)


def test_a_file_without_school_is_the_only_schools(organiser, school):
    content = "elev-id;datum;lektion;lektionstid (min);närvaro (min)\ne1;2026-11-16;08:10;60;60\n"

    run = bring(content.encode(), organiser=organiser)

    assert (run.state, run.school_id) == (State.LIVE, school.pk)
    assert Mark.objects.get().unit_id == school.pk


def test_an_import_that_was_passed_by_a_later_one_is_put_last(organiser):
    early = check(take_in(lessons(lesson("e1", present=10)), organiser=organiser))
    late = bring(lessons(lesson("e1", present=60)), organiser=organiser)

    actions.ask_for_import(by=SYSTEM, run=early, at=NOW)
    run = import_next(organiser)

    assert run.public_id == early.public_id
    assert run.pk > late.pk
    assert run.state == State.LIVE


def test_one_import_at_a_time_is_a_rule_of_the_database(organiser):
    runs = [bring(lessons(lesson(f"e{n}")), organiser=organiser) for n in range(2)]

    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.filter(pk__in=[run.pk for run in runs]).update(state=State.STAGING)


def test_an_import_waits_while_another_is_at_work(organiser):
    first = check(take_in(lessons(lesson("e1")), organiser=organiser))
    second = check(take_in(lessons(lesson("e2")), organiser=organiser, name="b.csv"))
    ImportRun.objects.filter(pk=first.pk).update(state=State.STAGING)
    actions.ask_for_import(by=SYSTEM, run=second, at=NOW)

    assert import_next(organiser) is None

    second.refresh_from_db()
    assert second.state == State.CHECKED


def test_an_import_can_be_undone_only_while_what_stood_before_is_kept(organiser):
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)

    with pytest.raises(TooLateToUndoError):
        actions.undo(by=SYSTEM, run=run, on=TODAY, at=NOW + timedelta(days=91))


def test_an_upload_expires_and_the_import_stays(organiser):
    run = bring(pupils(pupil("e1")), organiser=organiser)

    removed = actions.expire(by=SYSTEM, at=NOW + timedelta(days=31))

    run.refresh_from_db()
    assert (removed, run.upload, run.state) == (1, "", State.LIVE)
    assert kept_uploads() == {}


def test_a_file_that_nobody_let_in_is_put_away_when_it_expires(organiser):
    run = check(take_in(pupils(pupil("e1")), organiser=organiser))

    actions.expire(by=SYSTEM, at=NOW + timedelta(days=31))

    run.refresh_from_db()
    assert (run.state, run.upload) == (State.DISCARDED, "")


def test_a_kept_upload_is_encrypted_and_opens_as_it_came(organiser):
    content = pupils(pupil("e1", "Elin"))
    run = take_in(content, organiser=organiser)

    with open_upload(run.upload) as stream:
        read = stream.read()

    assert read == content
    assert b"Elin" not in (upload_folder() / run.upload).read_bytes()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_kept_upload_opens_at_any_place(size):
    content = bytes(n % 251 for n in range(size))
    with seal(io.BytesIO(content)) as sealing:
        sealing.keep()

    with open_upload(sealing.name) as stream:
        stream.seek(size // 2)
        end = stream.read()
        stream.seek(0)
        assert (stream.read(), end) == (content, content[size // 2 :])


def test_a_shortened_upload_does_not_open():
    with seal(io.BytesIO(b"x" * 200_000)) as sealing:
        sealing.keep()
    path = upload_folder() / sealing.name
    path.write_bytes(path.read_bytes()[:-65_552])

    with open_upload(sealing.name) as stream, pytest.raises(SealBrokenError):
        stream.read()


def test_an_altered_upload_fails_with_a_sentence(organiser):
    run = check(take_in(lessons(*lessons_of("e1")), organiser=organiser))
    path = upload_folder() / run.upload
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    actions.ask_for_import(by=SYSTEM, run=run, at=NOW)

    done = import_next(organiser)

    assert (done.state, done.failure_code) == (State.FAILED, "unreadable_upload")
    assert not Mark.objects.exists()
