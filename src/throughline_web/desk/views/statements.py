"""The statements and the rules, open to all: nothing on them is about anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from throughline_web.desk.pages.rules import rule_page, rules_page
from throughline_web.desk.pages.statements import statement
from throughline_web.desk.words import language
from throughline_web.organisations.gates import open_to_all

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@open_to_all
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return _statement(request, "accessibility")


@open_to_all
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return _statement(request, "privacy")


@open_to_all
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/rules.html", {"page": rules_page(request.GET.get("country", ""))})


@open_to_all
@require_GET
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    page = rule_page(rule_id)
    if page is None:
        raise Http404
    return render(request, "desk/rule.html", {"page": page})


def _statement(request: HttpRequest, name: str) -> HttpResponse:
    words = {
        "contact": settings.THROUGHLINE_CONTACT,
        "ground": settings.THROUGHLINE_LEGAL_GROUND,
        "upload_days": str(settings.THROUGHLINE_UPLOAD_DAYS),
        "undo_days": str(settings.THROUGHLINE_UNDO_DAYS),
    }
    page = statement(name, language=language(), words=words)
    return render(request, "desk/statement.html", {"page": page})
