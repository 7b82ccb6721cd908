"""Deciding about a case, and raising a concern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.desk.pages.pupil import Seen, seen_in
from throughline_web.desk.pages.worklist import beside, concerns_in, worst_first
from throughline_web.ui.elements import Crumb

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.earlywarning.models import Case
    from throughline_web.organisations.queries import ShownPupil


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page on which somebody decides about one case."""

    name: str
    beside: str
    crumbs: tuple[Crumb, ...]
    seen: tuple[Seen, ...]
    concerns: tuple[str, ...]
    pupil_url: str


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """The page on which a member of staff tells of a concern."""

    name: str
    beside: str
    crumbs: tuple[Crumb, ...]


def answer_page(case: Case, pupil: ShownPupil, *, on: date) -> AnswerPage:
    """Return the page for one case."""
    return AnswerPage(
        name=pupil.name,
        beside=beside(pupil),
        crumbs=(Crumb(_("Pupils to follow up"), reverse("desk:worklist")), Crumb(pupil.name)),
        seen=seen_in(worst_first(case), on=on),
        concerns=tuple(concerns_in(case)),
        pupil_url=reverse("desk:pupil", args=[pupil.public_id]) if pupil.has_page else "",
    )


def concern_page(pupil: ShownPupil) -> ConcernPage:
    """Return the page for one pupil."""
    return ConcernPage(
        pupil.name, beside(pupil), (Crumb(_("Today"), reverse("desk:today")), Crumb(pupil.name))
    )
