"""Many rows at once, set-based: a row's cost decides whether a year is imported in minutes or hours."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField
from django.db.models.functions import Cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import Model, QuerySet


def write_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, key: Sequence[str]
) -> None:
    """Write rows of a model; a row whose key is there already replaces it.

    Args:
        model: the model whose table is written.
        columns: names of database columns, in the order of each row's values.
        rows: the rows; the last of several with one key is kept.
        key: the columns of the unique constraint.
    """
    key_of = itemgetter(*(columns.index(name) for name in key))
    latest = {key_of(row): row for row in rows}
    if not latest:
        return
    if connection.vendor == "postgresql":
        _copy(model, columns, list(latest.values()), key=key)
    else:
        _insert(model, columns, list(latest.values()))


def _insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    names = ", ".join(_quoted(columns))
    marks = ", ".join(["?"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - own names
    connection.ensure_connection()
    # Django's cursor rewrites every statement in Python first; the driver's own takes rows as they are.
    connection.connection.executemany(statement, _plain_rows(rows))


def _plain_rows(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows with their days as text, as SQLite keeps them; each distinct day is written once."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    for index, column in enumerate(columns):
        if _holds_days(column):
            words = {day: day.isoformat() for day in set(column) if day is not None}
            columns[index] = [words.get(day) for day in column]
    return zip(*columns, strict=True)


def _holds_days(column: Sequence[Any]) -> bool:
    first = next((value for value in column if value is not None), None)
    return isinstance(first, date)


def _copy(
    model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, key: Sequence[str]
) -> None:
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
