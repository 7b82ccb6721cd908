from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.rules import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# For each contract: a file, and the import in it that must break the contract.
BREAKS = {
    "core-is-pure": ("throughline/terms/broken.py", "import django"),
    "core-loop": ("throughline/terms/broken.py", "import throughline.records"),
    "web-loop": ("throughline_web/ui/broken.py", "import throughline_web.organisations"),
    "web-organisations-rests-on-terms": (
        "throughline_web/organisations/broken.py",
        "import throughline.sources",
    ),
    "web-sources-rest-on-core-sources": (
        "throughline_web/sources/broken.py",
        "import throughline.records",
    ),
    "web-records-rest-on-core-records": (
        "throughline_web/records/broken.py",
        "import throughline.earlywarning",
    ),
    "web-measures-rest-on-core-measures": (
        "throughline_web/measures/broken.py",
        "import throughline.earlywarning",
    ),
    "only-the-demo-simulates": ("throughline_web/desk/broken.py", "import throughline.simulate"),
    "inside-a-room": (
        "throughline_web/sources/models/broken.py",
        "import throughline_web.sources.queries",
    ),
    "front-door-organisations": (
        "throughline_web/records/broken.py",
        "import throughline_web.organisations.models",
    ),
    "front-door-sources": (
        "throughline_web/records/broken.py",
        "import throughline_web.sources.models",
    ),
    "front-door-records": (
        "throughline_web/desk/broken.py",
        "import throughline_web.records.models",
    ),
    "front-door-measures": (
        "throughline_web/desk/broken.py",
        "import throughline_web.measures.models",
    ),
    "front-door-earlywarning": (
        "throughline_web/desk/broken.py",
        "import throughline_web.earlywarning.models",
    ),
}


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory):
    copy = tmp_path_factory.mktemp("house")
    for package in ("throughline", "throughline_web"):
        shutil.copytree(
            ROOT / "src" / package, copy / package, ignore=shutil.ignore_patterns("static", "*.mo")
        )
    shutil.copy(ROOT / ".importlinter", copy)
    return copy


def contracts():
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    prefix = "importlinter:contract:"
    return [name.removeprefix(prefix) for name in config.sections() if name.startswith(prefix)]


def check(house, contract):
    command = [str(LINT_IMPORTS), "--config", ".importlinter", "--contract", contract]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("contract", contracts())
def test_the_contract_is_seen_red(contract, copy_of_the_house):
    path, line = BREAKS[contract]
    broken = copy_of_the_house / path
    kept = check(copy_of_the_house, contract)

    broken.write_text(f"{line}\n")
    result = check(copy_of_the_house, contract)
    broken.unlink()

    assert (kept.returncode, result.returncode) == (0, 1), kept.stdout + result.stdout
    assert "1 broken" in result.stdout


@pytest.mark.parametrize("package", ["throughline", "throughline_web"])
def test_a_room_that_no_contract_names_breaks_the_loop(package, copy_of_the_house):
    contract = "core-loop" if package == "throughline" else "web-loop"
    room = copy_of_the_house / package / "unnamed"
    room.mkdir()
    (room / "__init__.py").write_text("")

    result = check(copy_of_the_house, contract)
    shutil.rmtree(room)

    assert result.returncode == 1
