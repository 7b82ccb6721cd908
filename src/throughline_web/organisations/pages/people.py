"""The administrator's pages about people and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.organisations.queries import guardians_among, has_confirmed_address
from throughline_web.organisations.roles import Role, UnitKind
from throughline_web.organisations.second_step import accounts_with_second_step
from throughline_web.ui.elements import Column, ColumnKind, Fact, Turner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline_web.organisations.forms.people import FindPersonForm, MembershipForm
    from throughline_web.organisations.models import Account, Membership, Unit


@dataclass(frozen=True, slots=True)
class Held:
    """One role as a row says it, and where it is ended."""

    words: str
    since: date
    end_url: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list."""

    name: str
    email: str
    url: str
    roles: tuple[str, ...]
    state: str
    tone: str
    second_step: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list of people."""

    people: tuple[PersonRow, ...]
    columns: tuple[Column, ...]
    turner: Turner
    form: FindPersonForm
    new_url: str
    guardians_url: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person, what they hold, and what can be done."""

    name: str
    facts: tuple[Fact, ...]
    roles: tuple[Held, ...]
    form: MembershipForm
    back_url: str
    grant_url: str
    invite_url: str
    deactivate_url: str
    reactivate_url: str
    reset_url: str


def people_page(
    people: Sequence[Account], *, form: FindPersonForm, turner: Turner, on: date
) -> PeoplePage:
    """Build the list from one page of accounts."""
    ids = [person.pk for person in people]
    guardians = guardians_among(ids, on)
    secured = accounts_with_second_step(ids)
    return PeoplePage(
        people=tuple(
            _row(person, is_guardian=person.pk in guardians, is_secured=person.pk in secured)
            for person in people
        ),
        columns=(
            Column(_("Name")),
            Column(_("Role")),
            Column(_("Account")),
            Column(_("Second step"), ColumnKind.SHORT),
        ),
        turner=turner,
        form=form,
        new_url=reverse("organisations:person_new"),
        guardians_url=reverse("organisations:guardians"),
    )


def person_page(person: Account, *, form: MembershipForm, is_self: bool) -> PersonPage:
    """Build one person's page; nobody is offered to close their own account."""
    words, _tone = _state(person)
    secured = bool(accounts_with_second_step([person.pk]))
    return PersonPage(
        name=person.name,
        facts=(
            Fact(_("E-mail address"), person.email),
            Fact(_("Account"), words),
            Fact(_("Second step"), _("Yes") if secured else _("No")),
        ),
        roles=tuple(_held(membership) for membership in _memberships(person)),
        form=form,
        back_url=reverse("organisations:people"),
        grant_url=_url("person_grant", person),
        invite_url=_url("person_invite", person) if _may_be_invited(person) else "",
        deactivate_url=_url("person_deactivate", person)
        if person.is_active and not is_self
        else "",
        reactivate_url="" if person.is_active else _url("person_reactivate", person),
        reset_url=_url("person_reset", person) if secured and not is_self else "",
    )


def _row(person: Account, *, is_guardian: bool, is_secured: bool) -> PersonRow:
    words, tone = _state(person)
    roles = [_words(membership) for membership in _memberships(person)]
    if is_guardian:
        roles.append(str(Role.GUARDIAN.label))
    return PersonRow(
        name=person.name,
        email=person.email,
        url=_url("person", person),
        roles=tuple(roles),
        state=words,
        tone=tone,
        second_step=_("Yes") if is_secured else _("No"),
    )


def _state(person: Account) -> tuple[str, str]:
    if not person.is_active:
        return _("Closed"), "plain"
    if person.has_usable_password():
        return _("Open"), "done"
    if getattr(person, "asked", ()):
        return _("Invited"), "waits"
    return _("Not invited"), "blank"


def _may_be_invited(person: Account) -> bool:
    if not person.is_active or not person.email:
        return False
    # Who came with a letter and has lost the password gets a link once the address is known right.
    return not (person.has_usable_password() and has_confirmed_address(person))


def _memberships(person: Account) -> Sequence[Membership]:
    held: Sequence[Membership] = getattr(person, "held", ())
    return held


def _held(membership: Membership) -> Held:
    return Held(
        _words(membership),
        membership.starts_on,
        reverse("organisations:membership_end", args=[membership.pk]),
    )


def _words(membership: Membership) -> str:
    return f"{Role(membership.role).label}, {unit_words(membership.unit)}"


def unit_words(unit: Unit) -> str:
    """Return a unit as a sentence names it: a class with its school."""
    if unit.kind == UnitKind.CLASS and unit.parent is not None:
        return f"{unit.name}, {unit.parent.name}"
    return unit.name


def _url(name: str, person: Account) -> str:
    return reverse(f"organisations:{name}", args=[person.public_id])
