"""People who log in, what they may be in which unit, and how they were invited."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from throughline_web.organisations.models.dated import dates_in_order, one_open
from throughline_web.organisations.models.units import Unit
from throughline_web.organisations.roles import STAFF_ROLES, Role


class AccountManager(BaseUserManager["Account"]):
    """Finds a person by the address that they log in with, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account whose address it is; an empty address is nobody's."""
        if not username:
            raise Account.DoesNotExist
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """One person known to the site; only one with an address can log in."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="account_email_once", condition=~Q(email="")
            ),
            models.CheckConstraint(
                name="account_deactivated_has_a_moment",
                condition=Q(is_active=True, deactivated_at__isnull=True)
                | Q(is_active=False, deactivated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # Never a name: this ends up in logs and error reports.
        return f"account {self.pk}"

    @property
    def name(self) -> str:
        """The name as it is said, or the address of somebody who has told no name."""
        return f"{self.given_name} {self.family_name}".strip() or self.email

    def get_full_name(self) -> str:
        """Return the name, where Django's and allauth's own pages ask for it."""
        return self.name

    def clean(self) -> None:
        """Write the address in one way."""
        self.email = Account.objects.normalize_email(self.email).lower()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Grant nothing: memberships and relations give access, nothing else does."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Grant nothing, as above."""
        return False


class SourceIdentity(models.Model):
    """Which person a source means by its own id for a guardian or a member of staff."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="source_identities")
    organiser = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=[("staff", "staff"), ("guardian", "guardian")])
    external_id = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="source_identity_once_per_organiser",
                fields=["organiser", "kind", "external_id"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of account {self.account_id}"


class Membership(models.Model):
    """What one person is in one unit, from one day through another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("membership_dates_in_order"),
            one_open("membership_one_open_of_a_kind", "account", "role", "unit"),
            models.CheckConstraint(
                name="membership_role_is_a_staff_role",
                condition=Q(role__in=sorted(str(role) for role in STAFF_ROLES)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at unit {self.unit_id}"


class Invitation(models.Model):
    """A link, known to its receiver alone, that lets an invited person choose a password."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    # The link itself is never stored, only what it hashes to.
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="invitation_one_open_per_account",
                fields=["account"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_is_accepted_or_withdrawn",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of account {self.account_id}"
