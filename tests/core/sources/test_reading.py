from __future__ import annotations

import io
from datetime import date

import pytest

from tests.core.sources.files import LESSONS, PUPILS, Read, lesson_file, read_all, source_of
from throughline.sources import (
    ReadOptions,
    Severity,
    SourceFile,
    UnreadableSource,
    load_profile,
    parse_profile,
    read,
)
from throughline.terms.attendance import Granularity, Mark
from throughline.terms.carrier import MARK_SCHEMA
from throughline.terms.people import PupilRow

HEAD = (
    "elev;datum;skola;klass;lektion;ämne;undervisningstid;närvaro;giltig frånvaro;ogiltig frånvaro"
)


def test_lesson_row_becomes_a_mark_in_minutes():
    found = read_all(f"{HEAD}\nE1;2025-10-13;Ekskolan;7A;8:05;Matematik;60;45;15;0\n")

    assert found.marks == [
        Mark(
            pupil_id="E1",
            unit_id="Ekskolan",
            starts_on=date(2025, 10, 13),
            ends_on=date(2025, 10, 13),
            slot="08:05",
            granularity=Granularity.LESSON,
            subject="Matematik",
            offered=60,
            reported=60,
            present=45,
            excused=15,
            unexcused=0,
        )
    ]


def test_marks_travel_in_the_shared_schema():
    found = read_all(lesson_file("E1;2025-10-13;8:05;60;60"))

    assert found.portions[0].marks.schema == MARK_SCHEMA


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Elev-ID;DATUM;Lektion;Undervisningstid (min);NÄRVARO", id="swedish"),
        pytest.param("elev id;dato;time;undervisningstid;oppmøte", id="norwegian"),
        pytest.param("pupil;date;lesson;offered_minutes;present", id="english"),
        pytest.param("elevid;datum;lektion;undervisningstid;narvaro", id="without accents"),
    ],
)
def test_headers_are_known_in_three_languages_however_they_are_spelt(head):
    found = read_all(lesson_file("E1;2025-10-13;8:05;60;50", head=head))

    assert [(mark.pupil_id, mark.offered, mark.present) for mark in found.marks] == [("E1", 60, 50)]


def test_pupil_is_named_once_for_each_place():
    rows = ["E1;2025-10-13;S;7A", "E1;2025-10-14;S;7A", "E1;2025-10-15;S;7B"]

    found = read_all(lesson_file(*rows, head="elev;datum;skola;klass"))

    assert found.of("pupils") == [
        PupilRow(pupil_id="E1", unit_id="S", class_name="7A"),
        PupilRow(pupil_id="E1", unit_id="S", class_name="7B"),
    ]


def test_same_class_name_in_two_schools_is_two_places():
    found = read_all(
        lesson_file("E1;2025-10-13;A;7A", "E1;2025-10-13;B;7A", head="elev;datum;skola;klass")
    )

    assert [(pupil.unit_id, pupil.class_name) for pupil in found.of("pupils")] == [
        ("A", "7A"),
        ("B", "7A"),
    ]
    assert len(found.marks) == 2


def test_bad_row_is_refused_with_its_line_and_the_good_ones_are_kept():
    found = read_all(lesson_file("E1;2025-10-13;8:05;60;60", "E1;igår;9:05;60;60"))

    assert found.counts == (2, 1, 1)
    assert found.problems == [(3, "datum", "igår", "The cell is not a date.")]
    assert found.issues[0].severity is Severity.ERROR


def test_issue_is_told_as_one_line_in_three_languages():
    issue = read_all(lesson_file("E1;igår;8:05;60;60")).issues[0]

    assert issue.told().sv == (
        "fil.csv, rad 2, datum (igår): Cellen är inte ett datum. Skriv datum som 2025-10-13."
    )
    assert issue.told().nb.startswith("fil.csv, linje 2, datum (igår): Cellen er ikke en dato.")


def test_missing_columns_make_the_file_unreadable_and_name_only_what_was_known():
    with pytest.raises(UnreadableSource) as refused:
        read_all("elev;klass;Anna Andersson\nE1;7A;x\n")

    assert refused.value.text.en == (
        "Columns are missing in fil.csv: Date. Columns that were recognised: Pupil id, Class. "
        "Say which column is which, or choose another profile."
    )


def test_portions_are_bounded_and_in_order():
    rows = [f"E{number};2025-10-13;8:05;60;60" for number in range(950)]

    found = read_all(lesson_file(*rows), batch_rows=300)

    assert [portion.rows for portion in found.portions] == [300, 300, 350, 0]
    assert [mark.pupil_id for mark in found.marks] == [f"E{number}" for number in range(950)]


