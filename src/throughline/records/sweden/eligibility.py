"""Eligibility for upper-secondary school: which programmes a pupil's grades open, and the gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from throughline.records.sweden.gap_words import gap_text
from throughline.records.sweden.grades import COUNTRY, subject_grades
from throughline.terms.rulebook import UnknownRule, remembered, rule, rules
from throughline.terms.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from throughline.terms.language import Text
    from throughline.terms.people import GradeRow

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """The fewest subjects that a pupil still has to pass, and the same in words.

    ``subjects`` are codes that must be passed, SV for Swedish or Swedish as a second language;
    ``any_of`` is how many of any others come to that. Empty where the pupil is eligible.
    """

    subjects: tuple[str, ...]
    any_of: int
    text: Text

    @property
    def count(self) -> int:
        """How many subjects away the pupil is."""
        return len(self.subjects) + self.any_of


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Which families of programmes a pupil's grades open, and the gap to each, in the law's order."""

    eligible: Mapping[str, bool]
    gaps: Mapping[str, Gap]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one family asks for: the slots that must be filled by name, and how many others."""

    core: tuple[str, ...]
    others: int


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to be eligible: slots to fill, subjects among the others, and how many others.

    ``apart`` are the subjects that never count among the others, such as mathematics where
    another way asks for it.
    """

    core: tuple[tuple[str, ...], ...]
    among: tuple[str, ...]
    others: int
    apart: frozenset[str]

    def lacking(self, passed: frozenset[str]) -> tuple[tuple[str, ...], int]:
        """Return which subjects are missing, and how many of any others besides."""
        slots = tuple(slot[0] for slot in self.core if passed.isdisjoint(slot))
        named = tuple(code for code in self.among if code not in passed)
        others = (passed - self.apart).union(named)
        return (*slots, *named), max(0, self.others - len(others))


def families(*, on: date) -> tuple[str, ...]:
    """Return the families of programmes that eligibility is told for, in the order of the rules.

    YRK stands for every vocational programme, IMV for programme-oriented choice.
    """
    return tuple(_requirements(on))


@remembered
def family_names(*, on: date) -> Mapping[str, Text]:
    """Return what each family of programmes is called inside a sentence, in the order of the rules."""
    found = rules(kind="eligibility", country=COUNTRY, on=on)
    return {family: name for each in found for family, name in each.values["families"].items()}


def eligibility(
    grades: Iterable[GradeRow], *, on: date, declared: frozenset[str] = NOTHING
) -> Eligibility:
    """Return which families a pupil's grades open on a day, and the gap to each.

    ``declared`` are subjects that people have decided to count as passed: the exemption from
    English (SE-ELIG-EN-EX), or equivalent knowledge (SE-ELIG-EQ). Programme-oriented choice (IMV)
    tells whether the grades are enough for it; whom it is for, ``introductory`` says.
    """
    passed = _passed(grades, on, declared)
    gaps = {family: _gap(family, passed, on) for family in families(on=on)}
    return Eligibility({family: gap.count == 0 for family, gap in gaps.items()}, gaps)


def asked_by(family: str, *, on: date) -> Asked:
    """Return how many subjects a family asks for, by the first of its ways; SV stands for SV or SVA.

    Raises:
        UnknownRule: no rule tells what the family asks for on the day.
    """
    way = _ways(family, on)[0]
    return Asked(tuple(slot[0] for slot in way.core), way.others)


def missing_for(
    family: str, grades: Iterable[GradeRow], *, on: date, declared: frozenset[str] = NOTHING
) -> Gap:
    """Return the smallest gap to one family of programmes.

    Raises:
        UnknownRule: no rule tells what the family asks for on the day.
    """
    return _gap(family, _passed(grades, on, declared), on)


def distance(
    grades: Iterable[GradeRow],
    *,
    on: date,
    family: str = "YRK",
    declared: frozenset[str] = NOTHING,
) -> int:
    """Return how many subjects a pupil is away from a family, by default the vocational ones."""
    return missing_for(family, grades, on=on, declared=declared).count


