"""Laying rosters of pupils, guardians and staff over what the site knows. Safe to repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.announcements import PupilsChanged, announce
from throughline_web.organisations.roster import outcome as say
from throughline_web.organisations.roster.enrolments import (
    EnrolmentLayer,
    lay_home_municipalities,
)
from throughline_web.organisations.roster.mentors import link_mentors
from throughline_web.organisations.roster.outcome import UpsertOutcome, UpsertProblem
from throughline_web.organisations.roster.places import Places
from throughline_web.organisations.roster.pupils import PupilLayer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from throughline.terms.people import PupilRow
    from throughline_web.organisations.members import Member


@transaction.atomic
def upsert_pupils(  # noqa: PLR0913 - each word is the importer's own to settle
    *,
    by: Member,
    organiser_id: int,
    rows: Sequence[PupilRow],
    on: date,
    at: datetime,
    accept_protected: bool = False,
    add_only: bool = False,
) -> UpsertOutcome:
    """Make the pupils, their stays at schools, homes and mentors as the rows say.

    A pupil is found by the organiser and the source's id. What a row is silent about is kept,
    a pupil whom the rows leave out is left alone, and the same rows again change nothing.
    A protected row is refused unless ``accept_protected``; a pupil who is already here and is
    now marked as protected is covered at once either way, and no row ever ends a protection.
    With ``add_only`` unknown pupils are added and known ones left as they are: for the pupils
    that a file of attendance mentions in passing.
    """
    pupils = PupilLayer(organiser_id, accept_protected, add_only)
    pupils.lay(rows)
    touched = set(pupils.write(by=by, on=on))
    taken = [(position, row) for position, row in enumerate(rows) if position not in pupils.refused]
    problems, moved = _lay_stays(pupils, taken, on=on, add_only=add_only)
    _lay_homes(pupils, [row for _, row in taken], on=on)
    link_mentors(organiser_id, on=on, pupil_ids=moved)
    outcome = _counted(pupils, rows, touched=touched, moved=moved, problems=problems)
    if touched | moved:
        _log(by, "upsert_pupils", outcome, organiser_id=organiser_id, at=at)
        announce(PupilsChanged(organiser_id, tuple(sorted(touched | moved))))
    return outcome


def _lay_stays(
    pupils: PupilLayer, taken: Sequence[tuple[int, PupilRow]], *, on: date, add_only: bool
) -> tuple[list[UpsertProblem], set[int]]:
    places = Places(pupils.organiser_id, on=on)
    problems = _prepare_places(places, taken)
    stays = EnrolmentLayer(add_only)
    stays.find(sorted({pupil.pk for _, row in taken if (pupil := pupils.pupil(row))}))
    for position, row in taken:
        pupil = pupils.pupil(row)
        school_id = places.school_of(row.unit_id)
        if problem := _stay_problem(position, row, school_id):
            problems.append(problem)
        elif pupil is not None and school_id is not None:
            class_id = places.class_of(school_id, row.class_name)
            stays.lay(row, pupil_id=pupil.pk, school_id=school_id, class_id=class_id)
    stays.write()
    return problems, stays.touched


def _prepare_places(places: Places, taken: Sequence[tuple[int, PupilRow]]) -> list[UpsertProblem]:
    first_named: dict[str, int] = {}
    for position, row in taken:
        if row.unit_id:
            first_named.setdefault(row.unit_id, position)
    classes = {(row.unit_id, row.class_name) for _, row in taken if row.class_name}
    made = places.prepare(first_named, classes)
    return [
        UpsertProblem(
            first_named[name], "unit_id", say.NEW_SCHOOL.filled(name=name), say.CHECK_SCHOOL
        )
        for name in made
    ]


def _stay_problem(position: int, row: PupilRow, school_id: int | None) -> UpsertProblem | None:
    if school_id is None:
        return UpsertProblem(position, "unit_id", say.NO_SCHOOL, say.ADD_SCHOOL)
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        return UpsertProblem(position, "ends_on", say.DATES_REVERSED, say.CORRECT_DATES)
    return None


def _lay_homes(pupils: PupilLayer, rows: Sequence[PupilRow], *, on: date) -> None:
    homes = {}
    for row in rows:
        pupil = pupils.pupil(row)
        # Where a protected pupil lives is not ours to know.
        if pupil is not None and row.home_municipality and not pupil.protected:
            homes[pupil.pk] = row.home_municipality
    if homes:
        lay_home_municipalities(homes, country=pupils.country, on=on)


def _counted(
    pupils: PupilLayer,
    rows: Sequence[PupilRow],
    *,
    touched: set[int],
    moved: set[int],
    problems: list[UpsertProblem],
) -> UpsertOutcome:
    created = {pupils.known[key].pk for key in pupils.created}
    changed = (touched | moved) - created
    persons = {row.pupil_id for position, row in enumerate(rows) if position not in pupils.refused}
    return UpsertOutcome(
        created=len(created),
        updated=len(changed),
        unchanged=len(persons) - len(created) - len(changed),
        refused=len(pupils.refused),
        problems=tuple(sorted([*pupils.problems, *problems], key=lambda one: one.position)),
    )


def _log(by: Member, verb: str, outcome: UpsertOutcome, *, organiser_id: int, at: datetime) -> None:
    record_change(
        by,
        verb=verb,
        action=Action.IMPORT_FILES,
        at=at,
        unit_id=organiser_id,
        created=str(outcome.created),
        updated=str(outcome.updated),
    )
