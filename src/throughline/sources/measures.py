"""What the cells of one row amount to: minutes of each kind, checked against what was offered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from throughline.sources.issues import CellFault, Severity
from throughline.sources.profile import Presence
from throughline.terms.attendance import KIND_FIELDS, MINUTE_FIELDS, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from throughline.sources.profile import Profile

_TOLERATED_MINUTES = 1
_TOLERATED_PERCENT = 0.1
_ABSENCES = ("excused", "unexcused", "unresolved")
_Minutes = dict[str, int | None]
_PERCENTS = {
    "present": "present_percent",
    "excused": "excused_percent",
    "unexcused": "unexcused_percent",
    "reported": "reported_percent",
}


class Measure(NamedTuple):
    """What one row says of attendance: minutes of each kind, else a status and its occasions."""

    offered: int | None = None
    reported: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    unresolved: int | None = None
    other: int | None = None
    late: int | None = None
    distance: int | None = None
    status: Status | None = None
    occasions: int | None = None
    basis: str | None = None
    documentation: str | None = None
    documented_on: date | None = None


def measure(said: Mapping[str, object], profile: Profile, faults: list[CellFault]) -> Measure:
    """Return what a row's cells amount to; what does not add up is added to ``faults``.

    ``reported`` is the sum of the known kinds once ``present`` is known, else unknown. A source
    that implies presence has reported all that it offered. Nothing is filled in with nought.
    """
    minutes = {name: _minutes(said, name) for name in MINUTE_FIELDS}
    status = said.get("status")
    _fill_from_percent(minutes, said, faults)
    if isinstance(status, Status):
        _fill_from_status(minutes, status)
    _fill_from_total(minutes, _minutes(said, "absent"), faults)
    _fill_presence(minutes, profile, present_is_a_column="present" in said)
    _fill_reported(minutes, faults)
    _check_parts(minutes, faults)
    occasions = _minutes(said, "occasions")
    return Measure(
        **minutes,
        status=status if isinstance(status, Status) else None,
        occasions=1 if occasions is None and isinstance(status, Status) else occasions,
        basis=_word(said, "basis"),
        documentation=_word(said, "documentation"),
        documented_on=_day(said, "documented_on"),
    )


def _minutes(said: Mapping[str, object], name: str) -> int | None:
    value = said.get(name)
    return value if isinstance(value, int) else None


def _word(said: Mapping[str, object], name: str) -> str | None:
    value = said.get(name)
    return str(value) if value is not None else None


def _day(said: Mapping[str, object], name: str) -> date | None:
    value = said.get(name)
    return value if isinstance(value, date) else None


def _sum_of(minutes: _Minutes, names: Sequence[str]) -> int | None:
    known = [value for name in names if (value := minutes[name]) is not None]
    return sum(known) if known else None


def _fill_from_percent(
    minutes: _Minutes, said: Mapping[str, object], faults: list[CellFault]
) -> None:
    """Turn shares of the offered time into minutes; where both stand they must agree."""
    offered = minutes["offered"]
    for name, column in _PERCENTS.items():
        share = said.get(column)
        if not isinstance(share, float) or not offered:
            continue
        stated = minutes[name]
        if stated is None:
            minutes[name] = round(offered * share / 100)
        elif abs(stated / offered * 100 - share) > _TOLERATED_PERCENT + 50 / offered:
            faults.append(_remark("percent_disagrees", minutes=stated, percent=f"{share:g}"))


def _fill_from_status(minutes: _Minutes, status: Status) -> None:
    """Let a word for the whole of a lesson fill its minutes, where the lesson's length is known."""
    offered = minutes["offered"]
    if offered is None or status.value not in KIND_FIELDS:
        return
    if _sum_of(minutes, KIND_FIELDS) is None:
        minutes.update(dict.fromkeys(KIND_FIELDS, 0), **{status.value: offered})


def _fill_from_total(minutes: _Minutes, total: int | None, faults: list[CellFault]) -> None:
    """Count an absence whose kind is not told as unresolved."""
    if total is None:
        return
    known = _sum_of(minutes, _ABSENCES)
    rest = total - (known or 0)
    if rest < -_TOLERATED_MINUTES or (minutes["unresolved"] is not None and rest > 1):
        faults.append(_remark("total_disagrees", total=total, parts=known))
    elif known is None or (minutes["unresolved"] is None and rest > _TOLERATED_MINUTES):
        minutes["unresolved"] = rest


def _fill_presence(minutes: _Minutes, profile: Profile, *, present_is_a_column: bool) -> None:
    """Let what remains be presence: where the source implies it, or where nothing remains."""
    offered = minutes["offered"]
    known = _sum_of(minutes, [name for name in KIND_FIELDS if name != "present"])
    if minutes["present"] is not None or offered is None or known is None:
        return
    if profile.presence is Presence.IMPLIED and known <= offered:
        minutes["present"] = offered - known
    elif present_is_a_column and known == offered:
        minutes["present"] = 0


def _fill_reported(minutes: _Minutes, faults: list[CellFault]) -> None:
    """Let ``reported`` be the sum of its kinds, and stay within what was offered."""
    parts, offered, stated = _sum_of(minutes, KIND_FIELDS), minutes["offered"], minutes["reported"]
    if minutes["present"] is not None and parts is not None:
        if stated is not None and abs(stated - parts) > _TOLERATED_MINUTES:
            faults.append(_remark("reported_disagrees", reported=stated, parts=parts))
        minutes["reported"] = parts
    most = max(parts or 0, minutes["reported"] or 0)
    if offered is None or most <= offered:
        return
    if most > offered + _TOLERATED_MINUTES:
        faults.append(CellFault("more_than_offered", parts=most, offered=offered))
    else:
        faults.append(_remark("one_minute_over", parts=most, offered=offered))
        minutes["offered"] = most


def _check_parts(minutes: _Minutes, faults: list[CellFault]) -> None:
    absent, late = _sum_of(minutes, _ABSENCES), minutes["late"]
    if late and absent is not None and late > absent:
        faults.append(_remark("late_outside_absence", late=late, absent=absent))
    present, distance = minutes["present"], minutes["distance"]
    if distance and present is not None and distance > present:
        faults.append(_remark("distance_outside_presence", distance=distance, present=present))


def _remark(code: str, **words: object) -> CellFault:
    return CellFault(code, severity=Severity.WARNING, **words)
