"""Every release of an organiser: what was told, when, by whom, and what has taken its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.measures.models import ReleaseState
from throughline_web.measures.words import day_words
from throughline_web.ui.elements import Column, ColumnKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from throughline_web.measures.forms import ReleaseForm
    from throughline_web.measures.queries import Place
    from throughline_web.measures.releases import ReleaseLine


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One release. One that could not be made, or is not made yet, leads nowhere."""

    name: str
    url: str
    made: str
    why: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The releases of an organiser, and the form for one more where the reader may make it."""

    title: str
    overview_url: str
    columns: tuple[Column, ...]
    made_label: str
    why_label: str
    state_label: str
    lines: tuple[HistoryLine, ...]
    form: ReleaseForm | None
    is_waiting: bool


def history_page(
    place: Place, releases: Iterable[ReleaseLine], form: ReleaseForm | None
) -> HistoryPage:
    """Return every release, the newest first."""
    listed = list(releases)
    return HistoryPage(
        title=_("Releases of %(place)s") % {"place": place.unit.name},
        overview_url=reverse("measures:organiser", args=[place.unit.public_id]),
        columns=(
            Column(_("Release")),
            Column(_("Asked for")),
            Column(_("Why")),
            Column(_("State"), ColumnKind.SHORT),
        ),
        made_label=_("Asked for"),
        why_label=_("Why"),
        state_label=_("State"),
        lines=tuple(_line(place, one) for one in listed),
        form=form,
        is_waiting=any(one.state == ReleaseState.ASKED for one in listed),
    )


def _line(place: Place, one: ReleaseLine) -> HistoryLine:
    url = reverse("measures:organiser", args=[place.unit.public_id])
    words = {"period": one.period.name[:1].upper() + one.period.name[1:], "number": one.number}
    is_made = one.state == ReleaseState.MADE
    return HistoryLine(
        _("%(period)s, release %(number)s") % words,
        f"{url}?period={one.period.key}&release={one.public_id}" if is_made else "",
        _("%(day)s by %(who)s") % {"day": day_words(one.asked_at.date()), "who": one.made_by},
        one.why,
        _("Superseded") if one.is_superseded else str(ReleaseState(one.state).label),
        "plain" if one.is_superseded or not is_made else "done",
    )
