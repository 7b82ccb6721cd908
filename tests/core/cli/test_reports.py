"""What people read: the table, the spreadsheet and the page to print."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from tests.core.cli.running import SLOTS, autumn, lesson_row, school_days, silent_autumn
from throughline.cli.reports.remarks import counted_pupils
from throughline.cli.reports.thread import thread_picture
from throughline.records.intervals import Interval
from throughline.records.weeks import Week

PUPILS = "elev-id;förnamn;efternamn;klass;mentor"
VOID = {"meta", "path", "circle", "br"}
TITLES = {"sv": "Elever att följa upp", "nb": "Elever å følge opp", "en": "Pupils to follow up"}
LANGUAGES = pytest.mark.parametrize("language", ["sv", "nb", "en"])


class Outline(HTMLParser):
    """The elements of a page, and whether each that opens also closes."""

    def __init__(self, page):
        super().__init__()
        self.open, self.seen, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.seen if name == tag]


@pytest.fixture
def three(desk):
    """Adam has been over a limit longest, Elin for a few days, Zoe not at all."""
    rows = [
        *autumn("elin", away_from=27),
        *autumn("adam", away_from=10),
        *autumn("zoe"),
    ]
    return desk.file("lessons.csv", *rows)


@pytest.fixture
def names(desk):
    rows = ["elin;Elin;Ek;8B;karin.lund@skola.example", "adam;Adam;Ask;8B;Karin Lund"]
    return desk.file("elever.csv", *rows, header=PUPILS)


@LANGUAGES
def test_the_table_begins_with_its_title_and_day(desk, three, language):
    ran = desk.run("flags", three, "--language", language)

    assert ran.out.splitlines()[0].startswith(TITLES[language])


def test_the_table_shows_who_has_been_over_a_limit_longest_first(desk, three):
    ran = desk.run("flags", three)

    assert re.findall(r"^(adam|elin|zoe) ", ran.out, flags=re.MULTILINE) == ["adam", "elin"]


def test_the_table_ends_with_counts_coverage_and_limits(desk, three):
    ran = desk.run("flags", three, "--language", "en")

    assert ran.out.splitlines()[-4:] == [
        "2 of 3 pupils to follow up",
        "So far this school year 100% of lesson time is registered.",
        "Limits: Swedish template (se-template), version 1.",
        "Not yet confirmed by a domain owner.",
    ]


def test_the_table_names_pupils_where_a_file_does_and_keeps_the_id_below(desk, three, names):
    lines = desk.run("flags", three, "--pupils", names).out.splitlines()

    place = next(number for number, line in enumerate(lines) if line.startswith("Adam Ask"))
    assert lines[place + 1].startswith("adam ")


def test_only_the_gravest_step_of_a_ladder_is_shown(desk, three):
    ran = desk.run("flags", three, "--language", "en")

    adam = " ".join(ran.out.split("adam")[1].split("elin")[0].split())
    assert (adam.count("The school follows it up from 30%"), adam.count("from 10%")) == (1, 0)


def test_nobody_over_a_limit_is_not_said_where_little_is_known(desk):
    marks = desk.file("lessons.csv", *autumn("zoe"), *autumn("new", days=1, school="Norrskolan"))

    ran = desk.run("flags", marks, "--language", "en")

    assert (
        "No pupil is over a limit, but for 1 of 2 the data are not enough for an answer." in ran.out
    )
    assert "1 pupil: too little is registered to say anything about absence." in ran.out


def test_a_class_that_the_school_stopped_registering_is_not_listed_as_pupils(desk):
    rows = [*silent_autumn("elin", silent_from=24), *silent_autumn("adam", silent_from=24)]
    day = school_days(30)[24]

    ran = desk.run("flags", desk.file("lessons.csv", *rows), "--language", "en")

    assert f"Ekbackaskolan 8B: attendance is not registered since {day} (2 pupils)." in ran.out
    assert "elin" not in ran.out


def test_a_pupil_who_does_not_go_to_the_school_that_day_is_counted_apart(desk, three):
    left = desk.file(
        "elever.csv", "adam;2025-08-18;2026-08-31", header="elev-id;startdatum;slutdatum"
    )

    ran = desk.run("flags", three, "--pupils", left, "--language", "en")

    assert "Not at the school that day, and left out: 1 pupil." in ran.out
    assert "1 of 3 pupils to follow up" in ran.out


def test_cells_that_a_terminal_would_obey_are_made_harmless(desk):
    rows = autumn("elin", away_from=10, group="8B\x1b[2J")

    ran = desk.run("flags", desk.file("lessons.csv", *rows))

    assert "\x1b" not in ran.out


def test_the_spreadsheet_has_one_row_a_flag_with_a_mark_that_spreadsheets_need(desk, three):
    flags = sum(len(one["flags"]) for one in desk.flags(three).json["pupils"])

    out = desk.run("flags", three, "--format", "csv").out

    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert (out[0], out.count("\r\n")) == ("\ufeff", len(rows))
    assert (len(rows), {len(row) for row in rows}) == (flags + 1, {19})


def test_a_cell_that_looks_like_a_formula_is_quoted_on_the_way_out(desk):
    rows = autumn('=HYPERLINK("http://x")', away_from=10, group="+8B")

    out = desk.run("flags", desk.file("lessons.csv", *rows), "--format", "csv").out

    first = list(csv.reader(io.StringIO(out, newline=""), delimiter=";"))[1]
    assert (first[0], first[3]) == ('\'=HYPERLINK("http://x")', "'+8B")


@pytest.mark.parametrize(("language", "number"), [("sv", "50,0 %"), ("en", "50.0 %")])
def test_numbers_of_the_spreadsheet_are_written_as_the_language_writes_them(
    desk, marks, language, number
):
    ran = desk.run("flags", marks, "--format", "csv", "--language", language)

    assert number in ran.out


@LANGUAGES
def test_the_page_is_one_file_with_its_language_title_and_headings(desk, three, language):
    page = Outline(desk.run("flags", three, "--format", "html", "--language", language).out)

    assert page.open == []
    assert page.all("html") == [{"lang": language}]
    assert [tag for tag, _ in page.seen if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h2"]
    assert {"script", "link", "img", "iframe"} & {tag for tag, _ in page.seen} == set()


def test_the_page_fetches_nothing(desk, three):
    out = desk.run("flags", three, "--format", "html").out

    assert [word for word in ("http://", "https://", "url(", "@import") if word in out] == []


def test_the_page_lists_the_longest_since_first(desk, three):
    out = desk.run("flags", three, "--format", "html").out

    assert out.index("<strong>adam</strong>") < out.index("<strong>elin</strong>")
    assert re.findall(r'class="day">([\d-]+)', out) == sorted(
        re.findall(r'class="day">([\d-]+)', out)
    )


def test_the_page_states_day_policy_coverage_and_what_is_not_known(desk, three):
    words = " ".join(
        Outline(desk.run("flags", three, "--format", "html", "--language", "en").out).words
    )

    assert f"As of {school_days(30)[-1]}" in words
    assert "Limits: Swedish template (se-template), version 1." in words
    assert "Not yet confirmed by a domain owner." in words
    assert "of the school year's lesson time so far is registered" in words
    assert "pupils whom the data are not enough for" in words


def test_counted_occasions_are_listed_for_each_pupil_and_in_all(desk, events):
    runs = [
        desk.run("flags", events, "--format", form, "--language", "en")
        for form in ("table", "html")
    ]

    for ran in runs:
        assert "excused absence 2, late arrival 1" in ran.out
        assert "In all: excused absence 2, late arrival 1. The source does not say" in ran.out
        assert "1 pupil: the source only counts occasions." in ran.out


def test_the_page_tells_a_class_that_is_not_registered_apart_from_the_pupils(desk):
    rows = [*silent_autumn("elin", silent_from=24), *silent_autumn("adam", silent_from=24)]

    page = Outline(
        desk.run(
            "flags", desk.file("lessons.csv", *rows), "--format", "html", "--language", "en"
        ).out
    )

    assert "It says nothing about the pupils." in " ".join(page.words)
    assert len(page.all("svg")) == 1


def test_several_schools_are_told_beside_each_pupil(desk):
    rows = [
        *autumn("elin", away_from=10),
        *autumn("adam", away_from=10, school="Norrskolan", group="9A"),
    ]
    path = desk.file("lessons.csv", *rows)

    table = desk.run("flags", path, "--language", "en").out
    page = desk.run("flags", path, "--format", "html", "--language", "en").out

    assert "School" in table.splitlines()[2]
    assert ("2 schools · As of" in page, "9A · Norrskolan" in page) == (True, True)


def test_a_file_without_school_and_class_says_so_with_a_dash(desk):
    rows = [f"elin;{day};08:10;60;0;0;60" for day in school_days(30)]
    path = desk.file(
        "lessons.csv",
        *rows,
        header="elev;datum;starttid;lektionstid;närvaro;giltig frånvaro;ogiltig frånvaro",
    )

    page = desk.run("flags", path, "--format", "html", "--policy", "se-csn", "--language", "en").out

    assert ('<p class="lead">As of' in page, '<span class="small">–' in page) == (True, True)


ASSUMED = """
id = "by-hand"
kind = "lesson"
assumption = { sv = "Lektionerna antas vara en timme.", nb = "Timene antas å vare en time.", en = "Lessons are assumed to last an hour." }
[columns]
pupil = "elev"
date = "dag"
lesson = "pass"
status = "kod"
[status]
N = "present"
F = "unexcused"
[constants]
offered = 60
"""


@pytest.mark.parametrize("form", ["table", "csv", "html", "json"])
def test_every_output_says_what_was_assumed_and_not_tried(desk, form):
    profile = desk.folder / "by-hand.toml"
    profile.write_text(ASSUMED, encoding="utf-8")
    rows = [f"elin;{day};{slot};F" for day in school_days(30) for slot in SLOTS]
    path = desk.file("codes.csv", *rows, header="elev;dag;pass;kod")

    ran = desk.run("flags", path, "--profile", profile, "--format", form, "--language", "en")

    assert ran.code == 0
    assert "Lessons are assumed to last an hour." in ran.out
    assert "has not been tried on a real export" in ran.out


def test_the_page_tells_refused_rows_without_their_values(desk):
    bad = lesson_row("secret-id", "2026-02-31", "08:10")

    out = desk.run("flags", desk.file("lessons.csv", *autumn("elin"), bad), "--format", "html").out

    assert ("lessons.csv" in out, "secret-id" in out) == (True, False)


def test_whatever_a_file_holds_is_text_on_the_page(desk):
    rows = autumn("<script>alert(1)</script>", away_from=10, group='"><img src=x>')

    page = Outline(desk.run("flags", desk.file("lessons.csv", *rows), "--format", "html").out)

    assert (page.open, page.all("script"), page.all("img")) == ([], [], [])


def test_names_and_mentors_of_a_pupils_file_stand_on_the_page_without_addresses(desk, three, names):
    out = desk.run("flags", three, "--pupils", names, "--format", "html").out

    assert "<strong>Elin Ek</strong>" in out
    assert ("mentor karin.lund" in out, "@skola.example" in out) == (True, False)


def test_each_cell_of_a_narrow_screen_says_its_own_title(desk, three):
    page = Outline(desk.run("flags", three, "--format", "html").out)

    assert all(cell.get("data-title") for cell in page.all("td"))


MONDAY = date(2026, 9, 14)


def week(share, *, is_break=False):
    absence = None if share is None else Interval(share, 0.0, 1.0)
    return Week(MONDAY, absence, None, 5, is_break)


def test_a_thread_says_all_its_numbers_in_words():
    picture = thread_picture([week(0.1), week(None), week(None, is_break=True)], "en")

    assert 'aria-label="Absence a week, the last 12: 10%, not registered, no school."' in picture


def test_a_thread_is_broken_where_nothing_was_registered():
    shares = [0.1, 0.2, None, 0.3, 0.2, None, 0.1]

    picture = thread_picture([week(share) for share in shares], "sv")

    assert (picture.count('class="line"'), picture.count('class="cross"')) == (2, 2)


def test_a_thread_of_nothing_known_has_no_end():
    picture = thread_picture([week(None)] * 12, "sv")

    assert ("circle" in picture, picture.count("cross")) == (False, 12)


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("sv", "1 elev", "1\u00a0200 elever"),
        ("nb", "1 elev", "1\u00a0200 elever"),
        ("en", "1 pupil", "1,200 pupils"),
    ],
)
def test_one_pupil_is_not_told_as_several(language, one, many):
    assert (counted_pupils(1)[language], counted_pupils(1200)[language]) == (one, many)


def test_what_is_unknown_of_one_pupil_is_said_of_one(desk):
    marks = desk.file("lessons.csv", *silent_autumn("elin", silent_from=0))

    told = desk.run("flags", marks, "--language", "en").out

    assert "1 pupil: nothing is registered" in told
    assert "whether the pupil has been at school" in told
