from __future__ import annotations

import contextlib
import io
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.files import LESSONS, PUPILS, lesson_file, read_all, source_of, workbook
from throughline.sources import (
    ReadOptions,
    SourceFile,
    UnreadableSource,
    detect,
    load_profile,
    preview,
    read,
    shipped_profiles,
)
from throughline.terms.attendance import MINUTE_FIELDS

GOOD = "E1;2025-10-13;8:05;60;60"
MEGABYTE = 1_000_000


class Endless(io.RawIOBase):
    """A file of a stated size that is made up as it is read, and never held."""

    def __init__(self, size: int, start: bytes, repeated: bytes) -> None:
        super().__init__()
        self._size, self._start, self._repeated = size, start, repeated
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset
        return offset

    def read(self, count: int = -1) -> bytes:
        count = min(count, self._size - self._at)
        block = (self._repeated * (count // len(self._repeated) + 1))[:count]
        if self._at == 0:
            block = (self._start + block)[:count]
        self._at += len(block)
        return block


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"   \r\n\r\n", "is empty", id="blank"),
        pytest.param(
            bytes(number * number * 7 % 251 for number in range(5000)),
            "does not contain text",
            id="noise",
        ),
        pytest.param(b"\x00" * 5000, "is empty", id="nothing but NULs"),
        pytest.param(b"\x7fELF" + bytes(range(256)) * 20, "does not contain text", id="a program"),
        pytest.param(b"x" * 2 * MEGABYTE, "a line of more than 1000000", id="one endless line"),
    ],
)
@pytest.mark.parametrize("look", [detect, preview, lambda source: list(read(source, LESSONS))])
def test_what_is_no_table_is_refused_in_words_by_every_door(content, message, look):
    with pytest.raises(UnreadableSource, match=message) as refused:
        look(source_of(content))

    assert all((refused.value.text.sv, refused.value.text.nb, refused.value.text.en))


@pytest.mark.heavy
def test_line_of_a_hundred_megabytes_is_refused_within_bounded_memory():
    tracemalloc.start()
    started = time.monotonic()

    with pytest.raises(UnreadableSource, match="a line of more than"):
        list(read(SourceFile("rad.csv", Endless(100 * MEGABYTE, b"elev;datum\n", b"x")), LESSONS))

    assert time.monotonic() - started < 10
    assert tracemalloc.get_traced_memory()[1] < 20 * MEGABYTE
    tracemalloc.stop()


@pytest.mark.heavy
def test_memory_does_not_grow_with_the_file():
    row = b"E1;2025-10-13;8:05;60;60\n"
    head = b"elev;datum;lektion;undervisningstid;n\xc3\xa4rvaro\n"
    tracemalloc.start()
    peaks = []
    for megabytes in (3, 12):
        tracemalloc.reset_peak()
        source = SourceFile("lång.csv", Endless(megabytes * MEGABYTE, head, row))
        rows = sum(portion.rows for portion in read(source, LESSONS))
        assert rows > 100_000
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()

    assert peaks[1] < 1.5 * peaks[0]


def test_two_hundred_thousand_columns_are_refused_in_words():
    started = time.monotonic()

    for look in (detect, preview, lambda source: list(read(source, LESSONS))):
        with pytest.raises(UnreadableSource, match="more than 2000 columns"):
            look(source_of(";".join(["a"] * 200_000) + "\n" + ";".join(["1"] * 200_000)))

    assert time.monotonic() - started < 10


def test_file_with_nothing_but_excels_first_line_is_refused_in_words():
    with pytest.raises(UnreadableSource, match="Columns are missing"):
        read_all("sep=;\n\n\n")


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("1" * 300_000 + "a", id="almost a figure"),
        pytest.param("-" * 300_000, id="almost a unit"),
        pytest.param("ht" * 150_000, id="almost a term"),
        pytest.param("123456" + " " * 300_000 + "a", id="almost a personal number"),
        pytest.param("2025-10-13 " * 30_000, id="almost a day"),
        pytest.param("1 000" * 60_000, id="almost thousands"),
    ],
)
def test_long_cell_takes_no_longer_than_its_length(cell):
    started = time.process_time()

    for text in (
        f"{cell};x\n{lesson_file(GOOD)}",
        lesson_file(f"E1;{cell};8:05;60;60", f"E1;2025-10-13;8:05;{cell};60"),
    ):
        found = read_all(text)
        assert found.total("accepted") + found.total("rejected") == found.total("rows")
    preview(source_of(f"{cell};{cell}\n"))

    assert time.process_time() - started < 5


