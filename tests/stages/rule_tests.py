"""Which tests bear a rule's id: read from their marks, and kept beside the rules for all to see."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TESTS = Path("tests/core")
REGISTER = Path("src/throughline/terms/rulebook/tests.toml")
MARK = "pytest.mark.rule"
_OPENING = "# Which tests bear a rule's id. Written by ./run fix from the marks of the tests.\n"


class UnreadableMarkError(ValueError):
    """A mark names its rules in a way that cannot be read without running the test."""


def write_register(root: Path = Path()) -> None:
    """Write the register of tests anew, if it has changed."""
    text = as_text(marked_tests(root))
    file = root / REGISTER
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def as_text(tests: Mapping[str, list[str]]) -> str:
    """Return the register as TOML, by rule and test."""
    entries = (
        f'\n"{rule}" = [\n' + "".join(f'    "{test}",\n' for test in sorted(tests[rule])) + "]\n"
        for rule in sorted(tests)
    )
    return _OPENING + "".join(entries)


def marked_tests(root: Path) -> dict[str, list[str]]:
    """Return the tests of the core that bear each rule's id, as ``path::name``.

    Raises:
        UnreadableMarkError: a mark names its rules other than as plain words.
    """
    tests: dict[str, list[str]] = {}
    for file in sorted((root / TESTS).rglob("test_*.py")):
        path = file.relative_to(root).as_posix()
        for name, rule in _marks(ast.parse(file.read_text(encoding="utf-8")), path):
            tests.setdefault(rule, []).append(f"{path}::{name}")
    return {rule: sorted(set(found)) for rule, found in tests.items()}


def _marks(tree: ast.Module, path: str) -> Iterator[tuple[str, str]]:
    """Yield test and rule: of the test's own marks, its parameters', and its file's."""
    of_file = [rule for node in tree.body for rule in _of_file(node, path)]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = [rule for each in node.decorator_list for rule in _rules_in(each, path)]
            yield from ((node.name, rule) for rule in (*of_file, *own))


def _of_file(node: ast.stmt, path: str) -> Iterator[str]:
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
        yield from _rules_in(node.value, path)


def _rules_in(tree: ast.AST, path: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == MARK:
            yield from (_word(each, path) for each in node.args)


def _word(node: ast.expr, path: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise UnreadableMarkError(
        f"{path}, line {node.lineno}: name each rule as a word, so that it can be found."
    )
