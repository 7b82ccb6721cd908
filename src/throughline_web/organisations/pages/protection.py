"""The principal's pages about protected identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.ui.elements import Column, ColumnKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from throughline_web.organisations.forms.protection import KnowForm, ProtectForm
    from throughline_web.organisations.models import ProtectionGrant, Pupil, Relation
    from throughline_web.organisations.queries import ShownPupil


@dataclass(frozen=True, slots=True)
class ProtectedRow:
    """One protected pupil in the list, under the name that the reader may see."""

    name: str
    url: str
    review_on: date | None
    is_due: bool
    knowing: str


@dataclass(frozen=True, slots=True)
class ProtectionsPage:
    """The protected pupils of the principal's school."""

    pupils: tuple[ProtectedRow, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Knowing:
    """One person in the register of who knows, and where they are struck from it."""

    name: str
    since: date
    end_url: str


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """One guardian, and where the right to information is changed."""

    name: str
    has_right: bool
    url: str


@dataclass(frozen=True, slots=True)
class ProtectionPage:
    """One pupil's protection. The guardians are named only to a reader who knows."""

    name: str
    is_protected: bool
    form: ProtectForm
    know_form: KnowForm
    register: tuple[Knowing, ...]
    guardians: tuple[GuardianRow, ...]
    protect_url: str
    know_url: str
    end_url: str
    back_url: str


def protections_page(
    pupils: Iterable[Pupil], *, shown: Mapping[int, ShownPupil], on: date
) -> ProtectionsPage:
    """Build the list."""
    return ProtectionsPage(
        pupils=tuple(_row(pupil, shown[pupil.pk].name, on=on) for pupil in pupils),
        columns=(
            Column(_("Name")),
            Column(_("To be reviewed by"), ColumnKind.SHORT),
            Column(_("Who knows")),
        ),
    )


def protection_page(
    pupil: Pupil,
    *,
    name: str,
    forms: tuple[ProtectForm, KnowForm],
    register: Sequence[ProtectionGrant],
    guardians: Sequence[Relation],
) -> ProtectionPage:
    """Build one pupil's page."""
    return ProtectionPage(
        name=name,
        is_protected=pupil.protected,
        form=forms[0],
        know_form=forms[1],
        register=tuple(
            Knowing(grant.account.name, grant.starts_on, _url("unknow", pupil, grant.pk))
            for grant in register
        ),
        guardians=tuple(
            GuardianRow(
                tie.account.name, tie.has_right_to_information, _url("information", pupil, tie.pk)
            )
            for tie in guardians
        ),
        protect_url=_url("protect", pupil),
        know_url=_url("know", pupil),
        end_url=_url("unprotect", pupil) if pupil.protected else "",
        back_url=reverse("organisations:protections"),
    )


def _row(pupil: Pupil, name: str, *, on: date) -> ProtectedRow:
    review_on: date | None = getattr(pupil, "review_on", None)
    knowing: int = getattr(pupil, "knowing", 0)
    return ProtectedRow(
        name=name,
        url=_url("protection", pupil),
        review_on=review_on,
        is_due=review_on is not None and review_on < on,
        knowing=ngettext("%(count)d person", "%(count)d persons", knowing) % {"count": knowing},
    )


def _url(name: str, pupil: Pupil, *more: int) -> str:
    return reverse(f"organisations:{name}", args=[pupil.public_id, *more])
