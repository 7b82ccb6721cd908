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


class PolicyError(Exception):
    """A policy cannot be followed or kept as was asked; the message may be shown."""

    message = _("This could not be done.")


class TooEarlyError(PolicyError):
    """What was shown on a day that is past is history."""

    message = _("Choose today or a later day. What has been shown already is not written over.")


class PolicyNotInForceError(PolicyError):
    """The policy's own dates do not hold the day."""

    message = _("The policy itself does not hold on that day. Look at its dates.")


class PolicyTakenError(PolicyError):
    """An id and a version mean one file for ever."""

    message = _(
        "A policy with this id and version is there already, or the id is too long. Give your "
        "policy an id of its own, or a new version."
    )


class DecidedMeanwhileError(PolicyError):
    """Two people decided for one unit at the same moment."""

    message = _(
        "Somebody else has just decided on the policy here. Look at what was decided, and try "
        "again if it is still needed."
    )
