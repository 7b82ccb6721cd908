from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from tests.core.sources.files import LESSONS, SUMMARIES, read_all, workbook
from throughline.sources import UnreadableSource

HEAD = ["elev", "datum", "lektion", "undervisningstid", "närvaro"]


def read_book(*sheets, profile=LESSONS, **options):
    return read_all(workbook(*sheets), profile, name="bok.xlsx", **options)


def rewritten(book: bytes, change) -> bytes:
    """Return a workbook with one of its files changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def test_sheet_is_read_with_its_own_types():
    rows = [
        HEAD,
        ["E1", date(2025, 10, 13), time(8, 5), 60, 45.0],
        [
            "E2",
            datetime.combine(date(2025, 10, 13), time(8, 5)),
            "8.05",
            "60",
            timedelta(minutes=45),
        ],
        [604822, 45943, time(8, 5), 60, None],
    ]

    found = read_book(("Blad1", rows))

    assert [(m.pupil_id, m.starts_on, m.slot, m.offered, m.present) for m in found.marks] == [
        ("E1", date(2025, 10, 13), "08:05", 60, 45),
        ("E2", date(2025, 10, 13), "08:05", 60, 45),
        ("604822", date(2025, 10, 13), "08:05", 60, None),
    ]


def test_titles_above_and_blank_rows_are_passed_over_and_lines_are_the_sheets_own():
    rows = [
        ["Frånvaro"],
        [],
        HEAD,
        ["E1", "2025-10-13", "8:05", 60, 60],
        [],
        ["E2", "igår", "8:05", 60, 60],
    ]

    found = read_book(("Blad1", rows))

    assert found.counts == (2, 1, 1)
    assert found.issues[0].row == 6


def test_each_sheet_is_a_table_and_one_without_the_columns_is_said_to_be_left():
    rows = [HEAD, ["E1", "2025-10-13", "8:05", 60, 60]]

    found = read_book(("7A", rows), ("Info", [["Skapad av", "rektor"]]), ("7B", rows))

    assert found.counts == (2, 2, 0)
    assert [(i.file, i.problem.en) for i in found.issues] == [
        ("bok.xlsx [Info]", "The sheet was not read: the columns Pupil id, Date are missing.")
    ]


def test_percent_cells_are_shares_of_a_hundred():
    book = openpyxl.Workbook()
    book.active.append(["elev", "period", "undervisningstid", "giltig frånvaro %"])
    book.active.append(["E1", "2025-10", 1000, 0.125])
    book.active["D2"].number_format = "0.0%"
    stream = io.BytesIO()
    book.save(stream)

    found = read_all(stream.getvalue(), SUMMARIES)

    assert [mark.excused for mark in found.marks] == [125]


def test_formula_is_data_and_is_never_computed():
    rows = [
        HEAD,
        ["E1", "2025-10-13", "8:05", 60, "=30+30"],
        ["=1+1", "2025-10-13", "8:05", 60, 60],
    ]

    found = read_book(("Blad1", rows))

    assert [mark.pupil_id for mark in found.marks] == ["=1+1"]
    assert found.problems == [
        (2, "närvaro", "=30+30", "Here is a formula without its computed value.")
    ]


def test_value_that_a_spreadsheet_stored_for_its_formula_is_read():
    book = workbook(("Blad1", [HEAD, ["E1", "2025-10-13", "8:05", 60, "=30+30"]]))
    stored = rewritten(
        book,
        lambda name, data: (
            data.replace(b"<v></v>", b"<v>60</v>")
            .replace(b"<v/>", b"<v>60</v>")
            .replace(b"<v />", b"<v>60</v>")
        ),
    )

    found = read_all(stored, name="bok.xlsx")

    assert [mark.present for mark in found.marks] == [60]


def test_long_number_is_text_with_all_its_digits():
    found = read_book(("Blad1", [HEAD, [200112240122, "2025-10-13", "8:05", 60, 60]]))

    assert found.marks[0].pupil_id == "200112240122"


def test_stated_size_of_a_sheet_is_not_believed():
    rows = [HEAD, *[[f"E{number}", "2025-10-13", "8:05", 60, 60] for number in range(5)]]
    book = rewritten(
        workbook(("Blad1", rows)),
        lambda _, data: data.replace(b'<dimension ref="A1:E6"', b'<dimension ref="A1:A1"'),
    )

    assert read_all(book).counts == (5, 5, 0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            lambda name, data: (
                data.replace(b"<sheetData>", b"<sheetData><row") if "sheet1" in name else data
            ),
            "is damaged and cannot be read",
            id="broken XML",
        ),
        pytest.param(
            lambda name, data: (
                b'<!DOCTYPE x [<!ENTITY a "b">]>' + data if "sheet1" in name else data
            ),
            "definitions of its own",
            id="entities",
        ),
        pytest.param(
            lambda name, data: data.decode().encode("utf-16") if "sheet1" in name else data,
            "definitions of its own",
            id="entities could hide in utf-16",
        ),
        pytest.param(
            lambda name, data: b"" if name.endswith("workbook.xml") else data,
            "is damaged and cannot be read",
            id="no list of sheets",
        ),
    ],
)
def test_damaged_workbook_is_refused_in_words(change, message):
    book = rewritten(workbook(("Blad1", [HEAD, ["E1", "2025-10-13", "8:05", 60, 60]])), change)

    with pytest.raises(UnreadableSource, match=message):
        read_all(book, name="bok.xlsx")


def test_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    rows = [HEAD, *[["E1", "2025-10-13", "8:05", 60, 60]] * 2000]

    with pytest.raises(UnreadableSource, match="too large when unpacked"):
        read_book(("Blad1", rows), largest_workbook=50_000)


def test_row_number_beyond_any_sheet_ends_in_words():
    book = workbook(("Blad1", [HEAD, ["E1", "2025-10-13", "8:05", 60, 60]]))
    far = rewritten(
        book,
        lambda _, data: data.replace(b'<row r="2"', b'<row r="99999999"').replace(
            b'"A2"', b'"A99999999"'
        ),
    )

    with pytest.raises(UnreadableSource):
        read_all(far, name="bok.xlsx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"PK\x03\x04nonsense", "damaged or incomplete", id="no zip after all"),
        pytest.param(workbook(("Blad1", [HEAD]))[:-100], "damaged or incomplete", id="truncated"),
        pytest.param(workbook(("Blad1", [])), "is empty", id="empty"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Excel file", id="old or locked"
        ),
        pytest.param(b"%PDF-1.7", "is a PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "does not contain text", id="picture"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content, message):
    with pytest.raises(UnreadableSource, match=message):
        read_all(content, name="bok.xlsx")


def test_open_document_is_named_as_such():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")

    with pytest.raises(UnreadableSource, match="another format than XLSX"):
        read_all(stream.getvalue())


def test_zip_of_something_else_is_not_for_the_profile():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("users.csv", "sourcedId\n")

    with pytest.raises(UnreadableSource, match="cannot be read with the profile Lesson rows"):
        read_all(stream.getvalue())
