"""``throughline grades``: files in many shapes, exit codes, and the forms of the result."""

from __future__ import annotations

import csv
import io
import os
import sys
from itertools import permutations
from pathlib import Path

import pytest

from tests.core.cli.grades_lines import (
    AS_OF,
    CORE,
    HEADER,
    SCIENCE,
    SOCIAL,
    elin,
    grade_rows,
    grades,
    opened,
    practical,
)
from tests.core.cli.running import content

PAGE = Path(__file__).parents[3] / "docs/reference/grades-json.md"
NAMES = (
    "Svenska;E Engelska;E Matematik;E Hem- och konsumentkunskap;E Slöjd;E Idrott och hälsa;E "
    "Bild;E Musik;E"
)


@pytest.fixture
def class_file(desk):
    """Three pupils: Adam passes everything, Elin all but mathematics, Sara little."""
    return desk.file(
        "grades.csv",
        *grade_rows("SV:E EN:E MA:F", SOCIAL, SCIENCE, practical(6)),
        *grade_rows("SV:C EN:C MA:C M2:B", SOCIAL, SCIENCE, practical(6), pupil="adam"),
        *grade_rows("SV:F EN:F MA:F BL:E", pupil="sara"),
        header=HEADER,
    )


def named_rows():
    return [f"elin;{pair}" for pair in NAMES.replace("E ", "E|").split("|")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_subjects_are_known_by_name_in_every_encoding(desk, encoding):
    ran = grades(desk, *named_rows(), header="Elev;Ämne;Betyg", encoding=encoding)

    assert (ran.code, opened(elin(ran)), ran.json["unknown_subjects"]) == (0, {"YRK", "IMV"}, [])


@pytest.mark.parametrize(
    "header",
    ["elev;ämne;betyg", "elev;fag;karakter", "pupil;subject;grade"],
    ids=["sv", "nb", "en"],
)
def test_headers_are_known_in_three_languages(desk, header):
    assert opened(elin(grades(desk, *named_rows(), header=header))) == {"YRK", "IMV"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_columns_does_not_matter(desk, order):
    def permuted(line):
        cells = line.split(";")
        return ";".join(cells[place] for place in order)

    ran = grades(desk, *map(permuted, named_rows()), header=permuted("elev;ämne;betyg"))

    assert opened(elin(ran)) == {"YRK", "IMV"}


@pytest.mark.parametrize("sign", [",", "\t", "|"])
def test_the_delimiter_is_found(desk, sign):
    rows = [row.replace(";", sign) for row in named_rows()]

    assert opened(elin(grades(desk, *rows, header=HEADER.replace(";", sign)))) == {"YRK", "IMV"}


def test_line_ends_and_the_order_of_rows_do_not_matter(desk, class_file):
    head, *rows = class_file.read_text(encoding="utf-8").split()
    other = desk.folder / "other.csv"
    other.write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")

    ran = [
        desk.run("grades", path, "--country", "se", "--format", "json", *AS_OF)
        for path in (class_file, other)
    ]

    assert ran[0].json["pupils"] == ran[1].json["pupils"]


def test_standard_input_is_read_like_a_file(desk, class_file, monkeypatch):
    words = ("--country", "se", "--format", "json")
    from_file = desk.run("grades", class_file, *words)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(class_file.read_bytes())))

    piped = desk.run("grades", "-", *words)

    assert piped.code == from_file.code == 0
    assert piped.json["pupils"] == from_file.json["pupils"]


def test_without_a_day_in_the_file_the_rules_are_those_of_the_day_it_was_saved(desk, class_file):
    os.utime(class_file, (1_780_000_000, 1_780_000_000))

    ran = desk.run("grades", class_file, "--country", "se", "--format", "json", "--language", "en")

    assert ran.json["as_of"] == "2026-05-28"
    assert "The rules are those of 2026-05-28, when the file was saved." in ran.err


