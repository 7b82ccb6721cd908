"""School points of every pupil and the marks behind them, for machines, spreadsheets and paper."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from throughline.cli.grades_norway import without_points_first
from throughline.cli.reports import grades_parts as parts
from throughline.cli.words import UNKNOWN, joined, number_text, sentence
from throughline.records.norway.school_points import WithoutPoints
from throughline.sources import people_csv
from throughline.terms.language import Text, day_text, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from throughline.cli.grades_facts import GradesFacts
    from throughline.cli.grades_norway import NorwegianPupil, SubjectLine

    Writer = Callable[[TextIO, GradesFacts, Sequence[NorwegianPupil]], None]

_HEADS = (
    ("report", "pupil"),
    ("grades", "points"),
    ("grades", "code"),
    ("grades", "subject"),
    ("grades", "mark"),
    ("grades", "counts"),
    ("grades", "why"),
    ("grades", "warnings"),
    ("columns", "as_of"),
    ("columns", "reservation"),
)


def write_json(stream: TextIO, facts: GradesFacts, pupils: Sequence[NorwegianPupil]) -> None:
    """Write one object, a line a pupil; see the reference page grades-json."""
    parts.write_json(stream, facts, map(pupil_object, pupils))


def pupil_object(one: NorwegianPupil) -> dict[str, Any]:
    """Return one pupil as JSON has it."""
    value = one.points.value
    return {
        "pupil": one.pupil,
        "school_points": None if value is None else float(value),
        "subjects": [_subject_object(line) for line in one.subjects],
        "warnings": [text.as_dict() for text in one.warnings],
    }


def _subject_object(line: SubjectLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name.as_dict(),
        "kind": line.kind,
        "mark": line.mark,
        "counts": line.counts,
        "why": None if line.why is None else line.why.as_dict(),
    }


def write_csv(stream: TextIO, facts: GradesFacts, pupils: Sequence[NorwegianPupil]) -> None:
    """Write one row a pupil and subject."""
    heads = [sentence(*head)[facts.language] for head in _HEADS]
    people_csv.write(stream, heads, _cells(facts, pupils))


def _cells(facts: GradesFacts, pupils: Sequence[NorwegianPupil]) -> Iterator[list[object]]:
    language = facts.language
    last = [day_text(facts.as_of)[language], joined(facts.reservations)[language]]
    for one in without_points_first(pupils):
        value = one.points.value
        points = "" if value is None else parts.decimal_text(value)[language]
        warnings = joined(one.warnings)[language]
        for line in one.subjects:
            counts = sentence("grades", "is_open" if line.counts else "is_closed")[language]
            why = "" if line.why is None else line.why[language]
            told = [line.code, line.name[language], line.mark, counts, why]
            yield [one.pupil, points, *told, warnings, *last]


def write_table(stream: TextIO, facts: GradesFacts, pupils: Sequence[NorwegianPupil]) -> None:
    """Write the pupils for a terminal, those without points first."""
    parts.write_table(stream, facts, _report(facts, pupils))


def write_html(stream: TextIO, facts: GradesFacts, pupils: Sequence[NorwegianPupil]) -> None:
    """Write the pupils as one page to print, those without points first."""
    parts.write_html(stream, facts, _report(facts, pupils))


def _report(facts: GradesFacts, pupils: Sequence[NorwegianPupil]) -> parts.Report:
    values = [one.points.value for one in pupils if one.points.value is not None]
    mean = sum(values, Decimal(0)) / len(values) if values else None
    without = number_text(sum(one.points.without is WithoutPoints.MOST_MISSING for one in pupils))
    count, total = number_text(len(values)), number_text(len(pupils))
    heads = (("report", "pupil"), ("grades", "points"), ("grades", "marks"), ("grades", "warnings"))
    return parts.Report(
        title=sentence("grades", "title_no"),
        lead=sentence("grades", "lead_no", day=parts.as_of_text(facts)),
        counts=(
            (count, sentence("grades", "fact_points", total=total)),
            (without, sentence("grades", "fact_without")),
            (parts.decimal_text(mean), sentence("grades", "fact_mean", count=count)),
        ),
        headline=sentence("grades", "count_no", count=count, total=total, close=without),
        heads=tuple(sentence(*head) for head in heads),
        rows=[_row(one) for one in without_points_first(pupils)],
    )


def _row(one: NorwegianPupil) -> tuple[Text, ...]:
    counted = [f"{line.code} {line.mark}" for line in one.subjects if line.counts]
    return (
        same(one.pupil),
        parts.decimal_text(one.points.value),
        same(f"{len(counted)} · {', '.join(counted)}" if counted else UNKNOWN),
        joined(one.warnings, "\n"),
    )


WRITERS: dict[str, Writer] = {
    "json": write_json,
    "csv": write_csv,
    "html": write_html,
    "table": write_table,
}
