from __future__ import annotations

import ast
import re

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils import translation

from tests.contracts.rules import ROOT

NAMED = re.compile(r"^\d{4}_(?!auto_)[a-z]+[a-z0-9]*(_[a-z0-9]+)+\.py$|^__init__\.py$")
MIGRATIONS = sorted((ROOT / "src/throughline_web").glob("*/migrations/*.py"))
OURS = {config.label for config in apps.get_app_configs() if "throughline_web" in config.name}


def one_way_steps(text):
    """The steps of a migration that cannot be taken back."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    steps = [call for call in calls if getattr(call.func, "attr", "") in {"RunPython", "RunSQL"}]
    return [step.lineno for step in steps if not has_way_back(step)]


def has_way_back(step):
    named = {keyword.arg for keyword in step.keywords} & {"reverse_code", "reverse_sql"}
    return len(step.args) + len(named) > 1


def missing_migrations(state):
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), state)
    with translation.override(None):
        changes = detector.changes(graph=loader.graph, trim_to_apps=OURS, convert_apps=OURS)
    return {label: steps for label, steps in changes.items() if label in OURS}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_a_migration_is_named_after_its_intent(path):
    assert NAMED.match(path.name)


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_a_migration_can_be_taken_back(path):
    assert one_way_steps(path.read_text(encoding="utf-8")) == []


def test_no_migration_is_missing():
    assert missing_migrations(ProjectState.from_apps(apps)) == {}


@pytest.mark.parametrize("name", ["0002_auto_20260101_1200.py", "0002_alter.py", "second_step.py"])
def test_an_unnamed_migration_is_seen_red(name):
    assert not NAMED.match(name)


def test_a_one_way_migration_is_seen_red():
    assert one_way_steps("operations = [migrations.RunPython(forwards)]") == [1]


def test_a_missing_migration_is_seen_red():
    state = ProjectState.from_apps(apps)
    fields = [("id", models.BigAutoField(primary_key=True))]
    state.add_model(ModelState("organisations", "Forgotten", fields))

    assert list(missing_migrations(state)) == ["organisations"]
