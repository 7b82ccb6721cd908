"""What can go wrong with figures, each with a sentence that the person who acts may see."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class MeasuresError(Exception):
    """A wish that cannot be carried out, with ``sentence`` for the person who had it."""

    sentence = _("This could not be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class ReleaseInTheMakingError(MeasuresError):
    """One release at a time for each organiser."""

    sentence = _("A release is being made already. It is here in a little while.")