def test_titles_above_and_footnotes_below_are_no_rows():
    text = (
        "Frånvaro per elev;;\nUttag 2025-12-01;;\n;;\nelev;datum;närvaro\n"
        "E1;2025-10-13;60\n;;\nKälla: skolans system;;\n"
    )

    found = read_all(text)

    assert found.counts == (1, 1, 0)
    assert [(i.row, i.problem.en) for i in found.issues] == [
        (
            None,
            "What stands at the end of the table, from line 7, was read as footnotes. Lines: 1.",
        )
    ]


def test_row_like_a_footnote_in_the_middle_is_refused_and_not_passed_over():
    found = read_all("elev;datum;närvaro\nE1;2025-10-13;60\nSumma;;\nE2;2025-10-13;60\n")

    assert found.counts == (3, 2, 1)
    assert found.problems == [
        (3, "datum", "", "The value is missing, and the row cannot be used without it.")
    ]


def test_blank_lines_are_no_rows_and_lines_are_counted_as_a_person_sees_them():
    found = read_all("elev;datum;närvaro\n\nE1;2025-10-13;60\n;;\nE2;igår;60\nE3;2025-10-13;60\n")

    assert found.counts == (3, 2, 1)
    assert found.issues[0].row == 5


def test_row_may_end_after_the_last_column_that_means_something():
    found = read_all("elev;datum;närvaro;anteckning\nE1;2025-10-13;60\nE2;2025-10-13\n")

    assert found.counts == (2, 1, 1)
    assert found.problems == [
        (
            3,
            None,
            None,
            "The row has 2 cells, but the header has 4. It may have been cut off.",
        )
    ]


def test_row_with_a_spilled_cell_is_refused_since_its_cells_may_have_moved():
    found = read_all("elev;datum;närvaro\nE1;2025-10-13;60;;\nE2;2025-10-13;60;extra\n")

    assert found.counts == (2, 1, 1)
    assert found.issues[0].problem.en == "The row has 4 cells, but the header has 3."


def test_issues_are_listed_up_to_a_limit_and_all_counted():
    found = read_all(lesson_file(*["E1;igår;8:05;60;60"] * 7), max_issues=3)

    assert found.counts == (7, 0, 7)
    assert len(found.issues) == 4
    assert found.issues[-1].problem.en == "Remarks that are not shown: 4."


def test_identity_is_masked_in_issues():
    found = read_all("elev;datum;närvaro\n2,00112E+11;2025-10-13;60\n")

    assert found.problems[0][1:] == (
        "elev",
        "•••",
        "The spreadsheet has rounded the id to a number, and digits are lost.",
    )


def test_personal_number_in_a_wrong_column_is_masked_too():
    found = read_all("elev;datum;närvaro\nE1;20011224-0122;60\n")

    assert found.issues[0].value == "•••"


def test_doubled_header_is_said_and_the_first_is_read():
    found = read_all("elev;datum;närvaro;Närvaro\nE1;2025-10-13;60;10\n")

    assert found.marks[0].present == 60
    assert found.issues[0].problem.en == (
        "The column närvaro stands in the table more than once. The first was read."
    )


def test_profile_that_nobody_has_tried_says_so():
    found = read_all(
        "Elev;Undv. tid;N min;GF min;F min\nE1;1200;1000;150;50\n",
        load_profile("vklass-report"),
        period=(date(2025, 10, 1), date(2025, 10, 31)),
    )

    assert found.issues[0].problem.sv == (
        "Profilen Vklass närvarorapport har inte prövats mot en verklig export."
    )
    assert [(m.offered, m.reported, m.excused, m.unexcused) for m in found.marks] == [
        (1200, 1200, 150, 50)
    ]


def test_file_without_rows_says_so():
    found = read_all("elev;datum;närvaro\n")

    assert found.counts == (0, 0, 0)
    assert found.issues[0].problem.en == "The table has a header but no rows."


def test_file_without_measures_says_so_and_invents_nothing():
    found = read_all("elev;datum\nE1;2025-10-13\n")

    assert found.marks[0].reported is None
    assert found.issues[0].problem.en == "No column says anything of presence or absence."


def test_table_without_header_is_read_by_the_places_of_its_columns():
    profile = parse_profile(
        'id = "own"\nkind = "lesson"\nverified = true\nheader = false\n'
        '[columns]\npupil = "2"\ndate = "1"\npresent = "3"\n',
        name="own.toml",
    )

    found = read_all("2025-10-13;E1;60\n2025-10-14;E1;40\n", profile)

    assert [(mark.pupil_id, mark.present) for mark in found.marks] == [("E1", 60), ("E1", 40)]


