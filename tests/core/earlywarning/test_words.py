"""How numbers, windows and kinds are said: one and many, none, decimals, and what a window holds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.earlywarning.policies import minutes, rule, share
from tests.core.earlywarning.samples import (
    AUTUMN,
    BELOW,
    CROSSED,
    CSN,
    FAILED,
    FORTY_DAYS,
    NEWLY_ENROLLED,
    OCTOBER,
    RISE,
    SHARE,
    SILENCE,
    SPELL,
    TREND,
    TWENTY_DAYS,
    WEEKDAY,
    said,
)
from throughline.earlywarning.findings import Finding
from throughline.earlywarning.reasons import amount, explain
from throughline.records.intervals import Interval
from throughline.records.patterns import Trend
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.school_years import DateSpan


@pytest.mark.parametrize(
    ("rule_", "finding", "sv", "nb", "en"),
    [
        pytest.param(
            minutes("month", 60, scope="unexcused"),
            Finding(CROSSED, OCTOBER, 61, 1.0, 22, occasions=1, school_days=22),
            "Den ogiltiga frånvaron är 1 timme och 1 minut i oktober, allt på en dag."
            " Skolan tar upp det från 1 timme.",
            "Det udokumenterte fraværet er 1 time og 1 minutt i oktober, alt på én dag."
            " Skolen tar det opp fra 1 time.",
            "Unexcused absence is 1 hour and 1 minute in October, all on one day."
            " The school follows it up from 1 hour.",
            id="one hour, one minute, one day",
        ),
        pytest.param(
            rule("occasions", "rolling:1", 1, "count", scope="unresolved"),
            Finding(CROSSED, TWENTY_DAYS, 1, 1.0, 1, school_days=1),
            "Antalet tillfällen med oanmäld frånvaro är 1 den senaste skoldagen."
            " Skolan tar upp det från ett tillfälle.",
            "Antallet tilfeller med fravær som ikke er meldt, er 1 den siste skoledagen."
            " Skolen tar det opp fra ett tilfelle.",
            "The number of occasions with absence that nobody has explained yet is 1"
            " on the last school day. The school follows it up from one occasion.",
            id="one occasion, one school day",
        ),
        pytest.param(
            rule("spell", "rolling:40", 1, "school_days"),
            Finding(CROSSED, DateSpan(date(2026, 11, 20), date(2026, 11, 20)), 1, 1.0, 1),
            "Eleven hade frånvaro minst halva dagen 20 november."
            " Skolan tar upp det från en skoldag.",
            "Eleven hadde fravær minst halve dagen 20. november."
            " Skolen tar det opp fra én skoledag.",
            "The pupil had absence for at least half the day on 20 November."
            " The school follows it up from one school day.",
            id="a spell of one day",
        ),
        pytest.param(
            share("days:1", 0.1),
            Finding(CROSSED, TWENTY_DAYS, 0.5, 1.0, 1, school_days=1),
            "Frånvaron är 50 % den senaste dagen. Skolan tar upp det från 10 %.",
            "Fraværet er 50 % den siste dagen. Skolen tar det opp fra 10 %.",
            "Absence is 50% on the last day. The school follows it up from 10%.",
            id="one calendar day",
        ),
    ],
)
def test_one_is_said_in_the_singular(rule_, finding, sv, nb, en):
    known = (
        " 100 % av lektionstiden är registrerad.",
        " 100 % av undervisningstiden er ført.",
        " 100% of the lesson time is registered.",
    )

    assert said(rule_, finding) == Text(sv + known[0], nb + known[1], en + known[2])


def test_one_failed_subject_is_said_in_the_singular():
    assert said(FAILED, Finding(CROSSED, None, 1, subjects=("Matematik",))) == Text(
        "Ett ämne saknar godkänt betyg den senaste terminen: Matematik.",
        "Ett fag mangler bestått karakter i siste termin: Matematik.",
        "One subject has no passing grade in the latest term: Matematik.",
    )


@pytest.mark.parametrize(
    ("rule_", "finding", "sv"),
    [
        pytest.param(
            FAILED,
            Finding(BELOW, None, 0),
            "Inget ämne saknar godkänt betyg den senaste terminen.",
            id="failed subjects",
        ),
        pytest.param(
            SILENCE,
            Finding(BELOW, None, 0),
            "Närvaron är registrerad den senaste skoldagen.",
            id="silence",
        ),
        pytest.param(
            CSN,
            Finding(BELOW, OCTOBER, 0, 1.0, 22, occasions=0, school_days=22),
            "Den ogiltiga frånvaron är 0 minuter i oktober."
            " Skolan tar upp det från 4 timmar på minst 2 dagar."
            " 100 % av lektionstiden är registrerad.",
            id="minutes",
        ),
        pytest.param(
            SPELL,
            Finding(BELOW, FORTY_DAYS, 0, 1.0, 40, school_days=40),
            "Ingen längre ogiltig frånvaro pågår. Skolan tar upp det från 20 skoldagar."
            " 100 % av lektionstiden är registrerad.",
            id="spell",
        ),
        pytest.param(
            WEEKDAY,
            Finding(BELOW, FORTY_DAYS, 0, 1.0, 40, school_days=40),
            "Ingen frånvaro är registrerad de senaste 40 skoldagarna."
            " Skolan tar upp det från 60 %. 100 % av lektionstiden är registrerad.",
            id="weekday",
        ),
    ],
)
def test_none_is_said_as_none(rule_, finding, sv):
    assert said(rule_, finding).sv == sv


def test_a_trend_that_falls_is_not_said_to_rise():
    fall = Trend(
        before=Interval(0.18, 0.08, 0.36),
        now=Interval(0.06, 0.02, 0.14),
        rise=Interval(-0.12, -0.30, -0.014),
        earlier=RISE.earlier,
        school_days=40,
    )

    finding = Finding(BELOW, TWENTY_DAYS, -0.12, 0.95, 20, trend=fall, school_days=20)

    assert said(TREND, finding).sv.startswith(
        "Frånvaron har inte ökat: 6 % de senaste 20 skoldagarna, 18 % de 40 skoldagarna före."
        " Skillnaden är −12 procentenheter, troligen mellan −30 och −1."
    )


def test_a_trend_against_a_single_day_is_said_in_the_singular():
    lone = Trend(RISE.before, RISE.now, RISE.rise, RISE.earlier, school_days=1)

    finding = Finding(CROSSED, TWENTY_DAYS, 0.12, 0.95, 20, trend=lone, school_days=20)

    assert "jämfört med skoldagen före." in said(TREND, finding).sv


@pytest.mark.parametrize(
    ("rule_", "finding", "phrase"),
    [
        pytest.param(
            SHARE,
            Finding(CROSSED, NEWLY_ENROLLED, 0.5, 1.0, 8, school_days=8, is_short=True),
            Text(
                "de 8 skoldagarna sedan 2 november.",
                "de 8 skoledagene siden 2. november.",
                "over the 8 school days since 2 November.",
            ),
            id="rolling window of a pupil who has just enrolled",
        ),
        pytest.param(
            SHARE,
            Finding(CROSSED, NEWLY_ENROLLED, 0.5, 1.0, 1, school_days=1, is_short=True),
            Text(
                "den enda skoldagen, 2 november.",
                "den eneste skoledagen, 2. november.",
                "on the only school day, 2 November.",
            ),
            id="rolling window of the first day",
        ),
        pytest.param(
            share("days:30", 0.1),
            Finding(CROSSED, TWENTY_DAYS, 0.5, 1.0, 20, school_days=20),
            Text("de senaste 30 dagarna.", "de siste 30 dagene.", "over the last 30 days."),
            id="calendar days",
        ),
        pytest.param(
            share("days:30", 0.1),
            Finding(CROSSED, NEWLY_ENROLLED, 0.5, 1.0, 8, school_days=8, is_short=True),
            Text(
                "de 8 skoldagarna sedan 2 november.",
                "de 8 skoledagene siden 2. november.",
                "over the 8 school days since 2 November.",
            ),
            id="calendar days of a pupil who has just enrolled",
        ),
        pytest.param(
            share("month", 0.1),
            Finding(CROSSED, OCTOBER, 0.5, 1.0, 22, school_days=22),
            Text("i oktober.", "i oktober.", "in October."),
            id="month",
        ),
        pytest.param(
            share("month", 0.1),
            Finding(
                CROSSED,
                DateSpan(date(2026, 10, 12), date(2026, 10, 30)),
                0.5,
                1.0,
                15,
                school_days=15,
                is_short=True,
            ),
            Text(
                "från 12 oktober till och med 30 oktober.",
                "fra 12. oktober til og med 30. oktober.",
                "from 12 October up to and including 30 October.",
            ),
            id="month that the pupil began in",
        ),
        pytest.param(
            share("term", 0.1),
            Finding(CROSSED, DateSpan(date(2027, 1, 8), date(2027, 3, 1)), 0.5, 1.0, 35),
            Text(
                "under vårterminen, sedan 8 januari.",
                "i vårterminen, siden 8. januar.",
                "in the spring term, since 8 January.",
            ),
            id="spring term",
        ),
        pytest.param(
            share("year", 0.1),
            Finding(CROSSED, AUTUMN, 0.5, 1.0, 60),
            Text(
                "under läsåret, sedan 18 augusti.",
                "i skoleåret, siden 18. august.",
                "in the school year, since 18 August.",
            ),
            id="school year",
        ),
        pytest.param(
            share("check:11-29", 0.1),
            Finding(CROSSED, DateSpan(date(2026, 8, 18), date(2026, 11, 27)), 0.5, 1.0, 70),
            Text(
                "från 18 augusti till och med 29 november.",
                "fra 18. august til og med 29. november.",
                "from 18 August up to and including 29 November.",
            ),
            id="check day on a Sunday",
        ),
    ],
)
def test_a_window_is_said_as_what_it_really_holds(rule_, finding, phrase):
    text = explain(rule_, finding).seen

    assert all(text[language].endswith(phrase[language]) for language in LANGUAGES), text


@pytest.mark.parametrize(
    ("scope", "sv", "nb", "en"),
    [
        ("total", "Frånvaron är", "Fraværet er", "Absence is"),
        ("excused", "Den giltiga frånvaron är", "Det dokumenterte fraværet er", "Excused"),
        ("unexcused", "Den ogiltiga frånvaron är", "Det udokumenterte fraværet er", "Unexcused"),
        (
            "unresolved",
            "Den oanmälda frånvaron är",
            "Fraværet som ikke er meldt, er",
            "Absence that nobody has explained yet is",
        ),
        ("late", "Tiden för sena ankomster är", "Tiden for forsentkomming er", "Time lost"),
        ("scattered", "Ströfrånvaron är", "Enkelttimefraværet er", "Absence from single lessons"),
    ],
)
def test_a_scope_is_said_in_the_words_of_practice(scope, sv, nb, en):
    scoped = share("rolling:20", 0.1, scope=scope)

    seen = explain(scoped, Finding(CROSSED, TWENTY_DAYS, 0.12, 1.0, 20, school_days=20)).seen

    starts = {"sv": sv, "nb": nb, "en": en}
    assert all(seen[language].startswith(starts[language]) for language in LANGUAGES), seen


@pytest.mark.parametrize(
    ("compare", "observed", "sv", "en"),
    [
        pytest.param("above", 0.1025, "Frånvaron är 10,2 %", "Absence is 10.2%", id="just above"),
        pytest.param("above", 0.1004, "Frånvaron är 10,04 %", "Absence is 10.04%", id="barely"),
        pytest.param("above", 0.1, "Frånvaron är 10 %", "Absence is 10%", id="on the line"),
        pytest.param(
            "at_least", 0.0996, "Frånvaron är 9,96 %", "Absence is 9.96%", id="just under"
        ),
        pytest.param("at_least", 0.1025, "Frånvaron är 10 %", "Absence is 10%", id="over"),
        pytest.param(
            "at_least", 0.004, "Frånvaron är under 1 %", "Absence is under 1%", id="little"
        ),
    ],
)
def test_a_share_is_never_rounded_across_its_limit(compare, observed, sv, en):
    rule_ = share("rolling:20", 0.1, compare=compare)
    outcome = CROSSED if rule_.crosses(observed) else BELOW

    text = said(rule_, Finding(outcome, TWENTY_DAYS, observed, 1.0, 20, school_days=20))

    assert (text.sv.split(" de ")[0], text.en.split(" over ")[0]) == (sv, en)


def test_a_limit_between_whole_percents_is_said_with_a_decimal_comma():
    finding = Finding(CROSSED, TWENTY_DAYS, 0.13, 1.0, 20, school_days=20)

    text = said(share("rolling:20", 0.125), finding)

    assert "från 12,5 %." in text.sv
    assert "fra 12,5 %." in text.nb
    assert "from 12.5%." in text.en


def test_a_limit_of_many_decimals_is_said_with_six_of_them():
    assert amount(share("rolling:20", 0.123456789), 0.123456789).en == "12.345679%"


def test_more_than_is_said_where_the_line_itself_is_allowed():
    finding = Finding(CROSSED, TWENTY_DAYS, 0.13, 1.0, 20, school_days=20)

    text = said(share("rolling:20", 0.1, compare="above"), finding)

    assert "när det är mer än 10 %." in text.sv
    assert "når det er mer enn 10 %." in text.nb
    assert "when it is more than 10%." in text.en


@pytest.mark.parametrize(
    ("coverage", "sv", "nb", "en"),
    [
        pytest.param(
            None,
            "Vi vet inte hur stor del av lektionstiden som är registrerad.",
            "Vi vet ikke hvor stor del av undervisningstiden som er ført.",
            "We do not know how much of the lesson time is registered.",
            id="unknown",
        ),
        pytest.param(
            0.996,
            "Över 99 % av lektionstiden är registrerad.",
            "Over 99 % av undervisningstiden er ført.",
            "Over 99% of the lesson time is registered.",
            id="nearly all, with a capital letter",
        ),
        pytest.param(
            0.004,
            "Under 1 % av lektionstiden är registrerad.",
            "Under 1 % av undervisningstiden er ført.",
            "Under 1% of the lesson time is registered.",
            id="nearly nothing, with a capital letter",
        ),
    ],
)
def test_coverage_is_a_sentence_of_its_own(coverage, sv, nb, en):
    finding = Finding(CROSSED, TWENTY_DAYS, 0.13, coverage, 20, school_days=20)

    known = said(SHARE, finding)

    assert known.sv.endswith(f". {sv}")
    assert known.nb.endswith(f". {nb}")
    assert known.en.endswith(f". {en}")


def test_number_and_percent_sign_stay_on_one_line():
    finding = Finding(CROSSED, TWENTY_DAYS, 0.125, 0.98, 20, school_days=20)

    assert "12\u00a0%" in explain(SHARE, finding).text.sv
