"""``throughline check``: what a file is, what is wrong with it, what it cannot tell."""

from __future__ import annotations

import pytest

from tests.core.cli.running import autumn, lesson_row, unregistered_row
from throughline.terms.attendance import Mark
from throughline.terms.carrier import to_batch


def check(desk, *words):
    return desk.run("check", *words, "--format", "json")


def one(desk, *words):
    return check(desk, *words).json["files"][0]


def test_a_sound_file_is_described_and_ends_with_nought(desk, marks):
    ran = check(desk, marks)

    told = ran.json["files"][0]
    assert ran.code == 0
    assert (told["profile"], told["encoding"], told["delimiter"], told["header_row"]) == (
        "generic-lesson-rows",
        "utf-8",
        ";",
        1,
    )
    assert (told["rows"], told["accepted"], told["rejected"], told["pupils"]) == (300, 300, 0, 2)
    assert (told["first_day"], told["last_day"]) == ("2026-08-17", "2026-09-25")


def test_issues_are_grouped_with_counts_and_first_examples(desk):
    bad = [lesson_row("elin", "2026-02-31", slot) for slot in ("08:10", "09:20", "10:30", "12:30")]

    ran = check(desk, desk.file("lessons.csv", *autumn("elin"), *bad))

    issue = ran.json["files"][0]["issues"][0]
    assert ran.code == 1
    assert (issue["count"], issue["severity"], issue["column"], issue["rows"]) == (
        4,
        "error",
        "datum",
        [152, 153, 154],
    )


def test_the_table_shows_issues_with_their_rows(desk):
    bad = lesson_row("elin", "2026-02-31", "08:10")

    ran = desk.run("check", desk.file("lessons.csv", *autumn("elin"), bad), "--language", "en")

    assert "  1 × rejected [datum]: " in ran.out
    assert "      row 152: 2026-02-31" in ran.out


def test_what_lies_beyond_a_file_is_named(desk):
    header = "elev;datum;skola;närvaro"
    path = desk.file("lessons.csv", "elin;2026-08-17;Ek;60", header=header)

    told = [text["en"] for text in one(desk, path)["cannot_tell"]]

    assert told[0].startswith("how much teaching was offered")
    assert told[1:] == [
        "which absence is excused",
        "which absence is unexcused",
        "which absence nobody has judged yet",
        "late arrivals",
        "in which subject",
        "which class",
    ]


def test_unregistered_time_is_something_the_file_cannot_tell_of(desk):
    rows = [
        lesson_row("elin", "2026-08-17", "08:10"),
        unregistered_row("elin", "2026-08-18", "08:10"),
    ]

    told = [text["en"] for text in one(desk, desk.file("lessons.csv", *rows))["cannot_tell"]]

    assert told[0] == "anything about 50% of the offered time: it is not registered"


def test_counted_events_tell_no_minutes(desk, events):
    told = one(desk, events)

    assert (told["profile"], told["kind"]) == ("edfi-attendance", "edfi-attendance")
    assert told["cannot_tell"][0]["en"].startswith("how long the absence lasted")


def test_a_file_that_tells_everything_says_so(desk):
    header = (
        "elev;datum;skola;klass;starttid;ämne;lektionstid;närvaro;giltig frånvaro;ogiltig frånvaro;"
        "oanmäld frånvaro;sen ankomst"
    )
    path = desk.file("lessons.csv", "elin;2026-08-17;Ek;8B;08:10;MA;60;60;0;0;0;0", header=header)

    ran = desk.run("check", path, "--language", "en")

    assert (ran.code, "The file tells all that the indicators need." in ran.out) == (0, True)


def test_a_pupils_file_is_counted_and_not_asked_for_attendance(desk):
    header = "elev-id\tförnamn\tefternamn\tskyddade personuppgifter"
    path = desk.file("elever.csv", "elin\tElin\tEk\tnej", "adam\tAdam\tAsk\tja", header=header)

    ran = desk.run("check", path, "--language", "en")

    assert (ran.code, "cannot tell" in ran.out) == (1, False)
    assert (
        "  encoding utf-8, delimiter tab, header on row 1\n  rows 2, accepted 1, rejected 1\n"
        in ran.out
    )
    assert "of them with protected identity: 1" in ran.out


def test_a_file_that_no_profile_fits_shows_its_columns(desk):
    path = desk.file("strange.csv", "1;2;3", header="alpha;beta;gamma")

    ran = check(desk, path)

    told = ran.json["files"][0]
    assert (ran.code, told["headers"]) == (3, ["alpha", "beta", "gamma"])
    assert "throughline profiles" in told["unusable"]["en"]


def test_the_nearest_profile_says_what_is_missing(desk):
    header = "elev;starttid;ämne;lektionstid;närvaro;giltig frånvaro;ogiltig frånvaro"
    path = desk.file("strange.csv", "elin;08:10;MA;60;60;0;0", header=header.replace("elev", "vem"))

    ran = desk.run("check", path, "--language", "en")

    assert ran.code == 3
    assert "  columns: vem, starttid, ämne" in ran.out
    assert "  nearest is Lesson rows, but there is no column for: Pupil id, Date" in ran.out


def test_the_exit_code_is_that_of_the_worst_file(desk, marks):
    ran = check(desk, marks, desk.folder / "gone.csv", marks)

    assert ran.code == 3
    assert ["unusable" in file for file in ran.json["files"]] == [False, True, False]


def test_a_profile_by_hand_reads_a_foreign_table(desk):
    profile = desk.folder / "by-hand.toml"
    profile.write_text(
        'id = "by-hand"\nkind = "lesson"\ndate_order = "day-first"\n'
        '[columns]\npupil = "student_id"\ndate = "attendance_date"\nlesson = "section"\nstatus = "code"\n'
        '[status]\nP = "present"\nA = "unresolved"\n',
        encoding="utf-8",
    )
    path = desk.file(
        "sections.csv",
        "st1,1/9/2019,s1,P",
        "st1,2/9/2019,s1,A",
        header="student_id,attendance_date,section,code",
    )

    told = one(desk, path, "--profile", profile)

    assert (told["accepted"], told["first_day"], told["profile_verified"]) == (
        2,
        "2019-09-01",
        False,
    )


def test_a_packed_file_needs_no_profile(desk):
    pq = pytest.importorskip("pyarrow.parquet")
    pa = pytest.importorskip("pyarrow")
    from datetime import date  # noqa: PLC0415 - beside the packed file it is for

    mark = Mark("elin", "Ek", date(2026, 8, 17), date(2026, 8, 17), "08:10", offered=60)
    path = desk.folder / "lessons.parquet"
    pq.write_table(pa.Table.from_batches([to_batch([mark])]), path)

    told = one(desk, path)

    assert (told["profile"], told["accepted"], told["encoding"]) == ("throughline-marks", 1, None)


def test_a_folder_of_a_roster_is_read_as_a_package(desk):
    folder = desk.folder / "roster"
    folder.mkdir()
    (folder / "manifest.csv").write_text(
        "propertyName,value\noneroster.version,1.1\n", encoding="utf-8"
    )
    (folder / "orgs.csv").write_text(
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,Ek,school,,\n",
        encoding="utf-8",
    )
    (folder / "users.csv").write_text(
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName\n"
        "u1,,,true,o1,student,elin,,Elin,Ek\n",
        encoding="utf-8",
    )

    told = one(desk, folder)

    assert (told["profile"], told["pupils"]) == ("oneroster", 1)


def test_a_folder_of_anything_else_cannot_be_used(desk):
    assert check(desk, desk.folder).code == 3
