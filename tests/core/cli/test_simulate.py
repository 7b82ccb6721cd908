"""``throughline simulate``: what it writes, ``flags`` reads without options."""

from __future__ import annotations

import pytest

SMALL = ("--pupils", "40", "--school-year", "2025/26", "--as-of", "2025-10-10")


@pytest.fixture(params=["csv", "parquet"])
def folder(request, desk):
    folder = desk.folder / "made-up"
    ran = desk.run("simulate", folder, *SMALL, "--format", request.param)
    assert (ran.code, ran.out) == (0, "")
    return folder


def test_flags_reads_the_folder_without_options(desk, folder):
    told = desk.flags(folder).json

    assert told["as_of"] == "2025-10-10"
    assert {one["class"] is None for one in told["pupils"]} == {False}
    assert told["source"]["accepted"] + told["source"]["rejected"] == told["source"]["rows"]


def test_flags_reads_the_lesson_file_alone(desk, folder):
    lessons = next(folder.glob("lessons.*"))

    ran = desk.flags(lessons)

    assert (ran.code, ran.json["source"]["rejected"]) == (0, 0)


def test_files_that_are_not_read_are_named(desk, folder):
    ran = desk.flags(folder, "--language", "en")

    assert "Not read here: guardians.csv, simulation.toml, staff.csv." in ran.err


def test_both_formats_say_the_same_of_every_pupil(desk):
    told = []
    for form in ("csv", "parquet"):
        desk.run("simulate", desk.folder / form, *SMALL, "--format", form)
        told.append(desk.flags(desk.folder / form).json["pupils"])

    assert told[0] == told[1]


def test_the_same_seed_writes_the_same_bytes(desk):
    for name in ("one", "two"):
        desk.run("simulate", desk.folder / name, *SMALL, "--seed", "7")

    one, two = (sorted((desk.folder / name).iterdir()) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_folder_says_that_it_is_simulated(folder):
    assert "simulated = true" in (folder / "simulation.toml").read_text(encoding="utf-8")


def test_a_folder_with_files_is_left_alone_unless_forced(desk, folder):
    kept = sorted(path.name for path in folder.iterdir())

    refused = desk.run("simulate", folder, *SMALL, "--language", "en")
    forced = desk.run("simulate", folder, *SMALL, "--force")

    assert (refused.code, "--force" in refused.err) == (2, True)
    assert forced.code == 0
    assert set(kept) <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pupils", "0", "--school-year", "2025/26"], "at least 1"),
        (["--school-year", "2025/27"], "2025/26"),
        (["--school-year", "2050/51"], "no school year"),
        (["--school-year", "2025/26", "--as-of", "2025-07-15"], "2025-07-15"),
        ([], "--school-year"),
    ],
)
def test_what_cannot_be_simulated_is_wrong_usage(desk, words, said):
    ran = desk.run("simulate", desk.folder / "made-up", *words, "--language", "en")

    assert (ran.code, said in ran.err) == (2, True)


def test_a_file_is_no_folder(desk, marks):
    assert desk.run("simulate", marks, *SMALL).code == 2


def test_outcomes_are_written_on_request_and_named_as_not_read(desk):
    folder = desk.folder / "told"

    ran = desk.run("simulate", folder, *SMALL, "--outcomes")

    assert ran.code == 0
    assert (folder / "outcomes.csv").is_file()
    assert "outcomes.csv" in desk.flags(folder, "--language", "en").err
