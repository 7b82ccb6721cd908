"""The demo: simulated files, imported the ordinary way; no flag in it is written by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.web.factories import TODAY
from throughline_web.desk import demo_building
from throughline_web.desk.demo_building import build, is_built
from throughline_web.desk.demo_people import DOMAIN
from throughline_web.earlywarning.actions import evaluate_school
from throughline_web.earlywarning.models import Case, Flag
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Account, Pupil
from throughline_web.organisations.queries import every_school
from throughline_web.records.models import Mark

pytestmark = pytest.mark.django_db

PUPILS = 60
COLUMNS = ("pupil", "unit", "rule_id", "since", "observed", "reason", "of_unit")


@pytest.fixture
def demo(tmp_path, settings, monkeypatch):
    """A small demo, built in the test's own database."""
    settings.THROUGHLINE_VAR = str(tmp_path)
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    monkeypatch.setattr(demo_building, "call_command", lambda *_, **__: None)
    said: list[str] = []
    build(tmp_path, pupils=PUPILS, say=said.append)
    return said


def standing(as_of):
    return list(
        Flag.objects.filter(last_seen_on=as_of).order_by(*COLUMNS[:4]).values_list(*COLUMNS)
    )


def test_the_demo_is_imported_and_evaluated(demo):
    assert Pupil.objects.count() == PUPILS
    assert Mark.objects.exists()
    assert Flag.objects.exists()
    assert Case.objects.exists()
    assert Account.objects.filter(email__endswith=DOMAIN).count() == 8
    assert demo[-1] == "5/5 Done"


def test_deleted_flags_are_found_again_the_same(demo):
    before = standing(TODAY)

    Case.objects.all().delete()
    Flag.objects.all().delete()
    for school in every_school():
        evaluate_school(by=SYSTEM, school_id=school.pk, as_of=TODAY)

    assert standing(TODAY) == before


def test_a_demo_without_its_mark_is_built_anew(tmp_path):
    (tmp_path / "throughline.sqlite3").touch()

    assert not is_built(tmp_path, pupils=PUPILS)


def test_a_demo_of_another_size_is_built_anew(tmp_path):
    (tmp_path / "throughline.sqlite3").touch()
    (tmp_path / "demo.json").write_text('{"pupils": 5, "made_by": 1}')

    assert not is_built(tmp_path, pupils=PUPILS)


@pytest.mark.parametrize(
    ("on", "last"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 11, 20), id="a Monday in autumn"),
        pytest.param(date(2026, 7, 10), date(2026, 6, 12), id="in the summer"),
    ],
)
def test_the_files_end_on_the_latest_school_day(on, last):
    plan = demo_building.plan_of(PUPILS, on)

    assert plan.as_of is not None
    assert abs((plan.as_of - last).days) <= 5
    assert plan.as_of < on


def test_the_fixture_folder_is_the_tests_own(demo, tmp_path):
    assert Path(tmp_path, "demo-files", "simulation.toml").is_file()
