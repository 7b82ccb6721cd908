"""The distribution before the average: how many pupils lie in each span of a value.

A quantile of real values is a real pupil's value. So quantiles are read from the spans that may be
told, and are themselves spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.measures.counting import Cell
from throughline.measures.publishing import profile_of
from throughline.measures.spans import Span, spans_of
from throughline.measures.suppression import publishable_distribution
from throughline.measures.tables import ALL, Branch, Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from throughline.measures.definition import Measure
    from throughline.measures.tables import PublishedLine, PublishedTable


@dataclass(frozen=True, slots=True)
class Distribution:
    """The spans of a measure, and the tables that tell how many pupils lie in each."""

    spans: tuple[Span, ...]
    tables: dict[str, PublishedTable]

    def counts(self, line: PublishedLine) -> tuple[Decimal | None, ...] | None:
        """Return how many pupils of a line lie in each span; ``None`` where that is withheld."""
        told = [
            line.figures[span.column].total for span in self.spans if span.column in line.figures
        ]
        if len(told) != len(self.spans) or any(each.is_withheld for each in told):
            return None
        return tuple(each.value for each in told)

    def quantile(self, line: PublishedLine, share: float) -> Span | None:
        """Return the span that holds a quantile of a line, such as the median's at 0.5."""
        counts = self.counts(line)
        if counts is None or not any(counts):
            return None
        reached, wanted = 0.0, share * float(sum(count or 0 for count in counts))
        for span, count in zip(self.spans, counts, strict=True):
            reached += float(count or 0)
            if count and reached >= wanted:
                return span
        return self.spans[-1]


def distribution(
    measure: Measure, root: Branch, *, profile: str | None = None, on: date | None = None
) -> Distribution:
    """Return how the pupils of every branch are spread, safe against whoever reads all tables.

    The cells' columns are the spans of ``measure.bins``. Spans with too few pupils of the whole are
    put together with their neighbours; a part with too few in one is not told by span at all.
    """
    limits = profile_of(profile or measure.profile, on=on)
    spans = spans_of(measure.bins)
    least = max(limits.least_total, measure.minimum_cell)
    groups = together(
        [root.line.cells.get(span.column, Cell()).total for span in spans], least=least
    )
    merged = [[spans[index] for index in group] for group in groups]
    tables = publishable_distribution(measure, _merged(root, merged), profile=limits.id, on=on)
    return Distribution(tuple(_joined(group) for group in merged), tables)


def together(counts: Sequence[int], *, least: int) -> list[list[int]]:
    """Return neighbours in groups of at least so many each; all in one where there are too few."""
    groups: list[list[int]] = [[]]
    held = 0
    for index, count in enumerate(counts):
        groups[-1].append(index)
        held += count
        if held >= least:
            groups.append([])
            held = 0
    last = groups.pop()
    if last and groups:
        groups[-1].extend(last)
    return groups or [last]


def _joined(group: Sequence[Span]) -> Span:
    return Span(group[0].least, group[-1].below)


def _merged(branch: Branch, groups: Sequence[Sequence[Span]]) -> Branch:
    cells = branch.line.cells
    merged = {
        _joined(group).column: sum((cells.get(span.column, Cell()) for span in group), Cell())
        for group in groups
    }
    line = Line(branch.line.unit, {ALL: cells.get(ALL, Cell()), **merged})
    return Branch(line, tuple(_merged(part, groups) for part in branch.parts))
