"""What an import would change here: its rows laid beside those that stand, and counted at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from throughline_web.organisations.bulk import RowsAside
from throughline_web.records.models import Grade, Mark
from throughline_web.records.staging import (
    GRADE_COLUMNS,
    GRADE_KEY,
    MARK_COLUMNS,
    MARK_KEY,
    grade_row,
    mark_rows,
)
from throughline_web.sources.comparing import Compared
from throughline_web.sources.queries import live_run_ids, live_run_ids_between
from throughline_web.sources.states import ATTENDANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from throughline.sources import Portion
    from throughline_web.sources.receivers import Keys, RunFacts

_COUNTED = """
WITH said AS (
    SELECT * FROM (
        SELECT {columns}, ROW_NUMBER() OVER (PARTITION BY {keys} ORDER BY place DESC) AS nth
        FROM {aside}
    ) AS every WHERE nth = 1
), beside AS (
    SELECT said.*, (
        SELECT stood.id FROM {table} AS stood
        WHERE {on_same_key} AND stood.run_id IN ({live})
        ORDER BY stood.run_id DESC LIMIT 1
    ) AS stands FROM said
)
SELECT COUNT(*), COUNT(stood.id), COUNT(CASE WHEN {says_the_same} THEN stood.id END)
FROM beside AS said LEFT JOIN {table} AS stood ON stood.id = said.stands
"""


# The same where nothing can stand.
_COUNTED_ALONE = "SELECT COUNT(*) FROM (SELECT DISTINCT {keys} FROM {aside}) AS every"


class MarksComparer:
    """Holds attendance against the attendance that stands."""

    name = "marks"

    def takes(self, kind: str) -> bool:
        """Say whether a profile's kind of file holds attendance."""
        return kind in ATTENDANCE

    @contextmanager
    def compare(self, run: RunFacts) -> Iterator[_Marks]:
        """Begin to hold a file against what stands."""
        with RowsAside(Mark, MARK_COLUMNS) as aside:
            yield _Marks(run, aside)


class GradesComparer:
    """Holds grades against the grades that stand."""

    name = "grades"

    def takes(self, kind: str) -> bool:
        """Say whether a profile's kind of file holds grades."""
        return kind == "grades"

    @contextmanager
    def compare(self, run: RunFacts) -> Iterator[_Grades]:
        """Begin to hold a file against what stands."""
        with RowsAside(Grade, GRADE_COLUMNS) as aside:
            yield _Grades(run, aside)


class _Marks:
    def __init__(self, run: RunFacts, aside: RowsAside) -> None:
        self._run = run
        self._aside = aside
        self._days: set[date] = set()

    def add(self, portion: Portion, keys: Keys) -> None:
        """Lay a portion's marks aside."""
        import pyarrow.compute as pc  # noqa: PLC0415 - slow import

        batch = portion.marks
        if batch is not None and batch.num_rows:
            school_id = self._run.school_id
            self._days.update(pc.min_max(batch.column("starts_on")).as_py().values())
            self._aside.add(mark_rows(self._run.id, batch, keys.pupils, keys.schools, school_id))

    def result(self) -> Compared:
        """Return what the marks amount to."""
        if self._days and not live_run_ids_between(min(self._days), max(self._days)):
            return _counted_alone(self._aside, MARK_KEY)
        return _counted(self._aside, MARK_COLUMNS, MARK_KEY)


class _Grades:
    def __init__(self, run: RunFacts, aside: RowsAside) -> None:
        self._run = run
        self._aside = aside

    def add(self, portion: Portion, keys: Keys) -> None:
        """Lay a portion's grades aside."""
        known = ((one, keys.pupils.get(one.pupil_id)) for one in portion.grades)
        self._aside.add(grade_row(self._run.id, one, pk) for one, pk in known if pk is not None)

    def result(self) -> Compared:
        """Return what the grades amount to."""
        return _counted(self._aside, GRADE_COLUMNS, GRADE_KEY)


def _counted_alone(aside: RowsAside, key: Sequence[str]) -> Compared:
    keys = ", ".join(_quoted(name) for name in key if name != "run_id")
    (every,) = aside.ask(_COUNTED_ALONE.format(keys=keys, aside=aside.name))
    return Compared(new=every, other=0, same=0)


def _counted(aside: RowsAside, columns: Sequence[str], key: Sequence[str]) -> Compared:
    """Count in one question: the last word on each key, beside the latest that stands."""
    live, parameters = live_run_ids().query.sql_with_params()
    keys = [_quoted(name) for name in key if name != "run_id"]
    values = [_quoted(name) for name in columns if name not in key]
    alike = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    statement = _COUNTED.format(
        columns=", ".join(map(_quoted, columns)),
        keys=", ".join(keys),
        aside=aside.name,
        table=aside.table,
        on_same_key=" AND ".join(f"stood.{name} = said.{name}" for name in keys),
        live=live,
        says_the_same=" AND ".join(f"stood.{name} {alike} said.{name}" for name in values),
    )
    every, standing, same = aside.ask(statement, parameters)
    return Compared(new=every - standing, other=standing - same, same=same)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
