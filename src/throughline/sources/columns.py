"""One mapped column: each distinct cell is read once, and what is wrong with it is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from throughline.sources import cells, dates, periods, words
from throughline.sources.headers import ROW_NUMBER, Place
from throughline.sources.issues import CellFault, Severity

if TYPE_CHECKING:
    from throughline.sources.fields import Field
    from throughline.sources.profile import Profile

_MOST_REMEMBERED = 200_000
_LONGEST_LESSON = 24 * 60
_LONGEST_PERIOD = 366 * 24 * 60

Parse = Callable[[str], object]


class Column:
    """One field of a table, wherever its values come from: a column, a constant, the row's number.

    ``faults`` holds the cells that cannot be believed, or are believed with a remark.
    """

    def __init__(
        self, field: Field, place: Place, parse: Parse, *, constant: str | None = None
    ) -> None:
        self.field = field
        self.header = place.header
        self.faults: dict[str, CellFault] = {}
        self._index = place.index
        self._constant = constant
        self._memory = _Memory(self._read)
        self._parse = parse

    def cells(self, rows: Sequence[Sequence[str]], *, first: int) -> list[str]:
        """Return this column's cells of some rows, of which the first is the table's ``first``."""
        if self._constant is not None:
            return [self._constant] * len(rows)
        if self._index < 0:
            return [str(number) for number in range(first, first + len(rows))]
        return list(map(itemgetter(self._index), rows))

    def values(self, raw: Sequence[str]) -> list[object]:
        """Return what the cells say; ``None`` where they say nothing or cannot be believed."""
        return list(map(self._memory.__getitem__, raw))

    def value(self, raw: str) -> object:
        """Return what one cell says."""
        return self._memory[raw]

    def faulty(self, raw: Sequence[str]) -> Iterator[tuple[int, CellFault]]:
        """Yield place and fault of each cell that has one."""
        if not self.faults or self.faults.keys().isdisjoint(raw):
            return
        for place, cell in enumerate(raw):
            fault = self.faults.get(cell)
            if fault is not None:
                yield place, fault

    def forget(self) -> None:
        """Start anew when a column has too many distinct cells to remember."""
        if len(self._memory) > _MOST_REMEMBERED:
            self._memory.clear()
            self.faults.clear()

    def _read(self, raw: str) -> object:
        try:
            return self._parse(raw)
        except CellFault as fault:
            self.faults[raw] = fault
            return fault.value if fault.severity is Severity.WARNING else None


class _Memory(dict[str, object]):
    """What each distinct cell says, read on first sight."""

    def __init__(self, read: Parse) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, raw: str) -> object:
        value = self[raw] = self._read(raw)
        return value


def column(
    field: Field,
    place: Place | None,
    profile: Profile,
    *,
    order: Callable[[], dates.DateOrder | None],
) -> Column:
    """Return the column of a field as the profile says it is to be read."""
    constant = None if place is not None else profile.constants[field.name]
    at = place or Place(-1, ROW_NUMBER)
    parse = _parser(field, at, profile, order=order)
    if field.name in profile.required:
        parse = partial(_demanded, parse)
    return Column(field, at, parse, constant=constant)


def _demanded(parse: Parse, raw: str) -> object:
    value = parse(raw)
    if value is None:
        raise CellFault("missing")
    return value


def _parser(
    field: Field, place: Place, profile: Profile, *, order: Callable[[], dates.DateOrder | None]
) -> Parse:
    longest = _LONGEST_PERIOD if profile.kind == "summary" else _LONGEST_LESSON
    unit = place.minutes or profile.minutes
    parsers: dict[str, Parse] = {
        "id": cells.identifier,
        "civic": cells.identifier,
        "text": cells.word,
        "day": partial(dates.day, order=order),
        "birth": partial(dates.day, order=order, earliest=dates.EARLIEST_BIRTH),
        "period": periods.period,
        "minutes": partial(cells.minutes, unit=unit, longest=longest),
        "percent": cells.percent,
        "count": cells.count,
        "lesson": cells.lesson,
        "flag": cells.flag,
        "protected": cells.protected,
        "status": partial(words.status, known=words.statuses_of(profile)),
        "basis": words.basis,
        "documentation": words.documentation,
        "grade": words.grade,
    }
    return parsers[field.shape]
