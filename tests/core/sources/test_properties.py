from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.files import GRADES, PUPILS, read_all
from throughline.terms.attendance import KIND_FIELDS

HEAD = [
    "elev",
    "datum",
    "skola",
    "klass",
    "lektion",
    "ämne",
    "undervisningstid",
    "närvaro",
    "ogiltig frånvaro",
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]

lesson = st.tuples(
    st.sampled_from(["E1", "E2", "Åsa", "0180"]),
    st.integers(0, 400).map(lambda days: (date(2025, 8, 18) + timedelta(days)).isoformat()),
    st.sampled_from(["8:05", "09.15", "10:20"]),
    st.integers(0, 60),
)


def cells_of(lesson) -> list[str]:
    pupil, day, time, present = lesson
    return [pupil, day, "Ekskolan", "7Å", time, "Ma", "60", str(present), str(60 - present)]


lesson_rows = st.lists(lesson, min_size=1, max_size=8, unique_by=lambda row: row[:3]).map(
    lambda lessons: [cells_of(one) for one in lessons]
)
"""Lessons of which no two are the same pupil's at the same time."""


def table(rows, head=HEAD, *, delimiter=";", end="\n") -> str:
    return end.join(delimiter.join(row) for row in [head, *rows]) + end


def facts(text: str, **options) -> list:
    return sorted(read_all(text, **options).marks, key=repr)


@given(rows=lesson_rows, shuffle=st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_changes_no_fact(rows, shuffle):
    shuffled = shuffle.sample(rows, len(rows))
    order = shuffle.sample(range(len(HEAD)), len(HEAD))
    moved = [[row[place] for place in order] for row in shuffled]

    assert facts(table(moved, [HEAD[place] for place in order])) == facts(table(rows))


@given(
    rows=lesson_rows,
    encoding=st.sampled_from(ENCODINGS),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    delimiter=st.sampled_from([";", "\t", ","]),
)
def test_encoding_line_ends_and_delimiter_change_no_fact(rows, encoding, end, delimiter):
    text = table(rows, delimiter=delimiter, end=end)

    assert facts(text, encoding_of_file=encoding) == facts(table(rows))


@given(rows=lesson_rows, size=st.integers(1, 5))
def test_size_of_the_portions_changes_no_fact(rows, size):
    assert read_all(table(rows), batch_rows=size).marks == read_all(table(rows)).marks


@given(rows=lesson_rows)
def test_quoting_every_cell_changes_no_fact(rows):
    quoted = [[f'"{cell}"' for cell in row] for row in rows]

    assert facts(table(quoted)) == facts(table(rows))


@given(rows=lesson_rows)
def test_reading_again_gives_the_same_again(rows):
    doubled = read_all(table(rows + rows))

    assert doubled.marks == read_all(table(rows)).marks
    assert doubled.counts == (2 * len(rows), 2 * len(rows), 0)


@given(rows=lesson_rows)
def test_titles_and_footnotes_change_no_fact(rows):
    text = f"Uttag ur systemet{';' * 8}\n\n{table(rows)}\nKälla: skolan{';' * 8}\n"

    assert facts(text) == facts(table(rows))


@given(rows=lesson_rows)
def test_minutes_add_up_to_what_was_reported(rows):
    for mark in read_all(table(rows)).marks:
        assert mark.reported == sum(getattr(mark, name) or 0 for name in KIND_FIELDS)
        assert mark.reported <= mark.offered


@given(
    st.lists(
        st.tuples(st.integers(1, 999), st.sampled_from(["A", "F", "-"])),
        min_size=1,
        unique_by=lambda row: row[0],
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_rows_changes_no_grade(rows, shuffle):
    def read(ordered):
        text = "elev;ämne;betyg\n" + "".join(f"{number};Ma;{grade}\n" for number, grade in ordered)
        return set(read_all(text, GRADES).of("grades"))

    assert read(rows) == read(shuffle.sample(rows, len(rows)))


@given(st.lists(st.integers(1, 999), min_size=1, unique=True), st.sampled_from(ENCODINGS))
def test_encoding_changes_no_pupil(numbers, encoding):
    text = "elev-id;förnamn;klass\n" + "".join(
        f"{number};Åsa-Ölle {number};7Å\n" for number in numbers
    )

    assert read_all(text, PUPILS, encoding_of_file=encoding).of("pupils") == read_all(
        text, PUPILS
    ).of("pupils")
