"""Statutory duties of Swedish schools: what an event asks of whom, to whom, and by when."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from throughline.records.sweden.compulsory import birthday
from throughline.records.sweden.grades import COUNTRY
from throughline.records.sweden.words import enumeration, paragraph, sentence
from throughline.terms.language import day_name
from throughline.terms.rulebook import rule, rules
from throughline.terms.school_years import SchoolYear, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from throughline.terms.language import Text
    from throughline.terms.rulebook import Rule
    from throughline.terms.school_years import DateSpan

_MONTHS = 12


class SchoolForm(StrEnum):
    """The school forms whose duties the rulebook knows."""

    COMPULSORY = "compulsory"
    UPPER_SECONDARY = "upper_secondary"


class EventKind(StrEnum):
    """What may happen that the law ties a duty to."""

    UNEXCUSED_ABSENCE = "unexcused_absence"
    REPEATED_ABSENCE = "repeated_absence"
    LONG_ABSENCE = "long_absence"
    CONSIDERABLE_ABSENCE = "considerable_absence"
    INVESTIGATION_STARTED = "investigation_started"
    PUPIL_STARTS = "pupil_starts"
    PUPIL_LEAVES = "pupil_leaves"
    HINDRANCE = "hindrance"
    LEAVE_ASKED = "leave_asked"
    EXEMPTION_ASKED = "exemption_asked"
    TERM_BEGINS = "term_begins"
    TERM_REPORT = "term_report"
    NO_BASIS = "no_basis"
    CRITERIA_FEARED = "criteria_feared"
    CRITERIA_STILL_FEARED = "criteria_still_feared"
    OTHER_DIFFICULTIES = "other_difficulties"
    NEED_FOUND = "need_found"
    NO_NEED_FOUND = "no_need_found"
    NEWLY_ARRIVED = "newly_arrived"


class Deadline(StrEnum):
    """How soon, in the law's own words; some name a day."""

    SAME_DAY = "same_day"
    PROMPTLY = "promptly"
    AS_SOON_AS_POSSIBLE = "as_soon_as_possible"
    MONTHS = "months"
    THIS_TERM = "this_term"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one pupil, with what a duty may hang on; ``None`` is unknown.

    ``leave_days`` are all school days of leave in the school year, those asked for included.
    ``measures`` are what a decision holds, such as ``separate_group``.
    """

    kind: EventKind
    birth_date: date | None = None
    year_group: int | None = None
    leave_days: int | None = None
    needs_support: bool | None = None
    measures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: what is to be done, whose it is, to whom, and by when.

    ``deadline`` is ``None`` where the law sets none, ``due_on`` where it names no day.
    ``may_be_delegated`` is ``None`` where it does not say. ``unless`` is the exception it knows.
    """

    rule_id: str
    says: Text
    responsible: str
    addressee: str | None
    deadline: Deadline | None
    due_on: date | None
    may_be_delegated: bool | None
    unless: str | None
    consulted: tuple[str, ...]
    is_confirmed: bool

    @property
    def text(self) -> Text:
        """Whose duty it is, to whom, when, with whom, and what it leaves no choice in; ``says`` is what."""
        return _said(self)


def duties_of(
    event: Event, *, school_form: SchoolForm, on: date, organiser_is_home: bool
) -> tuple[Duty, ...]:
    """Return the duties that an event brings, in the order of the rulebook.

    Args:
        event: what happened, and what is known of the pupil.
        school_form: where the pupil goes.
        on: the day it happened; the rules of that day hold.
        organiser_is_home: whether the school's organiser is the pupil's home municipality; if not,
            there is one to tell (SE-ATT-08, -09).

    Where the age is not known a duty towards guardians or about youths stands: to be told once too
    often does less harm.
    """
    return tuple(
        _duty(each, event, school_form, on)
        for each in rules(kind="duty", country=COUNTRY, on=on)
        if event.kind in each.values["events"]
        and school_form in each.values["school_forms"]
        and not (organiser_is_home and each.values.get("only_if_not_home"))
        and _is_for(event, each.values, on)
    )


