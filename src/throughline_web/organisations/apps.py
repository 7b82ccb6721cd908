"""The room's entry in Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "throughline_web.organisations"
    label = "organisations"
    verbose_name = _("Organisations")
