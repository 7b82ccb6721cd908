"""What is read aloud to the pupil: for each indicator the plain, the thin and the empty case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.earlywarning.samples import (
    AUTUMN,
    BELOW,
    CROSSED,
    CSN,
    FAILED,
    FORTY_DAYS,
    LATE,
    NO_DATA,
    OCCASIONS,
    OCTOBER,
    RISE,
    SHARE,
    SILENCE,
    SPELL,
    THIN,
    TREND,
    TWENTY_DAYS,
    WEEKDAY,
    said,
)
from throughline.earlywarning.findings import Finding, Gap, Outcome
from throughline.earlywarning.policy import shipped_policies
from throughline.earlywarning.reasons import explain
from throughline.records.intervals import Interval
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.school_years import DateSpan

PLAIN = [
    pytest.param(
        SHARE,
        Finding(CROSSED, TWENTY_DAYS, 0.125, 0.98, 20, school_days=20),
        "Frånvaron är 12 % de senaste 20 skoldagarna. Skolan tar upp det från 10 %."
        " 98 % av lektionstiden är registrerad.",
        "Fraværet er 12 % de siste 20 skoledagene. Skolen tar det opp fra 10 %."
        " 98 % av undervisningstiden er ført.",
        "Absence is 12% over the last 20 school days. The school follows it up from 10%."
        " 98% of the lesson time is registered.",
        id="absence as a share",
    ),
    pytest.param(
        CSN,
        Finding(CROSSED, OCTOBER, 245, 0.96, 22, occasions=3, school_days=22),
        "Den ogiltiga frånvaron är 4 timmar och 5 minuter i oktober, fördelad på 3 dagar."
        " Skolan tar upp det från 4 timmar på minst 2 dagar."
        " 96 % av lektionstiden är registrerad.",
        "Det udokumenterte fraværet er 4 timer og 5 minutter i oktober, fordelt på 3 dager."
        " Skolen tar det opp fra 4 timer på minst 2 dager. 96 % av undervisningstiden er ført.",
        "Unexcused absence is 4 hours and 5 minutes in October, spread over 3 days."
        " The school follows it up from 4 hours on at least 2 days."
        " 96% of the lesson time is registered.",
        id="absence in minutes",
    ),
    pytest.param(
        OCCASIONS,
        Finding(CROSSED, AUTUMN, 5, 0.97, 60, school_days=60),
        "Antalet tillfällen med frånvaro är 5 under höstterminen, sedan 18 augusti."
        " Skolan tar upp det från 5 tillfällen. 97 % av lektionstiden är registrerad.",
        "Antallet tilfeller med fravær er 5 i høstterminen, siden 18. august."
        " Skolen tar det opp fra 5 tilfeller. 97 % av undervisningstiden er ført.",
        "The number of occasions with absence is 5 in the autumn term, since 18 August."
        " The school follows it up from 5 occasions. 97% of the lesson time is registered.",
        id="occasions",
    ),
    pytest.param(
        LATE,
        Finding(CROSSED, TWENTY_DAYS, 7, 1.0, 20, school_days=20),
        "Antalet sena ankomster är 7 de senaste 20 skoldagarna."
        " Skolan tar upp det från 5 tillfällen. 100 % av lektionstiden är registrerad.",
        "Antallet forsentkomminger er 7 de siste 20 skoledagene."
        " Skolen tar det opp fra 5 tilfeller. 100 % av undervisningstiden er ført.",
        "The number of late arrivals is 7 over the last 20 school days."
        " The school follows it up from 5 occasions. 100% of the lesson time is registered.",
        id="late arrivals",
    ),
    pytest.param(
        SPELL,
        Finding(CROSSED, DateSpan(date(2026, 10, 12), date(2026, 11, 20)), 20, 1.0, 20),
        "Eleven har haft ogiltig frånvaro minst halva dagen 20 skoldagar i följd,"
        " sedan 12 oktober. Skolan tar upp det från 20 skoldagar."
        " 100 % av lektionstiden är registrerad.",
        "Eleven har hatt udokumentert fravær minst halve dagen 20 skoledager på rad,"
        " siden 12. oktober. Skolen tar det opp fra 20 skoledager."
        " 100 % av undervisningstiden er ført.",
        "The pupil has had unexcused absence for at least half the day on 20 school days in a row,"
        " since 12 October. The school follows it up from 20 school days."
        " 100% of the lesson time is registered.",
        id="spell",
    ),
    pytest.param(
        TREND,
        Finding(CROSSED, TWENTY_DAYS, 0.12, 0.95, 20, trend=RISE, school_days=20),
        "Frånvaron har ökat från 6 % till 18 %: de senaste 20 skoldagarna jämfört med"
        " de 40 skoldagarna före. Skillnaden är 12 procentenheter, troligen mellan 1 och 30."
        " Skolan tar upp en ökning från 10 procentenheter. 95 % av lektionstiden är registrerad.",
        "Fraværet har økt fra 6 % til 18 %: de siste 20 skoledagene sammenlignet med"
        " de 40 skoledagene før. Forskjellen er 12 prosentpoeng, sannsynligvis mellom 1 og 30."
        " Skolen tar opp en økning fra 10 prosentpoeng. 95 % av undervisningstiden er ført.",
        "Absence has risen from 6% to 18%: over the last 20 school days compared with"
        " the 40 school days before. The difference is 12 percentage points, probably between"
        " 1 and 30. The school follows up a rise from 10 percentage points."
        " 95% of the lesson time is registered.",
        id="trend",
    ),
    pytest.param(
        WEEKDAY,
        Finding(CROSSED, FORTY_DAYS, 0.75, 0.99, 40, occasions=6, weekday=0, school_days=40),
        "Mest frånvaro är det på måndagar: 75 % av frånvaron de senaste 40 skoldagarna."
        " Skolan tar upp det från 60 %. 99 % av lektionstiden är registrerad.",
        "Mest fravær er det på mandager: 75 % av fraværet de siste 40 skoledagene."
        " Skolen tar det opp fra 60 %. 99 % av undervisningstiden er ført.",
        "Most absence is on Mondays: 75% of the absence over the last 40 school days."
        " The school follows it up from 60%. 99% of the lesson time is registered.",
        id="weekday",
    ),
    pytest.param(
        FAILED,
        Finding(CROSSED, None, 3, subjects=("Engelska", "Idrott", "Matematik")),
        "3 ämnen saknar godkänt betyg den senaste terminen: Engelska, Idrott och Matematik.",
        "3 fag mangler bestått karakter i siste termin: Engelska, Idrott og Matematik.",
        "3 subjects have no passing grade in the latest term: Engelska, Idrott and Matematik.",
        id="failed subjects",
    ),
    pytest.param(
        SILENCE,
        Finding(CROSSED, DateSpan(date(2026, 11, 3), date(2026, 11, 20)), 14, 0.0),
        "Närvaron är inte registrerad sedan 3 november. Vi vet inte om eleven har varit i skolan.",
        "Oppmøtet er ikke ført siden 3. november. Vi vet ikke om eleven har vært på skolen.",
        "Attendance has not been registered since 3 November."
        " We do not know whether the pupil has been at school.",
        id="nothing registered for the pupil",
    ),
    pytest.param(
        SILENCE,
        Finding(CROSSED, DateSpan(date(2026, 11, 3), date(2026, 11, 20)), 14, 0.0, of_unit=True),
        "Skolan har inte registrerat klassens närvaro sedan 3 november."
        " Det säger ingenting om eleven.",
        "Skolen har ikke ført klassens oppmøte siden 3. november. Det sier ingenting om eleven.",
        "The school has not registered the class's attendance since 3 November."
        " It says nothing about the pupil.",
        id="nothing registered for the class",
    ),
]


@pytest.mark.parametrize(("rule_", "finding", "sv", "nb", "en"), PLAIN)
def test_a_plain_case_is_said_in_full_sentences(rule_, finding, sv, nb, en):
    assert said(rule_, finding) == Text(sv, nb, en)


TOO_LITTLE = (
    " Det är för lite för att säga något om frånvaron.",
    " Det er for lite til å si noe om fraværet.",
    " That is too little to say anything about absence.",
)
LOW_COVERAGE = Finding(
    THIN, TWENTY_DAYS, 0.3, 0.4, 8, school_days=20, most_coverage=0.4, gap=Gap.COVERAGE
)
THREE_DAYS = Finding(
    THIN,
    DateSpan(date(2026, 11, 2), date(2026, 11, 4)),
    1.0,
    1.0,
    3,
    school_days=3,
    is_short=True,
    most_coverage=1.0,
    offered=900,
    gap=Gap.LESSON_TIME,
)
THIN_CASES = [
    pytest.param(
        SHARE,
        LOW_COVERAGE,
        "Bara 40 % av lektionstiden är registrerad de senaste 20 skoldagarna.",
        "Bare 40 % av undervisningstiden er ført de siste 20 skoledagene.",
        "Only 40% of the lesson time is registered over the last 20 school days.",
        id="absence as a share, little registered",
    ),
    pytest.param(
        SHARE,
        THREE_DAYS,
        "Lektionstiden är bara 15 timmar de 3 skoldagarna sedan 2 november.",
        "Undervisningstiden er bare 15 timer de 3 skoledagene siden 2. november.",
        "The lesson time is only 15 hours over the 3 school days since 2 November.",
        id="absence as a share, newly enrolled",
    ),
    pytest.param(
        WEEKDAY,
        LOW_COVERAGE,
        "Bara 40 % av lektionstiden är registrerad de senaste 40 skoldagarna.",
        "Bare 40 % av undervisningstiden er ført de siste 40 skoledagene.",
        "Only 40% of the lesson time is registered over the last 40 school days.",
        id="weekday, little registered",
    ),
    pytest.param(
        TREND,
        THREE_DAYS,
        "Lektionstiden är bara 15 timmar de 3 skoldagarna sedan 2 november.",
        "Undervisningstiden er bare 15 timer de 3 skoledagene siden 2. november.",
        "The lesson time is only 15 hours over the 3 school days since 2 November.",
        id="trend, newly enrolled",
    ),
    pytest.param(
        SHARE,
        Finding(THIN, TWENTY_DAYS, 0.3, None, 8, most_coverage=0.55, gap=Gap.COVERAGE),
        "Högst 55 % av lektionstiden är registrerad de senaste 20 skoldagarna.",
        "Høyst 55 % av undervisningstiden er ført de siste 20 skoledagene.",
        "At most 55% of the lesson time is registered over the last 20 school days.",
        id="some lessons of unknown length, little registered",
    ),
    pytest.param(
        SHARE,
        Finding(THIN, TWENTY_DAYS, 0.3, None, 8, offered=615, gap=Gap.LESSON_TIME),
        "Den lektionstid som vi känner till är bara 10 timmar och 15 minuter"
        " de senaste 20 skoldagarna.",
        "Undervisningstiden som vi kjenner til, er bare 10 timer og 15 minutter"
        " de siste 20 skoledagene.",
        "The lesson time that we know of is only 10 hours and 15 minutes"
        " over the last 20 school days.",
        id="lessons of unknown length, few of them",
    ),
]


@pytest.mark.parametrize(("rule_", "finding", "sv", "nb", "en"), THIN_CASES)
def test_thin_data_say_how_thin_and_nothing_of_absence(rule_, finding, sv, nb, en):
    expected = Text(sv + TOO_LITTLE[0], nb + TOO_LITTLE[1], en + TOO_LITTLE[2])

    assert said(rule_, finding) == expected


def test_a_trend_without_earlier_days_says_that_there_is_nothing_to_compare_with():
    finding = Finding(THIN, TWENTY_DAYS, None, 1.0, 20, gap=Gap.EARLIER)

    assert said(TREND, finding) == Text(
        "Det finns för lite registrerat före 19 oktober att jämföra med.",
        "Det er ført for lite før 19. oktober til å sammenligne med.",
        "Too little is registered before 19 October to compare with.",
    )


UNREGISTERED = Finding(NO_DATA, TWENTY_DAYS, school_days=20, gap=Gap.REGISTRATION)
NOT_KNOWN = (
    " Vi vet inte om eleven har varit i skolan.",
    " Vi vet ikke om eleven har vært på skolen.",
    " We do not know whether the pupil has been at school.",
)


@pytest.mark.parametrize(
    ("rule_", "span", "sv", "nb", "en"),
    [
        pytest.param(
            SHARE,
            TWENTY_DAYS,
            "Närvaron är inte registrerad de senaste 20 skoldagarna.",
            "Oppmøtet er ikke ført de siste 20 skoledagene.",
            "Attendance is not registered over the last 20 school days.",
            id="absence as a share",
        ),
        pytest.param(
            CSN,
            OCTOBER,
            "Närvaron är inte registrerad i oktober.",
            "Oppmøtet er ikke ført i oktober.",
            "Attendance is not registered in October.",
            id="absence in minutes",
        ),
        pytest.param(
            OCCASIONS,
            AUTUMN,
            "Närvaron är inte registrerad under höstterminen, sedan 18 augusti.",
            "Oppmøtet er ikke ført i høstterminen, siden 18. august.",
            "Attendance is not registered in the autumn term, since 18 August.",
            id="occasions",
        ),
        pytest.param(
            LATE,
            TWENTY_DAYS,
            "Närvaron är inte registrerad de senaste 20 skoldagarna.",
            "Oppmøtet er ikke ført de siste 20 skoledagene.",
            "Attendance is not registered over the last 20 school days.",
            id="late arrivals",
        ),
        pytest.param(
            SPELL,
            FORTY_DAYS,
            "Närvaron är inte registrerad de senaste 40 skoldagarna.",
            "Oppmøtet er ikke ført de siste 40 skoledagene.",
            "Attendance is not registered over the last 40 school days.",
            id="spell",
        ),
        pytest.param(
            TREND,
            TWENTY_DAYS,
            "Närvaron är inte registrerad de senaste 20 skoldagarna.",
            "Oppmøtet er ikke ført de siste 20 skoledagene.",
            "Attendance is not registered over the last 20 school days.",
            id="trend",
        ),
        pytest.param(
            WEEKDAY,
            FORTY_DAYS,
            "Närvaron är inte registrerad de senaste 40 skoldagarna.",
            "Oppmøtet er ikke ført de siste 40 skoledagene.",
            "Attendance is not registered over the last 40 school days.",
            id="weekday",
        ),
    ],
)
def test_no_data_is_said_as_not_known_and_never_as_presence(rule_, span, sv, nb, en):
    finding = Finding(NO_DATA, span, school_days=20, gap=Gap.REGISTRATION)

    expected = Text(sv + NOT_KNOWN[0], nb + NOT_KNOWN[1], en + NOT_KNOWN[2])
    assert said(rule_, finding) == expected


ALL_RULES = [
    pytest.param(rule_, id=f"{policy.id}/{rule_.id}")
    for policy in shipped_policies().values()
    for rule_ in policy.rules
]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("rule_", ALL_RULES)
def test_every_shipped_rule_says_every_outcome_in_three_languages(rule_, outcome):
    text = explain(rule_, Finding(outcome, TWENTY_DAYS, 3.0, 0.9, 20, school_days=20)).text

    for language in LANGUAGES:
        assert text[language].endswith(".")
        assert text[language][0] == text[language][0].upper()
        assert "{" not in text[language]
        assert "  " not in text[language]


def test_a_level_that_stands_still_has_not_risen():
    still = replace(RISE, now=RISE.before, rise=Interval(0.0, -0.1, 0.1))

    text = said(TREND, Finding(BELOW, TWENTY_DAYS, 0.0, 0.95, 20, trend=still, school_days=20))

    assert text.en.startswith("Absence has not risen: 6% over the last 20 school days, 6%")


def test_a_limit_that_asks_for_one_day_names_no_days():
    once = replace(CSN, min_occasions=1)

    text = said(once, Finding(CROSSED, OCTOBER, 245, 0.96, 22, occasions=3, school_days=22))

    assert "The school follows it up from 4 hours. 96%" in text.en


def test_nothing_known_of_coverage_or_time_is_said_as_nothing():
    text = said(SHARE, Finding(THIN, TWENTY_DAYS, None, 0.4, gap=Gap.LESSON_TIME, school_days=20))

    assert "1 minute" not in text.en