@pytest.mark.parametrize("country", ["se", "no"])
def test_what_simulate_writes_is_read_without_options(desk, country):
    folder = desk.folder / "practice"
    desk.run("simulate", folder, "--school-year", "2025/26", "--pupils", "60", "--country", country)

    whole = desk.run("grades", folder, "--country", country, "--format", "json")
    alone = desk.run("grades", folder / "grades.csv", "--country", country, "--format", "json")

    assert whole.code == 0
    assert whole.json == alone.json
    assert len(whole.json["pupils"]) > 30


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param(["elin;MA;E"], 0, id="done"),
        pytest.param(["elin;MA;E", "elin;;E"], 1, id="a row was rejected"),
        pytest.param([], 3, id="no row"),
        pytest.param([";;"], 3, id="no row that can be used"),
        pytest.param(["elin;Matematikk;6", "elin;Norsk;5"], 3, id="the other country's marks"),
    ],
)
def test_the_exit_code_tells_what_became_of_the_rows(desk, rows, code):
    ran = grades(desk, *rows)

    assert (ran.code, bool(ran.out)) == (code, code < 2)
    assert ran.code == 0 or ran.err


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="no country"),
        pytest.param(("--country", "dk"), id="another country"),
        pytest.param(("--country", "se", "--as-of", "soon"), id="no day"),
        pytest.param(("--country", "se", "--as-of", "1975-01-01"), id="a day before the rules"),
        pytest.param(("--country", "no", "--as-of", "1975-01-01"), id="a day before, in Norway"),
        pytest.param(("--country", "se", "--profile", "pupils"), id="a profile of something else"),
        pytest.param(("--country", "se", "--profile", "nothing"), id="no such profile"),
        pytest.param(("--country", "se", "--out", "/"), id="a folder to write to"),
    ],
)
def test_what_cannot_be_asked_for_ends_with_code_2(desk, words):
    path = desk.file("grades.csv", "elin;MA;E", "elin;EN;2", header=HEADER)

    ran = desk.run("grades", path, *words)

    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_a_folder_without_grades_and_a_missing_file_say_so(desk):
    empty = desk.run("grades", desk.folder, "--country", "se", "--language", "en")
    missing = desk.run("grades", desk.folder / "x.csv", "--country", "se", "--language", "en")

    assert (empty.code, "has no grades file" in empty.err) == (3, True)
    assert (missing.code, "does not exist" in missing.err) == (3, True)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00" * 5000, id="noughts"),
        pytest.param(b"PAR1" + b"\x00" * 64, id="parquet's first letters"),
        pytest.param(b"PK\x03\x04" + b"x" * 400, id="a broken workbook"),
        pytest.param(b"\xff\xfe" + b"\xd8\x00" * 99, id="half signs of UTF-16"),
        pytest.param(b'elev;\xe4mne;betyg\r\n"elin;MA;E\r\n' + b"x" * 2000, id="an open quote"),
        pytest.param(b"<html><body>Log in</body></html>", id="a page"),
    ],
)
def test_what_is_no_table_of_grades_is_refused_in_words(desk, data):
    path = desk.folder / "grades.csv"
    path.write_bytes(data)

    ran = desk.run("grades", path, "--country", "se")

    assert ran.code in {1, 3}
    assert ran.err
    assert "Traceback" not in ran.err


def test_signs_that_a_terminal_or_spreadsheet_would_obey_are_only_shown(desk):
    rows = ["=cmd|'/c calc'!A1;MA;E", "<script>alert(1)</script>;MA;E", "\x1b[31mred;MA;\x1b]0;E"]
    path = desk.file("grades.csv", *rows, header=HEADER)

    ran = {
        form: desk.run("grades", path, "--country", "se", "--format", form, *AS_OF).out
        for form in ("table", "csv", "html", "json")
    }

    assert "\x1b" not in ran["table"]
    assert "<script>" not in ran["html"]
    assert "\n=cmd" not in ran["csv"]
    assert "'=cmd" in ran["csv"]


@pytest.mark.parametrize("grade", ["F" * 10_000, "Ä" * 200, "1e999", "NaN", "∞", "Ｅ"])
def test_odd_grades_count_for_nothing(desk, grade):
    ran = grades(desk, f"elin;MA;{grade}", "elin;EN;E")

    assert elin(ran)["merit_value"] == 10.0


