"""Questions about flags and cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from throughline.earlywarning.policy import DEFAULT_POLICY, Policy, shipped_policies
from throughline_web.earlywarning.adoptions import policy_adopted
from throughline_web.earlywarning.choices import LIVE_STATES, FlagState
from throughline_web.earlywarning.models import Answer, Case, Flag, PolicyAdoption, Trigger
from throughline_web.organisations.queries import country_of, organisers_of, pupils_visible_to

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from throughline_web.organisations.members import Member

_BY_COUNTRY = {"se": DEFAULT_POLICY, "no": "no-iko"}


def policy_of(school_id: int, *, on: date) -> Policy:
    """Return the one policy that a school follows on a day: its own, its organiser's, or the template."""
    adopted = _adopted(school_id, on=on)
    organiser_id = organisers_of([school_id], on=on).get(school_id)
    if adopted is None and organiser_id is not None:
        adopted = _adopted(organiser_id, on=on)
    if adopted is not None:
        return policy_adopted(adopted)
    return shipped_policies()[_BY_COUNTRY.get(country_of(school_id), DEFAULT_POLICY)]


def _adopted(unit_id: int, *, on: date) -> PolicyAdoption | None:
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = PolicyAdoption.objects.select_related("own").filter(
        not_over, unit_id=unit_id, starts_on__lte=on
    )
    return rows.order_by("-starts_on").first()


def cases_visible_to(member: Member, on: date) -> QuerySet[Case]:
    """Return the cases of the pupils that a member may see on a day."""
    return Case.objects.filter(pupil__in=pupils_visible_to(member, on))


TEAM_ROLES = ("student_health_team", "principal")
"""The owners of a rule whose flags a whole school's team looks at."""


def live_cases(member: Member, on: date) -> QuerySet[Case]:
    """Return the live cases a member may see, the longest wait first."""
    cases = cases_visible_to(member, on).filter(state__in=LIVE_STATES)
    return cases.order_by(F("waits_from").asc(nulls_last=True), "opened_on", "pk")


@dataclass(frozen=True, slots=True)
class LiveCase:
    """What a long list needs to know of a case before it is opened.

    ``has_reached_team`` tells a case that the team or the principal owns, or that somebody is
    concerned about, from one that is still with the mentor.
    """

    case_id: int
    pupil_id: int
    state: str
    has_reached_team: bool


def listed_live_cases(member: Member, on: date) -> list[LiveCase]:
    """Return the live cases a member may see, the longest wait first, without what they say.

    Load what a row says with ``stories_of``, for the rows that are shown.
    """
    concern = Q(concern__isnull=False)
    team = Trigger.objects.filter(concern | Q(flag__owner_role__in=TEAM_ROLES), case=OuterRef("pk"))
    rows = live_cases(member, on).annotate(has_reached_team=Exists(team))
    return [
        LiveCase(*row) for row in rows.values_list("pk", "pupil_id", "state", "has_reached_team")
    ]


def with_story(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with their triggers and standing answers loaded in two further queries."""
    triggers = Trigger.objects.select_related("flag", "concern").order_by("visible_on", "pk")
    answers = (
        Answer.objects.filter(undone_at__isnull=True)
        .select_related("answered_by")
        .order_by("-answered_at")
    )
    return cases.prefetch_related(Prefetch("triggers", triggers), Prefetch("answers", answers))


def case_visible_to(member: Member, public_id: UUID, on: date) -> Case | None:
    """Return one case, if the member may see its pupil."""
    return with_story(cases_visible_to(member, on)).filter(public_id=public_id).first()


def case_of_pupil(pupil_id: int) -> Case | None:
    """Return a pupil's live case, or else the latest that ended."""
    cases = with_story(Case.objects.filter(pupil_id=pupil_id))
    return cases.order_by("closed_on", "-opened_on").filter(state__in=LIVE_STATES).first() or (
        cases.order_by("-closed_on").first()
    )


def silent_classes(school_ids: Collection[int]) -> QuerySet[Flag]:
    """Return the flags that tell of classes whose attendance the school itself has not registered."""
    return Flag.objects.filter(unit_id__in=school_ids, of_unit=True, state=FlagState.STANDING)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case's dates: when it opened, and when somebody first decided."""

    unit_id: int
    state: str
    opened_on: date
    waits_from: date | None
    answered_on: date | None


def case_facts(school_ids: Collection[int], *, since: date) -> list[CaseFacts]:
    """Return the dates of the cases of some schools opened since a day, or still live."""
    first = Answer.objects.filter(case=OuterRef("pk"), undone_at__isnull=True).order_by(
        "answered_at"
    )
    opened = Q(opened_on__gte=since) | Q(state__in=LIVE_STATES)
    rows = Case.objects.filter(opened, unit_id__in=school_ids).annotate(
        first_answer=Subquery(first.values("answered_on")[:1])
    )
    columns = ("unit_id", "state", "opened_on", "waits_from", "first_answer")
    return [CaseFacts(*row) for row in rows.values_list(*columns)]


def stories_of(case_ids: Collection[int]) -> dict[int, Case]:
    """Return some cases, by id, with pupil, triggers and standing answers loaded."""
    cases = Case.objects.filter(pk__in=case_ids).select_related("pupil")
    return {case.pk: case for case in with_story(cases)}
