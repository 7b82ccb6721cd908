"""Oppfølgingstjenesten: whether a Norwegian county must keep a young person in sight as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.records.norway.ages import is_under
from throughline.records.norway.words import enumeration, paragraph, sentence
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from datetime import date

    from throughline.terms.language import Text


class FollowUpGroup(StrEnum):
    """Why somebody is neither in training nor work, as the service groups it."""

    DID_NOT_APPLY = "did_not_apply"
    NO_PLACE = "no_place"
    DID_NOT_ACCEPT = "did_not_accept"
    BROKE_OFF = "broke_off"
    NOT_IN_WORK = "not_in_work"


@dataclass(frozen=True, slots=True)
class Youth:
    """What is known of one young person on a day; ``None`` is unknown and never no.

    ``has_right`` is the right to upper-secondary training. The last four tell how far the way to a
    place went.
    """

    pupil_id: str
    birth_date: date | None
    has_right: bool | None = None
    in_training: bool | None = None
    in_work: bool | None = None
    applied: bool | None = None
    offered: bool | None = None
    accepted: bool | None = None
    broke_off: bool | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whether the service is for somebody as of a day, in which group, and until which year.

    ``is_member`` is ``None`` where ``unknown`` facts decide it. ``last_year`` is the year at whose
    end membership ends.
    """

    is_member: bool | None
    group: FollowUpGroup | None
    last_year: int | None
    unknown: tuple[str, ...]

    @property
    def text(self) -> Text:
        """Whether the service is for somebody, as it is read aloud to them."""
        return _said(self)


def follow_up(youth: Youth, *, on: date) -> FollowUp:
    """Return whether the follow-up service is for a young person on a day (NO-OT-01, -02).

    It is for those with a right to training who are neither in training nor work, until the end
    of the year they turn 24 (21 under the law before August 2024).
    """
    last_year = _last_year(youth, on=on)
    facts = {
        "birth_date": None if last_year is None else on.year <= last_year,
        "has_right": youth.has_right,
        "in_training": None if youth.in_training is None else not youth.in_training,
        "in_work": None if youth.in_work is None else not youth.in_work,
    }
    if False in facts.values():
        return FollowUp(is_member=False, group=None, last_year=last_year, unknown=())
    unknown = tuple(name for name, fact in facts.items() if fact is None)
    if unknown:
        return FollowUp(is_member=None, group=None, last_year=last_year, unknown=unknown)
    return FollowUp(is_member=True, group=group_of(youth, on=on), last_year=last_year, unknown=())


def group_of(youth: Youth, *, on: date) -> FollowUpGroup | None:
    """Return where the way to a place ended, else that there is no work (NO-OT-02).

    ``None`` where the rules of the day do not have the group.
    """
    ended = {
        FollowUpGroup.DID_NOT_APPLY: youth.applied is False,
        FollowUpGroup.NO_PLACE: youth.offered is False,
        FollowUpGroup.DID_NOT_ACCEPT: youth.accepted is False,
        FollowUpGroup.BROKE_OFF: youth.broke_off is True,
        FollowUpGroup.NOT_IN_WORK: True,
    }
    group = next(each for each, is_so in ended.items() if is_so)
    return group if group in rule("NO-OT-02", on=on).values["groups"] else None


def written_information_to(youth: Youth, *, on: date) -> tuple[str, ...]:
    """Return who is informed in writing of the rights: guardians too, for minors (NO-OT-03)."""
    duty = rule("NO-OT-03", on=on).values
    is_minor = is_under(duty["adult_age"], youth.birth_date, on=on)
    return tuple(duty["informs_of_minors" if is_minor else "informs"])


def _last_year(youth: Youth, *, on: date) -> int | None:
    if youth.birth_date is None:
        return None
    return youth.birth_date.year + int(rule("NO-OT-01", on=on).values["last_age"])


def _said(found: FollowUp) -> Text:
    if found.is_member is None:
        facts = enumeration([sentence("follow_up", each) for each in found.unknown])
        return sentence("follow_up", "unknown", facts=facts)
    if not found.is_member:
        return sentence("follow_up", "not_member")
    member = sentence("follow_up", "member", year=found.last_year)
    return (
        member if found.group is None else paragraph([sentence("follow_up", found.group), member])
    )
