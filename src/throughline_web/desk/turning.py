"""Turning the pages of a long list whose length is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.ui.elements import Turner

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

_MOST_DIGITS = 6


def page_number(query: QueryDict) -> int:
    """Return the page asked for, counted from 1; what it cannot mean is the first."""
    page = query.get("page", "1")
    return max(int(page), 1) if page.isdecimal() and len(page) <= _MOST_DIGITS else 1


def turner_of(
    page: int, *, count: int, per_page: int, url_of: Callable[[int], str]
) -> Turner | None:
    """Return the way to the neighbours of a page; nothing where one page holds the whole list."""
    last = max(1, -(-count // per_page))
    if last == 1:
        return None
    return Turner(
        _("Page %(page)s of %(last)s") % {"page": page, "last": last},
        url_of(page - 1) if page > 1 else "",
        url_of(page + 1) if page < last else "",
    )
