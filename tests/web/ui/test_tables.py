from __future__ import annotations

from throughline_web.ui.charts.bars import bars_table, draw_bars
from throughline_web.ui.charts.tables import lessons_table, weeks_table
from throughline_web.ui.charts.values import Bar, Bars
from throughline_web.ui.gallery.charts import autumn, silent_school
from throughline_web.ui.wording import chart_words

DISTRIBUTION = Bars(
    "Frånvaro", "Andel", "Elever", (Bar("0–5 %", 200, "?a"), Bar("5–10 %", 1), Bar("10–15 %", None))
)


def week(name, table):
    return dict(zip(table.headings, next(row for row in table.rows if row[0] == name), strict=True))


def test_a_week_has_its_absence_uncertainty_coverage_lessons_and_events():
    row = week("v 42", weeks_table(autumn(), chart_words()))

    assert row["Frånvaro"] == "17 %"
    assert row["Osäkerhet"] == "12 % till 23 %"
    assert row["Registrerad lektionstid"] == "100 %"
    assert row["ogiltig frånvaro"] == "4"
    assert row["Vad som hände"] == "Uppmärksammat 12 okt"


def test_a_holiday_is_named_and_counts_nothing():
    row = week("v 44", weeks_table(autumn(), chart_words()))

    assert (row["Frånvaro"], row["Osäkerhet"], row["Registrerad lektionstid"]) == (
        "höstlov",
        "–",
        "–",
    )


def test_a_measure_is_named_in_each_week_it_runs():
    table = weeks_table(autumn(), chart_words())

    named = [row[0] for row in table.rows if "Mentorsamtal varje fredag" in row[-1]]
    assert named == ["v 45", "v 46", "v 47"]


def test_a_week_nobody_registered_is_never_zero():
    row = week("v 4", weeks_table(silent_school(), chart_words()))

    assert row["Frånvaro"] == "inte registrerad"


def test_every_lesson_that_was_not_plain_presence_is_a_row():
    table = lessons_table(autumn(), chart_words())

    assert table.rows[0] == ("tis v 35", "lektion 5", "giltig frånvaro")
    assert all(row[2] != "närvarande" for row in table.rows)


def test_the_table_of_bars_holds_the_same_counts():
    assert bars_table(DISTRIBUTION, chart_words()).rows == (
        ("0–5 %", "200"),
        ("5–10 %", "1"),
        ("10–15 %", "för få för att visas"),
    )


def test_a_hidden_count_has_no_length():
    hidden = draw_bars(DISTRIBUTION, chart_words())[2]

    assert hidden.is_hidden
    assert "bar-filled" not in hidden.picture


def test_one_pupil_is_still_seen_beside_hundreds():
    one = draw_bars(DISTRIBUTION, chart_words())[1]

    assert 'class="bar-filled" x="0" y="0" width="1.2"' in one.picture


def test_no_bars_are_no_error():
    assert draw_bars(Bars("Tomt", "Andel", "Elever", ()), chart_words()) == ()
