"""Undoing while an import begins, on the database where two can write at the same time."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, transaction

from tests.web.factories import NOW, TODAY
from tests.web.sources.desk import bring, check, lesson, lessons, lessons_of, take_in
from throughline_web.organisations.members import SYSTEM
from throughline_web.sources import actions
from throughline_web.sources.actions import importing
from throughline_web.sources.models import ImportRun
from throughline_web.sources.states import State

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the database is not PostgreSQL"),
]


def test_an_import_does_not_begin_while_another_is_being_undone(organiser):
    standing = bring(lessons(*lessons_of("e1")), organiser=organiser)
    asked = check(take_in(lessons(lesson("e2")), organiser=organiser))
    actions.ask_for_import(by=SYSTEM, run=asked, at=NOW)
    begins = Thread(target=_import, args=(organiser.pk,))

    with transaction.atomic():
        actions.undo(by=SYSTEM, run=standing, on=TODAY, at=NOW)
        begins.start()
        begins.join(2)
        meanwhile = ImportRun.objects.get(sha256=asked.sha256).state
    begins.join(30)

    assert meanwhile == State.CHECKED
    assert ImportRun.objects.get(sha256=asked.sha256).state == State.LIVE


def _import(organiser_id: int) -> None:
    try:
        importing.import_waiting(organiser_id, on=TODAY, now=lambda: NOW)
    finally:
        connection.close()
