"""``throughline flags``: what it reads, what it says of its choices, and how it ends."""

from __future__ import annotations

import stat

import pytest

from tests.core.cli.running import HEADER, autumn, lesson_row, school_days, unregistered_row

PUPILS = "elev-id;förnamn;efternamn;skola;klass;startdatum;skyddade personuppgifter"
GRADES = "elev-id;skola;ämne;betyg;termin;betygsdatum"


def test_done_without_a_rejected_row_ends_with_nought(desk, marks):
    ran = desk.run("flags", marks)

    assert ran.code == 0


def test_a_warning_still_ends_with_nought(desk):
    twice = lesson_row("elin", "2026-08-17", "08:10")
    marks = desk.file("lessons.csv", *autumn("elin"), twice)

    ran = desk.flags(marks)

    assert (ran.code, ran.json["source"]["rejected"], len(ran.json["source"]["issues"])) == (
        0,
        0,
        1,
    )


def test_a_rejected_row_ends_with_one_and_is_counted(desk):
    marks = desk.file("lessons.csv", *autumn("elin"), lesson_row("elin", "2026-02-31", "08:10"))

    ran = desk.flags(marks)

    assert (ran.code, ran.json["source"]["rejected"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--policy", "no-such"], "se-template"),
        (["--profile", "no-such"], "generic-lesson-rows"),
        (["--calendar", "xx"], "se"),
        (["--as-of", "the first of May"], "2026-03-12"),
        (["--format", "pdf"], "json"),
        (["--language", "fi"], "nb"),
        (["--profile", "pupils"], "profilen Elever läser elever, inte närvaro"),
        (["--policy", "gone.toml"], "gone.toml"),
        (["--calendar", "gone.toml"], "gone.toml"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_there_is(desk, marks, words, said):
    ran = desk.run("flags", marks, *words)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_fault_in_a_policy_file_names_file_and_key(desk, marks):
    policy = desk.folder / "ours.toml"
    policy.write_text('id = "ours"\nlimit = 3\n', encoding="utf-8")

    ran = desk.run("flags", marks, "--policy", policy)

    assert (ran.code, "ours.toml" in ran.err, "'version'" in ran.err) == (2, True, True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("words.csv", "det var en gång\r\nen elev\r\n".encode()),
        ("headers-only.csv", f"{HEADER}\r\n".encode()),
        ("nothing-right.csv", f"{HEADER}\r\nelin;i går;;;;;;;\r\n".encode()),
        ("not-ours.parquet", b"PAR1" + bytes(50) + b"PAR1"),
    ],
)
def test_input_that_cannot_be_used_ends_with_three_and_no_result(desk, name, data):
    path = desk.folder / name
    path.write_bytes(data)

    ran = desk.run("flags", path)

    assert (ran.code, ran.out) == (3, "")
    assert name in ran.err


def test_a_missing_file_ends_with_three(desk):
    ran = desk.run("flags", desk.folder / "gone.csv")

    assert (ran.code, "gone.csv" in ran.err) == (3, True)


def test_a_pupils_file_in_the_place_of_attendance_is_told_as_what_it_is(desk):
    path = desk.file("elever.csv", "elin;Elin;Ek;Ekbackaskolan;8B;2025-08-18;nej", header=PUPILS)

    ran = desk.run("flags", path, "--language", "en")

    assert (ran.code, "but of pupils" in ran.err) == (3, True)


def test_the_last_day_in_the_data_is_the_default_and_is_said(desk, marks):
    last = school_days(30)[-1]

    ran = desk.flags(marks, "--language", "en")

    assert ran.json["as_of"] == str(last)
    assert f"As of {last}, the last day in the data." in ran.err


def test_a_day_that_was_asked_for_is_not_called_a_default(desk, marks):
    ran = desk.flags(marks, "--as-of", "2026-09-01", "--language", "en")

    assert (ran.json["as_of"], "the last day in the data" in ran.err) == ("2026-09-01", False)


def test_it_is_said_where_nothing_is_registered_towards_the_day(desk):
    marks = desk.file(
        "lessons.csv", *autumn("elin"), unregistered_row("elin", "2026-12-01", "08:10")
    )

    ran = desk.flags(marks, "--language", "en")

    assert f"Nothing is registered after {school_days(30)[-1]}." in ran.err


def test_the_template_is_the_default_and_is_said_to_be_unconfirmed(desk, marks):
    ran = desk.flags(marks, "--language", "en")

    assert ran.json["policy"]["id"] == "se-template"
    assert "The limits are Swedish template (se-template)." in ran.err
    assert "not yet confirmed by a domain owner" in ran.err


def test_limits_that_do_not_hold_that_day_are_said(desk, marks):
    ran = desk.flags(marks, "--as-of", "2001-09-03", "--language", "en")

    assert "Swedish template does not hold on 2001-09-03: it holds from " in ran.err


def test_the_profile_and_why_it_was_chosen_are_said(desk, marks):
    ran = desk.flags(marks, "--language", "en")

    assert "lessons.csv: read as Lesson rows. 9 of 9 columns are recognised" in ran.err


def test_a_calendar_that_does_not_know_the_year_is_said(desk):
    old = desk.file("lessons.csv", lesson_row("elin", "2019-09-02", "08:10"))

    ran = desk.flags(old, "--calendar", "se", "--language", "en")

    assert "The calendar se does not know the school year 2019/20" in ran.err


def test_a_day_can_only_be_defaulted_where_the_data_have_one(desk):
    profile = desk.folder / "sums.toml"
    profile.write_text(
        'id = "sums"\nkind = "summary"\n[columns]\npupil = "pupil"\noccasions = "absences"\n'
        "[constants]\nstatus = 'unresolved'\nstarts_on = 2025-08-01\nends_on = 2026-06-30\n",
        encoding="utf-8",
    )
    path = desk.file("sums.csv", "elin;4", header="pupil;absences")

    ran = desk.flags(path, "--profile", profile)

    assert (ran.code, ran.json["as_of"], ran.json["pupils"][0]["counts"]) == (
        0,
        "2026-06-30",
        {"unresolved": 4},
    )


def test_pupils_and_grades_are_read_beside(desk, marks):
    pupils = desk.file("elever.csv", "elin;Elin;Ek;Ekbackaskolan;9C;2025-08-18;nej", header=PUPILS)
    grades = desk.file("betyg.csv", "elin;;Matematik;F;VT 2026;2026-06-09", header=GRADES)

    ran = desk.flags(marks, "--pupils", pupils, "--grades", grades)

    elin = ran.json["pupils"][1]
    assert (elin["pupil"], elin["class"], elin["flags"][-1]["indicator"]) == (
        "elin",
        "9C",
        "failed_subjects",
    )


def test_grades_beyond_the_first_portion_are_all_read(desk, marks):
    rows = [f"p{number % 50};;Matematik;E;VT 2026;2026-06-09" for number in range(45_000)]
    grades = desk.file("betyg.csv", *rows, header=GRADES)

    ran = desk.flags(marks, "--grades", grades)

    assert [file["rows"] for file in ran.json["source"]["files"]] == [300, 45_000]


def test_a_folder_is_read_by_its_names_and_the_rest_is_named(desk, marks):
    desk.file("pupils.csv", "elin;Elin;Ek;Ekbackaskolan;9C;2025-08-18;nej", header=PUPILS)
    (desk.folder / "notes.md").write_text("hej", encoding="utf-8")

    ran = desk.flags(desk.folder, "--language", "en")

    assert [file["file"] for file in ran.json["source"]["files"]] == ["lessons.csv", "pupils.csv"]
    assert "Not read here: notes.md." in ran.err


def test_a_folder_without_attendance_says_what_it_should_hold(desk):
    desk.file("pupils.csv", "elin;Elin;Ek;Ekbackaskolan;9C;2025-08-18;nej", header=PUPILS)

    ran = desk.run("flags", desk.folder)

    assert (ran.code, "lessons.csv" in ran.err) == (3, True)


def test_a_pupil_with_protected_identity_is_told_nowhere(desk, marks):
    pupils = desk.file("elever.csv", "elin;Elin;Ek;Ekbackaskolan;8B;2025-08-18;ja", header=PUPILS)

    runs = [
        desk.run("flags", marks, "--pupils", pupils, "--format", form)
        for form in ("json", "csv", "html", "table")
    ]

    assert [run.code for run in runs] == [1, 1, 1, 1]
    assert [
        run.out.casefold().count("elin") + run.err.casefold().count("elin") for run in runs
    ] == [0, 0, 0, 0]


@pytest.mark.parametrize("form", ["table", "csv", "json", "html"])
def test_no_pupil_is_named_on_standard_error(desk, form):
    bad = lesson_row("elin", "2026-02-31", "08:10")
    marks = desk.file("lessons.csv", *autumn("elin", away_from=20), bad, bad)
    pupils = desk.file("elever.csv", "elin;Elin;Ek;Ekbackaskolan;8B;2025-08-18;nej", header=PUPILS)

    ran = desk.run("flags", marks, "--pupils", pupils, "--format", form)

    assert (ran.code, "elin" in ran.err.casefold()) == (1, False)


def test_a_result_in_a_file_is_whole_and_its_owners_alone(desk, marks):
    out = desk.folder / "flags.json"

    ran = desk.flags(marks, "--out", out)

    assert (ran.code, ran.out, out.read_text(encoding="utf-8")[-4:]) == (0, "", "\n]}\n")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_result_that_fails_leaves_the_earlier_file_as_it_was(desk, marks, monkeypatch):
    out = desk.folder / "flags.json"
    out.write_text("earlier", encoding="utf-8")
    monkeypatch.setattr("throughline.cli.reports.as_json.pupil_object", interrupted)

    ran = desk.flags(marks, "--out", out)

    assert (ran.code, out.read_text(encoding="utf-8")) == (130, "earlier")
    assert sorted(path.name for path in desk.folder.iterdir()) == ["flags.json", "lessons.csv"]


def interrupted(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("place", [".", "gone/flags.json"])
def test_a_place_that_cannot_be_written_is_wrong_usage(desk, marks, place):
    ran = desk.flags(marks, "--out", desk.folder / place)

    assert (ran.code, ran.out) == (2, "")


def test_what_is_no_plain_file_is_written_to_as_it_is(desk, marks):
    ran = desk.flags(marks, "--out", "/dev/null")

    assert ran.code == 0


def test_limits_that_held_until_earlier_are_said(desk, marks):
    ended = ours(desk, "valid_to = 2026-08-31\n")

    ran = desk.flags(marks, "--policy", ended, "--language", "en")

    assert f"Ours does not hold on {school_days(30)[-1]}: it held until 2026-08-31." in ran.err


def test_limits_that_somebody_confirmed_are_not_called_unconfirmed(desk, marks):
    ran = desk.run("flags", marks, "--policy", ours(desk), "--language", "en")

    assert ("not yet confirmed" in ran.err, "Confirmed by the school board." in ran.out) == (
        False,
        True,
    )


def test_a_policy_that_is_not_text_is_wrong_usage(desk, marks):
    path = desk.folder / "ours.toml"
    path.write_bytes("name = 'å'".encode("cp1252"))

    ran = desk.run("flags", marks, "--policy", path, "--language", "en")

    assert (ran.code, "ours.toml is not written in UTF-8." in ran.err) == (2, True)


def test_a_folder_in_the_place_of_a_rule_file_is_wrong_usage(desk, marks):
    folder = desk.folder / "ours.toml"
    folder.mkdir()

    codes = [
        desk.run("flags", marks, word, folder).code
        for word in ("--policy", "--profile", "--calendar")
    ]

    assert codes == [2, 2, 2]


def test_many_kinds_of_remark_are_shortened(desk):
    bad = [
        "elin;2026-02-31;Ek;8B;08:10;60;60;0;0",
        "elin;2026-08-17;Ek;8B;kl;60;60;0;0",
        "elin;2026-08-17;Ek;8B;09:20;sextio;60;0;0",
        "elin;2026-08-17;Ek;8B;09:20;60;alla;0;0",
        "elin;2026-08-17;Ek;8B;09:20;60;60;noll;0",
        "elin;2026-08-17;Ek;8B;09:20;60;60;0;noll",
        "elin;2026-08-17;Ek;8B;09:20;60;60;60;0",
    ]

    ran = desk.run("flags", desk.file("lessons.csv", *autumn("elin"), *bad), "--language", "en")

    assert (
        ran.code,
        "more kinds of remark; throughline check lessons.csv shows all." in ran.err,
    ) == (1, True)


def ours(desk, more=""):
    path = desk.folder / "ours.toml"
    path.write_text(
        'id = "ours"\nversion = "1"\ncountry = "se"\nvalid_from = 2026-07-01\n'
        f'{more}source = "Decision"\nauthor = "Principal"\nchecked_by = "the school board"\n'
        'next_review = 2027-06-01\nname = { sv = "Vår", nb = "Vår", en = "Ours" }\n'
        '[[rule]]\nid = "talk"\nindicator = "absence"\nscope = "total"\nwindow = "term"\nlimit = 0.1\nmin_coverage = 0.8\nmin_offered = 1500\n'
        'unit = "share"\naction = { sv = "Samtal", nb = "Samtale", en = "Talk" }\ndue_days = 5\n'
        'owner_role = "mentor"\n',
        encoding="utf-8",
    )
    return path
