"""How large a file, a function and a page may grow."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.contracts.rules import WEB, Example, Rule, Source, functions, public_functions

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE, FUNCTION, NESTING, TEMPLATE, VIEW = 400, 40, 2, 120, 15
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match)


def long_files(source: Source) -> Iterator[str]:
    """Yield a file that has grown a second subject."""
    lines = len(source.text.splitlines())
    if lines > FILE:
        yield f"{lines} lines; a file has at most {FILE}."


def long_functions(source: Source) -> Iterator[str]:
    """Yield functions that take more than one breath."""
    for function in functions(source.tree):
        lines = (function.end_lineno or 0) - function.lineno + 1
        if lines > FUNCTION:
            yield f"{function.name} has {lines} lines; a function has at most {FUNCTION}."


def deep_functions(source: Source) -> Iterator[str]:
    """Yield functions with a block in a block in a block."""
    for function in functions(source.tree):
        depth = _depth(function.body)
        if depth > NESTING:
            yield f"{function.name} is nested {depth} deep; a function is at most {NESTING}."


def _depth(body: list[ast.stmt]) -> int:
    return max((_depth_of(statement) for statement in body), default=0)


def _depth_of(statement: ast.AST) -> int:
    """Return how deep the blocks of a statement go; an elif is beside its if, not inside it."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
        return 0
    own = 1 if isinstance(statement, BLOCKS) else 0
    inner = [own + _depth_of(child) for child in _inside(statement)]
    beside = [_depth_of(child) for child in _elif(statement)]
    return max([own, *inner, *beside])


def _elif(statement: ast.AST) -> list[ast.stmt]:
    rest = statement.orelse if isinstance(statement, ast.If) else []
    return rest if len(rest) == 1 and isinstance(rest[0], ast.If) else []


def _inside(statement: ast.AST) -> list[ast.AST]:
    beside = _elif(statement)
    return [child for child in ast.iter_child_nodes(statement) if child not in beside]


def long_templates(source: Source) -> Iterator[str]:
    """Yield pages that say too much at once."""
    lines = len(source.text.splitlines())
    if lines > TEMPLATE:
        yield f"{lines} lines; a template has at most {TEMPLATE}."


def long_views(source: Source) -> Iterator[str]:
    """Yield receptionists who do the work of others."""
    for view in public_functions(source.tree):
        start = view.body[1].lineno if ast.get_docstring(view) and view.body[1:] else view.lineno
        lines = (view.end_lineno or 0) - start + 1
        if lines > VIEW:
            yield f"{view.name} has {lines} lines; a view has at most {VIEW}."


def _lines(count: int) -> str:
    return "x = 1\n" * count


RULES = (
    Rule(
        "a file has at most 400 lines",
        lambda source: source.is_python,
        long_files,
        (Example("src/throughline/terms/long.py", _lines(401)),),
    ),
    Rule(
        "a function has at most 40 lines",
        lambda source: source.is_python,
        long_functions,
        (Example("src/throughline/terms/a.py", "def f():\n" + "    x = 1\n" * 40),),
    ),
    Rule(
        "a function is nested at most two deep",
        lambda source: source.is_python,
        deep_functions,
        (
            Example(
                "tests/core/a.py",
                "def f():\n if a:\n  for b in c:\n   try:\n    x()\n   finally:\n    y()\n",
            ),
            Example("tests/core/b.py", "def f():\n with a:\n  if b:\n   while c:\n    if d: e()\n"),
        ),
    ),
    Rule(
        "a template has at most 120 lines",
        lambda source: source.is_template,
        long_templates,
        (Example(f"{WEB}desk/templates/desk/long.html", "<p></p>\n" * 121),),
    ),
    Rule(
        "a view is a receptionist of at most 15 lines",
        lambda source: source.is_python and source.is_in_drawer("views"),
        long_views,
        (Example(f"{WEB}desk/views.py", "def page(request):\n" + "    x = 1\n" * 15),),
    ),
)
