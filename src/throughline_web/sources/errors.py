"""What can go wrong at the import desk, each with a sentence that the person who acts may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.terms.language import Text
    from throughline_web.sources.models import ImportRun


class ImportDeskError(Exception):
    """A wish that cannot be carried out, with ``sentence`` for the person who had it."""

    sentence = _("This could not be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class WrongStateError(ImportDeskError):
    """The file has moved on, in another window or by somebody else."""

    sentence = _("The file has moved on in the meantime. Load the page again to see where it is.")


class ProfileMissingError(ImportDeskError):
    """Nobody has said how the columns are to be read."""

    sentence = _("Choose first what kind of file this is.")


class SchoolMissingError(ImportDeskError):
    """The file names no school, and nobody has."""

    sentence = _("The file names no school. Choose first which school it is about.")


class NotThisPlaceError(ImportDeskError):
    """The person may not bring files for that school."""

    sentence = _("You may not bring files for this school.")


class UndoneFirstError(ImportDeskError):
    """Later imports rest on this one; ``runs`` are those, the latest first."""

    sentence = _("Later imports rest on this one. Undo them first, the latest first.")

    def __init__(self, runs: Sequence[ImportRun]) -> None:
        super().__init__()
        self.runs = tuple(runs)


class ImportUnderWayError(ImportDeskError):
    """Another file of the same organiser is just being imported."""

    sentence = _("Another file is being imported right now. Wait until it is done and try again.")


class TooLateToUndoError(ImportDeskError):
    """What stood before is no longer kept."""

    sentence = _(
        "This import is too old to be undone: what stood before it is no longer kept. "
        "Upload a corrected file instead."
    )


class ProfileNameTakenError(ImportDeskError):
    """A saved mapping already bears the name."""

    sentence = _("There is already a saved mapping with this name. Choose another.")


class TableKnownError(ImportDeskError):
    """The very same table stands here already."""

    sentence = _("This table is here already, sign for sign. Nothing was changed.")


class NoFiguresError(ImportDeskError):
    """A table was recognised, but not one figure of it could be believed; ``told`` says why."""

    sentence = _("No figure in the table could be read.")

    def __init__(self, told: Sequence[Text]) -> None:
        super().__init__()
        self.told = tuple(told)


class AlreadyWithdrawnError(ImportDeskError):
    """Somebody was quicker."""

    sentence = _("The table has already been withdrawn.")


class StoppedError(Exception):
    """Reading must end, and the import fails with a code and a sentence.

    Never shown by itself: what a person reads is stored with the import.
    """

    def __init__(self, code: str, text: Text | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


class TooManySchoolsError(StoppedError):
    """The column taken for the school is something else."""

    def __init__(self) -> None:
        super().__init__("too_many_schools")


class LostError(Exception):
    """Another process has taken over, or a person has ended the import: this one must stop."""
