"""A gap in words: numbers as words up to twelve, and one sentence in each language."""

from __future__ import annotations

import pytest

from throughline.records.sweden.gap_words import gap_text
from throughline.terms.language import same


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "ett ämne"),
        (2, "två ämnen"),
        (9, "nio ämnen"),
        pytest.param(12, "tolv ämnen", id="the last word"),
        pytest.param(13, "13 ämnen", id="above it"),
    ],
)
def test_a_number_is_a_word_up_to_twelve(number, said):
    assert gap_text(same("programmet"), (), number).sv == f"För programmet saknas {said}."


def test_a_subject_that_nobody_knows_is_called_by_its_own_name():
    text = gap_text(same("X"), ("HI", "schack"), 0)

    assert text.nb == "For X mangler historie og schack."
