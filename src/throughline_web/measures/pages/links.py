"""Ways between the room's pages: every address that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from throughline_web.ui.elements import Tab

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from throughline_web.measures.periods import Period
    from throughline_web.measures.queries import Place

FORMATS = ("csv", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Link:
    """One way to somewhere."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The addresses of one place's pages. ``kind`` is school or organiser."""

    kind: str
    place: Place
    period: Period
    release: str = ""

    def overview(self, period: Period | None = None) -> str:
        """Return the address of all measures in a period."""
        return self._with(reverse(f"measures:{self.kind}", args=[self._id]), period)

    def measure(self, measure_id: str, period: Period | None = None, *, order: str = "") -> str:
        """Return the address of one measure in a period."""
        url = reverse(f"measures:{self.kind}-measure", args=[self._id, measure_id])
        return self._with(url, period, order=order)

    def files(self) -> tuple[Link, ...]:
        """Return the addresses of the same figures as files."""
        urls = (reverse(f"measures:{self.kind}-file", args=[self._id, one]) for one in FORMATS)
        return tuple(
            Link(one.upper(), self._with(url, None)) for one, url in zip(FORMATS, urls, strict=True)
        )

    def tabs(self, periods: Iterable[Period], measure_id: str = "") -> tuple[Tab, ...]:
        """Return every period as a tab of the same page."""
        return tuple(
            Tab(
                one.name[:1].upper() + one.name[1:],
                self.measure(measure_id, one) if measure_id else self.overview(one),
                is_current=one == self.period,
            )
            for one in periods
        )

    def permalink(self, release_id: UUID | None, measure_id: str = "") -> str:
        """Return the address of just this period, and just this release, whatever comes after."""
        url = self.measure(measure_id) if measure_id else self.overview()
        told = {"period": self.period.key} | ({"release": str(release_id)} if release_id else {})
        return f"{url.partition('?')[0]}?{urlencode(told)}"

    @property
    def _id(self) -> str:
        return str(self.place.unit.public_id)

    def _with(self, url: str, period: Period | None, **more: str) -> str:
        """Return an address with its period, which the newest school year does without."""
        asked, newest = period or self.period, self.place.periods[0]
        query = {"period": asked.key if asked != newest else ""}
        query |= {"release": self.release if period is None else "", **more}
        told = urlencode({name: value for name, value in query.items() if value})
        return f"{url}?{told}" if told else url


def definition_url(measure_id: str) -> str:
    """Return the address of a measure's definition."""
    return reverse("measures:definition", args=[measure_id])
