"""Protected identities: refused and counted, in no page, file or log, and never let in by a detour."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.urls import reverse

from tests.web.factories import NOW, a_class, a_pupil, staff
from tests.web.sources.desk import bring, check, lesson, lessons, lessons_of, pupil, pupils, take_in
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import AccessEntry, Pupil, Unit
from throughline_web.organisations.roles import Role
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


KNOWN_AND_MARKED = pupil(
    "e1", "Zebulon", family="Quarnström", group="9Hemlig", protected="ja", school="Gömda skolan"
)
TOLD = ("Zebulon", "Quarnström", "9Hemlig", "Gömda")


@pytest.fixture
def known(school):
    return a_pupil("Nora", "Ek", place=a_class("6B", school=school), external_id="e1")


def everything_stored():
    models = [model for model in apps.get_models() if not model._meta.proxy]
    return "\n".join(str(row) for model in models for row in model._default_manager.values())


def every_page(client, run):
    addresses = [
        reverse("sources:imports"),
        *(
            reverse(f"sources:{name}", args=[run.public_id])
            for name in ("run", "columns", "undo", "issues")
        ),
    ]
    return "\n".join(client.get(address, follow=True).content.decode() for address in addresses)


def test_nothing_of_a_marked_row_about_a_known_pupil_is_kept_said_or_logged(
    organiser, known, logged_in, caplog
):
    client = logged_in(staff(Role.ADMINISTRATOR, organiser))
    content = pupils(KNOWN_AND_MARKED, pupil("e2"))

    waiting = check(take_in(content, organiser=organiser))
    said_before = every_page(client, waiting)
    run = bring(pupils(KNOWN_AND_MARKED, pupil("e2"), pupil("e3")), organiser=organiser)

    assert (waiting.rows_rejected, waiting.protected_refused) == (1, 1)
    assert (run.rows_accepted, run.rows_rejected, run.protected_refused) == (2, 1, 1)
    for text in (said_before, every_page(client, run), everything_stored(), caplog.text):
        assert not [word for word in TOLD if word in text]


def test_the_dry_run_covers_nobody_yet(organiser, known):
    check(take_in(pupils(KNOWN_AND_MARKED, pupil("e2")), organiser=organiser))

    known.refresh_from_db()
    assert not known.protected


def test_a_marked_row_about_a_known_pupil_changes_nothing_but_the_cover(organiser, known):
    bring(pupils(KNOWN_AND_MARKED, pupil("e2")), organiser=organiser)

    known.refresh_from_db()
    assert (known.given_name, known.family_name, known.protected) == ("Nora", "Ek", True)
    assert [one.school_class.name for one in known.enrolments.all()] == ["6B"]
    assert not Unit.objects.filter(name="Gömda skolan").exists()


def test_a_marked_row_about_a_known_pupil_is_read_once_the_organiser_lets_it_in(organiser, known):
    actions.choose_protection(by=SYSTEM, organiser_id=organiser.pk, accepts_protected=True, at=NOW)

    run = bring(pupils(KNOWN_AND_MARKED, pupil("e2")), organiser=organiser)

    known.refresh_from_db()
    assert (run.rows_accepted, run.protected_refused) == (2, 0)
    assert (known.given_name, known.protected) == ("Zebulon", True)


def test_a_marked_row_s_school_is_not_named_where_it_is_not_reached(organiser, school, logged_in):
    client = logged_in(staff(Role.ADMINISTRATOR, school))

    run = bring(pupils(KNOWN_AND_MARKED, pupil("e2")), organiser=organiser, school_id=school.pk)

    assert (run.rows_accepted, run.rows_rejected, run.protected_refused) == (1, 1, 1)
    for text in (every_page(client, run), everything_stored()):
        assert not [word for word in TOLD if word in text]


def test_a_marked_row_is_not_shown_where_nobody_has_said_what_the_file_is(organiser, logged_in):
    client = logged_in(staff(Role.ADMINISTRATOR, organiser))
    rest = "".join(f"{n};Storbyn;nej\n" for n in range(2, 7))
    content = f"Nr;Ort;Skyddad uppg.\n1;Gömda byn;x\n{rest}".encode()
    run = take_in(content, organiser=organiser)

    said = every_page(client, run)

    assert "Storbyn" in said
    assert "Gömda" not in said
