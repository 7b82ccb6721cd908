"""The warning letter: when it is due, and what it must hold."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.records.norway.absence_kinds import AbsenceKind, SubjectAbsence, SubjectYear
from throughline.records.norway.warning_letter import letter_to, warning_letter
from throughline.terms.language import Text
from throughline.terms.rulebook import rule
from throughline.terms.school_years import SchoolYear

AS_OF = date(2025, 12, 1)


def year(*hours) -> SubjectYear:
    absences = [
        SubjectAbsence(date(2025, 10, day), missed, AbsenceKind.UNDOCUMENTED)
        for day, missed in enumerate(hours, start=7)
    ]
    return SubjectYear("MAT", SchoolYear(2025), 140, tuple(absences), 1.0)


@pytest.mark.rule("NO-ABS-08")
@pytest.mark.parametrize(("hours", "is_due"), [(6, False), (7, True)])
def test_a_letter_is_due_from_the_first_share_to_warn_at(hours, is_due):
    assert (warning_letter(year(hours), as_of=AS_OF) is not None) is is_due


def test_a_school_may_write_its_letters_later():
    assert warning_letter(year(7), as_of=AS_OF, warn_at=[0.09]) is None


@pytest.mark.rule("NO-ABS-08")
@pytest.mark.parametrize(
    ("on", "told"),
    [
        pytest.param(date(2025, 10, 6), ("pupil", "guardian"), id="the day before 18"),
        pytest.param(date(2025, 10, 7), ("pupil",), id="18"),
    ],
)
def test_the_letter_goes_to_guardians_of_minors_too(on, told):
    assert letter_to(date(2007, 10, 7), on=on) == told


def test_the_letter_of_a_pupil_whose_age_nobody_knows_goes_to_the_pupil():
    assert letter_to(None, on=AS_OF) == ("pupil",)


@pytest.mark.rule("NO-MARK-07")
def test_a_letter_carries_dates_limit_consequence_and_right_of_complaint():
    letter = warning_letter(year(6, 3), as_of=AS_OF)

    assert letter is not None
    assert letter.days == (date(2025, 10, 7), date(2025, 10, 8))
    assert letter.title == Text(
        "Varning: risk att betyg saknas i matematik",
        "Varsel om fare for manglende vurderingsgrunnlag: matematikk",
        "Warning: a mark in mathematics may be missing",
    )
    assert [each.sv for each in letter.paragraphs] == [
        "Frånvaron som räknas är från 7 oktober och 8 oktober.",
        "Till och med den 1 december räknas 9 timmar frånvaro mot gränsen på 14 timmar.",
        "Passeras gränsen saknas underlag för slutbetyg eller betyg vid årets slut.",
        "Sätts inget betyg kan eleven klaga inom 10 dagar från beskedet.",
    ]
    assert [each.nb for each in letter.paragraphs] == [
        "Fraværet som teller, er fra 7. oktober og 8. oktober.",
        "Til og med 1. desember teller 9 timer fravær mot grensen på 14 timer.",
        (
            "Passeres grensen, er det ikke grunnlag for standpunktkarakter eller karakter ved "
            "skoleårets slutt."
        ),
        "Settes det ikke karakter, kan eleven klage innen 10 dager etter beskjeden.",
    ]
    assert [each.en for each in letter.paragraphs] == [
        "The absence that counts is of 7 October and 8 October.",
        "Up to and including 1 December, 9 hours of absence count against the limit of 14 hours.",
        (
            "If the limit is passed, there is no basis for a final mark or a mark at the end of "
            "the year."
        ),
        "If no mark is given, the pupil may complain within 10 days of being told.",
    ]


@pytest.mark.rule("NO-MARK-07")
def test_what_a_letter_holds_is_said_by_the_rule():
    assert rule("NO-MARK-07").values["holds"] == (
        "dates",
        "limit",
        "consequence",
        "right_of_complaint",
    )


def test_a_letter_after_the_limit_says_that_it_is_passed():
    letter = warning_letter(year(15), as_of=AS_OF)

    assert letter is not None
    assert letter.paragraphs[2] == Text(
        "Gränsen är passerad. Då saknas underlag för slutbetyg eller betyg vid årets slut.",
        "Grensen er passert. Da er det ikke grunnlag for standpunktkarakter eller karakter ved "
        "skoleårets slutt.",
        "The limit is passed. Then there is no basis for a final mark or a mark at the end of "
        "the year.",
    )
