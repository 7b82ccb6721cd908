"""What can go wrong in this room, each with a sentence that the person who acts may see."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class NotAllowedError(PermissionDenied):
    """The access policy does not allow the action; the site answers with its own 403 page."""


class OrganisationsError(Exception):
    """A wish that cannot be carried out, with ``sentence`` for the person who had it."""

    sentence = _("This could not be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class EmailTakenError(OrganisationsError):
    """Two people cannot log in with one address."""

    sentence = _("Another account already uses this e-mail address.")


class EmailMissingError(OrganisationsError):
    """An invitation needs an address to go to."""

    sentence = _("This person has no e-mail address, so no invitation can be sent.")


class LetterNotSentError(OrganisationsError, OSError):
    """The mail server does not answer, or will not have the letter."""

    sentence = _(
        "The account is there, but the mail server did not take the letter. Send the invitation "
        "again in a while, from the person's own page."
    )


class TooManyInvitationsError(OrganisationsError):
    """Nobody floods a town's mail boxes by mistake."""

    sentence = _(
        "As many invitations have been sent as may be within an hour. Go on in a while: those who "
        "have got one are not asked again."
    )


class InvitationEndedError(OrganisationsError):
    """The link has been used, withdrawn or has become too old."""

    sentence = _("This invitation no longer holds. Ask for a new one.")


class RoleDoesNotFitUnitError(OrganisationsError):
    """A principal is one of a school, a coordinator of a municipality."""

    sentence = _("This role cannot be held at a unit of this kind.")


class AlreadyHeldError(OrganisationsError):
    """The same role at the same unit is already open."""

    sentence = _("The person already holds this role here.")


class CoverNameMissingError(OrganisationsError):
    """A protected pupil is shown under an agreed, ordinary name."""

    sentence = _("Write the ordinary name that has been agreed upon.")


class NotYetEighteenError(OrganisationsError):
    """The consent is the grown pupil's own."""

    sentence = _("The consent can only be signed from the eighteenth birthday on.")


class OneselfError(OrganisationsError):
    """Nobody locks the door behind themselves."""

    sentence = _("You cannot do this to your own account.")
