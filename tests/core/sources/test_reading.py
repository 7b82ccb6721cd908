from __future__ import annotations

import io
from datetime import date

import pytest

from throughline.sources import (
    Portion,
    ReadOptions,
    Severity,
    SourceFile,
    UnreadableSource,
    load_profile,
    read,
)
from throughline.terms.attendance import Granularity, Mark
from throughline.terms.carrier import to_marks
from throughline.terms.people import PupilRow

LESSONS = load_profile("generic-lesson-rows")
HEADER = (
    "elev;datum;skola;klass;lektion;ämne;undervisningstid;närvaro;giltig frånvaro;ogiltig frånvaro"
)


def read_text(text: str, *, profile=LESSONS, encoding="utf-8", **options) -> list[Portion]:
    source = SourceFile("frånvaro.csv", io.BytesIO(text.encode(encoding)))
    return list(read(source, profile, options=ReadOptions(**options)))


def marks_of(portions: list[Portion]) -> list[Mark]:
    return [mark for portion in portions if portion.marks for mark in to_marks(portion.marks)]


def issues_of(portions: list[Portion]) -> list[tuple[int | None, str | None, str]]:
    return [(i.row, i.column, i.problem.en) for portion in portions for i in portion.issues]


def test_lesson_row_becomes_a_mark_in_minutes():
    portions = read_text(f"{HEADER}\nE1;2025-10-13;Ekskolan;7A;8:05;Matematik;60;45;15;0\n")

    assert marks_of(portions) == [
        Mark(
            pupil_id="E1",
            unit_id="Ekskolan",
            starts_on=date(2025, 10, 13),
            ends_on=date(2025, 10, 13),
            slot="08:05",
            granularity=Granularity.LESSON,
            subject="Matematik",
            offered=60,
            reported=60,
            present=45,
            excused=15,
            unexcused=0,
        )
    ]


def test_lesson_row_names_its_pupil_once():
    row = "E1;2025-10-1{};Ekskolan;7A;8:05;Matematik;60;60;0;0\n"
    portions = read_text(f"{HEADER}\n" + "".join(row.format(day) for day in (3, 4, 5)))

    assert [pupil for portion in portions for pupil in portion.pupils] == [
        PupilRow(pupil_id="E1", unit_id="Ekskolan", class_name="7A")
    ]


def test_bad_row_is_refused_with_its_line_and_the_good_ones_are_kept():
    portions = read_text(
        f"{HEADER}\nE1;2025-10-13;E;7A;8:05;Ma;60;60;0;0\nE1;igår;E;7A;9:05;Ma;60;60;0;0\n"
    )

    assert sum(portion.accepted for portion in portions) == 1
    assert sum(portion.rejected for portion in portions) == 1
    assert issues_of(portions) == [(3, "datum", "The cell is not a date.")]


def test_missing_required_column_makes_the_file_unreadable():
    with pytest.raises(UnreadableSource) as refused:
        read_text("elev;klass\nE1;7A\n")

    assert refused.value.text.en == (
        "Columns are missing in frånvaro.csv: Date. Columns that were recognised: Pupil id, Class. "
        "Say which column is which, or choose another profile."
    )


def test_minutes_beyond_what_was_offered_refuse_the_row():
    portions = read_text(f"{HEADER}\nE1;2025-10-13;E;7A;8:05;Ma;60;60;2;0\n")

    assert sum(portion.rejected for portion in portions) == 1
    assert portions[0].issues[0].severity is Severity.ERROR
