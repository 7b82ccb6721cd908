"""Which organiser a person means at a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from throughline_web.organisations.models import Unit
from throughline_web.organisations.queries.members import unit_ref
from throughline_web.organisations.roles import UnitKind

if TYPE_CHECKING:
    from throughline_web.organisations.members import UnitRef

_KINDS = (UnitKind.MUNICIPALITY, UnitKind.PRIVATE_ORGANISER, UnitKind.REGION)


def organiser_by_reference(word: str) -> UnitRef | None:
    """Return the organiser of that official code, else of that name; ``None`` for no or several."""
    organisers = Unit.objects.filter(kind__in=_KINDS, organises__isnull=False).distinct()
    by_code = organisers.filter(~Q(code=""), code__iexact=word.strip())
    found = list(by_code[:2]) or list(organisers.filter(name__iexact=word.strip())[:2])
    return unit_ref(found[0]) if len(found) == 1 else None
