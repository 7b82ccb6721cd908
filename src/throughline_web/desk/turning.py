"""Which page of a long list an address asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import QueryDict


def page_number(query: QueryDict) -> int:
    """Return the page asked for, counted from 1; what it cannot mean is the first."""
    page = query.get("page", "1")
    return int(page) if page.isdecimal() and page != "0" else 1
