from __future__ import annotations

import subprocess
import sys

import pytest

from tests.contracts.rules import ROOT

HEAVY = ["pyarrow", "openpyxl", "pandas", "numpy", "numba"]


def loaded_after(code, modules):
    """Which of these modules a fresh interpreter has loaded after some code."""
    show = f"import sys; print(*[name for name in {modules!r} if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.split()


SET_UP = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "throughline_web.config.settings.test"
import django
django.setup()
"""


@pytest.mark.parametrize(
    "room", ["terms", "sources", "records", "earlywarning", "simulate", "cli.main"]
)
def test_a_room_of_the_core_loads_no_django(room):
    assert loaded_after(f"import throughline.{room}", ["django", "throughline_web"]) == []


def test_the_site_starts_without_what_only_an_import_needs():
    urls = "import throughline_web.config.urls"

    assert loaded_after(f"{SET_UP}\n{urls}", HEAVY) == []


def test_a_heavy_start_is_seen_red():
    assert "pyarrow" in loaded_after("import pyarrow", HEAVY)
