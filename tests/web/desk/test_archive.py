"""A backup: everything but the keys, sound or refused, and back again as it was."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime

import pytest

from throughline_web.desk import archive, database_copies
from throughline_web.desk.archive import (
    ArchiveError,
    check_archive,
    restore_archive,
    unpack_parts,
    write_archive,
)

AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def installation(tmp_path, settings, monkeypatch):
    """An installation with one row, one upload and one anchor, on a file of its own."""
    settings.THROUGHLINE_VAR = str(tmp_path)
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    settings.THROUGHLINE_ACCESS_LOG_ANCHOR = str(tmp_path / "access-log.anchor")
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "one.sealed").write_bytes(b"sealed")
    (tmp_path / "access-log.anchor").write_text("head")
    database = tmp_path / "site.sqlite3"
    write_row(database, "first")
    for room in (archive, database_copies):
        monkeypatch.setattr(room, "connection", FileDatabase(database))
    return tmp_path


class FileDatabase:
    """A database connection as the archive needs it, on a file."""

    vendor = "sqlite"

    def __init__(self, file):
        self.settings_dict = {"NAME": str(file)}

    def close(self):
        """Nothing is open between calls."""


def write_row(file, word):
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE IF NOT EXISTS told (word TEXT)")
    database.execute("DELETE FROM told")
    database.execute("INSERT INTO told VALUES (?)", [word])
    database.commit()
    database.close()


def read_row(file):
    database = sqlite3.connect(file)
    ((word,),) = database.execute("SELECT word FROM told").fetchall()
    database.close()
    return word


def test_what_was_backed_up_comes_back(installation):
    file = installation / "backup.tar"
    write_archive(file, at=AT)
    write_row(installation / "site.sqlite3", "changed")
    (installation / "uploads" / "one.sealed").write_bytes(b"changed")
    (installation / "access-log.anchor").write_text("changed")

    restore_archive(file, replace=True)

    assert read_row(installation / "site.sqlite3") == "first"
    assert (installation / "uploads" / "one.sealed").read_bytes() == b"sealed"
    assert (installation / "access-log.anchor").read_text() == "head"


def test_a_backup_from_before_the_first_seal_leaves_no_anchor_in_force(installation):
    (installation / "access-log.anchor").unlink()
    file = installation / "backup.tar"
    write_archive(file, at=AT)
    (installation / "access-log.anchor").write_text("a later head")

    restore_archive(file, replace=True)

    kept = installation / "access-log.anchor.before-restore"
    assert not (installation / "access-log.anchor").exists()
    assert kept.read_text() == "a later head"


def test_a_backup_is_never_written_over(installation):
    file = installation / "backup.tar"
    write_archive(file, at=AT)

    with pytest.raises(ArchiveError, match="exists already"):
        write_archive(file, at=AT)


def test_a_backup_is_readable_by_its_owner_alone(installation):
    file = installation / "backup.tar"

    write_archive(file, at=AT)

    assert file.stat().st_mode & 0o077 == 0


def test_a_backup_says_when_it_was_written(installation):
    file = installation / "backup.tar"
    write_archive(file, at=AT)

    assert check_archive(file).written_at == "2026-11-22T20:00:00+00:00"


def test_a_damaged_backup_is_refused_and_names_the_part(installation, tmp_path):
    file = installation / "backup.tar"
    write_archive(file, at=AT)
    folder = tmp_path / "opened"
    with tarfile.open(file) as opened:
        unpack_parts(opened, folder)
    (folder / "uploads" / "one.sealed").write_bytes(b"tampered")
    damaged = tmp_path / "damaged.tar"
    with tarfile.open(damaged, "w") as written:
        written.add(folder, arcname=".")

    with pytest.raises(ArchiveError, match=r"uploads/one\.sealed"):
        check_archive(damaged)


def test_a_file_that_is_no_backup_is_refused(installation):
    file = installation / "letter.tar"
    file.write_text("not a backup")

    with pytest.raises(ArchiveError, match="not a backup"):
        check_archive(file)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "./uploads/../../outside"])
def test_a_file_that_would_be_written_elsewhere_is_refused(installation, tmp_path, name):
    file = tmp_path / "hostile.tar"
    with tarfile.open(file, "w") as written:
        written.addfile(tarfile.TarInfo(name))

    with pytest.raises(ArchiveError, match="lies outside"):
        check_archive(file)


def test_a_link_in_a_backup_is_refused(installation, tmp_path):
    file = tmp_path / "hostile.tar"
    link = tarfile.TarInfo("./uploads")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    with tarfile.open(file, "w") as written:
        written.addfile(link)

    with pytest.raises(ArchiveError, match="is not a file"):
        check_archive(file)


def test_a_backup_of_another_kind_of_database_is_refused(installation, monkeypatch):
    file = installation / "backup.tar"
    write_archive(file, at=AT)
    monkeypatch.setattr(FileDatabase, "vendor", "postgresql")

    with pytest.raises(ArchiveError, match="postgresql"):
        check_archive(file)


def test_a_restored_database_is_readable_by_its_owner_alone(installation):
    file = installation / "backup.tar"
    write_archive(file, at=AT)
    (installation / "site.sqlite3").chmod(0o644)

    restore_archive(file, replace=True)

    assert (installation / "site.sqlite3").stat().st_mode & 0o077 == 0


def with_another_database(file, target, content):
    """A backup whose parts fit their sums, and whose database is something else."""
    folder = target.with_suffix(".opened")
    with tarfile.open(file) as opened:
        unpack_parts(opened, folder)
    (folder / "database").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["digests"]["database"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(target, "w") as written:
        written.add(folder, arcname=".")
    return target


@pytest.mark.parametrize(
    "content", [b"no database at all" * 400, b"SQLite format 3\0" + bytes(9000)]
)
def test_a_backup_whose_database_is_damaged_leaves_what_stands(installation, content):
    file = installation / "backup.tar"
    write_archive(file, at=AT)
    write_row(installation / "site.sqlite3", "standing")
    (installation / "uploads" / "one.sealed").write_bytes(b"standing")
    damaged = with_another_database(file, installation / "damaged.tar", content)

    with pytest.raises(ArchiveError, match="database is damaged"):
        restore_archive(damaged, replace=True)

    assert read_row(installation / "site.sqlite3") == "standing"
    assert (installation / "uploads" / "one.sealed").read_bytes() == b"standing"
    assert (installation / "access-log.anchor").read_text() == "head"


def test_a_database_in_use_is_not_replaced(installation):
    file = installation / "backup.tar"
    database = installation / "site.sqlite3"
    write_archive(file, at=AT)
    with closing(sqlite3.connect(database, isolation_level=None)) as someone:
        someone.execute("PRAGMA journal_mode=WAL")
        someone.execute("UPDATE told SET word = 'standing'")
        someone.execute("BEGIN")
        someone.execute("SELECT word FROM told").fetchall()
        write_row(database, "later")

        with pytest.raises(ArchiveError, match="Stop the site"):
            restore_archive(file, replace=True)

    assert read_row(database) == "later"
