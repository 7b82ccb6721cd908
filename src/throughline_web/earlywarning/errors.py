"""What can go wrong when somebody answers, said to the person who can act."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class CaseError(Exception):
    """A case cannot take what was asked of it; the message may be shown."""

    message = _("This could not be done.")


class AlreadyAnsweredError(CaseError):
    """Somebody else has answered in the meantime."""

    message = _("Somebody has already decided on this. Reload the page to see what was decided.")


class NothingToUndoError(CaseError):
    """The answer is undone already, or a later one stands in its place."""

    message = _("This decision can no longer be undone: something newer has taken its place.")


class ReturnDayError(CaseError):
    """A known absence without a reason, or without a day on which it comes back."""

    message = _("Give a reason, and a day after today on which the question comes back.")
