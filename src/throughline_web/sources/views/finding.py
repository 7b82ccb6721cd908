"""The import that an address means, when the member may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from throughline_web.organisations.access import member_of
from throughline_web.organisations.clock import today
from throughline_web.sources.queries import run_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from throughline_web.sources.models import ImportRun


def found_run(request: HttpRequest, public_id: UUID) -> ImportRun:
    """Return the import, or answer that there is nothing here."""
    run = run_for(member_of(request), public_id, today())
    if run is None:
        raise Http404
    return run
