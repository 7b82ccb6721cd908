from __future__ import annotations

import pytest

from throughline.sources.headers import Place, doubled, match, plain


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Giltig frånvaro ", "giltigfranvaro"),
        ("giltig_franvaro", "giltigfranvaro"),
        ("OPPMØTE", "oppmote"),
        ("Skol-\nenhetskod", "skolenhetskod"),
        ("N %", "nprocent"),
        ("\ufeffElev", "elev"),
    ],
)
def test_headers_are_compared_without_case_accents_blanks_and_signs(header, expected):
    assert plain(header) == expected


@pytest.mark.parametrize(
    ("header", "minutes"),
    [
        ("närvaro", None),
        ("Närvaro (min)", 1),
        ("närvaro_min", 1),
        ("närvarominuter", 1),
        ("Närvaro [h]", 60),
        ("närvaro tim.", 60),
        ("närvaro timmar", 60),
    ],
)
def test_unit_in_a_header_is_understood(header, minutes):
    assert match([header], {"present": ("närvaro",)}) == {"present": Place(0, header, minutes)}


def test_first_word_of_a_field_wins_over_the_order_of_the_columns():
    places = match(["elev", "elev-id"], {"pupil": ("elev id", "elev")})

    assert places["pupil"].index == 1


def test_word_inside_another_is_not_that_word():
    assert match(["termin", "sjuk"], {"present": ("ter",), "date": ("juk",)}) == {}


def test_doubled_headers_of_known_columns_are_found():
    headers = ["elev", "Närvaro", "närvaro", "x", "x"]

    assert doubled(headers, match(headers, {"present": ("närvaro",)})) == ["Närvaro"]