def test_whoever_is_protected_in_one_row_is_left_out_in_all(desk):
    header = "elev;ämne;betyg;skyddad identitet"

    ran = grades(desk, "elin;MA;E;", "elin;EN;E;ja", "adam;MA;E;", header=header)

    assert [one["pupil"] for one in ran.json["pupils"]] == ["adam"]
    assert ran.json["source"]["protected_refused"] == 1
    assert "elin" not in ran.out + ran.err


def test_the_table_tells_who_is_closest_first_and_says_would(desk, class_file):
    out = desk.run("grades", class_file, "--country", "se", *AS_OF).out

    assert out.index("elin") < out.index("sara") < out.index("adam")
    assert "Skulle vara behörig till" in out
    assert "Med nuvarande betyg skulle 1 av 3 elever vara behöriga till yrkesprogrammen" in out
    assert "1 är ett ämne från det" in out


def test_the_spreadsheet_has_one_row_a_pupil(desk, class_file):
    out = desk.run("grades", class_file, "--country", "se", "--format", "csv", *AS_OF).out
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))

    assert [row["Elev"] for row in rows] == ["elin", "sara", "adam"]
    assert [row["Ämnen kvar till yrkesprogrammen"] for row in rows] == ["1", "7", "0"]
    assert rows[2]["Meritvärde"] == "192,5"
    assert rows[0]["Saknas för yrkesprogrammen"] == "matematik"
    assert rows[0]["EK"] == "nej"


def test_the_norwegian_spreadsheet_has_one_row_a_subject(desk):
    path = desk.file(
        "grades.csv", "kari;Matematikk;4", "kari;Engelsk;IV", header="elev;fag;karakter"
    )

    out = desk.run("grades", path, "--country", "no", "--format", "csv", "--language", "nb").out
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))

    assert [(row["kode"], row["teller"]) for row in rows] == [("ENG", "nei"), ("MAT", "ja")]
    assert {row["Poeng"] for row in rows} == {"40,0"}


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("country", ["se", "no"])
def test_the_page_stands_alone(desk, country, language):
    mark = "E" if country == "se" else "4"
    path = desk.file("grades.csv", f"elin;Matematik;{mark}", header=HEADER)
    out = desk.folder / "grades.html"

    ran = desk.run(
        "grades", path, "--country", country, "--format", "html", "--out", out,
        "--language", language,
    )  # fmt: skip
    page = out.read_text(encoding="utf-8")

    assert (ran.code, ran.out) == (0, "")
    assert f'<html lang="{language}">' in page
    assert "elin" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_nothing_that_tells_who_somebody_is_goes_to_standard_error(desk):
    ran = grades(desk, "20080101-1234;Elin Ek;Q", "20080101-1234;MA;E", "20080101-1234;;E")

    assert ran.code == 1
    assert "Elin" not in ran.err
    assert "1234" not in ran.err


def test_every_key_of_the_json_is_explained_on_its_page(desk):
    page = PAGE.read_text(encoding="utf-8")
    swedish = grades(desk, *grade_rows(CORE, "XX:Q"))
    norwegian = grades(desk, "elin;Musikk;IV", "elin;X;4", country="no")

    for ran in (swedish, norwegian):
        assert [key for key in keys_of(ran.json) if f"`{key}`" not in page] == []


def keys_of(value):
    """The keys of an object and of what it holds, save the families of programmes."""
    if isinstance(value, list):
        return {key for one in value for key in keys_of(one)}
    if not isinstance(value, dict):
        return set()
    inner = [one for key, one in value.items() if key != "eligible"]
    families = {"YRK", "ES", "EK", "HU", "SA", "NA", "TE", "IMV"}
    return (set(value) - families) | keys_of(inner)


def test_a_file_can_be_written_with_crlf_and_a_title_above_its_header(desk):
    path = desk.folder / "grades.csv"
    path.write_bytes(b"Betyg 9A\r\n\r\n" + content(*named_rows(), header=HEADER).encode("cp1252"))

    ran = desk.run("grades", path, "--country", "se", "--format", "json", *AS_OF)

    assert opened(elin(ran)) == {"YRK", "IMV"}
