"""The room's entry in Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from throughline_web.organisations.access import Action


class OrganisationsConfig(AppConfig):
    name = "throughline_web.organisations"
    label = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from throughline_web.organisations.access import Action
        from throughline_web.organisations.accesslog.guards import keep_up_guards
        from throughline_web.organisations.identity import identity_of
        from throughline_web.ui import navigation
        from throughline_web.ui.navigation import NavEntry, Place

        post_migrate.connect(keep_up_guards, sender=self)
        navigation.identify_with(identity_of)
        manages, reviews = _may(Action.MANAGE_PEOPLE), _may(Action.REVIEW_LOG)
        for entry in (
            NavEntry("people", _("People"), "organisations:people", 80, is_shown=manages),
            NavEntry("units", _("Schools"), "organisations:units", 82, is_shown=manages),
            NavEntry(
                "protection",
                _("Protected identity"),
                "organisations:protections",
                86,
                is_shown=_may(Action.PROTECT_IDENTITY),
                place=Place.FOOTER,
            ),
            NavEntry(
                "log",
                _("Access log"),
                "organisations:log",
                84,
                is_shown=reviews,
                place=Place.FOOTER,
            ),
        ):
            navigation.register(entry)


def _may(action: Action) -> Callable[[HttpRequest], bool]:
    from throughline_web.organisations import clock
    from throughline_web.organisations.access import may, member_of

    return lambda request: may(member_of(request), action, on=clock.today())
