"""What the pages of the log are called when a person reads it; each room names its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

_names: dict[str, _StrOrPromise] = {
    "see_pupil": _("A pupil's page"),
    "see_class_list": _("A class list"),
    "see_school": _("The school's page"),
    "see_totals": _("Totals"),
    "see_own": _("The own page"),
    "answer_case": _("A position taken"),
    "raise_concern": _("A concern"),
    "import_files": _("An import"),
    "manage_people": _("Accounts and roles"),
    "review_log": _("The access log"),
    "protect_identity": _("Protected identity"),
    "organisations:protections": _("Protected identity"),
    "organisations:protection": _("Protected identity"),
    "choose_policy": _("The policy"),
    "sign_consent": _("A pupil of age let a guardian read"),
    "withdraw_consent": _("A pupil of age stopped a guardian's reading"),
    "create_account": _("Opened an account"),
    "invite": _("Sent an invitation"),
    "write_letters": _("Printed letters with codes"),
    "accept_invitation": _("Accepted an invitation"),
    "deactivate": _("Closed an account"),
    "reactivate": _("Opened an account again"),
    "reset_second_step": _("Removed a second step"),
    "grant_membership": _("Gave a role"),
    "end_membership": _("Ended a role"),
}


def name_pages(names: Mapping[str, _StrOrPromise]) -> None:
    """Let pages, by the name that ``record_read`` is given, be called something when read."""
    _names.update(names)


def page_name(page: str, action: str) -> str:
    """Return what a page is called, else what is done on it."""
    return str(_names.get(page) or _names.get(action) or page)
