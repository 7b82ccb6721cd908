"""IKO: which indicators are noticed when a pupil begins, each with its reason and no score."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.records.norway.absence_sentences import coverage_said
from throughline.records.norway.marks import MarkKind, subject_mark
from throughline.records.norway.school_points import (
    MarkUse,
    held_rows,
    mark_use,
    mean_mark,
    school_points,
)
from throughline.records.norway.subjects import core_subject, subject_of
from throughline.records.norway.words import enumeration, number, paragraph, sentence
from throughline.terms.language import Text, percent
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from throughline.terms.people import GradeRow

_CENT = Decimal("0.01")
_MOST_DECIMALS = 4


class Indicator(StrEnum):
    """What IKO looks at when a pupil begins."""

    FIRST_CHOICE_MEAN = "first_choice_mean"
    LOWER_CHOICE_MEAN = "lower_choice_mean"
    CORE_MARKS = "core_marks"
    ABSENCE = "absence"
    FAILED_MARKS = "failed_marks"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What is known of a pupil who begins; ``None`` is unknown.

    ``marks`` holds the written mark of each subject. ``mean`` is the mean mark where the file tells
    it; else it is counted from the marks. ``choice`` is 1 for the first wish. ``absence`` is the
    share (0-1) of the last school year, documented and undocumented together, and ``coverage`` how
    much of that time was registered.
    """

    marks: Mapping[str, str] = field(default_factory=dict)
    mean: Decimal | None = None
    choice: int | None = None
    absence: float | None = None
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Noticed:
    """One indicator that was noticed, the rule behind it, and its reason in words."""

    indicator: Indicator
    rule_id: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Iko:
    """What was noticed when a pupil began, and what nobody knows; never a score."""

    noticed: tuple[Noticed, ...]
    unknown: tuple[Text, ...]
    is_empty: bool

    @property
    def text(self) -> Text:
        """What was noticed and what is not known, as it is read aloud to the pupil."""
        return _said(self)


def entry_facts(
    grades: Iterable[GradeRow],
    *,
    on: date,
    choice: int | None = None,
    absence: float | None = None,
    coverage: float | None = None,
) -> EntryFacts:
    """Return what the marks of lower-secondary school and a year's absence tell of a pupil.

    The mean is that of the school points: the last final mark of each subject, and the exams.

    Args:
        grades: one pupil's rows from lower-secondary school, in any order.
        on: the day asked; marks set later are not known yet.
        choice: the wish that the pupil was admitted to, 1 for the first.
        absence: the share (0-1) of the last school year.
        coverage: the share (0-1) of that year's lesson time that was registered.
    """
    rows = held_rows(grades, on=on)
    # An exam is not the subject's own mark, but it is in the mean.
    marks = {
        row.subject: row.grade for row in rows if mark_use(row.kind, on=on) is not MarkUse.EXAM
    }
    mean = school_points(rows, on=on).mean
    return EntryFacts(marks, mean, choice, absence, coverage)


def iko_at_start(facts: EntryFacts, *, on: date) -> Iko:
    """Return what is noticed at the start of Vg1 (NO-IKO-01 to -04), each with its reason."""
    found = [_mean(facts, on=on), _core(facts, on=on), _absence(facts, on=on)]
    return Iko(
        noticed=tuple(each for each in found if each is not None),
        unknown=_unknown(facts, on=on),
        is_empty=not facts.marks and facts.mean is None and facts.absence is None,
    )


def iko_at_later_start(marks: Mapping[str, str], *, stage: int, on: date) -> Iko:
    """Return what is noticed at the start of Vg2 or Vg3: 1 or IV in any subject (NO-IKO-05).

    Args:
        marks: the written mark of each subject of the year before.
        stage: 2 for Vg2, 3 for Vg3; at another stage the rule notices nothing.
        on: the day asked.
    """
    values = rule("NO-IKO-05", on=on).values
    low = _subjects_with(marks, values["marks"], on=on)
    is_noticed = stage in values["stages"] and len(low) >= values["at_least"]
    reason = sentence("iko", Indicator.FAILED_MARKS, subjects=enumeration(low))
    noticed = Noticed(Indicator.FAILED_MARKS, "NO-IKO-05", reason)
    unknown = () if marks else (sentence("iko", "fact_marks"),)
    return Iko((noticed,) if is_noticed else (), unknown, is_empty=not marks)


def mean_of(marks: Mapping[str, str], *, on: date) -> Decimal | None:
    """Return the mean of the number marks; ``None`` without any."""
    read = [subject_mark(mark, on=on) for mark in marks.values()]
    return mean_mark(each.number for each in read if each is not None and each.number is not None)


