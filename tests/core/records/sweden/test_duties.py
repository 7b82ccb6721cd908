"""Statutory duties: what an event asks of whom, to whom, and by when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.records.sweden.duties import (
    Deadline,
    Duty,
    Event,
    EventKind,
    SchoolForm,
    duties_of,
    leave_days,
    register_variables,
)
from throughline.records.sweden.grades import subject_grades
from throughline.terms.language import Text
from throughline.terms.people import GradeRow
from throughline.terms.rulebook import rule
from throughline.terms.school_years import DateSpan, SchoolYear

TODAY = date(2026, 11, 23)
COMPULSORY, UPPER = SchoolForm.COMPULSORY, SchoolForm.UPPER_SECONDARY
SAME_DAY, PROMPTLY = Deadline.SAME_DAY, Deadline.PROMPTLY


def duties(
    kind: EventKind, form: SchoolForm = COMPULSORY, *, is_home: bool = False, **known: object
) -> tuple[Duty, ...]:
    return duties_of(Event(kind, **known), school_form=form, on=TODAY, organiser_is_home=is_home)


def told(found: tuple[Duty, ...]) -> list[tuple[object, ...]]:
    return [
        (each.rule_id, each.responsible, each.addressee, each.deadline, each.unless)
        for each in found
    ]


INVESTIGATE = ("SE-ATT-05", "principal", None, PROMPTLY, "clearly_unneeded")
SUPPORT_TOO = ("SE-ATT-06", "principal", None, PROMPTLY, None)
TO_HOME = ("organiser", "home_municipality", None, None)

EXPECTED = {
    (EventKind.UNEXCUSED_ABSENCE, COMPULSORY): [
        ("SE-ATT-03", "principal", "guardians", SAME_DAY, "special_reasons")
    ],
    (EventKind.UNEXCUSED_ABSENCE, UPPER): [
        ("SE-ATT-04", "principal", "guardians", SAME_DAY, "special_reasons")
    ],
    (EventKind.REPEATED_ABSENCE, COMPULSORY): [INVESTIGATE, SUPPORT_TOO],
    (EventKind.REPEATED_ABSENCE, UPPER): [INVESTIGATE, SUPPORT_TOO],
    (EventKind.LONG_ABSENCE, COMPULSORY): [INVESTIGATE, SUPPORT_TOO],
    (EventKind.LONG_ABSENCE, UPPER): [INVESTIGATE, SUPPORT_TOO],
    (EventKind.CONSIDERABLE_ABSENCE, COMPULSORY): [],
    (EventKind.CONSIDERABLE_ABSENCE, UPPER): [("SE-ATT-09", *TO_HOME)],
    (EventKind.INVESTIGATION_STARTED, COMPULSORY): [
        ("SE-ATT-07", "principal", "organiser", Deadline.AS_SOON_AS_POSSIBLE, None),
        ("SE-ATT-08", *TO_HOME),
    ],
    (EventKind.INVESTIGATION_STARTED, UPPER): [],
    (EventKind.PUPIL_STARTS, COMPULSORY): [("SE-ATT-08", *TO_HOME)],
    (EventKind.PUPIL_STARTS, UPPER): [
        ("SE-ATT-09", *TO_HOME),
        ("SE-SUPP-08", "principal", "pupil", None, None),
    ],
    (EventKind.PUPIL_LEAVES, COMPULSORY): [("SE-ATT-08", *TO_HOME)],
    (EventKind.PUPIL_LEAVES, UPPER): [("SE-ATT-09", *TO_HOME)],
    (EventKind.HINDRANCE, COMPULSORY): [("SE-ATT-11", "guardians", "school", PROMPTLY, None)],
    (EventKind.HINDRANCE, UPPER): [],
    (EventKind.LEAVE_ASKED, COMPULSORY): [("SE-ATT-12", "principal", "guardians", None, None)],
    (EventKind.LEAVE_ASKED, UPPER): [],
    (EventKind.EXEMPTION_ASKED, COMPULSORY): [("SE-ATT-13", "principal", "guardians", None, None)],
    (EventKind.EXEMPTION_ASKED, UPPER): [],
    (EventKind.TERM_REPORT, COMPULSORY): [("SE-ATT-14", "principal", "guardians", None, None)],
    (EventKind.TERM_REPORT, UPPER): [],
    (EventKind.NO_BASIS, COMPULSORY): [("SE-ATT-15", "teacher", "grade_register", None, None)],
    (EventKind.NO_BASIS, UPPER): [("SE-ATT-15", "teacher", "grade_register", None, None)],
    (EventKind.TERM_BEGINS, COMPULSORY): [
        ("SE-SUPP-07", "teacher", "guardians", Deadline.THIS_TERM, None)
    ],
    (EventKind.TERM_BEGINS, UPPER): [],
    (EventKind.NEWLY_ARRIVED, COMPULSORY): [
        ("SE-SUPP-06", "principal", "pupil", Deadline.MONTHS, None)
    ],
    (EventKind.NEWLY_ARRIVED, UPPER): [],
    **{
        (kind, form): [expected]
        for form in SchoolForm
        for kind, expected in {
            EventKind.CRITERIA_FEARED: ("SE-SUPP-01", "teacher", "pupil", PROMPTLY, None),
            EventKind.CRITERIA_STILL_FEARED: (
                "SE-SUPP-02",
                "teacher",
                "principal",
                PROMPTLY,
                "clearly_unneeded",
            ),
            EventKind.OTHER_DIFFICULTIES: (
                "SE-SUPP-02",
                "teacher",
                "principal",
                PROMPTLY,
                "clearly_unneeded",
            ),
            EventKind.NEED_FOUND: ("SE-SUPP-03", "principal", "pupil", None, None),
            EventKind.NO_NEED_FOUND: ("SE-SUPP-04", "principal", "pupil", None, None),
        }.items()
    },
}


@pytest.mark.rule(
    "SE-ATT-03",
    "SE-ATT-04",
    "SE-ATT-05",
    "SE-ATT-06",
    "SE-ATT-07",
    "SE-ATT-08",
    "SE-ATT-09",
    "SE-ATT-11",
    "SE-ATT-12",
    "SE-ATT-13",
    "SE-ATT-14",
    "SE-ATT-15",
)
@pytest.mark.rule(
    "SE-SUPP-01", "SE-SUPP-02", "SE-SUPP-03", "SE-SUPP-04", "SE-SUPP-06", "SE-SUPP-07", "SE-SUPP-08"
)
@pytest.mark.parametrize(
    ("kind", "form"), [(kind, form) for kind in EventKind for form in SchoolForm]
)
def test_each_event_brings_its_duties(kind, form):
    assert told(duties(kind, form, needs_support=True)) == EXPECTED[kind, form]


@pytest.mark.rule("SE-ATT-03", "SE-ATT-04")
@pytest.mark.parametrize("form", list(SchoolForm))
def test_the_home_is_told_the_same_day(form):
    [duty] = duties(EventKind.UNEXCUSED_ABSENCE, form)

    assert duty.due_on == TODAY


@pytest.mark.rule("SE-ATT-18", "SE-ATT-04")
@pytest.mark.parametrize(
    ("born", "expected"),
    [
        pytest.param(date(2008, 11, 24), 1, id="turns 18 tomorrow"),
        pytest.param(date(2008, 11, 23), 0, id="turns 18 today"),
        pytest.param(None, 1, id="nobody knows"),
    ],
)
def test_nobody_at_home_is_told_once_the_pupil_is_18(born, expected):
    found = duties(EventKind.UNEXCUSED_ABSENCE, UPPER, birth_date=born)

    assert len(found) == expected


def test_the_age_matters_to_no_other_duty():
    assert duties(EventKind.LONG_ABSENCE, UPPER, birth_date=date(2006, 1, 1))


@pytest.mark.rule("SE-ATT-09")
@pytest.mark.parametrize(
    ("born", "expected"),
    [
        pytest.param(date(2006, 11, 24), 1, id="turns 20 tomorrow"),
        pytest.param(date(2006, 11, 23), 0, id="turns 20 today"),
        pytest.param(None, 1, id="nobody knows"),
    ],
)
def test_considerable_absence_is_told_of_pupils_under_20(born, expected):
    assert len(duties(EventKind.CONSIDERABLE_ABSENCE, UPPER, birth_date=born)) == expected
    assert duties(EventKind.PUPIL_LEAVES, UPPER, birth_date=born)


@pytest.mark.rule("SE-ATT-08", "SE-ATT-09")
@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (EventKind.INVESTIGATION_STARTED, COMPULSORY),
        (EventKind.PUPIL_STARTS, COMPULSORY),
        (EventKind.PUPIL_LEAVES, UPPER),
        (EventKind.CONSIDERABLE_ABSENCE, UPPER),
    ],
)
def test_the_home_municipality_does_not_tell_itself(kind, form):
    addressees = {each.addressee for each in duties(kind, form, is_home=True)}

    assert "home_municipality" not in addressees


@pytest.mark.rule("SE-ATT-05")
def test_an_absence_investigation_is_done_in_consultation_in_compulsory_school():
    [compulsory] = duties(EventKind.LONG_ABSENCE)
    [upper] = duties(EventKind.LONG_ABSENCE, UPPER)

    assert compulsory.consulted == ("pupil", "guardians", "student_health")
    assert upper.consulted == ()
    assert compulsory.due_on is None


@pytest.mark.rule("SE-ATT-06")
@pytest.mark.parametrize(("needs", "expected"), [(True, 2), (False, 1), (None, 1)])
def test_the_investigation_of_support_starts_where_it_may_be_needed(needs, expected):
    assert len(duties(EventKind.REPEATED_ABSENCE, needs_support=needs)) == expected


@pytest.mark.rule("SE-ATT-12")
@pytest.mark.parametrize(("days", "expected"), [(1, True), (10, True), (11, False), (None, None)])
def test_a_decision_on_more_than_ten_days_of_leave_is_the_principals_own(days, expected):
    [duty] = duties(EventKind.LEAVE_ASKED, leave_days=days)

    assert duty.may_be_delegated is expected


@pytest.mark.rule("SE-ATT-12")
def test_granted_leave_is_excused_absence():
    values = rule("SE-ATT-12").values

    assert (values["granted_is"], values["longer_only_for"]) == ("excused", "exceptional_reasons")


def test_leave_is_added_up_over_the_school_year_each_day_once():
    year = SchoolYear(2026)
    school_days = [date(2026, 6, 10), *(date(2026, 9, day) for day in (21, 22, 23, 24, 25))]
    leaves = [
        DateSpan(date(2026, 6, 8), date(2026, 6, 12)),
        DateSpan(date(2026, 9, 21), date(2026, 9, 23)),
        DateSpan(date(2026, 9, 22), date(2026, 9, 24)),
    ]

    assert leave_days(leaves, school_days=school_days, year=year) == 4


@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 9)), max_size=6))
def test_a_day_of_leave_is_never_counted_twice(told_spans):
    september = [date(2026, 9, day) for day in range(1, 31)]
    spans = [
        DateSpan(september[first], september[min(first + length, 29)])
        for first, length in told_spans
    ]

    once = leave_days(spans, school_days=september, year=SchoolYear(2026))

    assert once == leave_days(spans * 2, school_days=september * 2, year=SchoolYear(2026))
    assert once <= len(september)


@pytest.mark.rule("SE-ATT-13")
def test_an_exemption_is_the_principals_own_decision():
    [duty] = duties(EventKind.EXEMPTION_ASKED)

    assert duty.may_be_delegated is False


@pytest.mark.rule("SE-ATT-14")
def test_the_term_report_states_absence_without_valid_reason():
    assert rule("SE-ATT-14").values["states"] == "unexcused"


@pytest.mark.rule("SE-ATT-15")
def test_a_dash_is_a_decision_and_not_missing_data():
    sign = rule("SE-ATT-15").values["recorded_as"]

    [decided] = subject_grades([GradeRow("p1", "EN", sign, passed=None)], on=TODAY)

    assert (decided.code, decided.row.grade, decided.is_set, decided.passed) == (
        "EN",
        "-",
        False,
        False,
    )
    assert subject_grades([], on=TODAY) == ()


@pytest.mark.rule("SE-ATT-17")
def test_the_proposed_register_holds_these_variables_and_no_reasons():
    told_terms = rule("SE-ATT-17").values

    assert register_variables(on=TODAY) == (
        "civic_number",
        "school_form",
        "school_unit_code",
        "year_group",
        "excused_hours",
        "unexcused_hours",
        "offered_hours",
    )
    assert (told_terms["in_force"], told_terms["terms"]) == (False, ("autumn", "spring"))


@pytest.mark.parametrize(
    ("rule_id", "expected"),
    [("SE-ATT-03", False), ("SE-ATT-04", True), ("SE-ATT-18", False), ("SE-SUPP-09", False)],
)
def test_what_nobody_has_read_in_its_source_says_so(rule_id, expected):
    assert rule(rule_id).is_read is expected


def test_a_duty_says_what_the_rule_says_and_whether_it_is_confirmed():
    [duty] = duties(EventKind.UNEXCUSED_ABSENCE)

    assert (duty.says, duty.is_confirmed) == (rule("SE-ATT-03").says, False)


def test_there_are_no_duties_before_the_rules_begin():
    event = Event(EventKind.UNEXCUSED_ABSENCE)

    assert duties_of(event, school_form=UPPER, on=date(2010, 1, 1), organiser_is_home=True) == ()


@pytest.mark.parametrize(
    ("kind", "form", "expected"),
    [
        pytest.param(
            EventKind.UNEXCUSED_ABSENCE,
            UPPER,
            Text(
                "Ansvarig: rektorn. Till: vårdnadshavarna. När: samma dag. Inte om det finns särskilda skäl.",
                "Ansvarlig: rektor. Til: de foresatte. Når: samme dag. Ikke om det finnes særlige grunner.",
                "Responsible: the principal. To: the guardians. When: the same day. Not where there are special reasons.",
            ),
            id="the home the same day",
        ),
        pytest.param(
            EventKind.LONG_ABSENCE,
            COMPULSORY,
            Text(
                "Ansvarig: rektorn. När: skyndsamt. I samråd med: eleven, vårdnadshavarna och elevhälsan. Inte om det är uppenbart obehövligt.",
                "Ansvarlig: rektor. Når: raskt. I samråd med: eleven, de foresatte og elevtjenesten. Ikke om det er åpenbart unødvendig.",
                "Responsible: the principal. When: promptly. In consultation with: the pupil, the guardians and student health. Not where it is clearly unneeded.",
            ),
            id="an investigation",
        ),
        pytest.param(
            EventKind.NEWLY_ARRIVED,
            COMPULSORY,
            Text(
                "Ansvarig: rektorn. Till: eleven. När: senast 23 januari 2027.",
                "Ansvarlig: rektor. Til: eleven. Når: senest 23. januar 2027.",
                "Responsible: the principal. To: the pupil. When: by 23 January 2027.",
            ),
            id="two months",
        ),
        pytest.param(
            EventKind.EXEMPTION_ASKED,
            COMPULSORY,
            Text(
                "Ansvarig: rektorn. Till: vårdnadshavarna. Beslutet får inte delegeras.",
                "Ansvarlig: rektor. Til: de foresatte. Avgjørelsen kan ikke delegeres.",
                "Responsible: the principal. To: the guardians. The decision may not be delegated.",
            ),
            id="a decision of one's own",
        ),
    ],
)
def test_a_duty_is_said_in_words(kind, form, expected):
    [duty] = duties(kind, form)

    assert duty.text == expected


@pytest.mark.parametrize("kind", list(EventKind))
@pytest.mark.parametrize("form", list(SchoolForm))
def test_every_duty_has_its_words(kind, form):
    assert all(each.text.nb for each in duties(kind, form, needs_support=True))
