"""What a pupil's grades amount to, in words: conditional, since they may still change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.records.grades import latest_term, subjects_not_passed
from throughline.records.norway.school_points import school_points
from throughline.records.sweden.diploma import diploma
from throughline.records.sweden.eligibility import Eligibility, asked_by, eligibility
from throughline.records.sweden.merit import merit_value
from throughline.terms.school_years import SchoolYear
from throughline.terms.subjects import subject_name
from throughline_web.desk.words import number, told
from throughline_web.ui.charts.values import Meter, MeterGoal, MeterSlot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from throughline.terms.people import GradeRow
    from throughline_web.organisations.queries import ShownGroup, ShownPupil

VOCATIONAL = "YRK"
_WIDEST = "ES"
_INTRODUCTORY = "IMV"
_FIRST_GRADED_YEAR = 4
_LAST_YEAR = 3


@dataclass(frozen=True, slots=True)
class GradesPanel:
    """What one pupil's grades say, from which term, and how far there is to each programme."""

    sentences: tuple[str, ...]
    source: str = ""
    meter: Meter | None = None
    programmes: tuple[str, ...] = ()


class Stage(StrEnum):
    """What a pupil's grades are read towards."""

    ELIGIBILITY = "eligibility"
    SCHOOL_POINTS = "school_points"
    PASSES = "passes"


def stage_of(pupil: ShownPupil | ShownGroup) -> Stage:
    """Return what grades lead to: a programme in Sweden, points in Norway, or passes after that."""
    if not pupil.year_group.isdigit() or int(pupil.year_group) < _FIRST_GRADED_YEAR:
        return Stage.PASSES
    return Stage.SCHOOL_POINTS if pupil.country == "no" else Stage.ELIGIBILITY


def grades_panel(grades: Sequence[GradeRow], pupil: ShownPupil, *, on: date) -> GradesPanel:
    """Return what the grades say; nothing is said of no grades."""
    if not grades:
        return GradesPanel((_("No grades have been imported. We do not know how it is going."),))
    match stage_of(pupil):
        case Stage.ELIGIBILITY:
            return _towards_upper_secondary(grades, on=on)
        case Stage.SCHOOL_POINTS:
            return GradesPanel((told(school_points(grades, on=on).text),), _source(grades))
        case Stage.PASSES:
            return _in_upper_secondary(grades, pupil, on=on)


def _in_upper_secondary(grades: Sequence[GradeRow], pupil: ShownPupil, *, on: date) -> GradesPanel:
    """Return what is not passed; in Sweden the points too, and in the last year the diploma."""
    sentences = [failed_words(grades)]
    if pupil.country == "se" and pupil.year_group.isdigit():
        sentences += _towards_diploma(grades, pupil, on=on)
    return GradesPanel(tuple(sentences), _source(grades))


def _towards_diploma(grades: Sequence[GradeRow], pupil: ShownPupil, *, on: date) -> Iterator[str]:
    year = int(pupil.year_group)
    # The year group tells when a pupil began, which decides by which rules the grades are read.
    began = SchoolYear(SchoolYear.of(on).first_year - max(year - 1, 0)).starts_on
    found = diploma(grades, programme=pupil.programme, started_on=began, on=on)
    if found.graded_points:
        words = _("%(passed)s of %(graded)s graded points are passed.")
        yield words % {"passed": found.passed_points, "graded": found.graded_points}
    if year >= _LAST_YEAR and found.kind is not None:
        yield told(found.text)


def failed_words(grades: Sequence[GradeRow]) -> str:
    """Return which subjects are not passed, or that all are."""
    failed = subjects_not_passed(grades)
    if not failed:
        return _("All subjects with a grade are passed.")
    return _("Not passed: %(subjects)s.") % {"subjects": ", ".join(failed)}


def _towards_upper_secondary(grades: Sequence[GradeRow], *, on: date) -> GradesPanel:
    found = eligibility(grades, on=on)
    merit = merit_value(grades, on=on)
    points = _("Merit value with the present grades: %(points)s.")
    sentences = [told(found.gaps[VOCATIONAL].text), _of_preparatory(found)]
    if merit is not None:
        sentences.append(points % {"points": number(merit.value)})
    return GradesPanel(
        tuple(sentence for sentence in sentences if sentence),
        _source(grades),
        _meter(found, on=on),
        tuple(told(gap.text) for gap in found.gaps.values()),
    )


def _of_preparatory(found: Eligibility) -> str:
    """Return the shortest way to a programme that prepares for university, if all are not open."""
    gaps = [gap for name, gap in found.gaps.items() if name not in {VOCATIONAL, _INTRODUCTORY}]
    closed = [gap for gap in gaps if gap.count]
    if not closed:
        return _("The same goes for every programme that prepares for university.")
    if not found.eligible[VOCATIONAL]:
        return ""
    return told(min(closed, key=lambda gap: gap.count).text)


def _meter(found: Eligibility, *, on: date) -> Meter:
    """Return the subjects that any programme asks for: the core by name, then any others."""
    asked, gap = asked_by(_WIDEST, on=on), found.gaps[_WIDEST]
    core = [MeterSlot(code not in gap.subjects, label=code.capitalize()) for code in asked.core]
    passed = asked.others - gap.any_of
    others = [MeterSlot(place < passed) for place in range(asked.others)]
    near = asked_by(VOCATIONAL, on=on)
    return Meter(
        title=_("Towards upper-secondary school"),
        summary=_("Core subjects: %(core)s. Other subjects passed: %(passed)s of %(others)s.")
        % {
            "core": _core_words(asked.core, gap.subjects),
            "passed": passed,
            "others": asked.others,
        },
        slots=(*core, *others),
        goals=(
            MeterGoal(len(near.core) + near.others, _("vocational programmes")),
            MeterGoal(len(asked.core) + asked.others, _("preparatory programmes")),
        ),
    )


def _core_words(core: Sequence[str], lacking: Sequence[str]) -> str:
    words = (_("%(subject)s not passed"), _("%(subject)s passed"))
    return ", ".join(
        words[code not in lacking] % {"subject": told(subject_name(code))} for code in core
    )


def _source(grades: Sequence[GradeRow]) -> str:
    latest = latest_term(grades)
    term = next((grade.term for grade in latest if grade.term), "") or ""
    count = len({grade.subject for grade in latest})
    return (_("%(term)s, %(count)s subjects") % {"term": term, "count": count}).lstrip(", ")
