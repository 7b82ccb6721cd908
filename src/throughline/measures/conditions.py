"""Conditions on a pupil's fact, as a definition writes them: a closed list of questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from throughline.measures.facts import Completion, PupilFact

    Answer = bool | str | int | float | frozenset[str] | Decimal | None


def _of_start(question: Callable[[Completion], Answer]) -> Callable[[PupilFact], Answer]:
    return lambda fact: None if fact.completion is None else question(fact.completion)


FACTS: Mapping[str, Callable[[PupilFact], Answer]] = {
    "absent_rate": lambda fact: fact.rate("absent"),
    "excused_rate": lambda fact: fact.rate("excused"),
    "unexcused_rate": lambda fact: fact.rate("unexcused"),
    "reported": lambda fact: fact.minutes("reported"),
    "offered": lambda fact: fact.minutes("offered"),
    "merit": lambda fact: fact.merit,
    "eligible": lambda fact: fact.eligible,
    "all_passed": lambda fact: fact.all_passed,
    "left": lambda fact: fact.left,
    "year_group": lambda fact: fact.dims.get("year_group"),
    "start": _of_start(lambda completion: completion.start),
    "is_first_time": _of_start(lambda completion: completion.is_first_time),
    "has_civic_number": _of_start(lambda completion: completion.has_civic_number),
    "age_at_start": _of_start(lambda completion: completion.age_at_start),
    "is_removed": _of_start(lambda completion: completion.is_removed),
}
"""What a definition may ask of a pupil, and how it is answered."""

REACHED = "reached"
"""The one question that takes years: the outcomes of upper-secondary education within them."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One question to a pupil's fact, and the answers that meet it.

    ``at_least`` and ``at_most`` compare a number, ``is_`` a yes or no, ``has`` asks what a set
    holds and ``one_of`` what a word or a set is among. ``within`` is years after the start.
    """

    fact: str
    at_least: float | None = None
    at_most: float | None = None
    is_: bool | None = None
    has: str | None = None
    one_of: frozenset[str] = frozenset()
    within: int = 0

    def met_by(self, fact: PupilFact) -> bool | None:
        """Say whether a pupil meets the condition; ``None`` where it is not known."""
        answer = self._answer(fact)
        if answer is None:
            return None
        if self.is_ is not None:
            return answer is self.is_
        if isinstance(answer, frozenset):
            return self.has in answer or bool(self.one_of & answer)
        if isinstance(answer, str):
            return answer in self.one_of
        return self._compares(float(answer))

    def _answer(self, fact: PupilFact) -> Answer:
        if self.fact != REACHED:
            return FACTS[self.fact](fact)
        return None if fact.completion is None else fact.completion.within(self.within)

    def _compares(self, number: float) -> bool:
        if self.at_least is not None and number < self.at_least:
            return False
        return self.at_most is None or number <= self.at_most


def all_met(conditions: Iterable[Condition], fact: PupilFact) -> bool | None:
    """Say whether a pupil meets every condition; one unmet decides, one unknown leaves it open."""
    is_known = True
    for condition in conditions:
        answer = condition.met_by(fact)
        if answer is False:
            return False
        is_known = is_known and answer is not None
    return True if is_known else None
