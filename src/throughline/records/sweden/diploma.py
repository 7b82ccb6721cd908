"""The diploma of upper-secondary school: whether the grades reach it, and in words what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from throughline.records.sweden.courses import courses
from throughline.records.sweden.grades import COUNTRY
from throughline.records.sweden.words import enumeration, paragraph, sentence, whole
from throughline.terms.programmes import programme_of
from throughline.terms.rulebook import rule, rules
from throughline.terms.subjects import subject_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from throughline.records.sweden.courses import Course
    from throughline.terms.language import Text
    from throughline.terms.people import GradeRow
    from throughline.terms.rulebook import Rule


class DiplomaKind(StrEnum):
    """The two diplomas of the national programmes."""

    VOCATIONAL = "vocational"
    PREPARATORY = "preparatory"


class Condition(StrEnum):
    """What a diploma asks for."""

    GRADED = "graded"
    PASSED = "passed"
    SUBJECT = "subject"
    LEVEL = "level"
    PROJECT = "project"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One condition that is not met, and how many points are missing.

    ``subject`` and ``level`` tell which one a condition is about. ``points`` is ``None`` where the
    file does not tell enough to count.
    """

    condition: Condition
    points: int | None = None
    subject: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Diploma:
    """What one pupil's grades amount to on a day, were the pupil to leave then.

    ``reached`` is ``None`` where the file does not tell enough; ``kind`` is ``None`` for a
    programme that leads to no diploma. Whoever leaves without one is given a study certificate;
    ``certificate_2500plus`` says whether statistics count it among those of 2,500 points and more.
    """

    kind: DiplomaKind | None
    reached: bool | None
    graded_points: int
    passed_points: int
    certificate_2500plus: bool
    missing: tuple[Shortfall, ...]

    @property
    def text(self) -> Text:
        """The same in words, conditional: the grades may still change."""
        return _said(self)


def diploma(grades: Iterable[GradeRow], *, programme: str, started_on: date, on: date) -> Diploma:
    """Return whether a pupil's grades reach a diploma on a day, and what is missing.

    Args:
        grades: one pupil's courses (GY11) or levels (Gy25) with their points.
        programme: a code or name, such as ``NA``.
        started_on: the day the pupil began; it decides which rules hold (SE-DIPL-02, -03, -05).
        on: the day asked; what was set after it is left out.

    Raises:
        UnknownRule: no rule tells what a diploma took for whoever began then.
    """
    known = programme_of(programme, on=started_on)
    limits = rule("SE-DIPL-01", on=started_on).values
    asked = _asked(known.group, started_on) if known else None
    found = courses(grades, started_on=started_on, on=on)
    missing = () if asked is None else tuple(_missing(found, asked.values, limits, started_on))
    reached = _reached(missing, found, is_national=asked is not None, is_known=known is not None)
    graded = _points(each for each in found if _counts(each, started_on))
    return Diploma(
        kind=DiplomaKind(asked.values["group"]) if asked else None,
        reached=reached,
        graded_points=graded,
        passed_points=_points(each for each in found if each.passed),
        certificate_2500plus=reached is False and graded >= _certificate_points(started_on),
        missing=missing,
    )


def _asked(group: str, started_on: date) -> Rule | None:
    held = rules(kind="diploma", country=COUNTRY, on=started_on)
    return next((each for each in held if each.values["group"] == group), None)


def _certificate_points(started_on: date) -> int:
    return int(rule("SE-DIPL-07", on=started_on).values["points"])


def _reached(
    missing: Sequence[Shortfall], found: Sequence[Course], *, is_national: bool, is_known: bool
) -> bool | None:
    """Say whether nothing is missing; ``None`` where points that nobody told could decide it."""
    if not is_known:
        return None
    if not is_national:
        return False
    uncounted = any(each.is_graded and each.points is None for each in found)
    open_questions = {each for each in missing if each.points is None and _is_counted(each)}
    if uncounted:
        open_questions = {each for each in missing if _is_counted(each)}
    if missing and set(missing) == open_questions:
        return None
    return not missing


