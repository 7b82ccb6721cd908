"""The administrator's page about schools."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.organisations.roles import UnitKind
from throughline_web.ui.elements import Column, ColumnKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline_web.organisations.forms.units import SchoolForm
    from throughline_web.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school in the list."""

    name: str
    code: str
    classes: int


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """The schools, and a form for one more where the member manages an organiser."""

    schools: tuple[SchoolRow, ...]
    columns: tuple[Column, ...]
    organiser: str
    form: SchoolForm
    add_url: str


def units_page(units: Sequence[Unit], *, organiser: Unit | None, form: SchoolForm) -> UnitsPage:
    """Build the page from all units that the member manages."""
    classes = Counter(unit.parent_id for unit in units if unit.kind == UnitKind.CLASS)
    schools = sorted(
        (unit for unit in units if unit.kind == UnitKind.SCHOOL), key=lambda unit: unit.name
    )
    return UnitsPage(
        schools=tuple(SchoolRow(unit.name, unit.code, classes[unit.pk]) for unit in schools),
        columns=(
            Column(_("School")),
            Column(_("Code"), ColumnKind.SHORT),
            Column(_("Classes"), ColumnKind.NUMBER),
        ),
        organiser=organiser.name if organiser else "",
        form=form,
        add_url=reverse("organisations:units") if organiser else "",
    )
