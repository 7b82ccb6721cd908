from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.official.tables import (
    GRADE_9_ROWS,
    as_json,
    grade_9,
    left_school,
    read,
    source,
)
from throughline.sources import UnreadableSource
from throughline.sources.official import documents, read_official, remarks
from throughline.terms.language import LANGUAGES

ANSWER = {"kpi": "N15428", "municipality": "0138", "period": 2023}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"   \n",
        b"\x00\x01\x02\x03" * 100,
        b"PK\x03\x04" + bytes(range(256)),
        b"a;b;c\n1;2;3\n",
        b"{",
        b"[]",
        b"[1, 2]",
        b"{}",
        b'"text"',
        b'{"values": [1, null, "x"]}',
        b'[{"class": "dataset", "dimension": {}}, {"status": "OK", "body": {}}, 3]',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 500 + b"]" * 500,
        b"[{" + b'"a":{' * 80 + b"}" * 80 + b"}]",
        b"[" + b"9" * 10_000 + b"]",
        b'{"values": "' + b"\xff" * 10,
        "sep=;\n".encode("utf-16-le"),
    ],
)
def test_what_is_no_official_table_is_refused_in_words(content):
    with pytest.raises(UnreadableSource) as refused:
        read(content)
    assert all(refused.value.text[language] for language in LANGUAGES)


@given(st.binary(max_size=400))
def test_no_bytes_do_worse_than_be_refused(content):
    with pytest.raises(UnreadableSource):
        read(content)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "values",
                    "kpi",
                    "id",
                    "title",
                    "body",
                    "status",
                    "class",
                    "dimension",
                    "gender",
                    "value",
                    "valueType",
                    "timePeriod",
                    "size",
                    "role",
                    "category",
                    "period",
                    "ou",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(_JSON, st.sampled_from(["kolada", "planned", "stat"]))
def test_no_json_does_worse_than_be_refused(inner, sort):
    shells = {
        "kolada": {"values": [ANSWER | {"values": inner}, inner], "next_url": inner},
        "planned": {"status": "OK", "body": {"schoolUnit": "00123456", "a": inner}},
        "stat": {
            "class": "dataset",
            "dimension": inner,
            "id": inner,
            "size": inner,
            "value": inner,
        },
    }
    try:
        table = read_official(source(json.dumps(shells[sort])))
    except UnreadableSource:
        return
    assert all(figure.value is None or figure.value.is_finite() for figure in table.figures)


@given(st.integers(min_value=0, max_value=len(left_school())))
def test_a_file_cut_off_anywhere_is_read_in_part_or_refused(end):
    whole = read(left_school())
    try:
        table = read(left_school()[:end])
    except UnreadableSource:
        return
    known = {figure.key: figure.says() for figure in whole.figures}
    wrong = [figure for figure in table.figures if known.get(figure.key) != figure.says()]
    # The last cell may have lost its last signs; then the file says that it ends without a line end.
    assert len({figure.unit.code for figure in wrong}) <= 1
    assert not wrong or any(issue.row is None for issue in table.issues)


def test_signs_that_no_screen_can_show_are_taken_out():
    title = {"values": [{"id": "N15428", "title": "Till\x00 åk\ud8009"}]}
    data = {"values": [ANSWER | {"values": [{"gender": "T", "value": 1}]}]}
    written = json.dumps([title, data])

    assert read_official(source(written)).figures[0].measured.title == "Till åk 9"


def test_a_number_that_is_none_is_not_known():
    data = {"values": [ANSWER | {"values": [{"gender": "T", "value": float("nan")}]}]}
    table = read_official(as_json(data, {"values": [{"id": "N15428", "title": "T"}]}))

    assert table.figures[0].state == "missing"


def test_a_quote_that_is_never_closed_costs_its_own_row():
    broken = ('"Trasig', *GRADE_9_ROWS[0][1:])
    table = read(grade_9([broken, *GRADE_9_ROWS[1:]]))

    assert {figure.unit.code for figure in table.figures} >= {"20000002", "20000003", "20000004"}


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "LARGEST", 10)
    with pytest.raises(UnreadableSource, match="larger than"):
        read_official(as_json({"values": []}))


def test_too_large_a_table_is_refused(monkeypatch):
    monkeypatch.setattr("throughline.sources.official.sheets.LARGEST", 10)
    with pytest.raises(UnreadableSource, match="larger than"):
        read(grade_9())


def test_a_small_file_that_describes_endless_figures_is_refused():
    codes = [str(code) for code in range(100)]
    ids = ["Region", "Tid", "a", "b"]
    dimension = {each: {"category": {"index": codes}} for each in ids}
    answer = {"class": "dataset", "id": ids, "size": [100] * 4, "dimension": dimension, "value": {}}
    with pytest.raises(UnreadableSource, match="more than 200000"):
        read_official(as_json(answer))


@pytest.mark.parametrize("make", [grade_9, left_school])
def test_more_figures_than_any_table_has_are_refused(make, monkeypatch):
    monkeypatch.setattr("throughline.sources.official.settling.MOST_FIGURES", 3)
    with pytest.raises(UnreadableSource, match="more than 3"):
        read(make())


def test_more_lines_than_any_table_has_are_refused(monkeypatch):
    monkeypatch.setattr("throughline.sources.official.sheets.MOST_LINES", 3)
    with pytest.raises(UnreadableSource, match="more than 3"):
        read(grade_9())


def test_an_answer_that_ends_inside_a_letter_is_refused():
    with pytest.raises(UnreadableSource, match="cut off"):
        read('{"values": "å'.encode()[:-1])


def test_nothing_handed_in_is_refused():
    with pytest.raises(UnreadableSource):
        read_official()


def test_a_table_and_an_answer_are_not_one_source():
    with pytest.raises(UnreadableSource, match="different sorts"):
        read_official(source(grade_9()), as_json({"values": []}))


def test_remarks_are_limited_and_counted():
    collected = remarks.Remarks("a.csv", limit=2)
    for line in range(5):
        collected.on_row(line, "row_cut")

    issues = collected.taken()
    assert len(issues) == 3
    assert "shown: 3." in next(issue.problem.en for issue in issues if issue.row is None)


def test_every_message_is_said_in_three_languages():
    for problem, hint in remarks._messages().values():
        assert all(problem[language] and hint[language] for language in LANGUAGES)
