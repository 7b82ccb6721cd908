"""Silence: nothing registered for a pupil, told apart from a class or school that stopped."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from throughline.earlywarning.findings import NOT_DUE, Finding, Gap, Outcome
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from throughline.earlywarning.looks import Look
    from throughline.earlywarning.rules import Rule


def find_silence(look: Look, rule: Rule, day: date) -> Finding:
    """Return for how many school days in a row, up to a day, nothing was registered for a pupil.

    Sources that never tell what was registered (counts, sums of periods, absence alone) are not
    silent: nobody can tell.
    """
    if not _can_be_silent(look):
        return NOT_DUE
    silent = _silent_days(look, day)
    if not silent:
        is_known = any(one.reported for one in look.record.days if one.day <= day)
        return Finding(Outcome.BELOW, None, 0) if is_known else NOT_DUE
    outcome = Outcome.CROSSED if rule.crosses(len(silent)) else Outcome.BELOW
    return Finding(
        outcome,
        DateSpan(silent[0], day),
        len(silent),
        0.0,
        school_days=len(silent),
        of_unit=_is_of_unit(look, silent, day, least=rule.min_unit_coverage),
        gap=Gap.REGISTRATION,
    )


def _can_be_silent(look: Look) -> bool:
    if look.counts_only or not look.unit.days:
        return False
    days = look.record.days
    if not days:
        return not look.record.periods
    return any(not one.tells_absence_only for one in days)


def _silent_days(look: Look, day: date) -> list[date]:
    """Return the latest school days in a row on which nothing was registered for the pupil."""
    silent: list[date] = []
    begins = look.begins
    for one in reversed(look.unit.days[: bisect_right(look.unit.days, day)]):
        if (begins is not None and one < begins) or _is_registered(look, one, as_of=day):
            break
        if _was_taught(look, one, as_of=day):
            silent.append(one)
    return silent[::-1]


def _is_registered(look: Look, on: date, *, as_of: date) -> bool:
    own = look.day(on)
    if own is not None:
        return bool(own.reported) or own.tells_absence_only
    return any(period.starts_on <= on <= period.ends_on <= as_of for period in look.ledger.periods)


def _was_taught(look: Look, on: date, *, as_of: date) -> bool:
    """Say whether the pupil, or else anybody of the class, had something offered that day."""
    own = look.day(on)
    if own is not None:
        return own.offered != 0
    return look.unit.registered(look.record.group, on, as_of=as_of) is not None


def _is_of_unit(look: Look, silent: Iterable[date], day: date, *, least: float) -> bool:
    """Say whether the classmates were not registered either; without classmates nobody can."""
    shares = [
        share for one in silent if (share := _classmates_share(look, one, as_of=day)) is not None
    ]
    return bool(shares) and sum(shares) / len(shares) < least


def _classmates_share(look: Look, on: date, *, as_of: date) -> float | None:
    known = look.unit.registered(look.record.group, on, as_of=as_of)
    if known is None:
        return None
    if not known.pupils:
        return 0.0
    mates = known.pupils - (look.day(on) is not None)
    return known.registered / mates if mates else None
