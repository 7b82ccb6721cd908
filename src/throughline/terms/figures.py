"""Published figures: a value never travels without its state."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from throughline.terms.language import Text


class FigureState(StrEnum):
    """What may be said of a figure. A withheld one and a missing one are different things."""

    SHOWN = "shown"
    FEW_TOTAL = "few_total"
    FEW_EVENT = "few_event"
    ROUNDED_HIGH = "rounded_high"
    ROUNDED_LOW = "rounded_low"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


WITHHELD = frozenset({FigureState.FEW_TOTAL, FigureState.FEW_EVENT})
"""The states of a figure that exists and is not told."""

ABOUT = frozenset({FigureState.ROUNDED_HIGH, FigureState.ROUNDED_LOW})
"""The states of a figure that is told as about all, or about none."""

_SAID = {
    FigureState.SHOWN: Text("Visas", "Vises", "Shown"),
    FigureState.FEW_TOTAL: Text(
        "För få för att visas", "For få til å vises", "Too few to be shown"
    ),
    FigureState.FEW_EVENT: Text(
        "För få för att visas", "For få til å vises", "Too few to be shown"
    ),
    FigureState.ROUNDED_HIGH: Text("Nära alla", "Nesten alle", "Nearly all"),
    FigureState.ROUNDED_LOW: Text("Nära ingen", "Nesten ingen", "Nearly none"),
    FigureState.MISSING: Text("Uppgift saknas", "Opplysning mangler", "Not known"),
    FigureState.NOT_APPLICABLE: Text("Förekommer inte", "Forekommer ikke", "Does not occur"),
}


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as it may be told: its value, and why it reads so.

    ``value`` is a share between 0 and 1, a count or a mean, rounded as it is told; for one rounded
    high or low it is what it is told as (about 1, about 0); otherwise it is ``None``.
    """

    value: Decimal | None
    state: FigureState

    def __post_init__(self) -> None:
        """Refuse a value that is told although its state says that it is not.

        Raises:
            ValueError: value and state contradict each other.
        """
        told = self.state is FigureState.SHOWN or self.state in ABOUT
        if told != (self.value is not None):
            raise ValueError(f"A figure that is {self.state} cannot have the value {self.value}.")

    @property
    def is_exact(self) -> bool:
        """Whether the value is told as it is."""
        return self.state is FigureState.SHOWN

    @property
    def is_withheld(self) -> bool:
        """Whether there is a figure that is not told, for the sake of those behind it."""
        return self.state in WITHHELD

    @property
    def is_about(self) -> bool:
        """Whether the value is told as about all or about none."""
        return self.state in ABOUT

    def says(self) -> Text:
        """Return the state in words, as it stands in the place of a number."""
        return _SAID[self.state]


def shown(value: Decimal | int) -> Published:
    """Return a figure that is told as it is."""
    return Published(Decimal(value), FigureState.SHOWN)


def untold(state: FigureState) -> Published:
    """Return a figure that is not told, and why."""
    return Published(None, state)
