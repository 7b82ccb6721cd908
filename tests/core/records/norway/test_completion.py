"""Fullført og bestått: five states, five and six years, the older definition, and what is read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from throughline.records.norway.completion import CompletionState, Track, Training, completion
from throughline.terms.language import Text
from throughline.terms.rulebook import rule

START = date(2018, 8, 20)
GENERAL = Training("kari", Track.GENERAL, START)
VOCATIONAL = Training("ola", Track.VOCATIONAL, START)
NOW = date(2025, 1, 1)
OLD_DEFINITION = date(2020, 12, 31)


def passed(training: Training, on: date, by: str = "vg3") -> Training:
    return replace(training, passed_by=by, passed_on=on)


@pytest.mark.rule("NO-COMP-01", "NO-COMP-02")
@pytest.mark.parametrize(
    ("training", "on", "state", "within"),
    [
        pytest.param(GENERAL, date(2021, 9, 30), CompletionState.ON_TIME, True, id="3 years"),
        pytest.param(GENERAL, date(2021, 10, 1), CompletionState.LATER, True, id="the day after"),
        pytest.param(GENERAL, date(2023, 9, 30), CompletionState.LATER, True, id="5 years"),
        pytest.param(GENERAL, date(2023, 10, 1), CompletionState.LATER, False, id="after 5"),
        pytest.param(VOCATIONAL, date(2022, 9, 30), CompletionState.ON_TIME, True, id="4 years"),
        pytest.param(VOCATIONAL, date(2022, 10, 1), CompletionState.LATER, True, id="after 4"),
        pytest.param(VOCATIONAL, date(2024, 9, 30), CompletionState.LATER, True, id="6 years"),
        pytest.param(VOCATIONAL, date(2024, 10, 1), CompletionState.LATER, False, id="after 6"),
    ],
)
def test_general_is_followed_for_five_years_and_vocational_for_six(training, on, state, within):
    found = completion(passed(training, on), as_of=NOW)

    assert (found.state, found.within, found.is_read) == (state, within, True)


@pytest.mark.rule("NO-COMP-01")
@pytest.mark.parametrize(
    ("training", "on", "state", "within"),
    [
        pytest.param(GENERAL, date(2021, 9, 30), CompletionState.ON_TIME, True, id="3 years"),
        pytest.param(GENERAL, date(2021, 10, 1), CompletionState.LATER, True, id="after 3"),
        pytest.param(GENERAL, date(2023, 9, 30), CompletionState.LATER, True, id="5 years"),
        pytest.param(GENERAL, date(2023, 10, 1), CompletionState.LATER, False, id="after 5"),
        pytest.param(VOCATIONAL, date(2022, 9, 30), CompletionState.ON_TIME, True, id="4 years"),
        pytest.param(VOCATIONAL, date(2022, 10, 1), CompletionState.LATER, True, id="after 4"),
        pytest.param(VOCATIONAL, date(2023, 9, 30), CompletionState.LATER, True, id="vocational 5"),
        pytest.param(VOCATIONAL, date(2023, 10, 1), CompletionState.LATER, False, id="no sixth"),
    ],
)
def test_older_figures_follow_everybody_for_five_years(training, on, state, within):
    found = completion(passed(training, on), as_of=NOW, defined_on=OLD_DEFINITION)

    assert (found.state, found.within, found.is_read) == (state, within, False)


@pytest.mark.rule("NO-COMP-01")
@pytest.mark.parametrize("defined_on", [None, OLD_DEFINITION])
@pytest.mark.parametrize("way", ["vg3", "trade_test", "national_diploma", "higher_education"])
def test_each_way_of_passing_counts(way, defined_on):
    training = passed(VOCATIONAL, date(2022, 6, 20), by=way)

    assert completion(training, as_of=NOW, defined_on=defined_on).state is CompletionState.ON_TIME


@pytest.mark.rule("NO-COMP-01")
def test_what_is_no_way_of_passing_is_none():
    training = passed(GENERAL, date(2021, 6, 20), by="course_certificate")

    ways = {len(rule("NO-COMP-01", on=each).values["ways"]) for each in (OLD_DEFINITION, NOW)}
    assert completion(training, as_of=NOW).state is CompletionState.IN_TRAINING
    assert ways == {4}


@pytest.mark.parametrize(
    ("training", "state"),
    [
        pytest.param(GENERAL, CompletionState.IN_TRAINING, id="still in training"),
        pytest.param(
            replace(GENERAL, finished_on=date(2021, 6, 20)),
            CompletionState.NOT_PASSED,
            id="completed without passing",
        ),
        pytest.param(replace(GENERAL, left_on=date(2020, 2, 1)), CompletionState.LEFT, id="left"),
        pytest.param(
            passed(replace(GENERAL, finished_on=date(2021, 6, 20)), date(2022, 6, 1)),
            CompletionState.LATER,
            id="passed after all",
        ),
    ],
)
def test_whoever_has_not_passed_is_in_training_or_has_ended(training, state):
    assert completion(training, as_of=NOW).state is state


@pytest.mark.parametrize(
    "training",
    [
        passed(GENERAL, date(2021, 6, 20)),
        replace(GENERAL, finished_on=date(2021, 6, 20)),
        replace(GENERAL, left_on=date(2021, 6, 20)),
    ],
)
def test_what_comes_after_the_day_asked_is_not_looked_at(training):
    found = completion(training, as_of=date(2021, 6, 19))

    assert (found.state, found.within) == (CompletionState.IN_TRAINING, None)


@pytest.mark.rule("NO-COMP-02")
@pytest.mark.parametrize(
    ("as_of", "within"),
    [pytest.param(date(2023, 9, 30), None, id="too early"), (date(2023, 10, 1), False)],
)
def test_whether_it_was_within_the_years_is_said_on_the_first_of_october(as_of, within):
    found = completion(GENERAL, as_of=as_of)

    assert (found.judged_on, found.within) == (date(2023, 10, 1), within)


def test_a_start_in_spring_belongs_to_the_autumn_before():
    spring = replace(GENERAL, started_on=date(2019, 1, 8))

    assert completion(spring, as_of=NOW).judged_on == date(2023, 10, 1)


@pytest.mark.rule("NO-COMP-03")
@pytest.mark.parametrize(
    ("as_of", "keeps_right"), [(date(2024, 7, 31), False), (date(2024, 8, 1), True)]
)
def test_who_completed_without_passing_keeps_the_right_from_august_2024(as_of, keeps_right):
    training = replace(GENERAL, finished_on=date(2021, 6, 20))

    assert completion(training, as_of=as_of).keeps_right is keeps_right


@pytest.mark.rule("NO-COMP-03")
def test_who_left_is_not_said_to_keep_the_right():
    assert completion(replace(GENERAL, left_on=date(2020, 2, 1)), as_of=NOW).keeps_right is False
    assert rule("NO-COMP-03").values["keeps_right"] == (CompletionState.NOT_PASSED,)


@pytest.mark.parametrize(
    ("training", "expected"),
    [
        pytest.param(
            passed(GENERAL, date(2021, 6, 20)),
            Text(
                "Utbildningen är fullföljd med godkänt på normal tid.",
                "Opplæringen er fullført og bestått på normert tid.",
                "The education is completed and passed in normal time.",
            ),
            id="on time",
        ),
        pytest.param(
            passed(GENERAL, date(2022, 6, 20)),
            Text(
                "Utbildningen är fullföljd med godkänt, efter normal tid. Den blev klar inom 5 år.",
                "Opplæringen er fullført og bestått, etter normert tid. Den ble fullført innen 5 år.",
                "The education is completed and passed, after normal time. "
                "It was completed within 5 years.",
            ),
            id="later",
        ),
        pytest.param(
            replace(GENERAL, finished_on=date(2021, 6, 20)),
            Text(
                "Utbildningen är genomgången, men allt är inte godkänt. "
                "Den blev inte klar med godkänt inom 5 år. Rätten till utbildning finns kvar.",
                "Opplæringen er fullført, men ikke alt er bestått. "
                "Den ble ikke fullført og bestått innen 5 år. Retten til opplæring består.",
                "The education has been gone through, but not everything is passed. "
                "It was not completed and passed within 5 years. The right to training remains.",
            ),
            id="completed without passing",
        ),
        pytest.param(
            replace(GENERAL, left_on=date(2020, 2, 1)),
            Text(
                "Utbildningen är avbruten. Den blev inte klar med godkänt inom 5 år.",
                "Opplæringen er avbrutt. Den ble ikke fullført og bestått innen 5 år.",
                "The education has been left. It was not completed and passed within 5 years.",
            ),
            id="left",
        ),
        pytest.param(
            replace(GENERAL, started_on=date(2023, 8, 20)),
            Text(
                "Utbildningen pågår. "
                "Om den blir klar inom 5 år kan sägas tidigast den 1 oktober 2028.",
                "Opplæringen pågår. "
                "Om den blir fullført innen 5 år, kan tidligst sies 1. oktober 2028.",
                "The education is going on. "
                "Whether it is completed within 5 years can be said on 1 October 2028 at the "
                "earliest.",
            ),
            id="too early to say",
        ),
        pytest.param(
            replace(GENERAL, started_on=None),
            Text(
                "Vi vet inte när utbildningen började.",
                "Vi vet ikke når opplæringen begynte.",
                "We do not know when the education began.",
            ),
            id="no data",
        ),
    ],
)
def test_each_state_is_read_aloud(training, expected):
    assert completion(training, as_of=NOW).text == expected


def test_an_education_that_has_not_begun_has_no_state():
    found = completion(replace(GENERAL, started_on=date(2025, 8, 18)), as_of=NOW)

    assert (found.state, found.within, found.judged_on) == (None, None, None)
