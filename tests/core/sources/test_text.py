from __future__ import annotations

import io

import pytest

from throughline.sources import UnreadableSource
from throughline.sources.text import lines, survey

TEXT = "elev;närvaro\nÅsa Öberg;60\nSør–Ærø;“40”\n"


def surveyed(data: bytes, **options):
    return survey(io.BytesIO(data), name="fil.csv", **{"longest_line": 1000, **options})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("utf-8", "utf-8", id="utf-8"),
        pytest.param("utf-8-sig", "utf-8-sig", id="utf-8 with its mark"),
        pytest.param("utf-16", "utf-16", id="utf-16 with its mark"),
        pytest.param("utf-16-le", "utf-16-le", id="utf-16 without mark, as Norwegian exports"),
        pytest.param("utf-16-be", "utf-16-be", id="utf-16 the other way round"),
        pytest.param("utf-32", "utf-32", id="utf-32"),
        pytest.param("cp1252", "cp1252", id="cp1252"),
    ],
)
def test_encoding_is_found_by_the_ladder_and_the_text_comes_back(written, expected):
    data = TEXT.encode(written)

    found = surveyed(data)

    assert found.encoding == expected
    assert list(lines(io.BytesIO(data), found.encoding)) == TEXT.splitlines()


def test_latin_1_is_the_last_step():
    assert surveyed(b"elev\n\x81\xe5\n").encoding == "latin-1"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_of_three_ways(end):
    data = end.join(["a;b", "1;2", "3;4"]).encode()

    assert list(lines(io.BytesIO(data), "utf-8")) == ["a;b", "1;2", "3;4"]


def test_file_cut_off_in_the_middle_of_a_letter_is_still_utf_8():
    data = "elev\nÅsa\nBjörn".encode()[:-3]

    found = surveyed(data)

    assert (found.encoding, found.cut_off) == ("utf-8", True)
    assert list(lines(io.BytesIO(data), "utf-8", skip_end=True)) == ["elev", "Åsa", "Bj"]


def test_mixed_encodings_are_suspected():
    found = surveyed("Åsa Öberg åäö\n".encode() + b"Bj\xf6rn\n")

    assert (found.encoding, found.twice_encoded) == ("cp1252", True)


def test_stated_encoding_overrides_the_ladder():
    assert surveyed("å".encode("cp1252"), encoding="latin-1").encoding == "iso8859-1"


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        pytest.param(b"", {}, "is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n\r\n", {}, "is empty", id="blank"),
        pytest.param(bytes(range(32)) * 40, {}, "does not contain text", id="binary"),
        pytest.param(b"a" * 1001, {}, "a line of more than 1000", id="one endless line"),
        pytest.param(b"a;b\n" + b"a" * 1001 + b"\n1;2", {}, "a line of more than", id="later"),
        pytest.param("å\n".encode("cp1252"), {"encoding": "utf-8"}, "cannot be read", id="wrong"),
        pytest.param(b"a;b\n", {"encoding": "nonsense"}, "no encoding called", id="unknown"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data, options, message):
    with pytest.raises(UnreadableSource, match=message):
        surveyed(data, **options)


def test_line_across_two_blocks_is_measured_whole(monkeypatch):
    monkeypatch.setattr("throughline.sources.text._BLOCK", 64)

    assert surveyed(b"a;b\n" + b"x" * 900 + b"\n").encoding == "utf-8"
    with pytest.raises(UnreadableSource, match="a line of more than 1000"):
        surveyed(b"a;b\n" + b"x" * 1001 + b"\n")


def test_place_in_a_text_is_kept_while_others_read_it(monkeypatch):
    monkeypatch.setattr("throughline.sources.text._BLOCK", 16)
    stream = io.BytesIO(b"".join(b"rad %d\n" % number for number in range(100)))

    seen = []
    for line in lines(stream, "utf-8"):
        seen.append(line)
        stream.seek(0)
        next(lines(stream, "utf-8"))

    assert seen == [f"rad {number}" for number in range(100)]
