"""Completion of Sweden's upper-secondary school by each published definition, three states apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.records.sweden.words import paragraph, sentence
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from throughline.terms.language import Text
    from throughline.terms.rulebook import Rule

_TENTH = Decimal("0.1")


class Municipality(StrEnum):
    """By which municipality a figure is told."""

    HOME = "home"
    SCHOOL = "school"


class OutcomeState(StrEnum):
    """What has become of one starter."""

    DIPLOMA = "diploma"
    CERTIFICATE = "certificate"
    NOT_FINISHED = "not_finished"


@dataclass(frozen=True, slots=True)
class Starter:
    """One pupil's first start in upper-secondary school, and what became of it.

    ``group`` is that of the programme begun: vocational, preparatory or introductory. ``left_on``
    is the first day away again; ``removed_on`` the day of death or emigration and
    ``removed_because`` which of the two. ``None`` is unknown, or has not been.
    """

    pupil_id: str
    started_on: date
    group: str
    home_municipality: str | None = None
    school_municipality: str | None = None
    birth_date: date | None = None
    has_civic_number: bool | None = None
    left_on: date | None = None
    diploma_on: date | None = None
    certificate_on: date | None = None
    certificate_points: int | None = None
    removed_on: date | None = None
    removed_because: str | None = None


@dataclass(frozen=True, slots=True)
class CompletionRate:
    """One cohort's completion by one definition, with the three states beside it.

    ``rate`` is in percent with one decimal, ``None`` without anybody to count. ``unplaced`` are
    starters whom the definition cannot place, since a fact it asks for is not known. ``is_final``
    says whether the years were over on the day asked.
    """

    definition: str
    cohort: int
    municipality: Municipality
    starters: int
    completed: int
    states: Mapping[OutcomeState, int]
    unplaced: int
    judged_on: date
    is_final: bool

    @property
    def rate(self) -> Decimal | None:
        """Completed of all starters, in percent."""
        if not self.starters:
            return None
        share = Decimal(100 * self.completed) / self.starters
        return share.quantize(_TENTH, rounding=ROUND_HALF_UP)

    @property
    def text(self) -> Text:
        """Which figure this is: definition, cohort and municipality, so that two are never mixed."""
        told_by = sentence("completion", self.municipality)
        label = sentence("completion", "label", year=self.cohort, municipality=told_by)
        said = [rule(self.definition).says, label]
        if not self.is_final:
            said.append(sentence("completion", "not_over", year=self.judged_on.year))
        return paragraph(said)


def completion(
    starters: Iterable[Starter],
    definition: str,
    *,
    cohort: int,
    municipality: Municipality,
    as_of: date,
    code: str | None = None,
) -> CompletionRate:
    """Return one cohort's completion by a published definition, as known on a day.

    Args:
        starters: everybody's starts; of several by one pupil the first is believed.
        definition: the id of a rule of kind ``completion``, such as SE-COMP-01.
        cohort: the year on whose count day the pupils were there for the first time.
        municipality: by which one the figure is told.
        as_of: the day asked; what happened after it is not known.
        code: one municipality alone; ``None`` for all.

    Raises:
        UnknownRule: there is no such definition.
        ValueError: the definition is never told by that municipality.
    """
    defined = rule(definition)
    if municipality not in defined.values["municipalities"]:
        raise ValueError(f"{definition} is not told by {municipality} municipality.")
    there = [
        each for each in cohort_of(starters, cohort) if code in {None, _place(each, municipality)}
    ]
    return _rated(there, defined, cohort=cohort, municipality=municipality, as_of=as_of)


def cohort_of(starters: Iterable[Starter], year: int) -> tuple[Starter, ...]:
    """Return whoever is in upper-secondary school for the first time on the count day of a year.

    Whoever began and left again between two count days is in no cohort.
    """
    first: dict[str, Starter] = {}
    for each in sorted(starters, key=lambda one: (one.started_on, repr(one))):
        if _is_counted_once(each):
            first.setdefault(each.pupil_id, each)
    return tuple(each for each in first.values() if _cohort_year(each.started_on) == year)


def state_of(starter: Starter, *, on: date) -> OutcomeState:
    """Return what has become of one starter by a day (SE-COMP-07)."""
    if starter.diploma_on is not None and starter.diploma_on <= on:
        return OutcomeState.DIPLOMA
    if starter.certificate_on is not None and starter.certificate_on <= on:
        return OutcomeState.CERTIFICATE
    return OutcomeState.NOT_FINISHED


def outcomes(starter: Starter, *, on: date) -> frozenset[str]:
    """Return what a starter has reached by a day, as the definitions call it.

    ``diploma``, ``certificate``, and ``certificate_2500`` for one of that many points (SE-DIPL-07).
    """
    state = state_of(starter, on=on)
    if state is OutcomeState.NOT_FINISHED:
        return frozenset()
    is_long = (starter.certificate_points or 0) >= rule("SE-DIPL-07").values["points"]
    if state is OutcomeState.CERTIFICATE and is_long:
        return frozenset({"certificate", "certificate_2500"})
    return frozenset({str(state)})


def end_of_years(cohort: int, years: int) -> date:
    """Return the last day of a cohort's years: the end of the year so many years on (SE-COMP-05)."""
    told = rule("SE-COMP-05").values
    return date(cohort + years, told["end_month"], told["end_day"])


