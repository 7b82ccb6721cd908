"""A whole database, copied while it is used, and put back in one step or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

_LONGEST_WAIT = "30s"
"""How long a restore waits for somebody who still uses the database, before it gives up."""


class ArchiveError(Exception):
    """A backup cannot be written, read or put in place; the message says why and what to do."""


def copy_database(target: Path) -> None:
    """Copy the database to a file, as it stands at one moment.

    Raises:
        ArchiveError: PostgreSQL's programs are missing or refuse.
    """
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}", _name())


def put_database(source: Path) -> None:
    """Put a copy in the place of the database.

    Raises:
        ArchiveError: the copy is damaged, or the database is in use; what stood there stands.
    """
    connection.close()
    if connection.vendor == "sqlite":
        _put_sqlite(source, Path(connection.settings_dict["NAME"]))
    else:
        _put_postgres(source)


def holds_something() -> bool:
    """Say whether there is an installation in the database already."""
    if "organisations_unit" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM organisations_unit")
        return bool(cursor.fetchone()[0])


def _put_sqlite(source: Path, place: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as copy:
            ((said,),) = copy.execute("PRAGMA quick_check(1)").fetchall()
            # The copy must be one file, for it is put in place by one renaming.
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"The backup's database is damaged: {error}.") from error
    if said != "ok":
        raise ArchiveError(f"The backup's database is damaged: {said}.")
    if place.exists():
        _empty_log_of(place)
    source.chmod(0o600)
    shutil.move(source, place)


def _empty_log_of(place: Path) -> None:
    """Write the log of what stands into its file, so that none of it is read with the new one."""
    with closing(sqlite3.connect(place, isolation_level=None)) as standing:
        ((busy, _, _),) = standing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if busy:
        raise ArchiveError("The database is in use. Stop the site and its worker first.")
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)


def _put_postgres(source: Path) -> None:
    # One transaction takes down what stands and puts up what the backup holds. A table that a
    # later version made is not in the backup, and would stand in the way of the next upgrade.
    taken_down, put_up = source.with_name("take-down.sql"), source.with_name("put-up.sql")
    taken_down.write_text(_take_down(), encoding="utf-8")
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={put_up}", str(source))
    try:
        _postgres(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--file={taken_down}",
            f"--file={put_up}",
            _name(),
        )
    except ArchiveError as error:
        raise ArchiveError(
            f"{error}\nThe database is as it was before. Are the site and its worker stopped?"
        ) from error


def _take_down() -> str:
    tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    connection.close()
    drop = f"DROP TABLE {', '.join(tables)} CASCADE;\n" if tables else ""
    return f"SET lock_timeout = '{_LONGEST_WAIT}';\nSET client_min_messages = error;\n{drop}"


def _name() -> str:
    return f"--dbname={connection.settings_dict['NAME']}"


def _postgres(program: str, *options: str) -> None:
    told = connection.settings_dict
    where = (
        f"--host={told['HOST']}",
        f"--port={told['PORT'] or 5432}",
        f"--username={told['USER']}",
        "--no-password",
    )
    _run(program, *where, *options)


def _run(program: str, *options: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise ArchiveError(
            f"{program} is not on this machine. Install PostgreSQL's client programs."
        )
    environment = {"PGPASSWORD": connection.settings_dict["PASSWORD"], "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [found, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ArchiveError(f"{program} failed: {done.stderr.strip()}")
