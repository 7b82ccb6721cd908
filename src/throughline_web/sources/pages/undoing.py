"""Before an import is undone: what will happen, or what must be undone first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.sources.limits import undo_lifetime
from throughline_web.sources.pages import words
from throughline_web.sources.pages.run import Link, crumbs, link_to, urls_of
from throughline_web.sources.queries import Rests
from throughline_web.sources.states import Entity
from throughline_web.ui.elements import Crumb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from throughline_web.sources.models import ImportRun
    from throughline_web.sources.queries import Blocker, RosterEffect, UndoOrder


@dataclass(frozen=True, slots=True)
class UndoPage:
    """Everything that stands on the page before an import is undone.

    ``first`` are later imports that must go before it. ``confirmed`` are their public ids where
    all may be undone in one go, with ``together_label`` on the button; ``obstacles`` say why not.
    """

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    effects: tuple[str, ...]
    first: tuple[Link, ...]
    obstacles: tuple[str, ...]
    confirmed: tuple[str, ...]
    together_label: str
    run_url: str
    undo_url: str


def undo_page(
    run: ImportRun,
    *,
    effect: RosterEffect,
    order: UndoOrder,
    allowed: Collection[int],
    at: datetime,
) -> UndoPage:
    """Return what undoing an import would do, and what stands in its way."""
    urls = urls_of(run)
    seen = [one for one in order.blockers if one.run.pk in allowed]
    obstacles = tuple(_obstacles(run, order, seen=seen, at=at))
    may_together = bool(order.blockers) and not obstacles
    return UndoPage(
        title=_("Undo this import?"),
        lead=run.file_name,
        crumbs=crumbs(_("Undo"), Crumb(run.file_name, urls["run"])),
        effects=tuple(_effects(run, effect)),
        first=tuple(_first(one) for one in seen),
        obstacles=obstacles,
        confirmed=tuple(str(one.run.public_id) for one in seen) if may_together else (),
        together_label=_together(len(seen)) if may_together else "",
        run_url=urls["run"],
        undo_url=urls["undo"],
    )


def _first(blocker: Blocker) -> Link:
    way = link_to(blocker.run)
    what = f"{words.kind_words(blocker.run)}, {way.note}"
    return replace(way, note=f"{what}. {_why(blocker.why)}")


def _why(why: Rests) -> str:
    match why:
        case Rests.SAME_ROWS:
            return _("It tells of the same lessons, days or grades.")
        case Rests.SAME_ROSTER:
            return _("It changed the same pupils, adults or classes.")
        case Rests.ITS_PUPILS:
            return _("It tells of pupils who came with this file.")
        case Rests.ON_ANOTHER:
            return _("It rests on another of these.")


def _obstacles(
    run: ImportRun, order: UndoOrder, *, seen: Sequence[Blocker], at: datetime
) -> Iterable[str]:
    if hidden := len(order.blockers) - len(seen):
        yield ngettext(
            "%(count)s later import is not yours to see. Whoever answers for the whole organiser can undo it.",
            "%(count)s later imports are not yours to see. Whoever answers for the whole organiser can undo them.",
            hidden,
        ) % {"count": words.number(hidden)}
    if not order.is_whole:
        yield _(
            "So many imports rest on this one that they are not undone in one go. "
            "To mend a few rows, upload a corrected file instead: the later file is believed."
        )
    for one in (*(blocker.run for blocker in seen), run):
        if one.published_at is not None and one.published_at < at - undo_lifetime():
            yield _("%(file)s is too old to be undone: what stood before it is no longer kept.") % {
                "file": one.file_name
            }


def _together(count: int) -> str:
    return ngettext(
        "Undo that import and then this one",
        "Undo those %(count)s imports and then this one",
        count,
    ) % {"count": words.number(count)}


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