def test_constants_fill_what_the_file_does_not_say_and_the_assumption_is_told():
    profile = parse_profile(
        'id = "own"\nkind = "lesson"\nverified = true\nassumption = "60 minutes are assumed."\n'
        '[columns]\npupil = "elev"\ndate = "datum"\nstatus = "status"\n'
        '[constants]\noffered = 60\n[status]\nN = "present"\nF = "unexcused"\nS = "late"\n',
        name="own.toml",
    )

    found = read_all(
        "elev;datum;status\nE1;2025-10-13;N\nE1;2025-10-14;F\nE1;2025-10-15;S\n", profile
    )

    assert [(m.offered, m.present, m.unexcused, m.reported) for m in found.marks] == [
        (60, 60, 0, 60),
        (60, 0, 60, 60),
        (60, None, None, None),
    ]
    assert found.issues[0].problem.en == "60 minutes are assumed."


def test_presence_that_is_only_implied_is_said_to_be():
    profile = parse_profile(
        'id = "own"\nkind = "lesson"\nverified = true\npresence = "implied"\n'
        '[columns]\npupil = "elev"\ndate = "datum"\noffered = "tid"\nunexcused = "ogiltig"\n',
        name="own.toml",
    )

    found = read_all("elev;datum;tid;ogiltig\nE1;2025-10-13;60;0\n", profile)

    assert [(mark.present, mark.reported) for mark in found.marks] == [(60, 60)]
    assert found.issues[0].problem.sv == (
        "Källan säger bara frånvaro. Resten av undervisningstiden räknas som närvaro."
    )


def test_unknown_status_is_refused_and_never_taken_for_presence():
    profile = parse_profile(
        'id = "own"\nkind = "lesson"\nverified = true\n'
        '[columns]\npupil = "elev"\ndate = "datum"\nstatus = "status"\n[status]\nN = "present"\n',
        name="own.toml",
    )

    found = read_all("elev;datum;status\nE1;2025-10-13;Q\n", profile)

    assert found.counts == (1, 0, 1)
    assert found.issues[0].problem.en == "The profile does not know the word. It knows: n."


def test_row_number_stands_for_the_pupil_where_a_person_says_so():
    profile = parse_profile(
        'id = "own"\nkind = "summary"\nverified = true\n[columns]\npupil = "#"\noccasions = "n"\n'
        '[constants]\nperiod = "2025/26"\nstatus = "unresolved"\n',
        name="own.toml",
    )

    found = read_all("n;x\n4;a\n0;b\n", profile)

    assert [(mark.pupil_id, mark.occasions) for mark in found.marks] == [("1", 4), ("2", 0)]


def test_a_source_that_is_not_seekable_is_refused_in_words():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    with pytest.raises(UnreadableSource, match="can only be read once"):
        list(read(SourceFile("rör", Pipe(b"a;b\n")), LESSONS))


def test_the_stream_is_left_open_for_its_owner():
    source = source_of(lesson_file("E1;2025-10-13;8:05;60;60"))

    list(read(source, LESSONS))

    assert not source.stream.closed


def test_more_distinct_cells_than_are_remembered_change_nothing(monkeypatch):
    rows = [f"E{number};2025-10-13;8:05;60;{number % 60}" for number in range(1_000)]
    whole = read_all(lesson_file(*rows), batch_rows=100)
    monkeypatch.setattr("throughline.sources.columns._MOST_REMEMBERED", 150)
    monkeypatch.setattr("throughline.sources.marks._MOST_REMEMBERED", 150)

    forgetful = read_all(lesson_file(*rows), batch_rows=100)

    assert forgetful.marks == whole.marks


def test_pupils_file_is_read_in_portions_of_its_own_kind():
    found = read_all("elev-id;namn\n1;Andersson, Anna\n2;Bo Ek\n", PUPILS)

    assert [(p.given_name, p.family_name) for p in found.of("pupils")] == [
        ("Anna", "Andersson"),
        ("Bo", "Ek"),
    ]
    assert all(portion.marks is None for portion in found.portions)


def test_options_may_state_the_encoding():
    source = source_of("elev;datum;närvaro\nE1;2025-10-13;60\n", encoding="cp850")

    found = Read(list(read(source, LESSONS, options=ReadOptions(encoding="cp850"))))

    assert found.marks[0].present == 60


@pytest.mark.parametrize(
    ("profile", "head", "row"),
    [
        pytest.param(
            LESSONS, "elev;datum;närvaro", "E{};{}/4/2025;60", id="order of day and month"
        ),
        pytest.param(
            load_profile("grades"), "elev;ämne;betyg;x", "E{};Ma;A;{}", id="scale of grades"
        ),
    ],
)
def test_column_that_is_read_as_a_whole_in_the_middle_loses_no_row(monkeypatch, profile, head, row):
    monkeypatch.setattr("throughline.sources.text._BLOCK", 64)
    rows = [row.format(number, number % 28 + 1) for number in range(300)]

    found = read_all("\n".join([head, *rows, ""]), profile, batch_rows=50)

    assert found.counts == (300, 300, 0)
