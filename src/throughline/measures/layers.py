"""The amounts of a table that an outsider could add and subtract, and how open each must stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from throughline.measures.attack import BOUNDLESS, OpenRow
from throughline.measures.definition import Kind
from throughline.measures.table_figures import figure_of
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from throughline.measures.attack import Amount
    from throughline.measures.counting import Cell
    from throughline.measures.definition import Measure
    from throughline.measures.publishing import PublicationProfile

_TELLS_NOTHING = frozenset({FigureState.NOT_APPLICABLE, FigureState.MISSING})


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a table: its cell for everybody, and one for each column, which add up to it.

    A row that is not named is what the named ones lack of the whole; nothing of it is ever told.
    """

    unit: str
    everybody: Cell
    columns: tuple[Cell, ...]
    is_named: bool = True


class Limits(NamedTuple):
    """What decides of single figures: the measure, and the profile it is told by."""

    measure: Measure
    profile: PublicationProfile

    def hides_total(self, cell: Cell) -> bool:
        """Say whether a number of pupils may not be told on its own account."""
        if not cell.total:
            return bool(cell.value or cell.weight)
        return figure_of(self.measure, cell, self.profile).total.is_withheld

    def hides_figure(self, cell: Cell) -> bool:
        """Say whether a figure may not be told as it is on its own account."""
        if self.hides_total(cell):
            return True
        state = self.state(cell)
        return state is not FigureState.SHOWN and state not in _TELLS_NOTHING

    def state(self, cell: Cell) -> FigureState:
        """Return the state of a figure that stands alone."""
        return figure_of(self.measure, cell, self.profile).figure.state


def layers_of_totals(
    limits: Limits, free: Iterable[Row], inside: Iterable[Row]
) -> list[list[OpenRow]]:
    """Return what withheld numbers of pupils consist of.

    ``free`` rows are withheld altogether, ``inside`` ones in their columns alone. Those who met a
    measure and those who did not move by themselves where the figures are withheld too.
    """
    return [
        [
            *(_total_row(limits, row, part, is_free=True) for row in free),
            *(_total_row(limits, row, part, is_free=False) for row in inside),
        ]
        for part in _parts_of_total(limits.measure)
    ]


def _parts_of_total(measure: Measure) -> tuple[Callable[[Cell], int], ...]:
    if measure.counting.kind is Kind.PUPILS:
        return (lambda cell: cell.event, lambda cell: cell.total - cell.event)
    return (lambda cell: cell.total,)


def _total_row(limits: Limits, row: Row, part: Callable[[Cell], int], *, is_free: bool) -> OpenRow:
    most = BOUNDLESS if is_free else row.everybody.total
    own = [limits.hides_total(cell) and not is_free for cell in row.columns]
    return OpenRow(
        row.unit,
        tuple(part(cell) for cell in row.columns),
        least=(0,) * len(own),
        most=(most,) * len(own),
        needs=tuple(
            _needs(limits, row, cell, is_own=each)
            for cell, each in zip(row.columns, own, strict=True)
        ),
        sum_most=BOUNDLESS,
        sum_needs=_needs(limits, row, row.everybody, is_own=limits.hides_total(row.everybody)),
        sum_is_told=not is_free,
    )


def _needs(limits: Limits, row: Row, cell: Cell, *, is_own: bool) -> int:
    """Return how many pupils a withheld number must stay open by.

    Those whom no part holds are never told of, and that nobody is there tells of nobody.
    """
    if is_own:
        return limits.profile.protection
    return int(row.is_named and cell.total > 0)


def layer_of_figures(
    limits: Limits, free: Iterable[Row], inside: Iterable[Row]
) -> list[list[OpenRow]]:
    """Return what withheld figures consist of: pupils who met the measure, minutes, or values."""
    return [
        [
            *(_figure_row(limits, row, is_free=True) for row in free),
            *(_figure_row(limits, row, is_free=False) for row in inside),
        ]
    ]


def _figure_row(limits: Limits, row: Row, *, is_free: bool) -> OpenRow:
    cells = [_span(limits, row, cell) for cell in row.columns]
    whole = _span(limits, row, row.everybody)
    told = _told_span(limits, row.everybody, whole)
    return OpenRow(
        row.unit,
        tuple(cell.amount for cell in cells),
        least=tuple(cell.least for cell in cells),
        most=tuple(cell.most for cell in cells),
        needs=tuple(cell.needs for cell in cells),
        sum_least=told.least,
        sum_most=told.most,
        sum_needs=min(told.needs, told.most - told.least),
        sum_is_told=not is_free,
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """An amount, between what it must lie for who knows nothing of it, and how open it must stay."""

    amount: Amount
    least: Amount
    most: Amount
    needs: Amount


def _span(limits: Limits, row: Row, cell: Cell) -> _Span:
    is_own, share = limits.hides_figure(cell), limits.profile.protection_of_scale
    other = int(row.is_named)
    match limits.measure.counting.kind:
        case Kind.PUPILS:
            needs = limits.profile.protection if is_own else other
            return _Span(cell.event, 0, cell.total, min(needs, cell.total))
        case Kind.MEAN:
            least, most = (bound * cell.total for bound in limits.measure.scale)
            needed = share * (most - least) if is_own else Decimal(other)
            return _Span(cell.value, least, most, min(needed, Decimal(most - least)))
        case Kind.MINUTES:
            own = max(Decimal(1), min(share * cell.weight, cell.value))
            return _Span(
                cell.value, 0, cell.weight, min(own if is_own else Decimal(other), cell.weight)
            )


def _told_span(limits: Limits, cell: Cell, span: _Span) -> _Span:
    """Return between what an amount lies for who reads the state that stands in its place."""
    profile, state = limits.profile, limits.state(cell)
    if limits.measure.counting.kind is not Kind.PUPILS or limits.hides_total(cell):
        return span
    first = 0 if profile.near_is_none_too else 1
    if state is FigureState.ROUNDED_HIGH:
        return replace(span, least=cell.total - profile.near_all + 1, most=cell.total - first)
    if state is FigureState.ROUNDED_LOW:
        return replace(span, least=first, most=profile.near_none - 1)
    if not profile.least_event and not profile.least_other:
        # With such limits only another's sake withholds: what is near reads otherwise.
        return replace(span, least=profile.near_none, most=cell.total - profile.near_all)
    return span
