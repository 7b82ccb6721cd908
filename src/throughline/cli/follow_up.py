"""What people read of an evaluation: whom to follow up and why, and of whom too little is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.cli.evaluation import ROLLING, Evaluated, Knowledge
from throughline.records.standing import counts
from throughline.records.weeks import weeks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from throughline.earlywarning.flags import Flag
    from throughline.records.ledger import Totals
    from throughline.records.weeks import Week
    from throughline.terms.attendance import Status

WEEKS = 12
"""How many weeks a pupil's thread shows."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One pupil to follow up: the gravest flag of each kind, and when the oldest of all began.

    ``recent`` is the last twenty school days, ``None`` where there are none; ``weeks`` the last
    twelve weeks.
    """

    pupil_id: str
    unit_id: str | None
    group: str | None
    flags: tuple[Flag, ...]
    since: date
    step: int
    recent: Totals | None
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class Unregistered:
    """One class that the school has stopped registering: a question to staff, not to the pupils."""

    unit_id: str | None
    group: str | None
    since: date
    pupils: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One pupil of whom the source counts occasions only: how many of each status."""

    pupil_id: str
    group: str | None
    occasions: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All that the outputs for people say of an evaluation.

    ``knowledge`` counts every pupil once. ``coverage`` is the share of all offered minutes of the
    school year that was reported, ``None`` where offered time is unknown.
    """

    pupils: tuple[Followed, ...]
    unregistered: tuple[Unregistered, ...]
    knowledge: Mapping[Knowledge, int]
    units: tuple[str, ...]
    coverage: float | None
    counted: tuple[Counted, ...] = ()

    @property
    def occasions(self) -> Mapping[Status, int]:
        """How many occasions of each status all counted pupils have together."""
        total: Counter[Status] = Counter()
        for one in self.counted:
            total.update(one.occasions)
        return total

    @property
    def total(self) -> int:
        """How many pupils were read."""
        return sum(self.knowledge.values())

    @property
    def unanswered(self) -> int:
        """How many enrolled pupils the policy's questions cannot be answered for."""
        answered = self.knowledge[Knowledge.ENOUGH] + self.knowledge[Knowledge.NOT_ENROLLED]
        return self.total - answered


def follow_up(evaluated: Iterable[Evaluated]) -> FollowUp:
    """Return whom to follow up, and count everybody else; only the former are kept."""
    pupils: list[Followed] = []
    counted: list[Counted] = []
    silences = _Silences()
    knowledge: Counter[Knowledge] = Counter()
    units: set[str] = set()
    minutes: Counter[str] = Counter()
    for one in evaluated:
        knowledge[one.knowledge] += 1
        units.update(filter(None, [one.record.unit_id]))
        minutes.update(_minutes(one))
        silences.take(one)
        own = [flag for flag in one.flags if not flag.finding.of_unit]
        if own:
            pupils.append(_followed(one, own))
        record = one.record
        if record.counted and one.knowledge is not Knowledge.ENOUGH:
            counted.append(Counted(record.pupil_id, record.group, counts(record)))
    return FollowUp(
        tuple(pupils),
        silences.told(),
        knowledge,
        tuple(sorted(units)),
        minutes["reported"] / minutes["offered"] if minutes["offered"] else None,
        tuple(counted),
    )


class _Silences:
    """The classes that the school itself has stopped registering, as their pupils' flags tell."""

    def __init__(self) -> None:
        self._since: dict[tuple[str | None, str | None], list[date]] = defaultdict(list)

    def take(self, one: Evaluated) -> None:
        key = (one.record.unit_id, one.record.group)
        for flag in one.flags:
            if flag.finding.of_unit:
                span = flag.finding.span
                self._since[key].append(span.starts_on if span else flag.since)

    def told(self) -> tuple[Unregistered, ...]:
        classes = sorted(self._since.items(), key=lambda item: str(item[0]))
        return tuple(
            Unregistered(unit, group, min(days), len(days)) for (unit, group), days in classes
        )


def gravest(flags: Iterable[Flag]) -> Iterator[Flag]:
    """Yield the flag of the highest step of each ladder: who is over 20 % is also over 10 %."""
    ladders: dict[tuple[object, ...], Flag] = {}
    for flag in flags:
        ladder = (flag.rule.indicator, flag.rule.scope, flag.rule.unit)
        if ladder not in ladders or ladders[ladder].rule.step < flag.rule.step:
            ladders[ladder] = flag
    yield from sorted(ladders.values(), key=lambda flag: -flag.rule.step)


def _followed(one: Evaluated, flags: list[Flag]) -> Followed:
    record = one.record
    return Followed(
        record.pupil_id,
        record.unit_id,
        record.group,
        tuple(gravest(flags)),
        min(flag.since for flag in flags),
        max(flag.rule.step for flag in flags),
        one.windows[ROLLING],
        weeks(record.days, until=flags[0].as_of, count=WEEKS, school_days=one.unit.days),
    )


def _minutes(one: Evaluated) -> dict[str, int]:
    """Return what one pupil adds to the coverage of all; a length that nobody knows adds nothing."""
    year = one.windows["year"]
    if year is None or year.offered is None:
        return {}
    return {"offered": year.offered, "reported": min(year.reported or 0, year.offered)}
