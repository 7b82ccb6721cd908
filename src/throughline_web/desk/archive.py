"""One file that holds an installation: its database, its uploads and the access log's anchor.

The keys are not in it: a backup that falls into the wrong hands opens no civic number and no
upload.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from datetime import datetime

_MANIFEST = "manifest.json"
_DATABASE = "database"
_UPLOADS = "uploads"
_ANCHOR = "access-log.anchor"
_VERSION = 1


class ArchiveError(Exception):
    """A backup cannot be written, read or put in place; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a backup says of itself."""

    written_at: str
    vendor: str
    digests: dict[str, str]


def write_archive(file: Path, *, at: datetime) -> int:
    """Write everything but the keys to a file, while the site runs; return its size in bytes.

    Raises:
        ArchiveError: the file exists already, or the database cannot be copied.
    """
    if file.exists():
        raise ArchiveError(f"{file} exists already. Choose another name.")
    with tempfile.TemporaryDirectory(dir=settings.THROUGHLINE_VAR) as name:
        folder = Path(name)
        _copy_database(folder / _DATABASE)
        _copy_files(folder)
        manifest = {
            "version": _VERSION,
            "written_at": at.isoformat(timespec="seconds"),
            "vendor": connection.vendor,
            "digests": _digests(folder),
        }
        (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _pack(folder, file)
    return file.stat().st_size


def _pack(folder: Path, file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    # Readable by its owner alone before the first byte is in it.
    part.touch(mode=0o600)
    part.chmod(0o600)
    with tarfile.open(part, "w") as archive:
        archive.add(folder, arcname=".")
    part.rename(file)


def check_archive(file: Path) -> Told:
    """Return what a backup says of itself, after comparing every part with its digest.

    Raises:
        ArchiveError: the file is no backup, or is damaged, or belongs to another kind of database.
    """
    with tempfile.TemporaryDirectory(dir=settings.THROUGHLINE_VAR) as name:
        return _unpack(file, Path(name))


def restore_archive(file: Path, *, replace: bool) -> None:
    """Put a backup in place.

    Raises:
        ArchiveError: the backup is unsound, or the database holds something and ``replace`` is off.
    """
    if not replace and _holds_something():
        raise ArchiveError(
            "The database here is not empty. Add --replace to put the backup in its place."
        )
    with tempfile.TemporaryDirectory(dir=settings.THROUGHLINE_VAR) as name:
        folder = Path(name)
        _unpack(file, folder)
        _put_database(folder / _DATABASE)
        _put_files(folder)


def _unpack(file: Path, folder: Path) -> Told:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
        told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, ValueError) as error:
        raise ArchiveError(f"{file} is not a backup that can be read: {error}.") from error
    if told["vendor"] != connection.vendor:
        raise ArchiveError(
            f"The backup is of {told['vendor']}, and this installation has {connection.vendor}."
        )
    found = _digests(folder)
    for name, digest in told["digests"].items():
        if found.get(name) != digest:
            raise ArchiveError(f"{file} is damaged: {name} is not as it was written.")
    return Told(told["written_at"], told["vendor"], told["digests"])


def _digests(folder: Path) -> dict[str, str]:
    files = (
        path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != _MANIFEST
    )
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        source = sqlite3.connect(connection.settings_dict["NAME"])
        copy = sqlite3.connect(target)
        source.backup(copy)
        copy.close()
        source.close()
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _put_database(source: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        for ending in ("-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
        shutil.move(source, place)
        place.chmod(0o600)
    else:
        _drop_tables()
        _postgres(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--single-transaction",
            "--no-owner",
            str(source),
        )


def _drop_tables() -> None:
    # A table that a later version made is not in the backup, and would stand in the way of the
    # next upgrade.
    tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    if tables:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")
    connection.close()


def _postgres(program: str, *options: str) -> None:
    told = connection.settings_dict
    where = [
        f"--host={told['HOST']}",
        f"--port={told['PORT'] or 5432}",
        f"--username={told['USER']}",
    ]
    database = [f"--dbname={told['NAME']}"]
    found = shutil.which(program)
    if found is None:
        raise ArchiveError(
            f"{program} is not on this machine. Install PostgreSQL's client programs."
        )
    environment = {"PGPASSWORD": told["PASSWORD"], "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [found, *where, *database, *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ArchiveError(f"{program} failed: {done.stderr.strip()}")


def _copy_files(folder: Path) -> None:
    uploads, anchor = _places()
    if uploads.is_dir():
        shutil.copytree(uploads, folder / _UPLOADS)
    if anchor.is_file():
        shutil.copy2(anchor, folder / _ANCHOR)


def _put_files(folder: Path) -> None:
    uploads, anchor = _places()
    if (folder / _UPLOADS).is_dir():
        shutil.rmtree(uploads, ignore_errors=True)
        shutil.move(folder / _UPLOADS, uploads)
    if (folder / _ANCHOR).is_file():
        shutil.move(folder / _ANCHOR, anchor)


def _places() -> tuple[Path, Path]:
    return Path(settings.MEDIA_ROOT), Path(settings.THROUGHLINE_ACCESS_LOG_ANCHOR)


def _holds_something() -> bool:
    tables = connection.introspection.table_names()
    if "organisations_unit" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM organisations_unit")
        return bool(cursor.fetchone()[0])
