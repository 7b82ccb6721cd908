"""The merit value: what year 9's grades amount to when pupils are ranked for a place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from throughline.records.sweden.grades import SubjectGrade, subject_grades
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from throughline.terms.people import GradeRow
    from throughline.terms.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Merit:
    """A pupil's merit value in points, the grades it is the sum of, and which was the extra one.

    ``language_choice`` is the seventeenth grade, ``None`` without one; it stands in ``counted``
    too. A subject covered by a combined grade stands there under its own code.
    """

    value: Decimal
    counted: tuple[GradeRow, ...]
    language_choice: GradeRow | None


def merit_value(grades: Iterable[GradeRow], *, on: date) -> Merit | None:
    """Return the merit value of what was known on a day; ``None`` for a pupil without any grade.

    The best grades are added up, and one in a modern language read as language choice besides
    (SE-MERIT-01). Only graded subjects count, a dash is no grade, and the sum is not divided.
    Swedish and Swedish as a second language are one subject.

    Raises:
        UnknownRule: the rulebook has no merit value for the day.
    """
    known = rule("SE-MERIT-01", on=on)
    graded = _best_first(_one_a_slot(subject_grades(grades, on=on), on))
    if not graded:
        return None
    extra = next((each for each in graded if _is_language_choice(each, known)), None)
    counted = [each for each in graded if each is not extra][: known.values["best"]]
    counted += [extra] if extra else []
    return Merit(
        value=_sum(counted, known, with_extra=extra is not None),
        counted=tuple(each.row for each in counted),
        language_choice=extra.row if extra else None,
    )


def average_merit(merits: Iterable[Merit | None], *, on: date) -> Decimal | None:
    """Return the average merit value in points, rounded half up; ``None`` where none has one.

    A pupil without any grade is left out (SE-MERIT-03): unknown is not nought.
    """
    told = rule("SE-MERIT-03", on=on).values
    values = [merit.value if merit else Decimal(0) for merit in merits if merit or _counts(told)]
    if not values:
        return None
    exact = sum(values, Decimal(0)) / len(values)
    return exact.quantize(Decimal(10) ** -told["decimals"], rounding=ROUND_HALF_UP)


def _counts(told: Mapping[str, Any]) -> bool:
    return bool(told["with_pupils_without_grade"])


def _sum(counted: Sequence[SubjectGrade], known: Rule, *, with_extra: bool) -> Decimal:
    highest = known.values["highest_with_language_choice" if with_extra else "highest"]
    return min(sum((each.points or Decimal(0) for each in counted), Decimal(0)), Decimal(highest))


def _best_first(grades: Iterable[SubjectGrade]) -> list[SubjectGrade]:
    return sorted(grades, key=lambda each: (-(each.points or 0), each.code))


def _one_a_slot(grades: Iterable[SubjectGrade], on: date) -> list[SubjectGrade]:
    """Return what was set, and of subjects that share a slot the better alone."""
    slot = rule("SE-SUBJ-01", on=on).values["one_slot"]
    graded = [each for each in grades if each.is_set]
    sharing = _best_first(each for each in graded if each.code in slot)
    return [each for each in graded if each.code not in slot] + sharing[:1]


def _is_language_choice(grade: SubjectGrade, known: Rule) -> bool:
    """Say whether a grade is the language choice: by the file's own word, else by its code.

    A language that the rulebook has no code for (a file may say just "tyska") is believed too.
    """
    said = grade.row.language_choice
    if said is None:
        return grade.group in known.values["language_choice"]
    is_language = grade.group in known.values["may_be_chosen"] or grade.is_own_name
    return said and is_language
