"""The list of imports: who brought what, when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.sources.limits import upload_lifetime
from throughline_web.sources.pages import words
from throughline_web.sources.states import AT_WORK, ENDED, OPEN, State
from throughline_web.ui.elements import Column, ColumnKind, Pill, Turner

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from throughline_web.sources.models import ImportRun

_ON_A_PAGE = 25

FILTERS: dict[str, Collection[State]] = {
    "all": tuple(State),
    "waiting": (*OPEN, *AT_WORK),
    "live": (State.LIVE,),
    "ended": tuple(ENDED),
}


@dataclass(frozen=True, slots=True)
class RunRow:
    """One import in the list."""

    url: str
    file_name: str
    what: str
    place: str
    when: str
    who: str
    rows: str
    rejected: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """Everything that the list of imports shows."""

    lead: str
    rows: tuple[RunRow, ...]
    columns: tuple[Column, ...]
    pills: tuple[Pill, ...]
    turner: Turner | None
    is_filtered: bool
    kept: str
    mappings_url: str
    protection_url: str


def imports_page(
    runs: QuerySet[ImportRun], *, chosen: str, number: str, may_settle: bool
) -> ImportsPage:
    """Return a page of the imports that a filter leaves, newest first."""
    kept = chosen if chosen in FILTERS else "all"
    listed = runs.filter(state__in=FILTERS[kept]).select_related(
        "organiser", "school", "created_by"
    )
    paginator = Paginator(listed, _ON_A_PAGE)
    page = paginator.get_page(number)
    return ImportsPage(
        lead=_("Bring the files you have. Nothing counts until you have seen what is in them."),
        rows=tuple(_row(run) for run in page.object_list),
        columns=_columns(),
        pills=_pills(kept),
        turner=None
        if paginator.num_pages == 1
        else _turner(page.number, paginator.num_pages, kept),
        is_filtered=kept != "all",
        kept=_kept(),
        mappings_url=reverse("sources:mappings"),
        protection_url=reverse("sources:protection") if may_settle else "",
    )


def _kept() -> str:
    return _("The files are kept encrypted for %(days)s days and then removed.") % {
        "days": upload_lifetime().days
    }


def _row(run: ImportRun) -> RunRow:
    rejected = run.rows_rejected
    return RunRow(
        url=reverse("sources:run", args=[run.public_id]),
        file_name=run.file_name,
        what=words.kind_words(run),
        place=(run.school or run.organiser).name,
        when=words.moment_words(run.created_at),
        who=run.created_by.name if run.created_by else _("The site itself"),
        rows=words.number(run.rows_accepted) if run.rows_read else "",
        rejected=_("%(count)s not read") % {"count": words.number(rejected)} if rejected else "",
        state=words.state_words(run),
        tone=words.TONES[run.state],
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("File")),
        Column(_("What it is")),
        Column(_("Brought"), ColumnKind.SHORT),
        Column(_("Rows"), ColumnKind.NUMBER),
        Column(_("State"), ColumnKind.SHORT),
    )


def _pills(chosen: str) -> tuple[Pill, ...]:
    labels = {
        "all": _("All"),
        "waiting": _("Under way"),
        "live": _("In use"),
        "ended": _("Ended"),
    }
    url = reverse("sources:imports")
    return tuple(
        Pill(label, url if key == "all" else f"{url}?visa={key}", is_current=key == chosen)
        for key, label in labels.items()
    )


def _turner(number: int, last: int, chosen: str) -> Turner:
    def url(page: int) -> str:
        return f"{reverse('sources:imports')}?visa={chosen}&sida={page}"

    return Turner(
        _("Page %(number)s of %(last)s") % {"number": number, "last": last},
        url(number - 1) if number > 1 else "",
        url(number + 1) if number < last else "",
    )
