"""Kommunernas aktivitetsansvar: whom a home municipality keeps in sight as of a day, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.records.sweden.compulsory import birthday, compulsory_schooling
from throughline.records.sweden.words import enumeration, sentence
from throughline.terms.language import day_name
from throughline.terms.rulebook import rule, rules
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from throughline.terms.language import Text

_DAY = timedelta(days=1)


class Outside(StrEnum):
    """Why somebody is not in the responsibility, or will leave it."""

    LIVES_ELSEWHERE = "lives_elsewhere"
    COMPULSORY = "compulsory"
    IN_EDUCATION = "in_education"
    COMPLETED = "completed"
    OVER_AGE = "over_age"


@dataclass(frozen=True, slots=True)
class Studies:
    """One education from a day to a day, both included; without an end it goes on.

    ``kind`` is upper_secondary, introductory, adapted_upper_secondary or equivalent.
    """

    kind: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Residence:
    """A home municipality from a day to a day, both included; without an end it goes on."""

    municipality: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Credential:
    """What completes an education: diploma, adapted_certificate, equivalent_passed or certificate."""

    kind: str
    awarded_on: date


@dataclass(frozen=True, slots=True)
class Youth:
    """What is known of one young person; ``None`` is unknown and never no.

    ``compulsory_until`` is the last day of compulsory schooling; ``None`` reads it from the birth
    date (SE-ATT-01).
    """

    pupil_id: str
    birth_date: date | None
    homes: Sequence[Residence]
    studies: Sequence[Studies] | None = None
    credentials: Sequence[Credential] | None = None
    compulsory_until: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityResponsibility:
    """Whether a municipality is responsible for a young person on a day.

    For a member ``out_on`` is the first day outside as known now and ``because`` the reason why.
    For others they tell since when and why; ``out_on`` is ``None`` for who never was inside.
    ``moves_to`` is the new home municipality that takes over. ``is_member`` is ``None`` where
    ``unknown`` facts decide it.
    """

    is_member: bool | None
    out_on: date | None = None
    because: Outside | None = None
    moves_to: str | None = None
    unknown: tuple[str, ...] = ()

    @property
    def text(self) -> Text:
        """The same in one sentence."""
        return _said(self)


@dataclass(frozen=True, slots=True)
class _Out:
    """A time outside: both ends included, ``None`` for open."""

    because: Outside
    starts_on: date | None = None
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


def activity_responsibility(youth: Youth, municipality: str, *, on: date) -> ActivityResponsibility:
    """Return whether a municipality is responsible for a young person on a day (SE-KAA-01, -02).

    A day on which something begins or is awarded is the first day outside: the 20th birthday, the
    diploma, the start of education, the move.

    Raises:
        UnknownRule: the day is before 2015, when the responsibility had another name and content.
    """
    outside = tuple(_outside(youth, municipality, on))
    now = [each for each in outside if each.holds_on(on)]
    if now:
        return _told(min(now, key=_began), youth, municipality, is_member=False)
    unknown = _unknown(youth)
    if unknown:
        return ActivityResponsibility(None, unknown=unknown)
    later = [each for each in outside if each.starts_on is not None and each.starts_on > on]
    return _told(min(later, key=_began), youth, municipality, is_member=True)


def name_on(day: date) -> str:
    """Return what the responsibility was called on a day: KIA before 2015, KAA since (SE-KAA-07)."""
    former = rules(kind="former_name", country="se", on=day)
    return str(former[0].values["short"]) if former else "KAA"


def missing_documentation(
    documented: Mapping[str, object], *, on: date, has_ended: bool = False
) -> tuple[Text, ...]:
    """Return the names of the fields of a measure's documentation that are still empty (SE-KAA-04).

    ``has_ended`` asks for the end of the measure and its reason too.
    """
    fields = rule("SE-KAA-04", on=on).values["fields"]
    return tuple(
        field["name"]
        for code, field in fields.items()
        if not documented.get(code)
        and not field.get("may_be_empty")
        and (has_ended or not field.get("when_ended"))
    )


def reporting_period(day: date) -> DateSpan:
    """Return the period of the calendar year that a day is reported in: its half (SE-KAA-05)."""
    months = rule("SE-KAA-05", on=day).values["months"]
    first = (day.month - 1) // months * months + 1
    after = date(day.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    return DateSpan(date(day.year, first, 1), after - _DAY)


def mapped_rate(is_known: Iterable[bool]) -> Decimal | None:
    """Return the share of a register who have been contacted or whose situation is known, 0 to 1.

    One value a person; ``None`` for an empty register.
    """
    told = list(is_known)
    return Decimal(sum(told)) / len(told) if told else None


def _outside(youth: Youth, municipality: str, on: date) -> Iterator[_Out]:
    yield from _elsewhere(youth.homes, municipality)
    limits = rule("SE-KAA-01", on=on).values
    if youth.birth_date is not None:
        yield _Out(Outside.OVER_AGE, birthday(youth.birth_date, limits["under_age"]))
    compulsory_until = _compulsory_until(youth)
    if compulsory_until is not None:
        yield _Out(Outside.COMPULSORY, None, compulsory_until)
    kinds = {*limits["education"], *_introductory(on)}
    for each in youth.studies or ():
        if each.kind in kinds:
            yield _Out(Outside.IN_EDUCATION, each.starts_on, each.ends_on)
    completing = {*limits["completed_by"], *_certificates(on)}
    for credential in youth.credentials or ():
        if credential.kind in completing:
            yield _Out(Outside.COMPLETED, credential.awarded_on)


def _elsewhere(homes: Sequence[Residence], municipality: str) -> Iterator[_Out]:
    """Yield the times between and around the stays in a municipality."""
    here = sorted(
        (each for each in homes if each.municipality == municipality), key=lambda one: one.starts_on
    )
    begins: date | None = None
    for each in here:
        if begins is None or begins < each.starts_on:
            yield _Out(Outside.LIVES_ELSEWHERE, begins, each.starts_on - _DAY)
        if each.ends_on is None:
            return
        begins = max(begins or date.min, each.ends_on + _DAY)
    yield _Out(Outside.LIVES_ELSEWHERE, begins)


def _compulsory_until(youth: Youth) -> date | None:
    if youth.compulsory_until is not None or youth.birth_date is None:
        return youth.compulsory_until
    return compulsory_schooling(youth.birth_date).ends_on


def _introductory(on: date) -> tuple[str, ...]:
    held = rules(kind="introductory_programmes", country="se", on=on)
    return tuple(kind for each in held for kind in each.values["education"])


def _certificates(on: date) -> tuple[str, ...]:
    held = rules(kind="introductory_programmes", country="se", on=on)
    return ("certificate",) if any(each.values["certificate_takes_out"] for each in held) else ()


def _unknown(youth: Youth) -> tuple[str, ...]:
    facts = ("birth_date", "studies", "credentials")
    return tuple(name for name in facts if getattr(youth, name) is None)


def _began(out: _Out) -> date:
    return out.starts_on or date.min


def _told(out: _Out, youth: Youth, municipality: str, *, is_member: bool) -> ActivityResponsibility:
    moves_to = _moves_to(out, youth, municipality)
    return ActivityResponsibility(is_member, out.starts_on, out.because, moves_to)


def _moves_to(out: _Out, youth: Youth, municipality: str) -> str | None:
    """Return who takes over after a move; ``None`` where nobody has told, or nobody moved."""
    if out.because is not Outside.LIVES_ELSEWHERE or out.starts_on is None:
        return None
    following = (
        each.municipality
        for each in sorted(youth.homes, key=lambda one: one.starts_on)
        if each.municipality != municipality and each.starts_on >= out.starts_on
    )
    return next(following, None)


def _said(found: ActivityResponsibility) -> Text:
    if found.because is None:
        facts = enumeration([sentence("activity", f"unknown_{each}") for each in found.unknown])
        return sentence("activity", "unknown", facts=facts)
    age = rule("SE-KAA-01").values["under_age"]
    if found.out_on is None:
        why = sentence("activity", found.because, age=age)
        return sentence("activity", "never", because=why)
    coming = "will_" if found.is_member else ""
    why = sentence("activity", f"{coming}{found.because}", age=age)
    day = {"day": day_name(found.out_on), "year": found.out_on.year}
    return sentence("activity", "until" if found.is_member else "since", because=why, **day)