def leave_days(leaves: Iterable[DateSpan], *, school_days: Iterable[date], year: SchoolYear) -> int:
    """Return the school days of leave in one school year, each day once: what SE-ATT-12 adds up.

    ``leaves`` are those granted and the one asked for.
    """
    spans = tuple(leaves)
    return len(
        {day for day in school_days if SchoolYear.of(day) == year and any(day in s for s in spans)}
    )


def support_steps(*, on: date) -> tuple[Rule, ...]:
    """Return the rules of support in the order in which a case follows them."""
    steps = [each for each in rules(country=COUNTRY, on=on) if "step" in each.values]
    return tuple(sorted(steps, key=lambda each: int(each.values["step"])))


def may_be_appealed(decision: str, *, on: date) -> bool:
    """Say whether a decision on support can be appealed (SE-SUPP-05)."""
    return decision in rule("SE-SUPP-05", on=on).values["decisions"]


def register_variables(*, on: date) -> tuple[str, ...]:
    """Return what the proposed national register of absence holds for a pupil and term (SE-ATT-17)."""
    variables: tuple[str, ...] = rule("SE-ATT-17", on=on).values["variables"]
    return variables


def _is_for(event: Event, told: Mapping[str, Any], on: date) -> bool:
    """Say whether a duty is about this pupil: by age, year group, and need of support."""
    limit = told.get("under_age", {}).get(event.kind)
    if limit is not None and _has_turned(event, limit, on):
        return False
    if told.get("addressee") == "guardians" and _is_of_age(event, on):
        return False
    if told.get("only_if_needs_support") and not event.needs_support:
        return False
    return event.year_group is None or event.year_group in told.get(
        "year_groups", (event.year_group,)
    )


def _has_turned(event: Event, age: int, on: date) -> bool:
    return event.birth_date is not None and birthday(event.birth_date, age) <= on


def _is_of_age(event: Event, on: date) -> bool:
    return any(
        _has_turned(event, each.values["age"], on)
        for each in rules(kind="of_age", country=COUNTRY, on=on)
    )


def _duty(found: Rule, event: Event, school_form: SchoolForm, on: date) -> Duty:
    told = found.values
    deadline = Deadline(told["deadline"]) if "deadline" in told else None
    return Duty(
        rule_id=found.id,
        says=found.says,
        responsible=told["responsible"],
        addressee=told.get("addressee"),
        deadline=deadline,
        due_on=_due_on(deadline, told, on),
        may_be_delegated=_may_be_delegated(event, told),
        unless=told.get("unless"),
        consulted=told.get("consulted", {}).get(school_form, ()),
        is_confirmed=found.is_confirmed,
    )


def _due_on(deadline: Deadline | None, told: Mapping[str, Any], on: date) -> date | None:
    match deadline:
        case Deadline.SAME_DAY:
            return on
        case Deadline.MONTHS:
            return _months_after(on, told["months"])
        case Deadline.THIS_TERM:
            return term_of(on).ends_on
        case _:
            return None


def _months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the month's last where it has none such."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _may_be_delegated(event: Event, told: Mapping[str, Any]) -> bool | None:
    if "delegable_up_to_days" in told:
        days = event.leave_days
        return None if days is None else bool(days <= told["delegable_up_to_days"])
    if "not_delegable" in told:
        return event.measures.isdisjoint(told["not_delegable"])
    delegable: bool | None = told.get("delegable")
    return delegable


def _said(duty: Duty) -> Text:
    said = [sentence("duty", "responsible", who=_who(duty.responsible))]
    if duty.addressee is not None:
        said.append(sentence("duty", "addressee", who=_who(duty.addressee)))
    if duty.deadline is not None:
        said.append(sentence("duty", "when", when=_when(duty)))
    if duty.consulted:
        consulted = enumeration([_who(each) for each in duty.consulted])
        said.append(sentence("duty", "consulted", who=consulted))
    if duty.may_be_delegated is False:
        said.append(sentence("duty", "not_delegable"))
    if duty.unless is not None:
        said.append(sentence("duty", duty.unless))
    return paragraph(said)


def _who(code: str) -> Text:
    return sentence("duty", f"who_{code}")


def _when(duty: Duty) -> Text:
    if duty.deadline is Deadline.SAME_DAY or duty.due_on is None:
        return sentence("duty", f"when_{duty.deadline}")
    return sentence("duty", "when_by", day=day_name(duty.due_on), year=duty.due_on.year)
