"""What a house rule is: whom it concerns, what breaks it, and an example that does."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
CORE = "src/throughline/"
WEB = "src/throughline_web/"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the house: where it lies, what it says, and its grammar when it is Python."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The file's grammar."""
        return parsed(self.text)

    @property
    def is_python(self) -> bool:
        """Whether the file is a module."""
        return self.path.endswith(".py") or self.path == "run"

    @property
    def is_template(self) -> bool:
        """Whether the file is a page or a letter."""
        return "/templates/" in self.path

    def is_in_drawer(self, *drawers: str) -> bool:
        """Say whether the file lies in one of these drawers of a web room."""
        parts = self.path.removeprefix(WEB).split("/")
        return (
            self.path.startswith(WEB) and len(parts) > 1 and parts[1].removesuffix(".py") in drawers
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A file that breaks a rule, to see the rule red."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its sentence, the files it concerns, how a break is found, and a break of it."""

    says: str
    concerns: Callable[[Source], bool]
    find: Callable[[Source], Iterator[str]]
    red: tuple[Example, ...]

    def breaks_in(self, sources: list[Source]) -> list[str]:
        """Return where the rule is broken, in words."""
        concerned = [source for source in sources if self.concerns(source)]
        return [f"{each.path}: {found}" for each in concerned for found in self.find(each)]


@cache
def parsed(text: str) -> ast.Module:
    """Return the grammar of a Python text, read once."""
    return ast.parse(text)


@cache
def house() -> tuple[Source, ...]:
    """Return every file that the rules are about; migrations stand outside them."""
    paths = [ROOT / "run", *(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    paths += [*(ROOT / "benchmarks").rglob("*.py"), *(ROOT / "src").rglob("templates/**/*.*")]
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(paths)
        if "migrations" not in path.parts
    )


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file, methods and inner ones included."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield the functions that other files may call."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def called(node: ast.Call) -> str:
    """Return the last word of what a call calls."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call of a file."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))
