from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.sources import NumberKind, PersonalNumber, classify
from throughline.sources.personal_numbers import masked


@pytest.mark.parametrize(
    ("value", "kind", "checks"),
    [
        pytest.param("200112240122", NumberKind.PERSONNUMMER, True, id="personnummer"),
        pytest.param("20011224-0122", NumberKind.PERSONNUMMER, True, id="with its sign"),
        pytest.param("011224-0122", NumberKind.PERSONNUMMER, True, id="ten digits"),
        pytest.param("0112240122", NumberKind.PERSONNUMMER, True, id="ten digits without sign"),
        pytest.param(
            "200112240123", NumberKind.PERSONNUMMER, False, id="the standard's own example"
        ),
        pytest.param("200112240129", NumberKind.PERSONNUMMER, False, id="Skolverket's own sample"),
        pytest.param("200112840129", NumberKind.SAMORDNINGSNUMMER, True, id="samordningsnummer"),
        pytest.param("200112840123", NumberKind.SAMORDNINGSNUMMER, False, id="its wrong example"),
        pytest.param("20130101TF01", NumberKind.TEMPORARY, None, id="temporary school number"),
        pytest.param("20130101-TF01", NumberKind.TEMPORARY, None, id="temporary with a sign"),
        pytest.param("640823-3234", NumberKind.PERSONNUMMER, True, id="a published example"),
        pytest.param("701063-2391", NumberKind.SAMORDNINGSNUMMER, True, id="with ten digits"),
        pytest.param("20170919-9804", NumberKind.SYNTHETIC, True, id="Skatteverket's test series"),
        pytest.param("15108695088", NumberKind.FODSELSNUMMER, True, id="fødselsnummer"),
        pytest.param("15108695077", NumberKind.FODSELSNUMMER, False, id="its check digits wrong"),
        pytest.param("151086 95088", NumberKind.FODSELSNUMMER, True, id="with a blank"),
        pytest.param("01011028945", NumberKind.FODSELSNUMMER, False, id="FINT's own example"),
        pytest.param("41010750195", NumberKind.D_NUMBER, None, id="D-number"),
        pytest.param("21483609245", NumberKind.SYNTHETIC, None, id="month + 40"),
        pytest.param("01810750101", NumberKind.SYNTHETIC, None, id="month + 80, Tenor"),
        pytest.param("01660750101", NumberKind.SYNTHETIC, None, id="month + 65"),
        pytest.param("200113240122", NumberKind.UNKNOWN, None, id="no such month"),
        pytest.param("99999999999", NumberKind.UNKNOWN, None, id="no day at all"),
        pytest.param("E1", NumberKind.UNKNOWN, None, id="another id"),
        pytest.param("", NumberKind.UNKNOWN, None, id="nothing"),
    ],
)
def test_number_is_classified(value, kind, checks):
    found = classify(value)

    assert found.kind is kind
    assert checks is None or found.checks is checks


def test_century_is_told_by_twelve_digits_only():
    assert classify("200112240122").born_on == date(2001, 12, 24)
    assert classify("200112840129").born_on == date(2001, 12, 24)
    assert classify("011224-0122").born_on is None


def test_country_is_told_by_the_form():
    assert (classify("200112240122").country, classify("15108695088").country) == ("se", "no")


@given(st.text(max_size=20))
def test_no_text_is_too_strange_to_classify(value):
    assert isinstance(classify(value), PersonalNumber)


@given(st.dates(date(1990, 1, 1), date(2025, 12, 31)), st.integers(0, 999))
def test_exactly_one_check_digit_is_right(day, number):
    checks = [classify(f"{day:%Y%m%d}{number:03}{digit}").checks for digit in range(10)]

    assert checks.count(True) == 1


def test_masked_number_tells_nothing():
    assert masked("200112240122") == "••••••••••••"
