"""Protected identities: refused and counted, in no page, file or log, and never let in by a detour."""

from __future__ import annotations

import pytest

from tests.web.factories import NOW, a_class, a_pupil
from tests.web.sources.desk import bring, check, lesson, lessons, lessons_of, pupil, pupils, take_in
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import AccessEntry, Pupil
from throughline_web.records.models import Mark
from throughline_web.sources import actions
from throughline_web.sources.models import RefusedPupil, StoredIssue
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db

FILE = [pupil("e1", "Elin"), pupil("hemlig9", "Zebulon", family="Quarnström", protected="ja")]


def test_a_protected_row_is_refused_and_counted(organiser):
    run = bring(pupils(*FILE), organiser=organiser)

    assert (run.state, run.rows_accepted, run.rows_rejected, run.protected_refused) == (
        State.LIVE,
        1,
        1,
        1,
    )
    assert list(Pupil.objects.values_list("external_id", flat=True)) == ["e1"]


def test_nothing_of_a_protected_row_is_stored_anywhere(organiser):
    run = bring(pupils(*FILE), organiser=organiser)

    kept = [
        *(str(row) for row in StoredIssue.objects.values()),
        *(str(row) for row in RefusedPupil.objects.values()),
        *(str(row) for row in AccessEntry.objects.values()),
        str(run.findings),
        str(list(run.roster_changes.values())),
    ]
    assert not any(word in text for text in kept for word in ("Zebulon", "Quarnström", "hemlig9"))


def test_a_refused_pupils_attendance_is_refused_too(organiser):
    bring(pupils(*FILE), organiser=organiser)

    run = bring(lessons(*lessons_of("e1"), *lessons_of("hemlig9")), organiser=organiser)

    assert (run.rows_accepted, run.rows_rejected, run.protected_refused) == (5, 5, 5)
    assert set(Mark.objects.values_list("pupil__external_id", flat=True)) == {"e1"}
    assert not Pupil.objects.filter(external_id="hemlig9").exists()


def test_a_pupil_who_is_here_and_is_now_marked_is_covered_at_once(organiser, school):
    known = a_pupil("Nora", "Ek", place=a_class(school=school), external_id="e1")

    run = bring(pupils(pupil("e1", "Nora", protected="ja"), pupil("e2")), organiser=organiser)

    known.refresh_from_db()
    assert known.protected
    assert known.cover_name
    assert run.protected_refused == 1
    assert not RefusedPupil.objects.exists()


def test_protected_rows_are_let_in_once_the_organiser_has_decided_so(organiser):
    bring(pupils(*FILE), organiser=organiser)

    actions.choose_protection(by=SYSTEM, organiser_id=organiser.pk, accepts_protected=True, at=NOW)
    run = bring(pupils(*FILE, pupil("e3")), organiser=organiser)

    assert (run.rows_accepted, run.protected_refused) == (3, 0)
    let_in = Pupil.objects.get(external_id="hemlig9")
    assert let_in.protected
    assert let_in.cover_name


def test_the_decision_is_logged(organiser):
    actions.choose_protection(by=SYSTEM, organiser_id=organiser.pk, accepts_protected=True, at=NOW)

    assert AccessEntry.objects.get().page == "accept_protected_rows"


def test_a_dry_run_remembers_nobody(organiser):
    check(take_in(pupils(*FILE), organiser=organiser))

    assert not RefusedPupil.objects.exists()


def test_a_lesson_file_alone_cannot_know_whom_a_decision_protects(organiser):
    run = bring(lessons(lesson("hemlig9")), organiser=organiser)

    assert run.protected_refused == 0
