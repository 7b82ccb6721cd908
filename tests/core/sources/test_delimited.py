from __future__ import annotations

import pytest

from throughline.sources.delimited import likely_delimiter, records, stated_delimiter


def rows_of(text: str, *, quotes: bool = True, delimiter: str = ";"):
    found = records(iter(text.split("\n")), delimiter, quotes=quotes).take(1000)
    return list(zip(found.lines, found.rows, strict=True))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sep=;", ";"),
        ("sep=\t", "\t"),
        ('"sep=,"', ","),
        ("SEP=|\r", "|"),
        ("elev;datum", None),
        ("sep=", None),
    ],
)
def test_excels_line_states_the_delimiter(line, expected):
    assert stated_delimiter(line) == expected


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        pytest.param(["a;b", "1,5;2,5", "3,0;4,5"], ";", id="decimal commas"),
        pytest.param(["a\tb", "1\t2"], "\t", id="tabs"),
        pytest.param(["a,b", "1,2"], ",", id="commas"),
        pytest.param(["Rubrik, år 2025", "", "a;b;c", "1;2;3", "4;5;6"], ";", id="title above"),
        pytest.param(["a", "1"], ";", id="one column"),
    ],
)
def test_delimiter_is_what_most_lines_agree_on(sample, expected):
    assert likely_delimiter(sample) == expected


def test_rows_keep_the_line_they_begin_on():
    assert rows_of('a;b\n"två\nrader";1\nc;d') == [
        (1, ["a", "b"]),
        (2, ["två\nrader", "1"]),
        (4, ["c", "d"]),
    ]


def test_doubled_quotes_and_delimiters_inside_quotes_are_text():
    assert rows_of('"a;""b""";2') == [(1, ['a;"b"', "2"])]


@pytest.mark.parametrize("lines_after", [2, 150], ids=["near the end", "far from the end"])
def test_quote_never_closed_costs_its_own_row_only(lines_after):
    text = "\n".join(['x;"öppen;1', *[f"E{number};1" for number in range(lines_after)]])

    found = rows_of(text)

    assert found[0] == (1, None)
    assert found[1:] == [(number + 2, [f"E{number}", "1"]) for number in range(lines_after)]


def test_text_without_quotes_is_taken_line_by_line():
    assert rows_of("a;b\n\nc;d", quotes=False) == [(1, ["a", "b"]), (2, [""]), (3, ["c", "d"])]


def test_field_beyond_the_readers_limit_costs_its_own_row_only():
    text = "\n".join(['a;"' + "x" * 200_000, "b;2"])

    assert rows_of(text) == [(1, None), (2, ["b", "2"])]
