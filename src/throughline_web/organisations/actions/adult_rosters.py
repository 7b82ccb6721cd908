"""Laying rosters of guardians and staff over the people the site knows. Safe to repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.queries.enrolments import pupil_ids_by_external_id
from throughline_web.organisations.roster import outcome as say
from throughline_web.organisations.roster.mentors import link_mentors
from throughline_web.organisations.roster.outcome import UpsertOutcome
from throughline_web.organisations.roster.people import PeopleLayer, Person
from throughline_web.organisations.roster.places import Places
from throughline_web.organisations.roster.staff_roles import role_of, unit_of_role
from throughline_web.organisations.roster.ties import (
    StatedGuardian,
    StatedMembership,
    lay_guardians,
    lay_memberships,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from throughline.terms.people import GuardianRow, StaffRow
    from throughline_web.organisations.members import Member


@transaction.atomic
def upsert_guardians(
    *,
    by: Member,
    organiser_id: int,
    rows: Sequence[GuardianRow],
    on: date,
    at: datetime,
    complete: bool = False,
) -> UpsertOutcome:
    """Make the guardians and whose they are as the rows say; nobody is invited by this.

    A guardian is found by the source's id, else by address and name. A guardian whose row says
    nothing of the right to information has it, unless the pupil is protected; one who is marked
    as protected is refused. ``complete`` promises that the rows name every guardian of each
    pupil that they mention: a guardian who is left out then loses the tie.
    """
    pupil_ids = pupil_ids_by_external_id(organiser_id, {row.pupil_id[:120] for row in rows})
    people = PeopleLayer(organiser_id, "guardian", at)
    taken = [row for row in enumerate(rows) if _takes_guardian(people, *row, pupil_ids)]
    people.find([_guardian(row) for _, row in taken])
    accounts = [people.lay(position, _guardian(row)) for position, row in taken]
    people.write()
    stated = [
        StatedGuardian(
            account.pk,
            pupil_ids[row.pupil_id[:120]],
            row.has_right_to_information,
        )
        for account, (_, row) in zip(accounts, taken, strict=True)
    ]
    touched = lay_guardians(stated, complete=complete, on=on)
    return _finished(by, "upsert_guardians", people, touched)


def _takes_guardian(
    people: PeopleLayer, position: int, row: GuardianRow, pupil_ids: dict[str, int]
) -> bool:
    if row.protected:
        people.refuse(position, "protected", say.PROTECTED_REFUSED, say.PROTECTED_HINT)
    elif row.pupil_id[:120] not in pupil_ids:
        people.refuse(position, "pupil_id", say.UNKNOWN_PUPIL, say.READ_PUPILS_FIRST)
    else:
        return True
    return False


def _guardian(row: GuardianRow) -> Person:
    name = f"{row.given_name or ''} {row.family_name or ''}".strip()
    # Without the source's own id the address tells, and at last the name beside the pupil's id.
    key = row.guardian_id or row.email or f"{row.pupil_id}/{name}"
    return Person(
        key[:120].strip().lower(),
        row.given_name,
        row.family_name,
        row.email,
        row.phone,
        row.language if row.language in {"sv", "nb", "en"} else None,
    )


@transaction.atomic
def upsert_staff(  # noqa: PLR0913 - each word is the importer's own to settle
    *,
    by: Member,
    organiser_id: int,
    rows: Sequence[StaffRow],
    on: date,
    at: datetime,
    within_school_id: int | None = None,
    complete: bool = False,
) -> UpsertOutcome:
    """Make the members of staff and what they are where as the rows say; nobody is invited.

    A person is found by the source's id, else by address and name. No file makes an
    administrator. ``complete`` promises that the rows name every role of each person that they
    mention: a role that is left out is then ended. With ``within_school_id`` a row that gives a
    role anywhere but at that school and its classes is refused, and no other role is ended.
    """
    places = Places(organiser_id, on=on, within_school_id=within_school_id)
    classes = {(row.unit_id, row.class_name) for row in rows if row.class_name}
    places.prepare([row.unit_id for row in rows], classes)
    people = PeopleLayer(organiser_id, "staff", at)
    taken = [row for row in enumerate(rows) if _takes_staff(people, *row, places)]
    people.find([_employee(row) for _, row in taken])
    accounts = [people.lay(position, _employee(row)) for position, row in taken]
    people.write()
    stated = [
        _membership(account.pk, row, places)
        for account, (_, row) in zip(accounts, taken, strict=True)
    ]
    touched = lay_memberships(
        [one for one in stated if one],
        on=on,
        complete=complete,
        within=places.own_units() if within_school_id else None,
    )
    link_mentors(organiser_id, on=on)
    return _finished(by, "upsert_staff", people, touched)


def _takes_staff(people: PeopleLayer, position: int, row: StaffRow, places: Places) -> bool:
    role = role_of(row)
    if role is None:
        people.refuse(position, "role", say.UNKNOWN_ROLE, say.KNOWN_ROLES)
    elif not places.reaches(unit_of_role(row, role, places)):
        people.refuse(position, "unit_id", say.NO_SCHOOL_FOR_STAFF, say.ADD_SCHOOL_FOR_STAFF)
    else:
        return True
    return False


def _employee(row: StaffRow) -> Person:
    key = row.staff_id[:120].strip().lower()
    return Person(key, row.given_name, row.family_name, row.email)


def _membership(account_id: int, row: StaffRow, places: Places) -> StatedMembership | None:
    role = role_of(row)
    unit_id = unit_of_role(row, role, places) if role else None
    if role is None or unit_id is None:
        return None
    return StatedMembership(account_id, role, unit_id, row.starts_on, row.ends_on)


def _finished(by: Member, verb: str, people: PeopleLayer, touched: set[int]) -> UpsertOutcome:
    created = {account.pk for account in people.created.values()}
    updated = (people.changed | touched) - created
    outcome = UpsertOutcome(
        created=len(created),
        updated=len(updated),
        unchanged=len(people.seen) - len(created) - len(updated),
        refused=sum(problem.is_refused for problem in people.problems),
        problems=tuple(sorted(people.problems, key=lambda one: one.position)),
    )
    if created or updated:
        record_change(
            by,
            verb=verb,
            action=Action.IMPORT_FILES,
            at=people.at,
            unit_id=people.organiser_id,
            created=str(outcome.created),
            updated=str(outcome.updated),
        )
    return outcome
