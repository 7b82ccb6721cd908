"""Many rows at once, set-based: a row's cost decides whether a year is imported in minutes or hours."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain, count, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField
from django.db.models.functions import Cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Self

    from django.db.models import Model, QuerySet


_MOST_PARAMETERS = 999
"""So many values one statement may hold in any SQLite."""


def write_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, key: Sequence[str]
) -> None:
    """Write rows of a model; a row whose key is there already replaces it.

    Args:
        model: the model whose table is written.
        columns: names of database columns, in the order of each row's values.
        rows: the rows, with days as text; the last of several with one key is kept.
        key: the columns of the unique constraint.
    """
    if connection.vendor == "postgresql":
        key_of = itemgetter(*(columns.index(name) for name in key))
        _copy(model, columns, list({key_of(row): row for row in rows}.values()), key=key)
    else:
        _insert(connection.ops.quote_name(model._meta.db_table), columns, iter(rows))


def _insert(table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    """Write rows in SQLite, many in each statement: one costs more than the rows it holds."""
    names = ", ".join(_quoted(columns))
    marks = f"({', '.join(['?'] * len(columns))})"
    connection.ensure_connection()
    # Django's cursor rewrites every statement in Python first; the driver's own takes it as it is.
    execute = connection.connection.execute
    while some := list(islice(rows, _MOST_PARAMETERS // len(columns))):
        every = ", ".join([marks] * len(some))
        statement = f"INSERT OR REPLACE INTO {table} ({names}) VALUES {every}"  # noqa: S608 - own names
        execute(statement, list(chain.from_iterable(some)))


def _copy(
    model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, key: Sequence[str]
) -> None:
    if not rows:
        return
    names = ", ".join(_quoted(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    others = ", ".join(
        f"{name} = EXCLUDED.{name}" for name in _quoted([one for one in columns if one not in key])
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0"  # noqa: S608 - own names
        )
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming "  # noqa: S608 - own names
            f"ON CONFLICT ({', '.join(_quoted(key))}) DO UPDATE SET {others}"
        )
        cursor.execute("DROP TABLE incoming")


def _quoted(columns: Iterable[str]) -> list[str]:
    return [connection.ops.quote_name(name) for name in columns]


class RowsAside:
    """Rows laid beside a model's table, in one of this connection's own that nobody else sees.

    A context: the table ``name`` is there until it ends. Besides the columns it has ``place``, a
    number that grows with each row.
    """

    def __init__(self, model: type[Model], columns: Sequence[str]) -> None:
        self.name = connection.ops.quote_name(f"aside_{model._meta.db_table}")
        self.table = connection.ops.quote_name(model._meta.db_table)
        self._columns = columns
        self._names = ", ".join(_quoted([*columns, "place"]))
        self._place = count()

    def __enter__(self) -> Self:
        columns = ", ".join(_quoted(self._columns))
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {self.name} AS SELECT {columns}, 0 AS place FROM {self.table} LIMIT 0"  # noqa: S608 - own names
            )
        return self

    def __exit__(self, *_error: object) -> None:
        if connection.needs_rollback:
            return
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {self.name}")

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Lay rows there, with days as text."""
        placed = ((*row, place) for row, place in zip(rows, self._place, strict=False))
        if connection.vendor == "postgresql":
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY {self.name} ({self._names}) FROM STDIN") as copy,
            ):
                for row in placed:
                    copy.write_row(row)
            return
        _insert(self.name, [*self._columns, "place"], placed)

    def ask(self, statement: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...]:
        """Return the one row that a statement about the laid rows answers with."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"ANALYZE {self.name}")
            cursor.execute(statement, parameters)
            return tuple(cursor.fetchone())


def update_rows(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write some fields of stored rows of one model, in one prepared statement.

    Django's own bulk update builds an expression a row and a field, which costs more than the
    writing.
    """
    if not rows:
        return
    meta = rows[0]._meta
    columns = [column for column in meta.concrete_fields if column.name in fields]
    names = ", ".join(f"{connection.ops.quote_name(str(column.column))} = %s" for column in columns)
    table = connection.ops.quote_name(meta.db_table)
    values = [
        [
            *(
                column.get_db_prep_save(getattr(row, column.attname), connection)
                for column in columns
            ),
            row.pk,
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {names} WHERE id = %s", values)  # noqa: S608 - own names


def plain_rows(query: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a ``values_list`` as the driver gives them, without a converter a cell.

    Ask for days as ``day_text(...)`` and read them with ``day_of``: a converted day costs more
    than the rest of its row.
    """
    try:
        statement, parameters = query.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(5_000):
            yield from rows


def day_text(field: str) -> Cast:
    """Return a field of days as its text, alike on both databases: ``2026-11-22``."""
    return Cast(field, CharField())


@lru_cache(maxsize=4_096)
def day_of(word: str) -> date:
    """Return the day that a text means; each distinct day is read once."""
    return date.fromisoformat(word)
