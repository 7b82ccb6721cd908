"""The term report: per pupil the hours offered, excused and unexcused, as an authority asks for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.measures.term_report import Reported, term_report
from throughline_web.measures.files import File, file_of
from throughline_web.measures.pages.links import Link
from throughline_web.measures.queries import Asked, facts_of
from throughline_web.measures.words import day_words
from throughline_web.organisations.queries import pupils_to_register_at, schools_with_programmes
from throughline_web.ui.elements import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.measures.term_report import TermReportRow
    from throughline_web.measures.periods import Period
    from throughline_web.measures.queries import Place
    from throughline_web.organisations.models import Unit
    from throughline_web.organisations.queries import RegisteredPupil

KINDS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class TermOffer:
    """One term that can be taken out."""

    key: str
    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """What can be taken out of one school."""

    title: str
    terms: tuple[TermOffer, ...]
    back_url: str


@dataclass(frozen=True, slots=True)
class _Report:
    """One school's rows of a term, and the pupils they name."""

    rows: tuple[TermReportRow, ...]
    pupils: dict[str, RegisteredPupil]


def registers_page(schools: Sequence[Unit]) -> tuple[Link, ...]:
    """Return the schools whose term reports may be taken out."""
    return tuple(
        Link(school.name, reverse("measures:term-report", args=[school.public_id]))
        for school in schools
    )


def register_page(place: Place, *, on: date) -> RegisterPage:
    """Return the terms of a school, with what whoever sends the report must know of each."""
    return RegisterPage(
        _("Term report, %(school)s") % {"school": place.unit.name},
        tuple(_offer(place, period, on=on) for period in place.periods if period.is_term),
        reverse("measures:term-reports"),
    )


def _offer(place: Place, period: Period, *, on: date) -> TermOffer:
    report = _report(place, period, on=on, opens_numbers=False)
    return TermOffer(
        period.key,
        period.name[:1].upper() + period.name[1:],
        (
            Fact(_("Registered until"), day_words(period.until(on))),
            Fact(_("Pupils in the report"), str(len(report.rows))),
            # Without a number: of two terms beside each other it would tell that somebody is new.
            Fact(_("Left out of every report"), _("pupils with protected identity")),
            Fact(_("Without a civic number here"), str(_without_number(report))),
            Fact(_("Hours that nobody has judged yet"), _hours(_unresolved(report))),
        ),
    )


def _without_number(report: _Report) -> int:
    return sum(1 for row in report.rows if not report.pupils[row.pupil_id].has_civic_number)


def _unresolved(report: _Report) -> Decimal:
    told = (row.hours.unresolved for row in report.rows)
    return sum((hours for hours in told if hours is not None), Decimal(0))


def _hours(hours: Decimal) -> str:
    return f"{hours:.0f}"


def register_file(place: Place, key: str, kind: str, *, on: date) -> tuple[File, list[int]] | None:
    """Return the report of a term as a file, with the ids of the pupils in it.

    ``None`` where the school has no such term, or no such file is made.
    """
    period = next((one for one in place.periods if one.key == key and one.is_term), None)
    if period is None or kind not in KINDS:
        return None
    report = _report(place, period, on=on, opens_numbers=True)
    rows = [_row(row, report) for row in report.rows]
    pupils = [report.pupils[row.pupil_id].pupil_id for row in report.rows]
    return file_of(rows, kind, name=f"narvaro-{period.key}"), pupils


def _report(place: Place, period: Period, *, on: date, opens_numbers: bool) -> _Report:
    school, asked = place.unit, Asked([place.unit.pk], place.unit.country, period.span, on)
    named = pupils_to_register_at(
        school.pk, since=period.span.starts_on, until=asked.until, opens_numbers=opens_numbers
    )
    pupils = {str(one.pupil_id): one for one in named}
    form = "GY" if schools_with_programmes([school.pk], on=on) else "GR"
    reported = [
        Reported(fact, pupils[fact.pupil_id].civic_number or None, form)
        for fact in facts_of(asked)
        if fact.pupil_id in pupils
    ]
    rows = term_report(reported, is_autumn=period.is_autumn)
    here = tuple(row for row in rows if row.school_unit_code == str(school.pk))
    return _Report(tuple(replace(row, school_unit_code=school.code) for row in here), pupils)


def _row(row: TermReportRow, report: _Report) -> dict[str, Any]:
    """Return the register's own variables, and after them the school's id and what is not judged."""
    return {
        **row.variables(),
        "elev_id": report.pupils[row.pupil_id].external_id,
        "timmar_ej_bedomd_franvaro": row.hours.unresolved,
    }
