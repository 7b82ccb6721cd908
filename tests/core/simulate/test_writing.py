"""Files as a school exports them, and presets that say what is wrong with them."""

from __future__ import annotations

import io

import pytest

from tests.core.simulate.written import (
    MID_NOVEMBER,
    csv_bytes,
    day_of,
    parquet,
    rows,
    simulation,
)
from throughline.simulate import write_csv
from throughline.simulate.batches import lesson_batches, write_parquet
from throughline.simulate.grading_days import graded_terms
from throughline.simulate.names import load_names
from throughline.simulate.preset import load_preset, parse_preset
from throughline.terms.rules import RuleFileError, shipped_text

TABLES = ["pupils", "guardians", "staff", "grades", "lessons", "days-2025-26"]
PRESETS = "throughline.simulate.presets"


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("country", ["se", "no"])
def test_a_file_has_a_mark_semicolons_and_crlf(name, country):
    written = csv_bytes(simulation(country=country), name)

    assert written.startswith(b"\xef\xbb\xbfelev-id;" if name != "staff" else b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == written.count(b"\n")
    assert written.endswith(b"\r\n")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("country", ["se", "no"])
def test_every_row_is_as_wide_as_the_header_and_no_cell_is_a_formula(name, country):
    table = next(each for each in simulation(country=country).tables() if each.name == name)

    for row in rows(name, country=country):
        assert len(row) == len(table.columns)
        assert not any(cell[:1] in {"=", "+", "@", "\t"} for cell in row)
        assert not any(cell.startswith("-") and cell != "-" for cell in row)


def test_headers_are_in_the_language_of_the_country():
    swedish = {table.name: table.columns for table in simulation().tables()}
    norwegian = {table.name: table.columns for table in simulation(country="no").tables()}

    assert swedish["lessons"][8:10] == ("giltig frånvaro (min)", "ogiltig frånvaro (min)")
    assert norwegian["lessons"][8:10] == ("gyldig fravær (min)", "ugyldig fravær (min)")


def test_dates_are_written_as_in_the_country():
    assert rows("lessons")[0][1] == "2026-08-17"
    assert rows("lessons", country="no")[0][1] == "17.08.2026"


def test_a_writer_is_told_of_each_piece():
    table = next(table for table in simulation().tables() if table.name == "lessons")
    pieces = []

    write_csv(table, io.BytesIO(), on_piece=lambda: pieces.append(1))

    assert len(pieces) == table.size == 300


def test_a_writer_of_parquet_is_told_of_each_class():
    simulated = simulation(pupils=60)
    classes = []

    write_parquet(
        lesson_batches(simulated), io.BytesIO(), seed=7, on_batch=lambda: classes.append(1)
    )

    assert len(classes) == len(simulated.world.classes)


def test_the_stream_stays_open_for_its_owner():
    stream = io.BytesIO()

    write_csv(simulation().tables()[2], stream)

    assert not stream.closed


def test_a_parquet_file_says_that_it_is_simulated():
    metadata = parquet(simulation()).schema.metadata

    assert metadata[b"simulated"] == b"true"
    assert metadata[b"seed"] == b"7"


def test_grades_are_those_set_by_the_last_day():
    """Terms of compulsory school from the year before on; courses from when they were read."""
    compulsory = {row[3] for row in rows("grades") if row[9] == ""}
    courses = {row[3] for row in rows("grades") if row[9] != ""}

    assert compulsory == {"HT 2025", "VT 2026"}
    assert courses == {"HT 2024", "VT 2025", "HT 2025", "VT 2026", "HT 2026"}
    assert {term.label for term in graded_terms(simulation().world)} == compulsory
    assert max(day_of(row[6]) for row in rows("grades")) <= MID_NOVEMBER


def test_grades_are_of_the_scale_or_a_dash():
    swedish = rows("grades", pupils=1500)

    assert {row[5] for row in swedish} == set("ABCDEF-")
    assert {row[5] for row in swedish if row[4] == "Gymnasiearbete"} <= set("EF-")
    assert {row[5] for row in rows("grades", pupils=1500, country="no")} == {*"123456", "IV"}


@pytest.mark.parametrize("country", ["se", "no"])
def test_a_preset_fits_its_weeks_and_origins(country):
    preset = load_preset(country)

    for stage in preset.stages:
        assert sum(stage.subjects.values()) == sum(stage.lessons)
        assert len(stage.medians) == len(stage.years)
        assert set(preset.grades.core) <= set(stage.subjects)
    assert set(preset.people.origins) <= set(load_names())
    assert sum(preset.people.origins.values()) == pytest.approx(1.0, abs=0.02)
    assert sum(preset.people.school_shares) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sigma = ", "sigmoid = ", "se.toml: unknown key 'sigmoid' in the part of Absence"),
        ("slope = 2.2", "", "se.toml: the key 'slope' is missing in the part of Merit"),
        ("[words]", "[wording]", "se.toml: unknown key 'wording' in the preset"),
        ('name = "Sweden total absence"', "", "se.toml: the key 'name' is missing"),
    ],
)
def test_a_wrong_preset_names_file_and_key(old, new, message):
    text = shipped_text(PRESETS, "se.toml").replace(old, new, 1)

    with pytest.raises(RuleFileError, match=message):
        parse_preset(text, name="se.toml")


def test_a_preset_whose_week_does_not_hold_its_lessons_is_refused():
    text = shipped_text(PRESETS, "se.toml").replace('"Svenska" = 4', '"Svenska" = 5', 1)

    with pytest.raises(RuleFileError, match=r"se.toml: the subjects of 'lower' are 30 lessons"):
        parse_preset(text, name="se.toml")