def _is_counted(shortfall: Shortfall) -> bool:
    return shortfall.condition not in {Condition.PROJECT, Condition.LEVEL}


def _missing(
    found: Sequence[Course], asked: Mapping[str, Any], limits: Mapping[str, Any], started_on: date
) -> Iterator[Shortfall]:
    passed = [each for each in found if each.passed]
    graded = [each for each in found if _counts(each, started_on)]
    yield from _short(Condition.GRADED, limits["graded"] - _points(graded))
    yield from _short(Condition.PASSED, limits["passed"] - _points(passed))
    for slot in asked["core"]:
        yield from _core_missing(passed, slot)
    if "common_points" in asked:
        yield from _common_missing(found, asked["common_points"])
    if not any(each.is_project for each in passed):
        points = rule("SE-DIPL-04", on=started_on).values["points"]
        yield Shortfall(Condition.PROJECT, points)


def _counts(course: Course, started_on: date) -> bool:
    """Say whether a course counts among the graded points: an F does, a dash does not."""
    told = rule("SE-DIPL-06", on=started_on).values
    if not course.is_graded:
        return bool(told["dash_is_graded"])
    return course.passed or bool(told["failed_is_graded"])


def _short(condition: Condition, points: int, subject: str | None = None) -> Iterator[Shortfall]:
    if points > 0:
        yield Shortfall(condition, points, subject)


def _core_missing(passed: Sequence[Course], slot: Mapping[str, Any]) -> Iterator[Shortfall]:
    subject = slot["subjects"][0]
    held = [each for each in passed if each.subject in slot["subjects"]]
    numbers = {each.number for each in held}
    for level in slot.get("levels", ()):
        if level not in numbers:
            yield Shortfall(Condition.LEVEL, None, subject, level)
    yield from _short(Condition.SUBJECT, slot.get("points", 0) - _once_a_level(held), subject)


def _once_a_level(held: Iterable[Course]) -> int:
    """Return points where a level of Swedish and of Swedish as a second language count once."""
    most: dict[str | None, int] = {}
    for each in held:
        most[each.level] = max(most.get(each.level, 0), each.points or 0)
    return sum(most.values())


def _common_missing(found: Sequence[Course], points: int) -> Iterator[Shortfall]:
    if all(each.is_common is None for each in found):
        yield Shortfall(Condition.COMMON, None)
        return
    held = _points(each for each in found if each.passed and each.is_common)
    yield from _short(Condition.COMMON, points - held)


def _points(held: Iterable[Course]) -> int:
    return sum(each.points or 0 for each in held)


def _said(found: Diploma) -> Text:
    if found.kind is None:
        return sentence("diploma", "unknown" if found.reached is None else "none")
    name = sentence("diploma", found.kind)
    if found.reached:
        return sentence("diploma", "reached", diploma=name)
    lacking = enumeration([_lacking(each) for each in found.missing])
    said = [sentence("diploma", "missing", diploma=name, lacking=lacking)]
    if found.reached is None:
        said.append(sentence("diploma", "not_told"))
    else:
        said.append(sentence("diploma", "certificate", points=whole(found.graded_points)))
    return paragraph(said)


def _lacking(shortfall: Shortfall) -> Text:
    subject = _subject_words(shortfall.subject) if shortfall.subject else ""
    points = "" if shortfall.points is None else whole(shortfall.points)
    is_uncounted = shortfall.condition is Condition.COMMON and shortfall.points is None
    name = "common_untold" if is_uncounted else shortfall.condition
    return sentence(
        "diploma", f"lacks_{name}", points=points, subject=subject, level=shortfall.level
    )


def _subject_words(code: str) -> Text:
    """Return a subject's name; of Swedish the names of both subjects that fill its place."""
    shared = rule("SE-SUBJ-01").values["one_slot"]
    if code not in shared:
        return subject_name(code)
    one, other = (subject_name(each) for each in shared)
    return sentence("list", "or", one=one, other=other)
