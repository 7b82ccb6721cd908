"""What the absence limit says, as read aloud to the pupil: plain, thin and without data."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from throughline.records.norway.absence_kinds import AbsenceKind, SubjectAbsence, SubjectYear
from throughline.records.norway.absence_limit import absence_limit
from throughline.records.norway.marks import Level
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.school_years import SchoolYear

OLD, NEW = SchoolYear(2024), SchoolYear(2025)


def said(hours, *, of=NEW, year_hours=140, coverage=0.96, level=Level.UPPER) -> Text:
    day = date(of.first_year, 9, 1)
    absences = (SubjectAbsence(day, hours, AbsenceKind.UNDOCUMENTED),) if hours else ()
    year = SubjectYear("MAT", of, year_hours, absences, coverage)
    return absence_limit(year, as_of=of.ends_on, level=level).text


def test_hours_within_the_limit():
    assert said(Fraction("5.5")) == Text(
        "Matematik: 5,5 timmar frånvaro räknas mot gränsen på 14 timmar. Det är 8,5 timmar kvar. "
        "96\u00a0% av lektionstiden är registrerad.",
        "Matematikk: 5,5 timer fravær teller mot grensen på 14 timer. Det er 8,5 timer igjen. "
        "96\u00a0% av undervisningstiden er ført.",
        "Mathematics: 5.5 hours of absence count against the limit of 14 hours. "
        "8.5 hours are left. 96% of the lesson time is registered.",
    )


def test_no_absence_at_all_with_coverage_that_nobody_told():
    assert said(0, coverage=None) == Text(
        "Matematik: ingen frånvaro räknas mot gränsen på 14 timmar. "
        "Vi vet inte hur stor del av lektionstiden som är registrerad.",
        "Matematikk: ikke noe fravær teller mot grensen på 14 timer. "
        "Vi vet ikke hvor stor del av undervisningstiden som er ført.",
        "Mathematics: no absence counts against the limit of 14 hours. "
        "We do not know how much of the lesson time is registered.",
    )


def test_two_lessons_from_the_limit():
    assert said(13) == Text(
        "Matematik: 13 timmar frånvaro räknas mot gränsen på 14 timmar. Det är 1 timme kvar. "
        "2 lektioner till med odokumenterad frånvaro räcker för att passera gränsen. "
        "96\u00a0% av lektionstiden är registrerad.",
        "Matematikk: 13 timer fravær teller mot grensen på 14 timer. Det er 1 time igjen. "
        "2 undervisningstimer til med udokumentert fravær er nok til å passere grensen. "
        "96\u00a0% av undervisningstiden er ført.",
        "Mathematics: 13 hours of absence count against the limit of 14 hours. 1 hour is left. "
        "2 more lessons of undocumented absence are enough to pass the limit. "
        "96% of the lesson time is registered.",
    )


def test_the_limit_reached_under_the_rules_of_2025():
    assert said(14) == Text(
        "Matematik: 14 timmar frånvaro räknas mot gränsen på 14 timmar. Ingenting är kvar. "
        "En lektion till med odokumenterad frånvaro räcker för att passera gränsen. "
        "Frånvaro på grund av hälsan måste nu dokumenteras. "
        "96\u00a0% av lektionstiden är registrerad.",
        "Matematikk: 14 timer fravær teller mot grensen på 14 timer. Ingenting er igjen. "
        "Én undervisningstime til med udokumentert fravær er nok til å passere grensen. "
        "Helsefravær må nå dokumenteres. 96\u00a0% av undervisningstiden er ført.",
        "Mathematics: 14 hours of absence count against the limit of 14 hours. Nothing is left. "
        "One more lesson of undocumented absence is enough to pass the limit. "
        "Absence for health reasons must now be documented. "
        "96% of the lesson time is registered.",
    )


def test_the_limit_reached_under_the_rules_of_2016_says_nothing_of_documents():
    assert "dokumenteres" not in said(14, of=OLD).nb


def test_hours_left_are_never_rounded_up():
    assert "13,33 timer igjen" in said(Fraction(2, 3)).nb
    assert "0,66 timer igjen" in said(Fraction(40, 3)).nb


def test_over_the_limit_where_the_principal_may_decide():
    assert said(15, of=OLD) == Text(
        "Matematik: frånvaron som räknas är 1 timme över gränsen på 14 timmar. "
        "Då saknas underlag för terminsbetyg eller slutbetyg. "
        "Upp till 15\u00a0% kan rektor ändå låta sätta betyg, om det är uppenbart orimligt att "
        "låta bli.",
        "Matematikk: fraværet som teller, er 1 time over grensen på 14 timer. "
        "Da er det ikke grunnlag for halvårskarakter eller standpunktkarakter. "
        "Opp til 15\u00a0% kan rektor likevel bestemme at det settes karakter, hvis det er klart "
        "urimelig å la være.",
        "Mathematics: the absence that counts is 1 hour above the limit of 14 hours. "
        "Then there is no basis for a half-year mark or a final mark. "
        "Up to 15% the principal may still let a mark be given, if it is plainly unreasonable "
        "not to.",
    )


def test_the_principals_choice_after_2025_is_said_to_be_unconfirmed():
    words = said(30)

    assert words.sv.endswith(
        "Då saknas underlag för slutbetyg eller betyg vid årets slut. "
        "Över 15\u00a0% kan rektor inte göra undantag. "
        "Att detta gäller efter 2025 har ingen bekräftat: fråga skolan."
    )
    assert words.nb.endswith(
        "Da er det ikke grunnlag for standpunktkarakter eller karakter ved skoleårets slutt. "
        "Over 15\u00a0% kan rektor ikke gjøre unntak. "
        "At dette gjelder etter 2025, har ingen bekreftet: spør skolen."
    )
    assert words.en.endswith(
        "Then there is no basis for a final mark or a mark at the end of the year. "
        "Above 15% the principal can make no exception. "
        "Nobody has confirmed that this holds after 2025: ask the school."
    )


def test_thin_data():
    assert said(3, coverage=0.4) == Text(
        "Matematik: minst 3 timmar frånvaro räknas mot gränsen på 14 timmar. "
        "Bara 40\u00a0% av lektionstiden är registrerad. "
        "Det är för lite för att säga hur mycket som är kvar.",
        "Matematikk: minst 3 timer fravær teller mot grensen på 14 timer. "
        "Bare 40\u00a0% av undervisningstiden er ført. "
        "Det er for lite til å si hvor mye som er igjen.",
        "Mathematics: at least 3 hours of absence count against the limit of 14 hours. "
        "Only 40% of the lesson time is registered. That is too little to say how much is left.",
    )


def test_nothing_registered():
    assert said(0, coverage=0.0) == Text(
        "Matematik: närvaron är inte registrerad. "
        "Vi vet inte hur mycket frånvaro som räknas mot gränsen.",
        "Matematikk: oppmøtet er ikke ført. Vi vet ikke hvor mye fravær som teller mot grensen.",
        "Mathematics: attendance is not registered. "
        "We do not know how much absence counts against the limit.",
    )


def test_hours_of_the_year_that_nobody_told():
    assert said(3, year_hours=None) == Text(
        "Matematik: ämnets timmar på året är inte inlästa. Vi vet inte var gränsen går.",
        "Matematikk: fagets årstimetall er ikke lest inn. Vi vet ikke hvor grensen går.",
        "Mathematics: the subject's yearly hours have not been read. "
        "We do not know where the limit lies.",
    )


def test_a_school_without_a_limit():
    assert said(90, level=Level.LOWER) == Text(
        "Här finns ingen frånvarogräns.",
        "Her er det ingen fraværsgrense.",
        "There is no absence limit here.",
    )


@pytest.mark.parametrize("hours", [0, 3, 13, 14, 15, 30])
@pytest.mark.parametrize("of", [OLD, NEW])
def test_the_norwegian_words_are_those_of_practice(hours, of):
    words = said(hours, of=of).nb.casefold()

    assert "varsel" not in words
    assert "gyldig" not in words


def test_no_placeholder_is_left():
    texts = [said(hours, of=of) for hours in (0, 3, 13, 14, 15, 30) for of in (OLD, NEW)]

    assert not [each for each in texts if any("{" in each[language] for language in LANGUAGES)]
