"""The door must be readable for a Python that cannot walk through it."""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
import types

import pytest

from tests.contracts.rules import ROOT

RUN = ROOT / "run"
TOO_NEW = (
    ast.JoinedStr,
    ast.AnnAssign,
    ast.NamedExpr,
    ast.AsyncFunctionDef,
    ast.Await,
    ast.Starred,
    ast.Nonlocal,
    ast.Match,
)


def too_new(text):
    """What Python 2.7 or 3.4 could not read in a text."""
    tree = ast.parse(text)
    found = [type(node).__name__ for node in ast.walk(tree) if isinstance(node, TOO_NEW)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            hints = [node.returns, *(argument.annotation for argument in arguments.args)]
            found += ["annotation"] * any(hints) + ["keyword-only"] * bool(arguments.kwonlyargs)
    return found


@pytest.fixture
def door():
    module = types.ModuleType("door")
    module.__file__ = str(RUN)
    exec(compile(RUN.read_text(encoding="utf-8"), str(RUN), "exec"), module.__dict__)  # noqa: S102 - our own door has no .py ending
    return module


def test_an_old_python_can_read_the_door():
    assert too_new(RUN.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text", ["x = f'{y}'", "x: int = 1", "def f(a: int): ...", "def f(*, a): ...", "f(*a, *b)"]
)
def test_a_door_that_is_too_new_is_seen_red(text):
    assert too_new(text) != []


def test_an_old_python_is_told_how_to_start(door, monkeypatch, capsys):
    monkeypatch.setattr(door.sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(door, "newer_python", lambda: "python3.12")

    code = door.main(["test", "-k", "word"])

    said = capsys.readouterr().err
    assert code == 2
    assert "this is Python 3.9.2" in said
    assert "python3.12 run" in said


def test_the_door_alone_says_what_it_can_do():
    result = subprocess.run([sys.executable, str(RUN)], capture_output=True, text=True, check=True)

    for command in ("demo", "test", "check", "fix", "bench", "docs", "throughline"):
        assert f"./run {command}" in result.stdout


def test_an_unknown_command_is_wrong_usage():
    result = subprocess.run([sys.executable, str(RUN), "dmeo"], capture_output=True, check=False)

    assert (result.returncode, result.stdout) == (2, b"")


def test_a_fetched_installer_with_another_hash_is_not_used(door, monkeypatch):
    from urllib import request  # noqa: PLC0415 - patched where the door imports it

    answer = types.SimpleNamespace(read=lambda: b"not the wheel")
    monkeypatch.setattr(request, "urlopen", lambda url, timeout: answer)

    with pytest.raises(door.CannotPrepareError, match="not the pinned one"):
        door.fetch_wheel()


def test_an_unknown_machine_is_told_to_use_pip(door, monkeypatch):
    monkeypatch.setattr(door, "platform_key", lambda: "plan9-mips")

    with pytest.raises(door.CannotPrepareError, match="pip"):
        door.fetch_wheel()


@pytest.mark.parametrize("told", [{}, {"XDG_CACHE_HOME": "/kept/elsewhere"}])
def test_a_user_without_a_home_keeps_what_is_fetched_beside_the_door(door, monkeypatch, told):
    monkeypatch.setattr(door.os, "environ", {"HOME": "/nonexistent", **told})
    monkeypatch.setattr(door, "may_write_in", lambda folder: folder.startswith("/kept"))

    door.clean_surroundings()

    here = str(ROOT / ".tools" / "cache")
    assert door.os.environ["XDG_CACHE_HOME"] == told.get("XDG_CACHE_HOME", here)


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_around_it(door, tmp_path):
    assert door.may_write_in(str(tmp_path / "not" / "yet"))


def test_a_checkout_that_cannot_be_written_in_is_said_in_one_line(door, monkeypatch, capsys):
    monkeypatch.setattr(door.os, "environ", dict(door.os.environ))
    monkeypatch.setattr(door, "may_write_in", lambda _folder: False)
    monkeypatch.setattr(door, "lock_stamp", lambda: "a new lock")

    code = door.main(["demo"])

    said = capsys.readouterr().err
    assert code == 1
    assert said.count("\n") == 1
    assert "Copy it to a folder of your own" in said


def test_another_lock_means_another_state(door, monkeypatch, tmp_path):
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(door, "HERE", str(tmp_path))
    before = door.lock_stamp()

    (tmp_path / "uv.lock").write_text("two")

    assert door.lock_stamp() != before


def test_what_is_installed_for_tests_serves_the_demo_too(door, monkeypatch, tmp_path):
    monkeypatch.setattr(door, "ENVIRONMENT", str(tmp_path))
    (tmp_path / ".all.stamp").write_text("this lock")

    assert door.is_stamped("site", "this lock")
    assert not door.is_stamped("site", "another lock")


def test_every_pinned_wheel_has_a_whole_hash(door):
    digests = {digest for _, _, digest in door.WHEELS.values()}

    assert len(digests) == len(door.WHEELS)
    assert {len(digest) for digest in digests} == {len(hashlib.sha256().hexdigest())}
