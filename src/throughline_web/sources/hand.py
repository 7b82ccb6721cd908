"""Mapping by hand as one conversation: the kind of file, its columns, and the profile they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.sources import Kind, to_toml
from throughline.terms.rules import RuleFileError
from throughline_web.sources import actions
from throughline_web.sources.actions import bringing
from throughline_web.sources.errors import ProfileMissingError
from throughline_web.sources.forms import MappingForm, ProfileForm
from throughline_web.sources.looking import look_at
from throughline_web.sources.mapping import (
    KINDS,
    askable,
    hand_made,
    kind_named,
    proposed_columns,
)
from throughline_web.sources.pages.choosing import choosing_of
from throughline_web.sources.pages.columns import ColumnsPage, columns_page
from throughline_web.sources.states import Chosen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from throughline.sources import Profile
    from throughline_web.organisations.members import Member
    from throughline_web.sources.models import ImportRun


class HandMapping:
    """What is asked and answered about the columns of one file."""

    def __init__(self, run: ImportRun, *, kind: str, answers: Mapping[str, str] | None) -> None:
        self._run = run
        self._current = bringing.current_profile(run)
        self._look = look_at(run, profile=self._current)
        self._kind = kind_named(kind) or self._likeliest()
        self.form = MappingForm(
            answers,
            asked=askable(self._kind),
            headers=self._headers(),
            initial=self._initial(),
        )

    def page(self) -> ColumnsPage:
        """Return what stands around the form."""
        choosing = choosing_of(self._run, self._look)
        return columns_page(self._run, choosing, kind=self._kind.value, kinds=_kind_values())

    def profile_form(self) -> ProfileForm:
        """Return the choice among mappings that are known already."""
        choosing = choosing_of(self._run, self._look)
        return ProfileForm(profiles=choosing.profiles, current=choosing.current)

    def use(self, *, by: Member, on: date, at: datetime) -> ImportRun:
        """Read the file as the form says, and save the mapping when it was given a name.

        Raises:
            ProfileMissingError: the answers do not amount to a mapping that can be used.
            ProfileNameTakenError: another saved mapping bears the name.
            WrongStateError: the file has moved on.
        """
        name = self.form.cleaned_data["name"].strip()
        profile = self._made(name)
        if name:
            actions.save_profile(
                by=by,
                organiser_id=self._run.organiser_id,
                name=name,
                text=to_toml(profile),
                at=at,
            )
        return bringing.use_profile(
            by=by, run=self._run, profile=profile, look=self._look, on=on, how=Chosen.BY_HAND
        )

    def _made(self, name: str) -> Profile:
        try:
            return hand_made(
                self._kind,
                columns=self.form.columns(),
                constants=self.form.constants(),
                name=name or _("Mapped by hand"),
            )
        except RuleFileError as incomplete:
            raise ProfileMissingError from incomplete

    def _likeliest(self) -> Kind:
        if self._current is not None and self._current.kind in KINDS:
            return self._current.kind
        found = (one.profile.kind for one in self._look.proposals if one.profile.kind in KINDS)
        return next(found, Kind.LESSON)

    def _headers(self) -> list[str]:
        return list(dict.fromkeys(header for header in self._look.headers if header.strip()))

    def _initial(self) -> dict[str, str]:
        columns = proposed_columns(self._look, self._kind, self._current)
        constants = {} if self._current is None else self._current.constants
        return {f"column_{field}": header for field, header in columns.items()} | {
            f"constant_{field}": value for field, value in constants.items()
        }


def _kind_values() -> tuple[str, ...]:
    return tuple(kind.value for kind in KINDS)
