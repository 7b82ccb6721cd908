"""What `throughline site check` says of the access log, and when it is silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from tests.web import factories as make
from throughline_web.desk.soundness import faults
from throughline_web.organisations import clock
from throughline_web.organisations.accesslog import record_read, seal_entries
from throughline_web.organisations.accesslog.guards import take_down_guards

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.THROUGHLINE_VAR = str(tmp_path)


def read_by_a_mentor(*, ago):
    member = make.member(make.a_mentor_of(make.a_pupil()))
    record_read(member, [1], page="desk:pupil", unit_id=1, at=clock.now() - ago)


def test_an_entry_that_has_waited_long_for_its_seal_is_told():
    read_by_a_mentor(ago=timedelta(days=1, minutes=1))

    (fault,) = faults()

    assert fault.startswith("1 entries of the access log wait for a seal")
    assert fault.endswith("throughline site seal_access_log")


def test_an_entry_of_today_may_wait():
    read_by_a_mentor(ago=timedelta(hours=23))

    assert list(faults()) == []


def test_a_sealed_log_in_which_nobody_has_read_since_is_sound(django_capture_on_commit_callbacks):
    read_by_a_mentor(ago=timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):
        seal_entries(at=clock.now() - timedelta(days=29))

    assert list(faults()) == []


def test_guards_that_are_gone_are_told():
    take_down_guards(connection)

    (fault,) = faults()

    assert "access_seal_is_never_removed" in fault
    assert fault.endswith("Run: throughline site migrate")
