"""One published cell: a number with decimal comma, about a number, or a sign for why there is none."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from throughline.sources.official.figures import Told
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)
_ABOUT = re.compile(r"(?:cirka|circa|ca\.?|omkring|omtrent|about|~|≈)\s*", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009]+")
_LARGEST = Decimal(10) ** 15
_FINEST = -15


class NotAFigure(ValueError):  # noqa: N818 - a fault in a cell is data, caught inside this room
    """A cell that is neither a number nor a sign that its source explains."""


def told(raw: str, signs: Mapping[str, FigureState]) -> Told:
    """Return what a cell tells; ``signs`` are the source's own for withheld, missing and none.

    ``~100`` is about all and ``~0`` about none; another rounded number is shown, and about.

    Raises:
        NotAFigure: the cell is neither.
    """
    cell = raw.strip()
    if cell in signs:
        return Told(signs[cell])
    about = _ABOUT.match(cell)
    if about is None:
        return Told(FigureState.SHOWN, number(cell))
    value = number(cell[about.end() :])
    if about[0].strip() in ("~", "≈") and value in (0, 100):
        state = FigureState.ROUNDED_HIGH if value else FigureState.ROUNDED_LOW
        return Told(state, value, about=True)
    return Told(FigureState.SHOWN, value, about=True)


def number(cell: str) -> Decimal:
    """Return a number with decimal comma or point and thousand blanks.

    Raises:
        NotAFigure: it is none.
    """
    text = _BLANKS.sub("", cell.removesuffix("%")).replace("−", "-")
    if not _NUMBER.fullmatch(text):
        raise NotAFigure(cell[:60])
    return Decimal(text.replace(",", "."))


def plain_number(value: object) -> Decimal | None:
    """Return a JSON number, or ``None`` where there is none.

    Raises:
        NotAFigure: it is no number, or one that no statistics hold.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise NotAFigure(str(value)[:60])
    try:
        found = Decimal(str(value))
    except InvalidOperation as error:  # pragma: no cover - JSON numbers are all Decimals
        raise NotAFigure(str(value)[:60]) from error
    exponent = found.as_tuple().exponent
    if not found.is_finite() or not isinstance(exponent, int) or exponent < _FINEST:
        raise NotAFigure(str(value)[:60])
    if found.adjusted() > 14 or abs(found) > _LARGEST:
        raise NotAFigure(str(value)[:60])
    return found
