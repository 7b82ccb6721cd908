"""A worker that dies, a receiver that breaks: nothing half-saved, and the next start sets it right."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from tests.web.factories import NOW, TODAY, a_class, a_pupil
from tests.web.sources.desk import bring, check, lessons, lessons_of, pupil, pupils, take_in
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Enrolment, Pupil, Unit
from throughline_web.records.models import Mark, PupilDay
from throughline_web.sources import actions, receivers, tasks
from throughline_web.sources.actions import importing
from throughline_web.sources.models import ImportRun, RosterChange
from throughline_web.sources.states import State
from throughline_web.sources.worker import is_alive, own_mark

pytestmark = pytest.mark.django_db


class Breaking:
    """A receiver that breaks at one of its steps."""

    name = "zz-breaking"

    def __init__(self, step, error=None):
        self._step = step
        self._error = error or RuntimeError("e1 Elin Berg")

    def _meet(self, step):
        if step == self._step:
            raise self._error

    def takes(self, kind):
        return True

    def stage(self, run, portion, keys):
        self._meet("stage")
        return ()

    def settle(self, run):
        self._meet("settle")
        return ()

    def publish(self, run):
        self._meet("publish")

    def drop(self, run_id):
        return None

    def overlapping_live_runs(self, run_id):
        return []


@pytest.fixture
def breaking_at():
    def register(step, **more):
        receivers.register(Breaking(step, **more))

    yield register
    receivers._registered.pop(Breaking.name, None)


def asked(content, organiser):
    run = check(take_in(content, organiser=organiser))
    actions.ask_for_import(by=SYSTEM, run=run, at=NOW)
    return run


def import_next(organiser):
    return importing.import_next(organiser.pk, on=TODAY, now=lambda: NOW)


@pytest.mark.parametrize("step", ["stage", "settle", "publish"])
def test_an_import_that_breaks_keeps_nothing_and_says_so(organiser, school, breaking_at, step):
    known = a_pupil("Nora", "Ek", place=a_class("6B", school=school), external_id="e1")
    breaking_at(step)

    run = bring(pupils(pupil("e1", "Elin"), pupil("e2", "Adam")), organiser=organiser)

    known.refresh_from_db()
    assert (run.state, run.failure_code) == (State.FAILED, "unforeseen")
    assert known.given_name == "Nora"
    assert list(Pupil.objects.values_list("external_id", flat=True)) == ["e1"]
    assert Enrolment.objects.get().school_class.name == "6B"
    assert not RosterChange.objects.exists()


def test_an_import_that_breaks_leaves_no_marks(organiser, breaking_at):
    breaking_at("settle")

    bring(lessons(*lessons_of("e1")), organiser=organiser)

    assert not Mark.objects.exists()
    assert not PupilDay.objects.exists()
    assert not Pupil.objects.exists()
    assert not Unit.objects.filter(kind="class").exists()


def test_what_broke_is_logged_without_what_the_file_said(organiser, breaking_at, caplog):
    breaking_at("stage")

    run = bring(lessons(*lessons_of("e1")), organiser=organiser)

    assert "Elin" not in str(run.failure_text)
    assert all("fil.csv" not in record.getMessage() for record in caplog.records)


def test_after_a_break_the_same_file_can_be_brought_again(organiser, breaking_at):
    content = lessons(*lessons_of("e1"))
    breaking_at("publish")
    bring(content, organiser=organiser)
    receivers._registered.pop(Breaking.name)

    assert bring(content, organiser=organiser).state == State.LIVE


def test_a_killed_worker_leaves_an_import_that_the_next_start_drops(organiser, breaking_at):
    breaking_at("settle", error=KeyboardInterrupt())
    run = asked(lessons(*lessons_of("e1")), organiser)
    with pytest.raises(KeyboardInterrupt):
        import_next(organiser)
    ImportRun.objects.filter(pk=run.pk).update(worker=a_dead_mark())
    assert Mark.objects.exists()

    found = actions.recover(by=SYSTEM, at=NOW)

    run.refresh_from_db()
    assert found.dropped == 1
    assert (run.state, run.failure_code) == (State.FAILED, "interrupted")
    assert not Mark.objects.exists()
    assert not Pupil.objects.exists()


def test_a_start_leaves_a_living_workers_import_alone(organiser, breaking_at):
    breaking_at("settle", error=KeyboardInterrupt())
    run = asked(lessons(*lessons_of("e1")), organiser)
    with pytest.raises(KeyboardInterrupt):
        import_next(organiser)

    assert actions.recover(by=SYSTEM, at=NOW).dropped == 0

    run.refresh_from_db()
    assert run.state == State.STAGING


def test_a_start_takes_up_what_waited_behind_a_killed_worker(organiser):
    first = asked(lessons(*lessons_of("e1")), organiser)
    second = asked(lessons(*lessons_of("e2")), organiser)
    ImportRun.objects.filter(pk=first.pk).update(
        state=State.STAGING, worker=a_dead_mark(), beat_at=NOW
    )

    tasks.start_again(at=NOW)

    states = dict(ImportRun.objects.values_list("pk", "state"))
    assert states == {first.pk: State.FAILED, second.pk: State.LIVE}


def test_a_check_that_was_cut_off_is_not_tried_again(organiser):
    run = take_in(lessons(*lessons_of("e1")), organiser=organiser)
    actions.ask_for_check(by=SYSTEM, run=run, at=NOW)
    ImportRun.objects.filter(pk=run.pk).update(worker=a_dead_mark(), beat_at=NOW)

    actions.recover(by=SYSTEM, at=NOW)

    run.refresh_from_db()
    assert run.state == State.FAILED


def test_a_check_that_no_worker_took_is_handed_out_again(organiser):
    run = take_in(lessons(*lessons_of("e1")), organiser=organiser)
    actions.ask_for_check(by=SYSTEM, run=run, at=NOW)

    tasks.start_again(at=NOW)

    run.refresh_from_db()
    assert run.state == State.CHECKED


def test_an_undo_that_was_cut_off_is_finished_at_the_next_start(organiser):
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)
    actions.undo(by=SYSTEM, run=run, on=TODAY, at=NOW)
    assert Mark.objects.exists()

    actions.recover(by=SYSTEM, at=NOW)

    assert not Mark.objects.exists()
    assert not Pupil.objects.exists()


def test_a_worker_stops_when_its_import_has_been_taken_from_it(organiser):
    class Taking(Breaking):
        def stage(self, run, portion, keys):
            ImportRun.objects.filter(pk=run.id).update(worker="elsewhere:1:1")
            return ()

    receivers.register(Taking("never"))
    run = asked(lessons(*lessons_of("e1")), organiser)

    import_next(organiser)

    receivers._registered.pop(Breaking.name)
    run.refresh_from_db()
    assert (run.state, run.worker) == (State.STAGING, "elsewhere:1:1")


def a_dead_mark():
    """The mark of a process that has ended."""
    code = "from throughline_web.sources.worker import own_mark; print(own_mark())"
    ended = subprocess.run(  # the mark of a real process, as a killed worker leaves it
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    return ended.stdout.strip()


def test_this_process_lives_and_an_ended_one_does_not():
    assert is_alive(own_mark(), beat_at=None, at=NOW)
    assert not is_alive(a_dead_mark(), beat_at=NOW, at=NOW)


@pytest.mark.parametrize(
    ("silence", "expected"),
    [
        pytest.param(timedelta(minutes=1), True, id="has just beaten"),
        pytest.param(timedelta(minutes=15), False, id="silent for too long"),
    ],
)
def test_a_process_elsewhere_is_believed_for_a_quarter_of_an_hour(silence, expected):
    assert is_alive("elsewhere:1:1", beat_at=NOW - silence, at=NOW) is expected
