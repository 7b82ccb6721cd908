"""Files that nobody here wrote: what they tell is counted, and what they cannot is said."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.real_data

CONTOSO = """
id = "contoso-sections"
kind = "lesson"
name = "Contoso section attendance"
date_order = "day-first"
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
name = "UCI 320, one row a pupil"
[columns]
pupil = "#"
school = "school"
occasions = "absences"
[constants]
status = "unresolved"
starts_on = 2005-08-01
ends_on = 2006-06-30
"""


@pytest.fixture(scope="module")
def real():
    return Path(os.environ["THROUGHLINE_REAL_DATA"])


@pytest.fixture
def profile(desk):
    def write(text):
        path = desk.folder / "by-hand.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def occasions(ran):
    total = Counter()
    for one in ran.json["pupils"]:
        total.update(one.get("counts", {}))
    return dict(total)


def known_rates(ran):
    return [
        share
        for one in ran.json["pupils"]
        for window in one["rates"].values()
        for share in window.values()
        if share is not None
    ]


def test_every_ed_fi_event_is_counted_by_category_and_no_rate_is_made_up(desk, real):
    ran = desk.flags(real / "interop/edfi/StudentSchoolAttendance.xml")

    assert (ran.code, ran.json["source"]["rows"], len(ran.json["pupils"])) == (0, 1917, 227)
    assert occasions(ran) == {"excused": 1077, "unexcused": 773, "late": 66, "partial": 1}
    assert known_rates(ran) == []


def test_contoso_rows_are_read_through_a_mapping_by_hand(desk, real, profile):
    path = real / "pupils/contoso-section-attendance.csv"

    ran = desk.flags(path, "--profile", profile(CONTOSO))

    # 1,462 rows, one of which says what another said.
    assert (ran.code, ran.json["source"]["accepted"]) == (0, 1462)
    assert occasions(ran) == {"present": 1169, "unresolved": 292}
    assert known_rates(ran) == []


def test_contoso_rows_without_a_mapping_say_that_nothing_tells_of_attendance(desk, real):
    path = real / "pupils/contoso-section-attendance.csv"
    checked, flags = (desk.run(name, path, "--language", "en") for name in ("check", "flags"))

    assert "No column says anything of presence or absence." in checked.out
    assert "how much teaching was offered" in checked.out
    assert (flags.code, flags.out) == (3, "")


def test_uci_320_is_read_through_a_mapping_by_hand(desk, real, profile):
    ran = desk.flags(real / "pupils/uci320-student-mat.csv", "--profile", profile(UCI_320))

    # The published mean of absences is 5.71 over 395 pupils (Cortez and Silva 2008).
    assert (len(ran.json["pupils"]), occasions(ran)) == (395, {"unresolved": 2255})
    assert known_rates(ran) == []


@pytest.mark.parametrize(
    ("folder", "pupils", "staff"),
    [("lms-toolkit-1.0", 8, 2), ("lms-toolkit-1.1", 8, 2), ("microsoft-sds-2.1", 4, 3)],
)
def test_roster_sets_are_read_as_they_lie(desk, real, folder, pupils, staff):
    told = desk.run("check", real / "rosters" / folder, "--format", "json").json["files"][0]

    assert (told["profile"], told["pupils"], told["staff"], told["rejected"]) == (
        "oneroster",
        pupils,
        staff,
        0,
    )


@pytest.mark.parametrize(
    ("name", "encoding", "row"),
    [
        ("udir_slutta_vgo_20220505.csv", "utf-16-le", 2),
        ("slutbetyg_ak9_2025_skolenhet.csv", "utf-8-sig", 6),
    ],
)
def test_published_statistics_are_no_pupils_and_their_layout_is_shown(
    desk, real, name, encoding, row
):
    ran = desk.run("check", real / "statistics" / name, "--format", "json")

    told = ran.json["files"][0]
    assert (ran.code, told["encoding"], told["header_row"]) == (3, encoding, row)
