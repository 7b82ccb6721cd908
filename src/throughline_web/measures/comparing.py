"""Beside whom a school is seen: its organiser, and schools like it, as they are released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.measures.comparison import Peer, similar
from throughline_web.measures.pages.measure import Named
from throughline_web.measures.words import told
from throughline_web.organisations.queries import schools_with_programmes

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.measures.sheets import Sheets
    from throughline_web.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Peers:
    """Released figures beside a school's own, and in words how they were chosen."""

    named: tuple[Named, ...]
    says: str


def peers_of(school: Unit, released: Sheets, measure_id: str, *, on: date) -> Peers | None:
    """Return the organiser's figure and those of similar schools; ``None`` where it is not released."""
    sheet = released.by_measure.get(measure_id)
    if sheet is None:
        return None
    note = _("Release %(number)s") % {"number": released.provenance.release}
    above = Named(released.whole_name, sheet.whole, note)
    own = str(school.pk)
    parts = sheet.table.parts
    if own not in {line.unit for line in parts}:
        return Peers((above,), "")
    kinds = schools_with_programmes([int(line.unit) for line in parts], on=on)
    peers = [Peer(line, (str(int(line.unit) in kinds),)) for line in parts]
    found = similar(own, peers, on=on)
    named = tuple(Named(released.names[line.unit], line.everybody, note) for line in found.lines)
    return Peers((above, *named), told(found.says) if named else "")
