"""What a template may not hold: code, styles, and words that nobody can translate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.contracts.rules import WEB, Example, Rule, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*(?:\bsrc\s*=|type=\"application/json\"))", re.IGNORECASE
    ),
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+off")
TRANSLATED = re.compile(r"{%\s*blocktrans(late)?\b.*?{%\s*endblocktrans(late)?\s*%}", re.DOTALL)
COMMENTS = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
VARIABLES = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(r"\s(?:aria-label|title|alt|placeholder|label)\s*=\s*\"([^\"]*)\"")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
ENTITY = re.compile(r"&[a-z]+;|&#\d+;")
WORD = re.compile(r"[^\W\d_]{2,}")
# Names are the same in every language.
NAMES = {"Throughline", "Svenska", "Norsk", "bokmål", "English"}


def inline_code(source: Source) -> Iterator[str]:
    """Yield what a strict content security policy forbids."""
    text = VARIABLES.sub("", COMMENTS.sub("", source.text))
    for name, pattern in INLINE.items():
        if pattern.search(text):
            yield f"holds {name}."


def unescaped_values(source: Source) -> Iterator[str]:
    """Yield places where a value could become markup."""
    if UNESCAPED.search(source.text):
        yield "lets a value become markup; build markup in a component."


def untranslated_words(source: Source) -> Iterator[str]:
    """Yield words that stand outside a translation."""
    text = SCRIPTS.sub("", COMMENTS.sub("", TRANSLATED.sub("", source.text)))
    text = VARIABLES.sub("", text)
    spoken = [*SPOKEN_ATTRIBUTE.findall(text), TAG.sub("\n", text)]
    for part in spoken:
        words = [word for word in WORD.findall(ENTITY.sub(" ", part)) if word not in NAMES]
        if words:
            yield f"says {' '.join(words[:6])!r} outside a translation."


def styled_markup(source: Source) -> Iterator[str]:
    """Yield markup built in Python that carries a style of its own."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if re.search(r"\bstyle=[\"'\\{]", line):
            yield f"line {number} writes a style attribute; use a class."


def _is_page(source: Source) -> bool:
    return source.is_template and source.path.endswith(".html")


def _is_spoken(source: Source) -> bool:
    """Say whether a person meets the template; the gallery shows developers invented samples."""
    return source.is_template and "/ui/gallery/" not in source.path


def _template(text: str) -> Example:
    return Example(f"{WEB}desk/templates/desk/page.html", text)


RULES = (
    Rule(
        "a template holds no code and no style",
        _is_page,
        inline_code,
        (
            _template('<p style="color: red">'),
            _template('<button type="button" onclick="x()">'),
            _template("<script>x()</script>"),
            _template("<style>p {}</style>"),
            _template('<a href="javascript:x()">'),
        ),
    ),
    Rule(
        "a value never becomes markup in a template",
        _is_page,
        unescaped_values,
        (_template("{{ name|safe }}"), _template("{% autoescape off %}")),
    ),
    Rule(
        "every word of a template is translated",
        _is_spoken,
        untranslated_words,
        (
            _template("<h1>Pupils to follow up</h1>"),
            _template('<input aria-label="Search">'),
            _template("{% if a %}Yes{% endif %}"),
        ),
    ),
    Rule(
        "markup built in Python carries no style",
        lambda source: source.is_python and source.path.startswith(WEB),
        styled_markup,
        (Example(f"{WEB}ui/charts/bars.py", "x = f'<rect style=\"fill: {colour}\">'\n"),),
    ),
)
