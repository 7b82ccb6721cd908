"""The words of the house: names, file names, and what may stand in a comment."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tests.contracts.glossary import forbidden_words
from tests.contracts.rules import WEB, Example, Rule, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

FORBIDDEN_FILES = {"util", "utils", "misc", "common", "helper", "helpers", "manager", "managers"}
EMPTY_WORDS = {"util", "utils", "helper", "helpers", "manager", "info", "misc"}
EMPTY_BEGINNINGS = ("get_", "handle_", "process_", "do_")
# What the team is called in every language of the trade.
TRADE_NAME = ("student_health", "health")
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
EXEMPTION = re.compile(r"#\s*(noqa|type:\s*ignore)(.*)")
REASONED = re.compile(r":\s*[A-Z0-9, ]+ - \S|\[[a-z-, ]+\]\s+#?\s*-?\s*\S")
# The clock is read at the rim alone.
CLOCK_READERS = (f"{WEB}organisations/clock.py", "tests/stages/house.py")


def empty_file_names(source: Source) -> Iterator[str]:
    """Yield files whose name can absorb anything."""
    if PurePosixPath(source.path).stem in FORBIDDEN_FILES:
        yield "is named after nothing; name it after its subject."


def empty_names(source: Source) -> Iterator[str]:
    """Yield functions and classes whose name says nothing; a method may answer a framework."""
    for node in source.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and _says_nothing(node):
            yield f"line {node.lineno}: {node.name} says nothing in the field's words."


def _says_nothing(node: ast.FunctionDef | ast.ClassDef) -> bool:
    words = set(in_words(node.name))
    if isinstance(node, ast.ClassDef) and any(
        "Manager" in ast.unparse(each) for each in node.bases
    ):
        # Django's own word for what a model is asked through.
        words -= {"manager"}
    return node.name.startswith(EMPTY_BEGINNINGS) or bool(words & EMPTY_WORDS)


def foreign_words(source: Source) -> Iterator[str]:
    """Yield names that use another word than the glossary's."""
    for name, line in names_in(source.tree):
        for word in _foreign(name):
            ours = forbidden_words()[word]
            yield f"line {line}: {name} says {word}; the word of the house is {ours}."


def _foreign(name: str) -> list[str]:
    spoken = "_".join(in_words(name)).replace(*TRADE_NAME)
    return [word for word in forbidden_words() if re.search(rf"(^|_){word}s?(_|$)", spoken)]


def in_words(name: str) -> list[str]:
    """Return the words of a name, in small letters."""
    return [part.lower() for part in PARTS.findall(name)]


def names_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every name that a file gives to something, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def unfinished_work(source: Source) -> Iterator[str]:
    """Yield notes to oneself."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if UNFINISHED.search(line):
            yield f"line {number} is a note to oneself; finish it or file it."


def unreasoned_exemptions(source: Source) -> Iterator[str]:
    """Yield exemptions from a rule that do not say why."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        found = EXEMPTION.search(line)
        if found and not REASONED.match(found[2]):
            yield f"line {number} exempts itself without a reason."


def clock_exemptions(source: Source) -> Iterator[str]:
    """Yield files that read the clock although they are not at the rim."""
    if "noqa: " + "TID251" in source.text and source.path not in CLOCK_READERS:
        yield "reads the clock; only the rim does."


def _is_ours(source: Source) -> bool:
    """Say whether the file is ours to word; the rules themselves name what they forbid."""
    return source.is_python and not source.path.startswith("tests/contracts/")


_UNFINISHED_EXAMPLE = "x = 1  # " + "TODO later\n"
_BARE = "import a  # " + "noqa\n"
_UNREASONED = "import a  # " + "noqa: F401\n"
_CLOCK = "x = now()  # " + "noqa: TID251 - why not\n"

RULES = (
    Rule(
        "no file is named after nothing",
        lambda source: source.is_python or source.is_template,
        empty_file_names,
        (Example("src/throughline/records/helpers.py", ""),),
    ),
    Rule(
        "no name says nothing",
        _is_ours,
        empty_names,
        (
            Example("src/throughline/records/a.py", "def get_absence(): ...\n"),
            Example("src/throughline/records/a.py", "class FlagManager: ...\n"),
        ),
    ),
    Rule(
        "one idea has one word",
        _is_ours,
        foreign_words,
        (
            Example("src/throughline/records/a.py", "class Student: ...\n"),
            Example("src/throughline/records/a.py", "def f(truancy_rate): ...\n"),
            Example("src/throughline/records/a.py", "threshold = 1\n"),
        ),
    ),
    Rule(
        "nothing is left for later",
        _is_ours,
        unfinished_work,
        (Example("src/throughline/records/a.py", _UNFINISHED_EXAMPLE),),
    ),
    Rule(
        "an exemption says why",
        _is_ours,
        unreasoned_exemptions,
        (
            Example("src/throughline/records/a.py", _BARE),
            Example("src/throughline/records/a.py", _UNREASONED),
        ),
    ),
    Rule(
        "only the rim may read the clock",
        _is_ours,
        clock_exemptions,
        (Example("src/throughline_web/desk/views.py", _CLOCK),),
    ),
)
