"""What ends a command early, said to the person who can mend it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.terms.language import Text


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    REJECTED_ROWS = 1
    WRONG_USAGE = 2
    UNUSABLE_INPUT = 3
    STOPPED = 130


class CommandError(Exception):
    """A command cannot go on; ``text`` says why and what to do, in three languages."""

    code = ExitCode.WRONG_USAGE

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class WrongUsageError(CommandError):
    """What was asked for does not exist or does not go together."""


class OutputError(WrongUsageError):
    """A result cannot be written to where it was sent: a full disk, a closed stream."""


class UnusableInputError(CommandError):
    """A file cannot be read, or has no row that can be used."""

    code = ExitCode.UNUSABLE_INPUT