def grounds_for(subject: str, *, on: date) -> tuple[str, ...]:
    """Return the ids of the rules by which people may count a subject as passed without a grade."""
    return tuple(
        each.id
        for each in rules(kind="declared", country=COUNTRY, on=on)
        if each.values.get("any_subject") or subject in each.values.get("subjects", ())
    )


def introductory(
    standing: Eligibility, *, on: date, aims_at: str = "YRK", newly_arrived: bool = False
) -> tuple[str, ...]:
    """Return the introductory programmes that are open to a pupil without exceptional reasons.

    ``aims_at`` is the family of programmes that programme-oriented choice would aim at.
    """
    opened = [
        each.values["programme"]
        for each in rules(kind="introductory", country=COUNTRY, on=on)
        if not standing.eligible[each.values["not_eligible_for"]]
        and (newly_arrived or not each.values["newly_arrived"])
    ]
    chosen = rule("SE-ELIG-IMV", on=on).values
    closed = chosen["only_if_not_eligible"] and standing.eligible[aims_at]
    oriented = [family for family in chosen["families"] if standing.eligible[family] and not closed]
    return (*oriented, *opened)


def may_begin(
    birth_date: date, *, starts_on: date, has_completed: bool = False, is_adapted: bool = False
) -> bool:
    """Say whether a pupil's age and past studies allow upper-secondary school (SE-ELIG-AGE).

    ``has_completed`` tells of a national programme already completed, ``is_adapted`` of the
    education for pupils with severe motor disabilities.
    """
    limits = rule("SE-ELIG-AGE", on=starts_on).values
    if has_completed and limits["unless_completed"]:
        return False
    year = birth_date.year + limits["turns_where_adapted" if is_adapted else "turns"]
    return (starts_on.year, starts_on.month) <= (year, limits["last_month"])


def _passed(grades: Iterable[GradeRow], on: date, declared: frozenset[str]) -> frozenset[str]:
    counting = _counting_groups(on)
    unknown_count = rule("SE-ELIG-OTHERS", on=on).values["unknown_subjects"]
    said = frozenset(each for each in map(_code, declared) if grounds_for(each, on=on))
    return said.union(
        each.code
        for each in subject_grades(grades, on=on)
        if each.passed and (unknown_count if each.is_own_name else each.group in counting)
    )


@remembered
def _counting_groups(on: date) -> frozenset[str]:
    """Return the subjects that count at all: the ordinary ones do, of others the rule tells."""
    ordinary = {each["code"] for each in rule("SE-SUBJ-01", on=on).values["subjects"]}
    return frozenset(ordinary).union(rule("SE-ELIG-OTHERS", on=on).values["groups"])


def _code(subject: str) -> str:
    known = subject_of(subject, COUNTRY)
    return known.code if known else subject.strip().casefold()


def _gap(family: str, passed: frozenset[str], on: date) -> Gap:
    lacking = [way.lacking(passed) for way in _ways(family, on)]
    # Of two gaps of one size the freer is told: any subject rather than one by name.
    subjects, any_of = min(lacking, key=lambda each: (len(each[0]) + each[1], len(each[0])))
    return Gap(subjects, any_of, gap_text(family_names(on=on)[family], subjects, any_of))


def _ways(family: str, on: date) -> tuple[_Way, ...]:
    ways = _requirements(on).get(family)
    if ways is None:
        raise UnknownRule(f"No rule tells what the family {family!r} asks for on {on}.")
    return ways


@remembered
def _requirements(on: date) -> Mapping[str, tuple[_Way, ...]]:
    return {
        family: _told_ways(each.values.get("ways", (each.values,)))
        for each in rules(kind="eligibility", country=COUNTRY, on=on)
        for family in each.values["families"]
    }


def _told_ways(told: Sequence[Mapping[str, Any]]) -> tuple[_Way, ...]:
    apart = frozenset(code for way in told for slot in way["core"] for code in slot)
    return tuple(_Way(way["core"], way.get("among", ()), way["others"], apart) for way in told)
