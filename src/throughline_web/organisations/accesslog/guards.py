"""Triggers in the database that refuse to alter or remove what the access log holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_ENTRIES = "organisations_accessentry"
_SEALS = "organisations_accessseal"
_KEPT = (
    "id",
    "at",
    "account_id",
    "action",
    "page",
    "via",
    "unit_id",
    "pupils",
    "payload_digest",
)
GUARDS = (
    (_ENTRIES, "access_entry_is_never_removed", "DELETE"),
    (_ENTRIES, "access_entry_is_never_altered", "UPDATE"),
    (_SEALS, "access_seal_is_never_removed", "DELETE"),
    (_SEALS, "access_seal_is_never_altered", "UPDATE"),
)
"""Table, trigger, and what it refuses."""


def put_up_statements(vendor: str) -> list[str]:
    """Return the statements that make the triggers, in the dialect of the database."""
    if vendor == "postgresql":
        return [_POSTGRES_FUNCTION, *(_postgres(*guard) for guard in GUARDS)]
    return [_sqlite(*guard) for guard in GUARDS]


def take_down_statements(vendor: str) -> list[str]:
    """Return the statements that remove the triggers; only tests and a new start need them."""
    on_table = vendor == "postgresql"
    drops = [
        f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else "")
        for table, name, _ in GUARDS
    ]
    return [*drops, "DROP FUNCTION IF EXISTS access_log_refuses()"] if on_table else drops


def put_up_guards(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers, in place of any of the same name."""
    _run(
        connection,
        [*take_down_statements(connection.vendor), *put_up_statements(connection.vendor)],
    )


def keep_up_guards(*, using: str, **_signal: object) -> None:
    """Make the triggers that are missing after a migration: SQLite forgets those of a rebuilt table."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    if {_ENTRIES, _SEALS} <= set(tables) and guards_missing(connection):
        put_up_guards(connection)


def take_down_guards(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers."""
    _run(connection, take_down_statements(connection.vendor))


def guards_missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that do not stand, for the installation's own check."""
    question = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        standing = {row[0] for row in cursor.fetchall()}
    return [name for _, name, _ in GUARDS if name not in standing]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _unless_emptied(is_same: str) -> str:
    kept = " AND ".join(f"NEW.{column} {is_same} OLD.{column}" for column in _KEPT)
    return f"NOT (NEW.payload IS NULL AND {kept})"


def _sqlite(table: str, name: str, event: str) -> str:
    when = f"WHEN {_unless_emptied('IS')} " if (table, event) == (_ENTRIES, "UPDATE") else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when}"
        f"BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END"
    )


_POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION access_log_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the access log is only ever added to'; END $$"
)


def _postgres(table: str, name: str, event: str) -> str:
    emptied = _unless_emptied("IS NOT DISTINCT FROM")
    when = f"WHEN ({emptied}) " if (table, event) == (_ENTRIES, "UPDATE") else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when}"
        f"EXECUTE FUNCTION access_log_refuses()"
    )
