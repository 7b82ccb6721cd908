"""The same figure told more than once: believed once where it agrees, not at all where it differs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from throughline.sources.official.remarks import unreadable
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from throughline.sources.official.figures import FigureKey, OfficialFigure
    from throughline.sources.official.remarks import Remarks

MOST_FIGURES = 200_000
"""Figures of one table; every Swedish school unit in ten years has a third of that."""


def at_most(figures: Iterable[OfficialFigure], *, name: str) -> Iterator[OfficialFigure]:
    """Yield figures, as many as a table may have: a small file can describe endless ones.

    Raises:
        UnreadableSource: there are more.
    """
    for number, figure in enumerate(figures):
        if number >= MOST_FIGURES:
            raise unreadable("too_many", file=name, limit=MOST_FIGURES)
        yield figure


def settled(figures: Iterable[OfficialFigure], remarks: Remarks) -> tuple[OfficialFigure, ...]:
    """Return each figure once, by key, whatever the order of rows and columns.

    A row without the figure gives way to one that tells it. Rows that contradict each other are
    refused together: nobody here knows which is right.
    """
    by_key: dict[FigureKey, list[OfficialFigure]] = defaultdict(list)
    for figure in at_most(figures, name=remarks.file):
        by_key[figure.key].append(figure)
    repeated = sum(len(same) - 1 for same in by_key.values())
    if repeated:
        remarks.on_file("repeated", count=repeated)
    kept = (_one_of(by_key[key], remarks) for key in sorted(by_key))
    return tuple(figure for figure in kept if figure is not None)


def _one_of(same: list[OfficialFigure], remarks: Remarks) -> OfficialFigure | None:
    told = [figure for figure in same if figure.state is not FigureState.MISSING] or same
    if len({figure.says() for figure in told}) > 1:
        for figure in told:
            remarks.on_row(
                figure.line,
                "contradicts",
                measure=figure.measured.title,
                unit=figure.unit.name or figure.unit.code,
                period=figure.period,
            )
        return None
    return min(told, key=lambda figure: (figure.unit.within, figure.unit.name, figure.note))
