"""Asking one rule of one pupil in a unit of twenty school days, 21 September to 16 October 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.core.attendance import (
    lesson,
    record,
    unit_on,
    weekdays,
)
from throughline.earlywarning.flags import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline.earlywarning.findings import Finding
    from throughline.earlywarning.rules import Rule
    from throughline.terms.attendance import Mark

DAYS = weekdays(date(2026, 9, 21), date(2026, 10, 16))
LAST = DAYS[-1]


def asked(
    rule_: Rule,
    marks: Iterable[Mark],
    *,
    as_of: date = LAST,
    days: Sequence[date] = DAYS,
    **more: Any,
) -> Finding:
    """What a rule sees of Elin in a unit with these school days."""
    kept = replace(record(marks), **more)
    return judge(kept, unit=unit_on(days), rule=rule_, as_of=as_of)


def attended(*, days: Sequence[date] = DAYS, **kinds: int) -> list[Mark]:
    """A lesson of a hundred minutes each day, of which so many were missed."""
    return [lesson(day, minutes=100, **kinds) for day in days]