def _mean(facts: EntryFacts, *, on: date) -> Noticed | None:
    mean = facts.mean if facts.mean is not None else mean_of(facts.marks, on=on)
    if mean is None or facts.choice is None:
        return None
    first, lower = rule("NO-IKO-01", on=on), rule("NO-IKO-02", on=on)
    if facts.choice in first.values["choices"]:
        held, indicator = first, Indicator.FIRST_CHOICE_MEAN
    elif facts.choice >= lower.values["lowest_choice"]:
        held, indicator = lower, Indicator.LOWER_CHOICE_MEAN
    else:
        return None
    limit = Decimal(str(held.values["mean_below"]))
    if mean >= limit:
        return None
    # Rounded down, so that nobody reads that 2,50 is under 2,5.
    said = number(mean.quantize(_CENT, rounding=ROUND_DOWN).normalize())
    return Noticed(
        indicator, held.id, sentence("iko", indicator, observed=said, limit=number(limit))
    )


def _core(facts: EntryFacts, *, on: date) -> Noticed | None:
    values = rule("NO-IKO-03", on=on).values
    core = {word: mark for word, mark in facts.marks.items() if core_subject(word, on=on)}
    low = _subjects_with(core, values["marks"], on=on)
    subjects = {core_subject(name.nb, on=on) for name in low}
    if len(subjects) < values["at_least"]:
        return None
    reason = sentence("iko", Indicator.CORE_MARKS, subjects=enumeration(low))
    return Noticed(Indicator.CORE_MARKS, "NO-IKO-03", reason)


def _absence(facts: EntryFacts, *, on: date) -> Noticed | None:
    limit = rule("NO-IKO-04", on=on).values["absence_above"]
    if facts.absence is None or facts.absence <= limit:
        return None
    observed = _percent_above(facts.absence, limit)
    said = sentence("iko", Indicator.ABSENCE, observed=observed, limit=percent(limit))
    reason = paragraph([said, coverage_said(facts.coverage)])
    return Noticed(Indicator.ABSENCE, "NO-IKO-04", reason)


def _percent_above(share: float, limit: float) -> Text:
    """Return a share with the decimals it takes to be read as more than the limit."""
    enough = (each for each in range(_MOST_DECIMALS) if round(share, each + 2) > limit)
    return percent(share, decimals=next(enough, _MOST_DECIMALS))


def _subjects_with(
    marks: Mapping[str, str], noticed: Iterable[str], *, on: date
) -> tuple[Text, ...]:
    """Return the subjects, by name, whose mark is among those that are noticed."""
    wanted = set(noticed)
    low = [word for word, mark in marks.items() if _written(mark, on=on) in wanted]
    return tuple(
        sorted((subject_of(word, on=on).name for word in low), key=lambda name: name.nb.casefold())
    )


def _written(mark: str, *, on: date) -> str | None:
    """Return a mark in the letters of the rule: the number, or IV for every word that means it."""
    read = subject_mark(mark, on=on)
    if read is None:
        return None
    if read.kind is MarkKind.NO_BASIS:
        return str(rule("NO-MARK-03", on=on).values[MarkKind.NO_BASIS][0])
    return None if read.number is None else str(read.number)


def _unknown(facts: EntryFacts, *, on: date) -> tuple[Text, ...]:
    unknown = []
    has_mean = facts.mean is not None or mean_of(facts.marks, on=on) is not None
    if not has_mean:
        unknown.append(sentence("iko", "fact_marks"))
    if facts.choice is None:
        unknown.append(sentence("iko", "fact_choice"))
    missing = _core_without_mark(facts, on=on)
    if missing and facts.marks:
        unknown.append(sentence("iko", "fact_core", subjects=enumeration(missing)))
    if facts.absence is None:
        unknown.append(sentence("iko", "fact_absence"))
    return tuple(unknown)


def _core_without_mark(facts: EntryFacts, *, on: date) -> tuple[Text, ...]:
    told = {core_subject(word, on=on) for word in facts.marks}
    slots = rule("NO-SUBJ-01", on=on).values["core"]
    return tuple(subject_of(slot[0], on=on).name for slot in slots if slot[0] not in told)


def _said(found: Iko) -> Text:
    if found.is_empty:
        return sentence("iko", "no_data")
    said = [each.reason for each in found.noticed] or [sentence("iko", "nothing")]
    if found.unknown:
        said.append(sentence("iko", "unknown", facts=enumeration(found.unknown)))
    return paragraph(said)
