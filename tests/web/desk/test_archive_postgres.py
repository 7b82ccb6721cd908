"""A backup of PostgreSQL, written and put back by PostgreSQL's own programs."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.web.factories import a_school
from throughline_web.desk import database_copies
from throughline_web.desk.archive import ArchiveError, restore_archive, write_archive
from throughline_web.organisations.accesslog import guards_missing
from throughline_web.organisations.models import Unit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the database is not PostgreSQL"),
]

AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path, settings):
    """Where the backup of an installation with one school is written."""
    settings.THROUGHLINE_VAR = str(tmp_path)
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    a_school("Backaskolan")
    # The programs have connections of their own, and ours must not stand in their way.
    connection.close()
    return tmp_path / "backup.tar"


def names():
    return sorted(Unit.objects.values_list("name", flat=True))


def test_what_was_backed_up_comes_back(file):
    before = names()
    write_archive(file, at=AT)
    Unit.objects.filter(name="Backaskolan").update(name="Changed")

    restore_archive(file, replace=True)

    assert names() == before
    assert "Backaskolan" in before


def test_a_table_of_a_later_version_does_not_outlive_a_restore(file):
    write_archive(file, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id integer)")

    restore_archive(file, replace=True)

    assert "later" not in connection.introspection.table_names()


def test_a_restore_that_fails_half_way_leaves_everything(file):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE zone (id integer)")
    write_archive(file, at=AT)
    with connection.cursor() as cursor:
        # What the backup calls a table is something else now: its statements stop in the middle.
        cursor.execute("DROP TABLE zone")
        cursor.execute("CREATE SEQUENCE zone")
    Unit.objects.filter(name="Backaskolan").update(name="Standing")
    before = names()
    connection.close()

    with pytest.raises(ArchiveError, match="as it was before"):
        restore_archive(file, replace=True)

    assert names() == before
    assert "Standing" in before
    assert guards_missing(connection) == []
    with connection.cursor() as cursor:
        cursor.execute("DROP SEQUENCE zone")


def test_a_damaged_copy_leaves_everything(file):
    write_archive(file, at=AT)
    with tarfile.open(file) as opened:
        copy = opened.extractfile("./database").read()
    cut = file.with_name("database")
    cut.write_bytes(copy[: len(copy) // 2])
    Unit.objects.filter(name="Backaskolan").update(name="Standing")
    connection.close()

    with pytest.raises(ArchiveError, match="pg_restore failed"):
        database_copies.put_database(cut)

    assert "Standing" in names()


def test_guards_of_the_access_log_come_back_too(file):
    write_archive(file, at=AT)

    restore_archive(file, replace=True)

    assert guards_missing(connection) == []


def test_a_program_that_is_missing_is_named_with_its_remedy(file, monkeypatch):
    monkeypatch.setattr(database_copies.shutil, "which", lambda _name: None)

    with pytest.raises(ArchiveError, match="pg_dump is not on this machine"):
        write_archive(file, at=AT)
