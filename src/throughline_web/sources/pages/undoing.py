"""Before an import is undone: what will happen, or what must be undone first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.sources.pages import words
from throughline_web.sources.pages.run import Link, crumbs, link_to, urls_of
from throughline_web.sources.states import Entity
from throughline_web.ui.elements import Crumb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from throughline_web.sources.models import ImportRun
    from throughline_web.sources.queries import RosterEffect


@dataclass(frozen=True, slots=True)
class UndoPage:
    """Everything that stands on the page before an import is undone."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    effects: tuple[str, ...]
    first: tuple[Link, ...]
    run_url: str
    undo_url: str


def undo_page(run: ImportRun, *, effect: RosterEffect, blocking: Sequence[ImportRun]) -> UndoPage:
    """Return what undoing an import would do."""
    urls = urls_of(run)
    return UndoPage(
        title=_("Undo this import?"),
        lead=run.file_name,
        crumbs=crumbs(_("Undo"), Crumb(run.file_name, urls["run"])),
        effects=tuple(_effects(run, effect)),
        first=tuple(link_to(other) for other in blocking),
        run_url=urls["run"],
        undo_url=urls["undo"],
    )


def _effects(run: ImportRun, effect: RosterEffect) -> Iterable[str]:
    if run.findings.get("marks") or run.findings.get("grades"):
        yield _("Its %(rows)s no longer count, and what stood before them counts again.") % {
            "rows": words.rows_words(run.rows_accepted)
        }
    yield from _made(effect.made)
    yield from _changed(effect.changed)
    yield _("Pupils are looked at anew, so questions that rest on this file are withdrawn.")
    yield _("What people have decided about pupils stays, and so does every protection.")


def _made(made: Mapping[str, int]) -> Iterable[str]:
    pupils, classes = made.get(Entity.PUPIL, 0), made.get(Entity.UNIT, 0)
    accounts = made.get(Entity.ACCOUNT, 0)
    if pupils:
        yield ngettext(
            "%(count)s pupil who came with it is removed, unless something else is about the pupil.",
            "%(count)s pupils who came with it are removed, unless something else is about them.",
            pupils,
        ) % {"count": words.number(pupils)}
    if accounts:
        yield ngettext(
            "%(count)s adult who came with it is removed, unless they have logged in.",
            "%(count)s adults who came with it are removed, unless they have logged in.",
            accounts,
        ) % {"count": words.number(accounts)}
    if classes:
        yield ngettext(
            "%(count)s class or school that came with it is removed, unless something else is about it.",
            "%(count)s classes or schools that came with it are removed, unless something else is about them.",
            classes,
        ) % {"count": words.number(classes)}


def _changed(changed: Mapping[str, int]) -> Iterable[str]:
    pupils = changed.get(Entity.PUPIL, 0) + changed.get(Entity.ENROLMENT, 0)
    if pupils:
        yield ngettext(
            "%(count)s detail about a pupil is again as it was, if nobody has changed it since.",
            "%(count)s details about pupils are again as they were, if nobody has changed them since.",
            pupils,
        ) % {"count": words.number(pupils)}
