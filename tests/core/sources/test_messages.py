from __future__ import annotations

import re
import string
from importlib import resources

import pytest

from throughline.sources.issues import _messages, sentences, shown_value
from throughline.terms.language import LANGUAGES

_CODES = re.compile(
    r"""(?:CellFault|unreadable|_remark|on_file|on_row|sentences|refuse|append)\(\s*
    (?:lines\[place\],\s*|line(?:\.number)?,\s*|event\.line,\s*|"\w+",\s*line,\s*
      |rows\.lines\[place\],\s*|sifted\.lines\[place\],\s*)?"([a-z_]+)"(?=[,)\s])""",
    re.VERBOSE,
)
_PLAIN = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("code", "texts"), _messages().items(), ids=lambda item: str(item)[:30])
def test_message_says_the_same_things_in_each_language(code, texts):
    for text in texts:
        assert len({frozenset(placeholders(text[language])) for language in LANGUAGES}) == 1
        assert all(text[language] for language in LANGUAGES) or text == texts[1]


def test_every_code_in_use_has_a_message_and_every_message_is_in_use():
    folder = resources.files("throughline.sources")
    sources = [entry.read_text() for entry in folder.iterdir() if entry.name.endswith(".py")]
    named = {code for text in sources for code in _PLAIN.findall(text)}
    called = {code for text in sources for code in _CODES.findall(text)}

    assert called - {"missing", "negative"} <= set(_messages())
    assert (
        set(_messages()) - {"missing", "negative", "repeated", "footnotes", "contradicts"} <= named
    )


def test_message_is_filled_with_what_it_is_about():
    problem, hint = sentences("columns_missing", file="a.csv", missing="datum", found="elev")

    assert problem.sv == "I a.csv saknas kolumner: datum. Kolumner som kändes igen: elev."
    assert hint.en == "Say which column is which, or choose another profile."


@pytest.mark.parametrize(
    ("raw", "identity", "expected"),
    [
        ("Anna", True, "•••"),
        ("20011224-0122", False, "•••"),
        ("011224 0122", False, "•••"),
        ("20130101TF01", False, "•••"),
        ("a@skola.se", False, "•••"),
        ("2025-10-13", False, "2025-10-13"),
        ("igår", False, "igår"),
        ("a\x00b", False, "a\ufffdb"),
        ("x" * 61, False, "x" * 60 + "…"),
        ("", True, ""),
        (None, True, None),
    ],
)
def test_value_is_shown_masked_where_it_tells_who_somebody_is(raw, identity, expected):
    assert shown_value(raw, identity=identity) == expected
