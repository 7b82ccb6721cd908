"""The access policy: *may I?* and *which rows?*, answered from one table of rules.

What is not in ``RULES`` is not allowed. A rule says how far an action reaches for a role; the
querysets that cut out those rows are in ``queries``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.members import NOBODY, Member
from throughline_web.organisations.roles import Role, UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest

    from throughline_web.organisations.members import UnitRef


class Action(StrEnum):
    """What a person may do here. Each is one question to the policy."""

    SEE_PUPIL = "see_pupil"
    SEE_CLASS_LIST = "see_class_list"
    SEE_SCHOOL = "see_school"
    SEE_TOTALS = "see_totals"
    SEE_OWN = "see_own"
    ANSWER_CASE = "answer_case"
    RAISE_CONCERN = "raise_concern"
    IMPORT_FILES = "import_files"
    MANAGE_PEOPLE = "manage_people"
    REVIEW_LOG = "review_log"
    PROTECT_IDENTITY = "protect_identity"
    SEE_POLICY = "see_policy"
    CHOOSE_POLICY = "choose_policy"
    RELEASE_FIGURES = "release_figures"
    TAKE_TERM_REPORT = "take_term_report"


class Reach(StrEnum):
    """How far an action reaches."""

    OWN_CLASSES = "own_classes"
    OWN_PUPILS = "own_pupils"
    OWN_SCHOOL = "own_school"
    OWN_UNITS = "own_units"
    OWN_CHILDREN = "own_children"
    ONESELF = "oneself"


_WHOLE_SCHOOL = {
    Action.SEE_PUPIL: Reach.OWN_SCHOOL,
    Action.SEE_CLASS_LIST: Reach.OWN_SCHOOL,
    Action.SEE_SCHOOL: Reach.OWN_SCHOOL,
    Action.SEE_TOTALS: Reach.OWN_SCHOOL,
    Action.ANSWER_CASE: Reach.OWN_SCHOOL,
    Action.RAISE_CONCERN: Reach.OWN_SCHOOL,
    Action.SEE_POLICY: Reach.OWN_SCHOOL,
}

RULES: Mapping[Role, Mapping[Action, Reach]] = {
    Role.TEACHER: {
        Action.SEE_CLASS_LIST: Reach.OWN_CLASSES,
        Action.RAISE_CONCERN: Reach.OWN_CLASSES,
    },
    Role.MENTOR: {
        Action.SEE_PUPIL: Reach.OWN_PUPILS,
        Action.SEE_CLASS_LIST: Reach.OWN_PUPILS,
        Action.ANSWER_CASE: Reach.OWN_PUPILS,
        Action.RAISE_CONCERN: Reach.OWN_PUPILS,
        Action.SEE_POLICY: Reach.OWN_PUPILS,
    },
    Role.STUDENT_HEALTH_TEAM: _WHOLE_SCHOOL,
    Role.PRINCIPAL: {
        **_WHOLE_SCHOOL,
        Action.REVIEW_LOG: Reach.OWN_SCHOOL,
        Action.PROTECT_IDENTITY: Reach.OWN_SCHOOL,
        Action.CHOOSE_POLICY: Reach.OWN_SCHOOL,
        Action.TAKE_TERM_REPORT: Reach.OWN_SCHOOL,
    },
    Role.MUNICIPAL_COORDINATOR: {
        Action.SEE_TOTALS: Reach.OWN_UNITS,
        Action.SEE_POLICY: Reach.OWN_UNITS,
        Action.RELEASE_FIGURES: Reach.OWN_UNITS,
    },
    Role.ADMINISTRATOR: {
        Action.IMPORT_FILES: Reach.OWN_UNITS,
        Action.MANAGE_PEOPLE: Reach.OWN_UNITS,
        Action.SEE_POLICY: Reach.OWN_UNITS,
        Action.CHOOSE_POLICY: Reach.OWN_UNITS,
        Action.TAKE_TERM_REPORT: Reach.OWN_UNITS,
    },
    Role.GUARDIAN: {Action.SEE_OWN: Reach.OWN_CHILDREN},
    Role.PUPIL: {Action.SEE_OWN: Reach.ONESELF},
}
"""Role, action, reach: the whole policy."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows that one action reaches for one member on one day.

    ``unit_ids`` are the units of ``OWN_UNITS``: they reach everything that lies beneath them.
    """

    account_id: int | None
    on: date
    class_ids: frozenset[int] = frozenset()
    mentor_class_ids: frozenset[int] = frozenset()
    school_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    mentored: bool = False
    children: bool = False
    oneself: bool = False

    @property
    def has_pupils(self) -> bool:
        """Whether any pupil's row can lie within the scope."""
        classes = self.class_ids | self.mentor_class_ids
        return bool(classes or self.school_ids or self.mentored or self.children or self.oneself)


def member_of(request: HttpRequest) -> Member:
    """Return who is asking; ``NOBODY`` before log-in and outside the site's own middleware."""
    member = getattr(request, "member", NOBODY)
    return member if isinstance(member, Member) else NOBODY


def may(member: Member, action: Action, *, on: date) -> bool:
    """Tell whether any role that the member holds on that day allows the action at all."""
    if member.is_system:
        return True
    return any(action in RULES[role] and member.holdings_of(role, on=on) for role in member.roles)


def scope_of(member: Member, on: date, *, action: Action = Action.SEE_PUPIL) -> Scope:
    """Return how far an action reaches for the member on that day."""
    reached = [
        (RULES[held.role][action], held.unit)
        for held in member.holdings
        if action in RULES[held.role] and held.holds(on)
    ]
    reaches = {reach for reach, _ in reached}
    return Scope(
        account_id=member.account_id,
        on=on,
        class_ids=_ids(reached, Reach.OWN_CLASSES, UnitKind.CLASS),
        mentor_class_ids=_ids(reached, Reach.OWN_PUPILS, UnitKind.CLASS),
        school_ids=_ids(reached, Reach.OWN_SCHOOL, UnitKind.SCHOOL),
        unit_ids=_ids(reached, Reach.OWN_UNITS, *UnitKind),
        mentored=Reach.OWN_PUPILS in reaches,
        children=Reach.OWN_CHILDREN in reaches,
        oneself=Reach.ONESELF in reaches,
    )


def _ids(
    reached: list[tuple[Reach, UnitRef | None]], wanted: Reach, *kinds: UnitKind
) -> frozenset[int]:
    return frozenset(
        unit.id
        for reach, unit in reached
        if reach is wanted and unit is not None and unit.kind in kinds
    )


def require(member: Member, action: Action, *, on: date) -> None:
    """Stop what the policy does not allow.

    Raises:
        NotAllowedError: when no role of the member allows the action on that day.
    """
    if not may(member, action, on=on):
        raise NotAllowedError