def test_row_far_wider_than_its_header_is_refused_alone():
    found = read_all(lesson_file(GOOD, GOOD + ";x" * 50_000, GOOD.replace("E1", "E2")))

    assert found.counts == (3, 2, 1)


def test_file_cut_off_in_the_middle_of_a_row_keeps_the_whole_rows():
    text = lesson_file(GOOD, GOOD.replace("E1", "E2"))

    found = read_all(text[:-12])

    assert found.counts == (2, 1, 1)
    assert found.issues[0].problem.en.endswith("It may have been cut off.")


def test_quote_never_closed_costs_its_own_row_only():
    rows = [GOOD, 'E2;"2025-10-13;8:05;60;60', GOOD.replace("E1", "E3")]

    found = read_all(lesson_file(*rows))

    assert found.counts == (3, 2, 1)
    assert found.problems == [
        (
            3,
            None,
            None,
            "A quotation mark is opened on the row and never closed, or a cell is far too long.",
        )
    ]


def test_nul_in_a_cell_refuses_its_row_alone():
    found = read_all(lesson_file(GOOD, GOOD.replace("E1", "E\x001"), GOOD.replace("E1", "E3")))

    assert found.counts == (3, 2, 1)
    assert found.problems == [(3, "elev", "•••", "The cell contains signs that belong to no text.")]


@pytest.mark.parametrize("day", ["1900-01-01", "9999-12-31", "1900-01-00", "0001-01-01"])
def test_days_that_stand_for_unknown_are_refused(day):
    found = read_all(lesson_file(GOOD, GOOD.replace("2025-10-13", day)))

    assert found.counts == (2, 1, 1)
    assert found.issues[0].value == day


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)"])
def test_formula_is_data_wherever_a_text_is_read(formula):
    found = read_all(lesson_file(f"{formula};2025-10-13;8:05;60;60"))

    assert [mark.pupil_id for mark in found.marks] == [formula]


def test_duplicate_pupils_are_two_rows_and_left_to_the_receiver():
    found = read_all("elev-id;klass\nE1;7A\nE1;7A\n", PUPILS)

    assert found.counts == (2, 2, 0)
    assert len(found.of("pupils")) == 2


def test_zip_bomb_is_refused_by_its_stated_size():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20 * MEGABYTE)

    with pytest.raises(UnreadableSource, match="too large when unpacked"):
        read_all(stream.getvalue(), largest_workbook=10 * MEGABYTE)


def test_zip_of_far_too_many_files_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.csv", "")

    with pytest.raises(UnreadableSource, match="too large when unpacked"):
        read_all(stream.getvalue(), load_profile("oneroster"))


def test_locked_zip_is_refused_in_words():
    data = bytearray(workbook(("Blad1", [["elev", "datum"]])))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1

    with pytest.raises(UnreadableSource, match="locked with a password"):
        read_all(bytes(data))


cell = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(data=st.binary(max_size=2000))
def test_no_bytes_make_a_reader_fall_over(data):
    for profile in shipped_profiles():
        try:
            portions = list(read(source_of(data), profile))
        except UnreadableSource:
            continue
        assert all(portion.accepted + portion.rejected == portion.rows for portion in portions)


@given(rows=st.lists(st.lists(cell, max_size=6), max_size=8), separator=st.sampled_from(";\t,"))
def test_no_cells_make_a_reader_fall_over_and_every_row_is_counted(rows, separator):
    head = separator.join(["elev", "datum", "lektion", "undervisningstid", "närvaro"])
    text = "\n".join([head, *(separator.join(row) for row in rows)])

    with contextlib.suppress(UnreadableSource):
        found = read_all(text)
        accepted = found.total("accepted")
        assert accepted + found.total("rejected") == found.total("rows")
        assert len(found.marks) <= accepted
        assert all(_is_minutes(mark) for mark in found.marks)


def _is_minutes(mark) -> bool:
    known = [value for name in MINUTE_FIELDS if (value := getattr(mark, name)) is not None]
    return all(value >= 0 for value in known)


def test_every_issue_names_file_and_place_and_what_to_do():
    found = read_all(lesson_file("E1;igår;8:05;60;60", "E1;2025-10-13;8:05;60;90", 'E"1;x', "E1"))

    assert len(found.issues) == 4
    for issue in found.issues:
        assert (issue.file, issue.row is not None) == ("fil.csv", True)
        assert all((issue.problem.sv, issue.problem.nb, issue.hint.sv, issue.hint.en))


def test_limits_may_be_moved_by_the_installation():
    wide = ";".join(["elev", "datum", *["x"] * 100])

    with pytest.raises(UnreadableSource, match="more than 50 columns"):
        list(read(source_of(wide), LESSONS, options=ReadOptions(most_columns=50)))
