"""Long lists turned page by page without counting them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from django.utils.translation import gettext as _

from throughline_web.ui.elements import Turner

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

M = TypeVar("M", bound="Model")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Leaf(Generic[M]):
    """One page of a long list, and the way to its neighbours."""

    rows: list[M]
    turner: Turner


def leaf_of(rows: QuerySet[M], request: HttpRequest) -> Leaf[M]:
    """Return the page of the list that the address names; a page that is no number is the first."""
    word = request.GET.get("page", "1")
    number = max(int(word), 1) if word.isdecimal() and len(word) < 7 else 1
    start = (number - 1) * PER_PAGE
    # One row more than is shown tells whether there is another page.
    found = list(rows[start : start + PER_PAGE + 1])
    return Leaf(
        found[:PER_PAGE],
        Turner(
            text=_("Page %(number)d") % {"number": number},
            previous_url=_to(request, number - 1) if number > 1 else "",
            next_url=_to(request, number + 1) if len(found) > PER_PAGE else "",
        ),
    )


def _to(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
