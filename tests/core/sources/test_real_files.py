from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.core.sources.files import Read
from throughline.sources import (
    Profile,
    ReadOptions,
    SourceFile,
    UnreadableSource,
    detect,
    load_profile,
    parse_profile,
    preview,
    read,
    read_oneroster,
)
from throughline.terms.attendance import MINUTE_FIELDS, Status

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data

CONTOSO = """
id = "contoso"
kind = "lesson"
name = "Contoso section attendance"

[columns]
pupil = "student_id"
school = "school_id"
date = "attendance_date"
lesson = "section_id"
status = "attendance_status"

[status]
Present = "present"
Absent = "unresolved"
"""

UCI_320 = """
id = "uci-320"
kind = "summary"
name = "Absences of a school year"
assumption = "The file counts absences of one school year and says neither which nor how long they were."

[columns]
pupil = "#"
school = "school"
occasions = "absences"

[constants]
period = "2005/06"
status = "unresolved"
"""


def read_file(path: Path, profile: Profile) -> Read:
    with path.open("rb") as stream:
        return Read(list(read(SourceFile(path.name, stream), profile)))


def read_folder(folder: Path) -> Read:
    files = [SourceFile(path.name, path.open("rb")) for path in sorted(folder.glob("*.csv"))]
    try:
        return Read(list(read_oneroster(files, ReadOptions())))
    finally:
        for file in files:
            file.stream.close()


def problems(found: Read) -> list[str]:
    return [issue.problem.en for issue in found.issues]


def test_every_edfi_event_is_read_by_its_category(real_data):
    found = read_file(
        real_data / "interop/edfi/StudentSchoolAttendance.xml", load_profile("edfi-attendance")
    )

    assert found.counts == (1917, 1917, 0)
    assert len({mark.pupil_id for mark in found.marks}) == len(found.of("pupils")) == 227
    assert Counter(mark.status for mark in found.marks) == {
        Status.EXCUSED: 1077,
        Status.UNEXCUSED: 773,
        Status.LATE: 66,
        Status.PARTIAL: 1,
    }
    assert (min(m.starts_on for m in found.marks), max(m.starts_on for m in found.marks)) == (
        date(2021, 8, 23),
        date(2022, 5, 27),
    )
    assert problems(found) == ["The source counts events and says nothing of lesson time."]


def test_edfi_events_invent_no_lesson_time(real_data):
    found = read_file(
        real_data / "interop/edfi/StudentSchoolAttendance.xml", load_profile("edfi-attendance")
    )

    told = Counter(
        name for m in found.marks for name in MINUTE_FIELDS if getattr(m, name) is not None
    )
    assert told == {"late": 66, "excused": 1}


def test_edfi_section_events_are_lessons(real_data):
    found = read_file(
        real_data / "interop/edfi/StudentSectionAttendance-Tardy.xml",
        load_profile("edfi-attendance"),
    )

    assert found.counts == (66, 66, 0)
    assert {mark.status for mark in found.marks} == {Status.LATE}
    assert all(mark.slot and mark.subject for mark in found.marks)


def test_contoso_rows_are_read_with_a_mapping_by_hand(real_data):
    found = read_file(
        real_data / "pupils/contoso-section-attendance.csv", parse_profile(CONTOSO, name="own")
    )

    assert found.counts == (1462, 1462, 0)
    assert Counter(mark.status for mark in found.marks) == {
        Status.PRESENT: 1169,
        Status.UNRESOLVED: 292,
    }
    assert found.marks[0].starts_on == date(2019, 9, 1)
    assert max(mark.starts_on for mark in found.marks).year == 2020
    assert problems(found)[1:] == ["Rows that say the same as an earlier row: 1."]


def test_uci_320_is_read_as_counts_and_nothing_more(real_data):
    found = read_file(
        real_data / "pupils/uci320-student-mat.csv", parse_profile(UCI_320, name="own")
    )

    assert found.counts == (395, 395, 0)
    assert sum(mark.occasions for mark in found.marks) == 2255
    assert all(getattr(mark, name) is None for mark in found.marks for name in MINUTE_FIELDS)
    assert "says neither which nor how long" in problems(found)[1]


@pytest.mark.parametrize(
    ("name", "counts", "people"),
    [
        ("lms-toolkit-1.0", (46, 46, 0), (8, 0, 2)),
        ("lms-toolkit-1.1", (46, 46, 0), (8, 0, 2)),
        ("microsoft-sds-2.1", (36, 36, 0), (4, 3, 3)),
    ],
)
def test_roster_sets_give_their_people(real_data, name, counts, people):
    found = read_folder(real_data / "rosters" / name)

    assert found.counts == counts
    assert tuple(len(found.of(kind)) for kind in ("pupils", "guardians", "staff")) == people


def test_school_data_sync_says_what_it_is_and_what_is_not_read(real_data):
    found = read_folder(real_data / "rosters/microsoft-sds-2.1")

    assert problems(found) == [
        "Files that are not read: academicSessions.csv, courses.csv, userFlags.csv.",
        "The package looks like Microsoft School Data Sync rather than OneRoster itself.",
        "The package has lesson groups only, and no homeroom classes.",
    ]
    assert "P@ssword" not in str(found.portions)


@pytest.mark.parametrize(
    ("path", "encoding", "delimiter", "header_row", "headers"),
    [
        ("statistics/slutbetyg_ak9_2025_skolenhet.csv", "utf-8-sig", ";", 6, 11),
        ("statistics/udir_slutta_vgo_20220505.csv", "utf-16-le", "\t", 2, 20),
        ("pupils/uci697.csv", "utf-8-sig", ";", 1, 37),
        ("pupils/uci320-student-mat.csv", "utf-8", ",", 1, 33),
    ],
)
def test_official_tables_are_shown_rightly_and_taken_for_nothing_they_are_not(
    real_data, path, encoding, delimiter, header_row, headers
):
    with (real_data / path).open("rb") as stream:
        source = SourceFile(path, stream)
        found = preview(source)

        assert (found.encoding, found.delimiter, found.header_row) == (
            encoding,
            delimiter,
            header_row,
        )
        assert len(found.headers) == headers
        assert detect(source) == ()
        with pytest.raises(UnreadableSource, match="Columns are missing"):
            list(read(source, load_profile("generic-lesson-rows")))
