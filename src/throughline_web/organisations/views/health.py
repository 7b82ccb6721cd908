"""What a machine asks to know whether the site is alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from throughline_web.organisations.gates import open_to_all

if TYPE_CHECKING:
    from django.http import HttpRequest


@open_to_all
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
