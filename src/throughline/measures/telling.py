"""What a published table says: in words, in bars, in order and in files. It sees nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.terms.language import Text, percent, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from throughline.measures.definition import Measure
    from throughline.measures.tables import Figure, PublishedLine, PublishedTable


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture: its height as a share of the scale, or none, and what it says."""

    unit: str
    height: float | None
    says: Text


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in an order of units; equal figures share a place."""

    place: int
    line: PublishedLine


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the file that a table becomes: state beside value, and never one without."""

    measure: str
    version: str
    profile: str
    unit: str
    column: str
    total: Decimal | None
    total_state: str
    value: Decimal | None
    state: str
    coverage: float | None


def figure_text(measure: Measure, figure: Figure) -> Text:
    """Return a figure in words: ``18,7 %``, ``about 100%``, or why it is not told."""
    published = figure.figure
    if published.value is None:
        return published.says()
    if measure.unit == "percent":
        decimals = 0 if published.is_about else measure.decimals
        number = percent(float(published.value), decimals=decimals)
    else:
        written = f"{published.value:.{measure.decimals}f}"
        number = Text(written.replace(".", ","), written.replace(".", ","), written)
    return _ABOUT.filled(number=number) if published.is_about else number


_ABOUT = Text("cirka {number}", "omtrent {number}", "about {number}")


def bars(table: PublishedTable) -> tuple[Bar, ...]:
    """Return one bar a part; a withheld figure has no height, and one told as about is level."""
    return tuple(_bar(table.measure, line) for line in table.parts)


def _bar(measure: Measure, line: PublishedLine) -> Bar:
    published = line.everybody.figure
    says = Text(
        *(
            f"{line.unit}: {words}"
            for words in figure_text(measure, line.everybody).as_dict().values()
        )
    )
    if published.value is None:
        return Bar(line.unit, None, says)
    least, most = measure.scale
    return Bar(line.unit, (float(published.value) - least) / (most - least), says)


def ranking(table: PublishedTable) -> tuple[Ranked, ...]:
    """Return the parts with a figure in the order of good news, the best first.

    There is none where any part's coverage is below the measure's limit, for the one that registers
    least would look best, and none for a measure without direction. Parts whose figure is withheld
    have no place, so that no order tells what they hide.
    """
    if not may_rank(table):
        return ()
    told = [line for line in table.parts if line.everybody.figure.is_exact]
    best_first = -1 if table.measure.direction == "high_is_good" else 1
    told.sort(key=lambda line: (best_first * (line.everybody.figure.value or 0), line.unit))
    return tuple(_places(told))


def _places(told: list[PublishedLine]) -> Iterator[Ranked]:
    place, before = 0, None
    for number, line in enumerate(told, start=1):
        value = line.everybody.figure.value
        place = place if value == before else number
        before = value
        yield Ranked(place, line)


def may_rank(table: PublishedTable) -> bool:
    """Say whether units may be put in order: good news has a direction and enough is known of all."""
    known = [line.everybody.coverage for line in table.lines]
    least = table.measure.least_coverage
    if table.measure.direction == "neither":
        return False
    return all(coverage is None or coverage >= least for coverage in known)


def records(table: PublishedTable) -> Iterator[Record]:
    """Yield the table as lines of a file, the whole first."""
    for line in table.lines:
        for column, figure in line.figures.items():
            yield _record(table, line.unit, column, figure)


def _record(table: PublishedTable, unit: str, column: str, figure: Figure) -> Record:
    return Record(
        table.measure.id,
        table.measure.head.version,
        table.profile,
        unit,
        column,
        figure.total.value,
        figure.total.state,
        figure.figure.value,
        figure.figure.state,
        figure.coverage,
    )


def total_text(figure: Figure) -> Text:
    """Return a number of pupils in words, or why it is not told."""
    published = figure.total
    return published.says() if published.value is None else same(f"{published.value:.0f}")
