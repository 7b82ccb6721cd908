"""Who is asking: one person's memberships and relations as they stand on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline_web.organisations.roles import STAFF_ROLES, Role

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from throughline_web.organisations.roles import UnitKind


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as a page may name it."""

    id: int
    public_id: UUID
    kind: UnitKind
    name: str
    timezone: str = "Europe/Stockholm"


@dataclass(frozen=True, slots=True)
class Holding:
    """One role held by one person, at one unit unless it follows from a relation to a pupil."""

    role: Role
    unit: UnitRef | None = None
    school: UnitRef | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def holds(self, on: date) -> bool:
        """Tell whether the role is held on that day, first and last day included."""
        begun = self.starts_on is None or self.starts_on <= on
        return begun and (self.ends_on is None or self.ends_on >= on)


@dataclass(frozen=True, slots=True)
class Member:
    """One person as the access policy sees them. ``account_id`` is ``None`` for the system."""

    account_id: int | None
    name: str = ""
    language: str = ""
    holdings: tuple[Holding, ...] = field(default=())
    is_system: bool = False

    @property
    def is_known(self) -> bool:
        """Whether somebody is logged in, or the system itself acts."""
        return self.account_id is not None or self.is_system

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held on any day that the member was loaded for."""
        return frozenset(holding.role for holding in self.holdings)

    @property
    def is_staff(self) -> bool:
        """Whether any membership is held: what a second step at log-in is asked of."""
        return bool(self.roles & STAFF_ROLES)

    @property
    def units(self) -> tuple[UnitRef, ...]:
        """The units of the memberships, each once, in the order of the memberships."""
        return tuple(dict.fromkeys(held.unit for held in self.holdings if held.unit is not None))

    @property
    def schools(self) -> tuple[UnitRef, ...]:
        """The schools at or above the units of the memberships, each once."""
        found = (held.school for held in self.holdings if held.school is not None)
        return tuple(dict.fromkeys(found))

    def holdings_of(self, role: Role, *, on: date) -> tuple[Holding, ...]:
        """Return the ways in which the role is held on that day."""
        return tuple(held for held in self.holdings if held.role is role and held.holds(on))


NOBODY = Member(account_id=None)
"""Somebody who has not logged in."""

SYSTEM = Member(account_id=None, name="Throughline", is_system=True)
"""The site itself: imports, nightly work, an operator's commands."""
