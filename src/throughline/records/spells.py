"""Absence spells: days in a row, counted in the pupil's own school days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from throughline.records.days import PupilDay


@dataclass(frozen=True, slots=True)
class Spell:
    """One run of absence days: first and last day, and how many school days it holds."""

    starts_on: date
    ends_on: date
    school_days: int


def absence_spells(days: Iterable[PupilDay], *, scope: str = "total") -> list[Spell]:
    """Return the runs of days on which at least half of the reported time was missed.

    A day on which nothing was reported neither continues nor breaks a run: nobody knows. Nor does
    a day with absence of which nobody tells whether it was of the kind asked for.

    Args:
        days: one pupil's days in order.
        scope: ``total``, or ``excused``, ``unexcused`` or ``unresolved`` for runs of that kind alone.
    """
    spells: list[Spell] = []
    running: list[PupilDay] = []
    for one in days:
        missed = _misses_half(one, scope)
        if missed:
            running.append(one)
        elif missed is False:
            _close(spells, running)
            running = []
    _close(spells, running)
    return spells


def ongoing_spell(days: Sequence[PupilDay], *, scope: str = "total") -> Spell | None:
    """Return the run that the latest reported day belongs to, or ``None`` when it was attended."""
    running: list[PupilDay] = []
    for one in reversed(days):
        missed = _misses_half(one, scope)
        if missed is False:
            break
        if missed:
            running.append(one)
    if not running:
        return None
    return Spell(running[-1].day, running[0].day, len(running))


def _misses_half(one: PupilDay, scope: str) -> bool | None:
    """Say whether at least half of the reported time was missed; ``None`` where nobody knows."""
    if not one.reported:
        return None
    minutes = one.minutes(scope)
    if minutes is None:
        # Less absence of any kind than half a day is less of this kind too.
        attended = one.absent is not None and 2 * one.absent < one.reported
        return False if attended else None
    return 2 * minutes >= one.reported


def _close(spells: list[Spell], running: Sequence[PupilDay]) -> None:
    if running:
        spells.append(Spell(running[0].day, running[-1].day, len(running)))
