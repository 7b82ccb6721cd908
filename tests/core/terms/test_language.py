"""Texts: three languages, filled and rounded honestly."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.terms.language import LANGUAGES, Text, day_name, month_name, percent, same


def test_a_text_answers_in_each_language():
    text = Text("skola", "skole", "school")

    assert [text[language] for language in LANGUAGES] == ["skola", "skole", "school"]


def test_filled_puts_the_same_value_in_each_language():
    text = Text("{n} dagar", "{n} dager", "{n} days")

    assert text.filled(n=3) == Text("3 dagar", "3 dager", "3 days")


def test_filled_takes_a_text_in_the_language_of_the_sentence():
    since = Text("Sedan {day}.", "Siden {day}.", "Since {day}.")

    filled = since.filled(day=day_name(date(2026, 10, 12)))

    assert filled == Text("Sedan 12 oktober.", "Siden 12. oktober.", "Since 12 October.")


def test_filled_refuses_a_sentence_with_a_value_missing():
    with pytest.raises(KeyError, match="n"):
        Text("{n} dagar", "{n} dager", "{n} days").filled()


def test_as_dict_carries_the_three_languages():
    assert Text("a", "b", "c").as_dict() == {"sv": "a", "nb": "b", "en": "c"}


def test_same_reads_alike_in_the_three_languages():
    assert same("Elin") == Text("Elin", "Elin", "Elin")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param(0.0, "0%", id="nothing is nothing"),
        pytest.param(0.001, "under 1%", id="a little is not nothing"),
        pytest.param(0.187, "19%", id="rounded"),
        pytest.param(0.995, "over 99%", id="nearly all is not all"),
        pytest.param(1.0, "100%", id="all"),
    ],
)
def test_percent_never_rounds_to_none_or_all(share, expected):
    assert percent(share).en == expected


def test_percent_keeps_number_and_sign_together_in_swedish_and_norwegian():
    assert (percent(0.5).sv, percent(0.5).nb) == ("50\u00a0%", "50\u00a0%")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), Text("1 januari", "1. januar", "1 January")),
        (date(2026, 5, 17), Text("17 maj", "17. mai", "17 May")),
        (date(2026, 12, 24), Text("24 december", "24. desember", "24 December")),
    ],
)
def test_day_name_is_said_as_in_each_language(day, expected):
    assert day_name(day) == expected


def test_month_name_is_written_small_in_swedish_and_norwegian():
    assert month_name(date(2026, 10, 1)) == Text("oktober", "oktober", "October")


def test_percent_with_decimals_has_the_comma_of_the_language():
    assert percent(0.0375, decimals=1) == Text("3,8\u00a0%", "3,8\u00a0%", "3.8%")
