"""Grunnskolepoeng: the mean of all number marks of lower-secondary school, times ten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.records.grades import is_known, known_from
from throughline.records.norway.marks import Level, is_conduct, subject_mark
from throughline.records.norway.subjects import subject_of
from throughline.records.norway.words import counted, enumeration, number, paragraph, sentence
from throughline.terms.language import Text, day_name
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from throughline.terms.people import GradeRow

_ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


class MarkUse(StrEnum):
    """What a row's kind makes of its mark: final, of an exam, or of a term that is not over."""

    FINAL = "final"
    EXAM = "exam"
    TERM = "term"


class WithoutPoints(StrEnum):
    """Why a pupil has no points."""

    NO_MARKS = "no_marks"
    MOST_MISSING = "most_missing"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class SchoolPoints:
    """One pupil's points (10 to 60), the marks that they rest on, and the subjects that lack one.

    ``missing`` holds the subjects without a number mark, by name. ``is_conditional`` is true where
    a mark that counts is not said to be final: the points are then what they *would* be.
    ``apply_by`` is the last day for an application that must be judged individually.
    """

    value: Decimal | None
    mean: Decimal | None
    counted: tuple[GradeRow, ...]
    missing: tuple[Text, ...]
    is_conditional: bool
    without: WithoutPoints | None
    apply_by: date | None

    @property
    def text(self) -> Text:
        """The points, or why there are none, as it is read aloud to the pupil."""
        return _said(self)


def school_points(
    grades: Iterable[GradeRow], *, on: date, min_marks: int | None = None
) -> SchoolPoints:
    """Return one pupil's points as of a day (NO-GSP-01).

    Of several marks in one subject the last final one counts, else the last of a term. Exam marks
    count beside the final one. Order and conduct are no subjects.

    Args:
        grades: one pupil's rows from lower-secondary school, in any order.
        on: the day asked; marks set later are not known yet.
        min_marks: fewest number marks that give points; ``None`` for the rule's own (NO-GSP-01).
            Other tables ask for more (NO-GSP-02).
    """
    held = _held(grades, on=on)
    counted_marks = [each for each in held if each.number is not None]
    subjects = [each for each in held if each.use is not MarkUse.EXAM]
    missing = [each for each in subjects if each.number is None]
    fewest = rule("NO-GSP-01", on=on).values["min_marks"] if min_marks is None else min_marks
    is_enough = len(counted_marks) >= max(fewest, 1)
    without = _why_none(len(held), len(subjects), len(missing), is_enough=is_enough, on=on)
    numbers = [each.number for each in counted_marks if each.number is not None]
    mean = None if without else _mean(numbers, on=on)
    return SchoolPoints(
        value=None if mean is None else _times(mean, on=on),
        mean=mean,
        counted=tuple(each.row for each in counted_marks),
        missing=tuple(subject_of(each.row.subject, on=on).name for each in missing),
        is_conditional=not all(each.is_said_final for each in counted_marks),
        without=without,
        apply_by=_apply_by(on) if without is WithoutPoints.MOST_MISSING else None,
    )


def held_rows(grades: Iterable[GradeRow], *, on: date) -> list[GradeRow]:
    """Return the row that holds on a day of each subject, and of each of its exams, by subject."""
    return [each.row for each in _held(grades, on=on)]


def mark_use(kind: str | None, *, on: date) -> MarkUse:
    """Return what a row's kind says of its mark; no kind, or an unknown one, is a final mark."""
    words = rule("NO-GSP-01", on=on).values
    said = (kind or "").strip().casefold()
    return next((each for each in MarkUse if said in words[each]), MarkUse.FINAL)


def mean_mark(numbers: Iterable[int]) -> Decimal | None:
    """Return the exact mean of number marks; ``None`` without any."""
    marks = list(numbers)
    return Decimal(sum(marks)) / len(marks) if marks else None


@dataclass(frozen=True, slots=True)
class _Read:
    """One row as the rules read it: its subject and exam, what its mark is, and its number."""

    row: GradeRow
    place: tuple[str, str]
    use: MarkUse
    number: int | None

    @property
    def is_said_final(self) -> bool:
        return self.row.kind is not None and self.use is not MarkUse.TERM

    @property
    def precedence(self) -> tuple[bool, date, int]:
        # The number breaks a tie, so that the order of a file's rows never matters.
        set_on = self.row.set_on or known_from(self.row) or date.min
        return self.use is not MarkUse.TERM, set_on, self.number or 0


def _held(grades: Iterable[GradeRow], *, on: date) -> list[_Read]:
    """Return what holds on a day of each subject, and of each of its exams, by subject."""
    rows = [row for row in grades if is_known(row, on=on) and not is_conduct(row.subject, on=on)]
    chosen: dict[tuple[str, str], _Read] = {}
    for each in sorted((_read(row, on=on) for row in rows), key=lambda one: one.precedence):
        chosen[each.place] = each
    return [each for _, each in sorted(chosen.items(), key=lambda item: item[0])]


def _read(row: GradeRow, *, on: date) -> _Read:
    words = rule("NO-GSP-01", on=on).values
    said = (row.kind or "").strip().casefold()
    own = "" if said in {"", *words["final"], *words["term"]} else said
    mark = subject_mark(row.grade, on=on, level=Level.LOWER)
    return _Read(
        row,
        (subject_of(row.subject, on=on).code, own),
        mark_use(row.kind, on=on),
        None if mark is None else mark.number,
    )


def _why_none(
    rows: int, subjects: int, missing: int, *, is_enough: bool, on: date
) -> WithoutPoints | None:
    if not rows:
        return WithoutPoints.NO_MARKS
    if missing > subjects * rule("NO-GSP-01", on=on).values["most_missing"]:
        return WithoutPoints.MOST_MISSING
    return None if is_enough else WithoutPoints.TOO_FEW


def _mean(marks: list[int], *, on: date) -> Decimal:
    step = Decimal(1).scaleb(-rule("NO-GSP-01", on=on).values["decimals"])
    exact = Decimal(sum(marks)) / len(marks)
    return exact.quantize(step, rounding=_ROUNDING[rule("NO-GSP-03", on=on).values["rounding"]])


def _times(mean: Decimal, *, on: date) -> Decimal:
    values = rule("NO-GSP-01", on=on).values
    points: Decimal = mean * values["times"]
    return points.quantize(Decimal(1).scaleb(1 - values["decimals"]))


def _apply_by(on: date) -> date:
    values = rule("NO-GSP-04", on=on).values
    this_year = date(on.year, values["month"], values["day"])
    return this_year if on <= this_year else this_year.replace(year=on.year + 1)


def _said(points: SchoolPoints) -> Text:
    said = [_points_or_reason(points)]
    if points.missing and points.without is not WithoutPoints.NO_MARKS:
        names = enumeration(sorted(points.missing, key=lambda name: name.nb.casefold()))
        said.append(counted("school_points", "missing", len(points.missing), subjects=names))
    if points.apply_by is not None:
        said.append(sentence("school_points", "apply_by", day=day_name(points.apply_by)))
    return paragraph(said)


def _points_or_reason(points: SchoolPoints) -> Text:
    if points.value is None:
        reason = points.without or WithoutPoints.NO_MARKS
        return counted("school_points", reason, len(points.counted))
    form = "conditional" if points.is_conditional else "final"
    count = len(points.counted)
    return counted("school_points", form, count, value=number(points.value))
