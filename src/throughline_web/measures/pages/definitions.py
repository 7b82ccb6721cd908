"""What each measure means: whom it counts, what, where, by whose word, and what of it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.measures.definition import Direction
from throughline.measures.publishing import profile_of
from throughline.terms.rulebook import rule
from throughline_web.measures.pages.links import Link, definition_url
from throughline_web.measures.words import (
    Theme,
    day_words,
    place_on_page,
    placement_words,
    theme_of,
    theme_words,
    told,
    unit_words,
)
from throughline_web.ui.elements import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from throughline.measures.definition import Measure


@dataclass(frozen=True, slots=True)
class DefinitionPage:
    """One definition in words."""

    title: str
    why: str
    facts: tuple[Fact, ...]
    protection: tuple[str, ...]
    provenance: tuple[Fact, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class DefinitionTheme:
    """The definitions of one kind."""

    title: str
    links: tuple[Link, ...]


def definitions_page(measures: Iterable[Measure]) -> tuple[DefinitionTheme, ...]:
    """Return every definition by what it is about."""
    found: dict[Theme, list[Link]] = {}
    for measure in sorted(measures, key=place_on_page):
        link = Link(told(measure.name), definition_url(measure.id))
        found.setdefault(theme_of(measure), []).append(link)
    return tuple(DefinitionTheme(theme_words(one), tuple(links)) for one, links in found.items())


def definition_page(measure: Measure, *, on: date) -> DefinitionPage:
    """Return one definition."""
    return DefinitionPage(
        title=told(measure.name),
        why=told(measure.why),
        facts=(
            Fact(_("Among whom"), told(measure.population)),
            Fact(_("What is counted"), told(measure.numerator)),
            Fact(_("Of what"), told(measure.denominator)),
            Fact(_("Given in"), unit_words(measure)),
            Fact(_("Good news"), _good_news(measure)),
            Fact(_("A pupil who moves counts"), placement_words(measure)),
        ),
        protection=_protection(measure, on),
        provenance=_provenance(measure),
        is_confirmed=measure.is_confirmed,
    )


def _good_news(measure: Measure) -> str:
    match measure.direction:
        case Direction.HIGH_IS_GOOD:
            return _("when it is high")
        case Direction.LOW_IS_GOOD:
            return _("when it is low")
        case Direction.NEITHER:
            return _("neither high nor low")


def _protection(measure: Measure, on: date) -> tuple[str, ...]:
    """Return what of the measure is told, in the words of the rules of its profile."""
    profile = profile_of(measure.profile, on=on)
    fewest = _("No figure rests on fewer than %(count)s pupils.") % {"count": measure.minimum_cell}
    return (fewest, *(told(rule(one, on=on).says) for one in profile.rules))


def _provenance(measure: Measure) -> tuple[Fact, ...]:
    head = measure.head
    return (
        Fact(_("Id and version"), f"{head.id}, {head.version}"),
        Fact(_("Holds from"), day_words(head.valid_from)),
        Fact(_("Source"), head.source),
        Fact(_("Written by"), head.author),
        Fact(_("Checked by"), head.checked_by or _("Nobody yet")),
        Fact(_("Next review"), day_words(head.next_review)),
    )