def _rated(
    starters: Iterable[Starter],
    defined: Rule,
    *,
    cohort: int,
    municipality: Municipality,
    as_of: date,
) -> CompletionRate:
    judged_on = end_of_years(cohort, defined.values["years"])
    known_until = min(judged_on, as_of)
    asked = [each for each in starters if _may_count(each, defined, by=known_until)]
    placed = [each for each in asked if _belongs(each, defined)]
    return CompletionRate(
        definition=defined.id,
        cohort=cohort,
        municipality=municipality,
        starters=len(placed),
        completed=sum(_has_completed(each, defined, by=known_until) for each in placed),
        states=_states(placed, by=known_until),
        unplaced=sum(_belongs(each, defined) is None for each in asked),
        judged_on=judged_on,
        is_final=judged_on <= as_of,
    )


def _count_day(year: int) -> date:
    told = rule("SE-COMP-05").values
    return date(year, told["count_month"], told["count_day"])


def _cohort_year(started_on: date) -> int:
    return started_on.year + (started_on > _count_day(started_on.year))


def _is_counted_once(starter: Starter) -> bool:
    count_day = _count_day(_cohort_year(starter.started_on))
    return starter.left_on is None or starter.left_on > count_day


def _place(starter: Starter, municipality: Municipality) -> str | None:
    if municipality is Municipality.HOME:
        return starter.home_municipality
    return starter.school_municipality


def _may_count(starter: Starter, defined: Rule, *, by: date) -> bool:
    return starter.group in defined.values["groups"] and not _is_removed(starter, by=by)


def _is_removed(starter: Starter, *, by: date) -> bool:
    is_reason = starter.removed_because in rule("SE-COMP-06").values["reasons"]
    return is_reason and starter.removed_on is not None and starter.removed_on <= by


def _belongs(starter: Starter, defined: Rule) -> bool | None:
    """Say whether a definition counts a starter; ``None`` where a fact it asks for is not known.

    An age at start is that of the calendar year.
    """
    asked: list[bool | None] = [True]
    if defined.values["needs_civic_number"]:
        asked.append(starter.has_civic_number)
    if "oldest_at_start" in defined.values:
        asked.append(_is_at_most(starter, defined.values["oldest_at_start"]))
    if False in asked:
        return False
    return None if None in asked else True


def _is_at_most(starter: Starter, age: int) -> bool | None:
    if starter.birth_date is None:
        return None
    return starter.started_on.year - starter.birth_date.year <= age


def _has_completed(starter: Starter, defined: Rule, *, by: date) -> bool:
    return not outcomes(starter, on=by).isdisjoint(defined.values["outcomes"])


def _states(placed: Iterable[Starter], *, by: date) -> dict[OutcomeState, int]:
    counts = Counter(state_of(each, on=by) for each in placed)
    return {OutcomeState(name): counts[OutcomeState(name)] for name in _shown()}


def _shown() -> tuple[str, ...]:
    names: tuple[str, ...] = rule("SE-COMP-07").values["states"]
    return names
