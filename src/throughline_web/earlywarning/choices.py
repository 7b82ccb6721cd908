"""The closed lists of the room: states, answers, and what a concern may be about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FlagState(models.TextChoices):
    """Whether a flag's cause still stands."""

    STANDING = "standing", _("Still over the limit")
    PASSED = "passed", _("Below the limit again")
    WITHDRAWN = "withdrawn", _("Withdrawn after a correction")


class CaseState(models.TextChoices):
    """Where a question about a pupil stands."""

    OPEN = "open", _("Nobody has decided yet")
    ANSWERED = "answered", _("Decided")
    RETURNED = "returned", _("Back again")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn after a correction")


WAITING_STATES = (CaseState.OPEN, CaseState.RETURNED)
"""The states in which the clock runs."""
LIVE_STATES = (*WAITING_STATES, CaseState.ANSWERED)
"""The states of the one case that a pupil may have at a unit."""


class AnswerKind(models.TextChoices):
    """What somebody decided; each stops the clock."""

    SUPPORT_WANTED = "support_wanted", _("Support is wanted")
    TALK_PLANNED = "talk_planned", _("A talk is planned")
    KNOWN = "known", _("Known, with a reason")
    WRONG_DATA = "wrong_data", _("The data are wrong")


class KnownReason(models.TextChoices):
    """Why a known absence needs nothing more until it comes back. Never a diagnosis."""

    ILLNESS = "illness", _("Reported absence that the school knows of")
    LEAVE = "leave", _("Granted leave")
    SUPPORT_ONGOING = "support_ongoing", _("Support is already under way")
    MOVING = "moving", _("Changes school or has left")
    OTHER = "other", _("Other, known to the student health team")


class ConcernAbout(models.TextChoices):
    """What a member of staff is worried about."""

    ATTENDANCE = "attendance", _("Attendance")
    SCHOOLWORK = "schoolwork", _("Schoolwork")
    WELL_BEING = "well_being", _("How the pupil is doing at school")
    PEERS = "peers", _("Relations with others")
