from __future__ import annotations

from tests.core.sources.files import source_of, workbook
from throughline.sources import load_profile, preview


def test_preview_shows_the_first_rows_under_the_header():
    text = "Rubrik;;\n\nelev;datum;närvaro\nE1;2025-10-13;60\nE2;2025-10-13;40\n"

    found = preview(source_of(text, encoding="cp1252"), rows=1)

    assert (found.encoding, found.delimiter, found.header_row) == ("cp1252", ";", 3)
    assert found.headers == ("elev", "datum", "närvaro")
    assert found.rows == (("E1", "2025-10-13", "60"),)
    assert found.notes == ()


def test_preview_of_unknown_headers_takes_the_first_row_that_is_filled():
    found = preview(source_of("Skolverket;;\nSkola;Kommun;Andel\nOasen;Aneby;..\n"))

    assert (found.header_row, found.headers) == (2, ("Skola", "Kommun", "Andel"))


def test_preview_with_a_profile_looks_for_its_header():
    text = "a;b\nelev;datum\n1;2\n"

    assert preview(source_of(text), profile=load_profile("generic-lesson-rows")).header_row == 2


def test_row_of_a_protected_pupil_is_masked():
    text = "elev-id;namn;sekretess\nE1;Åsa Öberg;nej\nE2;Hemlig Person;Sekretessmarkering\n"

    assert preview(source_of(text)).rows == (
        ("E1", "Åsa Öberg", "nej"),
        ("•••", "•••", "•••"),
    )


def test_preview_of_a_workbook_shows_the_sheet_that_is_known_best():
    book = workbook(
        ("Info", [["Skapad", "av"]]), ("Data", [["elev", "datum"], ["E1", "2025-10-13"]])
    )

    found = preview(source_of(book, name="bok.xlsx"))

    assert (found.encoding, found.headers, found.rows) == (
        None,
        ("elev", "datum"),
        (("E1", "2025-10-13"),),
    )
    assert found.notes[0].en == (
        "The workbook has several sheets: bok.xlsx [Info], bok.xlsx [Data]. This is bok.xlsx [Data]."
    )


def test_what_is_odd_about_a_file_is_noted():
    found = preview(source_of("elev;namn\nE1;Åsa".encode() + b"\xc3"))

    assert found.notes[0].en == "The file ends in the middle of a letter. It may have been cut off."


def test_short_rows_are_filled_and_long_ones_cut():
    found = preview(source_of("elev;datum;klass\nE1\nE2;2025-10-13;7A;x\n"))

    assert found.rows == (("E1", "", ""), ("E2", "2025-10-13", "7A"))
