"""One mapped column: each distinct cell is read once, and rows carry short codes for what it says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from throughline.sources import cells, dates, periods, words
from throughline.sources.coded import Coded
from throughline.sources.headers import ROW_NUMBER, Place
from throughline.sources.issues import CellFault, Severity
from throughline.sources.personal_numbers import NumberKind, classify
from throughline.sources.profile import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from throughline.sources.fields import Field
    from throughline.sources.profile import Profile
    from throughline.sources.vocabulary import Vocabulary

_MOST_REMEMBERED = 200_000
_LONGEST_LESSON = 24 * 60
_LONGEST_PERIOD = 366 * 24 * 60


class Column:
    """One field of a table, wherever its values come from: a column, a constant, the row's number.

    ``said`` holds each distinct value at the place of its code; ``faults`` what is wrong with a
    cell, by the cell's number.
    """

    def __init__(
        self,
        field: Field,
        place: Place,
        parse: Callable[[str], object],
        vocabulary: Vocabulary,
        *,
        constant: str | None = None,
    ) -> None:
        self.field = field
        self.header = place.header
        self.said: list[Any] = []
        self.faults: dict[int, CellFault] = {}
        self._index = place.index
        self._constant = constant
        self._parse = parse
        self._vocabulary = vocabulary
        self._codes: list[int] = []
        self._code_of: dict[object, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether there are too many distinct cells to remember."""
        return len(self._vocabulary.cells) > _MOST_REMEMBERED

    def forget(self) -> None:
        """Start anew; numbers and codes given before mean nothing after."""
        self._vocabulary.forget()
        self.said.clear()
        self.faults.clear()
        self._codes.clear()
        self._code_of.clear()

    def cells(self, columns: Mapping[int, list[int]], *, rows: int, first: int) -> list[int]:
        """Return the numbers of this field's cells in some rows, ``first`` being the first one's own."""
        if self._index >= 0:
            return columns[self._index]
        numbers = self._vocabulary.numbers
        if self._constant is not None:
            return [numbers[self._constant]] * rows
        return [numbers[str(row)] for row in range(first, first + rows)]

    def learn(self) -> None:
        """Read the cells not seen before."""
        for number in range(len(self._codes), len(self._vocabulary.cells)):
            value = self._read(number)
            code = self._code_of.setdefault(value, len(self.said))
            if code == len(self.said):
                self.said.append(value)
            self._codes.append(code)

    def cell(self, number: int) -> str:
        """Return a cell as it stands."""
        return self._vocabulary.cells[number]

    def value(self, number: int) -> object:
        """Return what a cell says; ``None`` where it says nothing or cannot be believed."""
        self.learn()
        return self.said[self._codes[number]]

    def coded(self, numbers: Sequence[int]) -> Coded:
        """Return what cells say, as codes; equal values have equal codes."""
        self.learn()
        codes = pa.array(self._codes, pa.int64()).take(pa.array(numbers, pa.int64()))
        return Coded(self.said, codes)

    def faulty(self, numbers: Sequence[int]) -> Iterator[tuple[int, CellFault]]:
        """Yield place and fault of each cell that has one."""
        self.learn()
        if not self.faults or self.faults.keys().isdisjoint(numbers):
            return
        for place, number in enumerate(numbers):
            fault = self.faults.get(number)
            if fault is not None:
                yield place, fault

    def _read(self, number: int) -> object:
        try:
            return self._parse(self._vocabulary.cells[number])
        except CellFault as fault:
            self.faults[number] = fault
            return fault.value if fault.severity is Severity.WARNING else None


def civic_number(raw: str) -> str | None:
    """Return a personal number as it stands; a wrong check digit is a remark and not a refusal.

    Raises:
        CellFault: rounded by a spreadsheet; as a ``WARNING`` where the number does not check.
    """
    said = cells.identifier(raw)
    if said is None:
        return None
    found = classify(said)
    if found.kind is NumberKind.UNKNOWN:
        raise CellFault("personal_number_unknown", severity=Severity.WARNING, value=said)
    if found.checks is False:
        raise CellFault("personal_number_check", severity=Severity.WARNING, value=said)
    return said


def column(
    field: Field,
    place: Place | None,
    profile: Profile,
    vocabulary: Vocabulary,
    *,
    order: Callable[[], dates.DateOrder | None],
) -> Column:
    """Return the column of a field as the profile says it is to be read."""
    constant = None if place is not None else profile.constants[field.name]
    at = place or Place(-1, ROW_NUMBER)
    parse = _parser(field, at, profile, order=order)
    if field.name in profile.required:
        parse = partial(_demanded, parse)
    return Column(field, at, parse, vocabulary, constant=constant)


def _demanded(parse: Callable[[str], object], raw: str) -> object:
    value = parse(raw)
    if value is None:
        raise CellFault("missing")
    return value


def _parser(
    field: Field, place: Place, profile: Profile, *, order: Callable[[], dates.DateOrder | None]
) -> Callable[[str], object]:
    longest = _LONGEST_PERIOD if profile.kind is Kind.SUMMARY else _LONGEST_LESSON
    unit = place.minutes or profile.minutes
    parsers: dict[str, Callable[[str], object]] = {
        "id": cells.identifier,
        "civic": civic_number,
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
