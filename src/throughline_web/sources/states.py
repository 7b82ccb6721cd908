"""The closed lists of the room: how far an import has come, and what a person did with it."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far one file has come. Its rows are visible in ``LIVE`` and in no other state."""

    UPLOADED = "uploaded", _("Uploaded")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    STAGING = "staging", _("Being imported")
    LIVE = "live", _("In use")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Failed")
    DISCARDED = "discarded", _("Discarded")


AT_WORK = frozenset({State.CHECKING, State.STAGING})
"""The states in which a worker has the file in hand, or is about to."""

OPEN = frozenset({State.UPLOADED, State.CHECKING, State.CHECKED})
"""The states in which nothing has been let in yet, and a person may still discard the file."""

ENDED = frozenset({State.UNDONE, State.FAILED, State.DISCARDED})
"""The states from which a file does not come back; it may be uploaded anew."""


class Chosen(StrEnum):
    """How a file came to be read as it is."""

    BY_ITSELF = "by_itself"
    NAMED = "named"
    BY_HAND = "by_hand"


class Entity(models.TextChoices):
    """What a roster row may have created or changed."""

    PUPIL = "pupil", "pupil"
    ENROLMENT = "enrolment", "enrolment"
    HOME = "home", "home"
    UNIT = "unit", "unit"
    ORGANISER = "organiser", "organiser"
    ACCOUNT = "account", "account"
    IDENTITY = "identity", "identity"
    MEMBERSHIP = "membership", "membership"
    RELATION = "relation", "relation"


ROSTER_KINDS = frozenset({"pupils", "oneroster"})
"""Kinds whose pupils are stated, and not only mentioned beside their attendance."""

ATTENDANCE = frozenset({"lesson", "day", "summary", "edfi-attendance"})
"""Kinds that tell of attendance."""

OF_PEOPLE = ROSTER_KINDS | {"guardians", "staff"}
"""Kinds that this room stores itself; every other kind needs a receiver in a later room."""

WITHOUT_SCHOOL = frozenset({"guardians", "grades", "staff", "oneroster"})
"""Kinds whose rows may name no school: the pupil's own school, or none, is meant."""
