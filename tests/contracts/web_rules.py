"""What the drawers of a web room may not do."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.contracts.rules import (
    ROOT,
    WEB,
    Example,
    Rule,
    Source,
    called,
    calls,
    functions,
    public_functions,
)
from tests.stages.translations import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

BELOW_VIEWS = ("pages", "actions", "queries", "releases", "models")
# Where another room may be entered, beside its queries, actions and releases.
DOORS = {"queries", "actions", "releases", "announcements", "choices", "errors"}
MORE_DOORS = {
    # The ground under every room: who is asking, what they may, what day it is, many rows at once.
    "organisations": {"access", "accesslog", "bulk", "clock", "gates", "members", "roles"},
    # A later room stages its own rows through what sources defines.
    "sources": {"comparing", "onward", "receivers", "receiving", "states"},
}


def manager_uses(source: Source) -> Iterator[str]:
    """Yield questions put to the database where a query should be asked."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield f"line {node.lineno} asks the database itself; ask a query."


def requests_below_views(source: Source) -> Iterator[str]:
    """Yield functions that take a request where only values belong."""
    for function in functions(source.tree):
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        if any(argument.arg == "request" for argument in arguments):
            yield f"{function.name} takes a request; below views only values are known."


def computed_texts(source: Source) -> Iterator[str]:
    """Yield translations of a text that no translator can ever have seen."""
    for call in calls(source.tree):
        if called(call) in KEYWORDS and not all(_is_plain(each) for each in call.args):
            yield f"line {call.lineno} translates a computed text; name the values in the text."


def _is_plain(argument: ast.expr) -> bool:
    """Say whether an argument is a text as written, or no text at all (a count, a variable)."""
    is_method = isinstance(argument, ast.Call) and called(argument) in {"format", "join"}
    return not (isinstance(argument, (ast.JoinedStr, ast.BinOp)) or is_method)


def _actions(source: Source) -> list[ast.FunctionDef]:
    """Return the actions of a file: where the drawer has a front, what stands in it."""
    front = ROOT / source.path.rpartition("/")[0] / "__init__.py"
    found = list(public_functions(source.tree))
    if source.path.endswith("/actions.py") or not front.exists():
        return found
    shown = front.read_text(encoding="utf-8")
    return [action for action in found if re.search(rf'"{action.name}"', shown)]


def loose_actions(source: Source) -> Iterator[str]:
    """Yield actions that do not say first who acts, or whose arguments can be mixed up."""
    for action in _actions(source):
        names = [argument.arg for argument in action.args.kwonlyargs]
        if action.args.args or action.args.posonlyargs or names[:1] != ["by"]:
            yield f"{action.name} must take keyword arguments alone, by= first."


def undocumented_actions(source: Source) -> Iterator[str]:
    """Yield actions without their promise."""
    for action in _actions(source):
        if not ast.get_docstring(action):
            yield f"{action.name} has no docstring."


def deep_actions(source: Source) -> Iterator[str]:
    """Yield imports that reach past the front of another room's actions."""
    room = source.path.removeprefix(WEB).split("/")[0]
    for node in _imports_at_run_time(source.tree):
        parts = (getattr(node, "module", None) or "").split(".")
        if parts[:1] == ["throughline_web"] and "actions" in parts[2:-1] and parts[1] != room:
            yield f"line {node.lineno} reaches past the front of {parts[1]}'s actions."


def side_doors(source: Source) -> Iterator[str]:
    """Yield imports that enter another room by something else than a door."""
    own = {source.path.removeprefix(WEB).split("/")[0], "ui"}
    for node in _imports_at_run_time(source.tree):
        entered = {tuple(name.split(".")[1:3]) for name in _web_modules(node)}
        wrong = [way for way in sorted(entered) if way[0] not in own and not _is_door(*way)]
        yield from (f"line {node.lineno} enters {room} by {way}." for room, way in wrong)


def _is_door(room: str, drawer: str) -> bool:
    return drawer in DOORS | MORE_DOORS.get(room, set())


def _imports_at_run_time(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield what is imported when the site runs: a type's name alone opens no door."""
    for_types = [
        node
        for block in tree.body
        if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(block)
    ]
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node not in for_types:
            yield node


def _web_modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return what an import names of the site, room and drawer at least."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if name.startswith("throughline_web.") and name.count(".") > 1]


def _in(*drawers: str):
    return lambda source: source.is_python and source.is_in_drawer(*drawers)


RULES = (
    Rule(
        "views and pages ask queries, never a manager",
        _in("views", "pages"),
        manager_uses,
        (Example(f"{WEB}desk/views.py", "def page(request):\n    return Pupil.objects.all()\n"),),
    ),
    Rule(
        "no request below views",
        _in(*BELOW_VIEWS),
        requests_below_views,
        (Example(f"{WEB}desk/queries.py", "def pupils(request): ...\n"),),
    ),
    Rule(
        "a translated text is written, not computed",
        lambda source: source.is_python and source.path.startswith(WEB),
        computed_texts,
        (
            Example(f"{WEB}desk/pages.py", "x = _(f'{count} pupils')\n"),
            Example(f"{WEB}desk/pages.py", "x = gettext('%s pupils' % count)\n"),
            Example(f"{WEB}desk/pages.py", "x = gettext('{} pupils'.format(count))\n"),
        ),
    ),
    Rule(
        "an action takes keywords alone, by= first",
        _in("actions"),
        loose_actions,
        (
            Example(f"{WEB}desk/actions.py", "def close(plan, *, by): ...\n"),
            Example(f"{WEB}desk/actions/plans.py", "def close(*, plan, by): ...\n"),
        ),
    ),
    Rule(
        "an action says what it promises",
        _in("actions"),
        undocumented_actions,
        (Example(f"{WEB}desk/actions.py", "def close(*, by): ...\n"),),
    ),
    Rule(
        "another room's actions are taken from their front",
        lambda source: source.is_python and source.path.startswith(WEB),
        deep_actions,
        (
            Example(
                f"{WEB}desk/tasks.py", "from throughline_web.sources.actions.undoing import undo\n"
            ),
        ),
    ),
    Rule(
        "another room is entered by its doors",
        lambda source: (
            source.path.startswith(WEB)
            and source.is_python
            and not source.path.startswith(f"{WEB}config/")
        ),
        side_doors,
        (
            Example(f"{WEB}desk/pages.py", "from throughline_web.records.models import Mark\n"),
            Example(f"{WEB}desk/pages.py", "from throughline_web.records import staging\n"),
            Example(f"{WEB}desk/pages.py", "import throughline_web.records.staging\n"),
        ),
    ),
)
