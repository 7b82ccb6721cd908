"""How the desk says days, shares and stored sentences in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from throughline.terms.language import LANGUAGES, Language, Text, day_name, percent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


def language() -> Language:
    """Return the reader's language, Swedish where it is none of ours."""
    chosen = (get_language() or "sv")[:2]
    return chosen if chosen in LANGUAGES else "sv"


def said(sentence: Mapping[str, str] | None) -> str:
    """Return a sentence kept in three languages as the reader reads it; nothing where it is missing."""
    return "" if sentence is None else sentence[language()]


def told(text: Text) -> str:
    """Return a text as the reader reads it."""
    return text[language()]


def share(value: float | None) -> str:
    """Return a share as whole percent, or the word for not knowing."""
    return _("unknown") if value is None else told(percent(value))


def number(value: Decimal) -> str:
    """Return a figure with its one decimal, as the reader writes it."""
    written = f"{value:.1f}"
    return written if language() == "en" else written.replace(".", ",")


def coverage_words(value: float | None) -> str:
    """Return how much of lesson time was registered, as it stands beside a rate."""
    if value is None:
        return _("Registered share unknown")
    return _("%(share)s registered") % {"share": share(value)}


def day_words(day: date, *, on: date | None = None) -> str:
    """Return a day as it is said in running text, with its year where that is not this one."""
    words = told(day_name(day))
    return words if on is None or day.year == on.year else f"{words} {day.year}"


def full_day(day: date) -> str:
    """Return a day with its year, as it stands in a list of facts."""
    return f"{told(day_name(day))} {day.year}"


def school_days_words(count: int) -> str:
    """Return a number of school days in words; a wait that began today is said so."""
    if count <= 0:
        return _("new today")
    return ngettext("%(count)s school day", "%(count)s school days", count) % {"count": count}
