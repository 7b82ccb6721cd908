"""Keeping flags: the same episode is the same row, however often it is seen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from throughline.earlywarning.flags import last_crossed, look_at
from throughline.earlywarning.reasons import reason
from throughline.records.pupil import UnitDays
from throughline.records.windows import Window
from throughline_web.earlywarning.choices import FlagState
from throughline_web.earlywarning.models import Flag
from throughline_web.organisations.bulk import update_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from throughline.earlywarning.flags import Flag as Raised
    from throughline.earlywarning.looks import Look
    from throughline.earlywarning.policy import Policy
    from throughline.records.pupil import PupilRecord
    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One school as the core saw it on a day."""

    school_id: int
    as_of: date
    policy: Policy
    records: Mapping[str, PupilRecord]
    units: Mapping[str | None, UnitDays]
    flags: tuple[Raised, ...]


_CHANGING = (
    "since",
    "visible_on",
    "last_seen_on",
    "observed",
    "limit",
    "coverage",
    "reason",
    "of_unit",
    "state",
    "step",
    "owner_role",
    "due_days",
    "policy_id",
    "policy_version",
)


def store_flags(*, by: Member, evaluated: Evaluated) -> list[Flag]:
    """Write what the core raised; return the flags that stand and did not stand before.

    A flag that is no longer raised passes once a whole window has gone by below the limit, and is
    withdrawn where the rows as they are now never crossed it. An undone correction makes a
    withdrawn flag stand again.
    """
    rows = list(Flag.objects.select_for_update().filter(unit_id=evaluated.school_id))
    by_rule = _by_rule(rows)
    matched: dict[int, Flag] = {}
    new: list[Flag] = []
    risen: list[Flag] = []
    for raised in evaluated.flags:
        row = _same_episode(by_rule.get((raised.pupil_id, raised.rule.id), ()), raised)
        if row is None:
            new.append(_as_row(raised, Flag(visible_on=evaluated.as_of)))
            continue
        if row.state != FlagState.STANDING:
            row.visible_on = evaluated.as_of
            risen.append(row)
        matched[row.pk] = _as_row(raised, row)
    standing = (row for row in rows if row.state == FlagState.STANDING and row.pk not in matched)
    ended = list(_ended(standing, evaluated))
    update_rows([*matched.values(), *ended], _CHANGING)
    return [*risen, *Flag.objects.bulk_create(new, batch_size=200)]


def _by_rule(rows: Iterable[Flag]) -> dict[tuple[str, str], list[Flag]]:
    found: dict[tuple[str, str], list[Flag]] = defaultdict(list)
    for row in rows:
        found[(str(row.pupil_id), row.rule_id)].append(row)
    return found


def _same_episode(rows: Iterable[Flag], raised: Raised) -> Flag | None:
    """Return the row of the episode that was raised; history that arrives late may move its start."""
    for row in rows:
        overlaps = row.state != FlagState.WITHDRAWN and raised.since <= row.last_seen_on
        if row.since == raised.since or overlaps:
            return row
    return None


def _as_row(raised: Raised, row: Flag) -> Flag:
    words = reason(raised)
    rule = raised.rule
    values: dict[str, Any] = {
        "pupil_id": int(raised.pupil_id),
        "unit_id": int(raised.unit_id or 0),
        "policy_id": raised.policy_id,
        "policy_version": raised.policy_version,
        "rule_id": rule.id,
        "step": rule.step,
        "owner_role": rule.owner_role,
        "due_days": rule.due_days,
        "since": raised.since,
        "last_seen_on": raised.as_of,
        "observed": raised.finding.observed or 0.0,
        "limit": rule.limit,
        "measure": rule.unit,
        "window": str(rule.window),
        "coverage": raised.finding.coverage,
        "reason": _words(words.seen, words.rule, words.coverage, rule.action),
        "of_unit": raised.finding.of_unit,
        "state": FlagState.STANDING,
    }
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _words(*texts: Any) -> dict[str, Any]:
    names = ("seen", "rule", "coverage", "action")
    return {
        name: text.as_dict() for name, text in zip(names, texts, strict=True) if text is not None
    }


def _ended(rows: Iterable[Flag], evaluated: Evaluated) -> Iterator[Flag]:
    """Yield flags that are no longer raised as they are now, one look a pupil."""
    ordered = sorted(rows, key=lambda row: row.pupil_id)
    for pupil_id, theirs in groupby(ordered, key=lambda row: row.pupil_id):
        look = _look_at(str(pupil_id), evaluated)
        yield from (_as_ended(row, look, evaluated) for row in theirs)


def _look_at(pupil_id: str, evaluated: Evaluated) -> Look | None:
    record = evaluated.records.get(pupil_id)
    if record is None:
        return None
    unit = evaluated.units.get(record.unit_id) or UnitDays(record.unit_id, ())
    return look_at(record, unit=unit, as_of=evaluated.as_of)


def _as_ended(row: Flag, look: Look | None, evaluated: Evaluated) -> Flag:
    rule = evaluated.policy.rule(row.rule_id)
    if look is None or rule is None:
        row.state = FlagState.PASSED
        return row
    last = last_crossed(look, rule=rule, since=row.since, as_of=evaluated.as_of)
    if last is None:
        row.state = FlagState.WITHDRAWN
        return row
    row.last_seen_on = last
    window = Window.parse(row.window)
    if window.fits_between(last, evaluated.as_of, school_days=look.unit.days):
        row.state = FlagState.PASSED
    return row
