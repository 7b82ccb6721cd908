"""Guardians and staff of a roster: the same person found again by id, address or name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from throughline_web.organisations.models import Account, SourceIdentity
from throughline_web.organisations.roster import outcome as say
from throughline_web.organisations.roster.links import withdraw_links
from throughline_web.organisations.roster.outcome import UpsertProblem

if TYPE_CHECKING:
    from datetime import datetime

    from throughline.terms.language import Text

_FEW = 500
_LIMITS = {"given_name": 80, "family_name": 80, "phone": 40, "language": 2}


@dataclass(frozen=True, slots=True)
class Person:
    """One person as one row tells of them, under the key that the source knows them by."""

    key: str
    given_name: str | None
    family_name: str | None
    email: str | None
    phone: str | None = None
    language: str | None = None

    @property
    def address(self) -> str:
        """The address, written in one way."""
        return (self.email or "").strip().lower()

    @property
    def name(self) -> str:
        """The whole name, to tell one person from another who shares an address."""
        return f"{self.given_name or ''} {self.family_name or ''}".strip().casefold()


@dataclass(slots=True)
class PeopleLayer:
    """One roster of adults on its way in."""

    organiser_id: int
    kind: str
    at: datetime
    by_key: dict[str, Account] = field(default_factory=dict)
    by_address: dict[str, Account] = field(default_factory=dict)
    created: dict[str, Account] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)
    moved: set[int | None] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    problems: list[UpsertProblem] = field(default_factory=list)
    # One unusable password for all: making one is slow, and none of them opens anything.
    no_password: str = field(default_factory=partial(make_password, None))

    def find(self, people: list[Person]) -> None:
        """Load the accounts that the people may be."""
        known = SourceIdentity.objects.filter(organiser=self.organiser_id, kind=self.kind)
        if len(people) <= _FEW:
            known = known.filter(external_id__in={person.key for person in people})
        for identity in known.select_related("account").iterator(chunk_size=5_000):
            self.by_key[identity.external_id] = identity.account
        shared = {account.pk: account for account in self.by_key.values()}
        addresses = {person.address for person in people if person.address}
        for account in _accounts_at(addresses):
            self.by_address[account.email] = shared.get(account.pk, account)

    def lay(self, position: int, person: Person) -> Account:
        """Return the account of one person, found or new, brought up to what the row says."""
        self.seen.add(person.key)
        account = self.by_key.get(person.key) or self._by_own_address(person)
        if account is None:
            account = Account(created_at=self.at, password=self.no_password)
            self.created[person.key] = account
        self.by_key[person.key] = account
        self._fill(position, person, account)
        return account

    def refuse(self, position: int, column: str, problem: Text, hint: Text) -> None:
        """Count a row as refused, and say why."""
        self.problems.append(UpsertProblem(position, column, problem, hint, is_refused=True))

    def write(self) -> None:
        """Store what is new and what has changed, and under which key the source knows them."""
        Account.objects.bulk_create(self.created.values(), batch_size=500)
        changed = [account for account in self.by_key.values() if account.pk in self.changed]
        fields = ["given_name", "family_name", "phone", "language", "email"]
        Account.objects.bulk_update(changed, fields, batch_size=100)
        withdraw_links({pk for pk in self.moved if pk is not None}, at=self.at)
        SourceIdentity.objects.bulk_create(
            (
                SourceIdentity(
                    account=self.by_key[key],
                    organiser_id=self.organiser_id,
                    kind=self.kind,
                    external_id=key,
                )
                for key in sorted(self.seen)
            ),
            ignore_conflicts=True,
            batch_size=500,
        )

    def _by_own_address(self, person: Person) -> Account | None:
        account = self.by_address.get(person.address) if person.address else None
        if account is None:
            return None
        # Two parents may share an address: it is one person only under one name.
        return account if not person.name or account.name.casefold() == person.name else None

    def _fill(self, position: int, person: Person, account: Account) -> None:
        self._fill_address(position, person, account)
        for name, limit in _LIMITS.items():
            value = getattr(person, name)
            if value is not None and getattr(account, name) != value[:limit]:
                setattr(account, name, value[:limit])
                self._mark(account)

    def _fill_address(self, position: int, person: Person, account: Account) -> None:
        if not person.address or account.email == person.address:
            return
        if self.by_address.get(person.address, account) is not account:
            self.problems.append(UpsertProblem(position, "email", say.EMAIL_SHARED, say.OWN_EMAIL))
            return
        # Whoever logs in already keeps the address that they have proved to be theirs.
        if not account.has_usable_password():
            account.email = person.address
            self.by_address[person.address] = account
            self._mark(account)
            self.moved.add(account.pk)

    def _mark(self, account: Account) -> None:
        if account.pk is not None:
            self.changed.add(account.pk)


def _accounts_at(addresses: set[str]) -> list[Account]:
    listed = sorted(addresses)
    return [
        account
        for start in range(0, len(listed), 500)
        for account in Account.objects.filter(email__in=listed[start : start + 500])
    ]
