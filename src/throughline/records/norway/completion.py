"""Fullført og bestått: whether Norwegian upper-secondary education is completed, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.records.norway.words import paragraph, sentence
from throughline.terms.language import day_name
from throughline.terms.rulebook import rule, rules
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from throughline.terms.language import Text


class Track(StrEnum):
    """The two paths, which are followed for different times."""

    GENERAL = "general"
    VOCATIONAL = "vocational"


class CompletionState(StrEnum):
    """What is true of one pupil's education on a day."""

    ON_TIME = "on_time"
    LATER = "later"
    IN_TRAINING = "in_training"
    NOT_PASSED = "not_passed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Training:
    """One pupil's upper-secondary education from the first start in Vg1.

    ``passed_by`` is one of the ways of NO-COMP-01, such as ``vg3`` or ``trade_test``;
    ``finished_on`` is the end of an education gone through without passing everything. A pupil who
    has come back has no ``left_on``.
    """

    pupil_id: str
    track: Track
    started_on: date | None
    passed_by: str | None = None
    passed_on: date | None = None
    finished_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """One pupil's state as of a day, and whether the education was completed within the years.

    ``within`` is ``None`` until the years are over: it is too early to say. ``judged_on`` is the
    day they are. Both and ``state`` are ``None`` where the start is not known. ``is_read``
    says whether somebody has read the definition in a source.
    """

    state: CompletionState | None
    within: bool | None
    years: int
    judged_on: date | None
    keeps_right: bool
    is_read: bool

    @property
    def text(self) -> Text:
        """The state, as it is read aloud to the pupil."""
        return _said(self)


def completion(training: Training, *, as_of: date, defined_on: date | None = None) -> Completion:
    """Return what is true of a pupil's education as of a day (NO-COMP-01, -02, -03).

    Args:
        training: the pupil's education; nothing after ``as_of`` is looked at.
        as_of: the day asked.
        defined_on: whose day's definition is used, for figures published under an older one;
            ``None`` for ``as_of``.
    """
    defined = defined_on or as_of
    definition = rule("NO-COMP-01", on=defined)
    years = definition.values["years"][training.track]
    if training.started_on is None or training.started_on > as_of:
        return Completion(None, None, years, None, keeps_right=False, is_read=False)
    judged_on = _after(training.started_on, years, on=defined)
    state = _state(training, as_of=as_of, defined=defined)
    return Completion(
        state=state,
        within=_within(training, judged_on, as_of=as_of, defined=defined),
        years=years,
        judged_on=judged_on,
        keeps_right=_keeps_right(state, on=as_of),
        is_read=definition.is_read,
    )


def _state(training: Training, *, as_of: date, defined: date) -> CompletionState:
    passed_on = _passed_on(training, as_of=as_of, defined=defined)
    if passed_on is not None and training.started_on is not None:
        normal = rule("NO-COMP-01", on=defined).values["normal_years"][training.track]
        is_on_time = passed_on < _after(training.started_on, normal, on=defined)
        return CompletionState.ON_TIME if is_on_time else CompletionState.LATER
    if training.finished_on is not None and training.finished_on <= as_of:
        return CompletionState.NOT_PASSED
    if training.left_on is not None and training.left_on <= as_of:
        return CompletionState.LEFT
    return CompletionState.IN_TRAINING


def _passed_on(training: Training, *, as_of: date, defined: date) -> date | None:
    """Return the day of passing, where it has come and the way counts."""
    is_way = training.passed_by in rule("NO-COMP-01", on=defined).values["ways"]
    has_come = training.passed_on is not None and training.passed_on <= as_of
    return training.passed_on if is_way and has_come else None


def _within(training: Training, judged_on: date, *, as_of: date, defined: date) -> bool | None:
    passed_on = _passed_on(training, as_of=as_of, defined=defined)
    if passed_on is not None:
        return passed_on < judged_on
    return False if as_of >= judged_on else None


def _after(started_on: date, years: int, *, on: date) -> date:
    """Return the day on which a start's cohort has had its years; a spring start is the autumn's before."""
    values = rule("NO-COMP-02", on=on).values
    autumn = SchoolYear.of(started_on).first_year
    return date(autumn + years, values["month"], values["day"])


def _keeps_right(state: CompletionState, *, on: date) -> bool:
    held = {each.id: each for each in rules(kind="completion", country="no", on=on)}
    return "NO-COMP-03" in held and state in held["NO-COMP-03"].values["keeps_right"]


def _said(found: Completion) -> Text:
    if found.state is None or found.judged_on is None:
        return sentence("completion", "no_start")
    said = [sentence("completion", found.state)]
    if found.state is not CompletionState.ON_TIME:
        said.append(_time_said(found, found.judged_on))
    if found.keeps_right:
        said.append(sentence("completion", "keeps_right"))
    return paragraph(said)


def _time_said(found: Completion, judged_on: date) -> Text:
    if found.within is None:
        when = {"day": day_name(judged_on), "year": judged_on.year}
        return sentence("completion", "too_early", n=found.years, **when)
    return sentence("completion", "in_time" if found.within else "not_in_time", n=found.years)
