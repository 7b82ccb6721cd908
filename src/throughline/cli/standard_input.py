"""Standard input as a file: kept on disk while it is read, because two passes are needed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from throughline.cli.errors import UnusableInputError, WrongUsageError
from throughline.cli.output import say
from throughline.cli.words import reason_of, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from throughline.terms.language import Language

    _Asked = TypeVar("_Asked", Path, Path | None)

_DASH = Path("-")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class StandardInput:
    """What came in on standard input, whole; the file behind it has no name and ends with the run."""

    name: str
    stream: BinaryIO

    def __str__(self) -> str:
        """Return how messages call it."""
        return self.name

    @property
    def size(self) -> int:
        """Bytes."""
        return self.stream.seek(0, 2)

    @property
    def kept_at(self) -> float:
        """When it had all come in, in seconds since 1970."""
        return os.fstat(self.stream.fileno()).st_mtime


Given = Path | StandardInput
"""A file as the command line names it."""


@contextlib.contextmanager
def given(paths: Sequence[_Asked], language: Language) -> Iterator[list[_Asked | StandardInput]]:
    """Give the files of a command line, with standard input in the place of ``-``.

    Raises:
        WrongUsageError: ``-`` stands more than once.
        UnusableInputError: standard input is closed, cannot be read or kept.
    """
    asked = sum(path == _DASH for path in paths)
    if asked > 1:
        raise WrongUsageError(sentence("files", "standard_input_once"))
    if not asked:
        yield list(paths)
        return
    with tempfile.TemporaryFile() as kept:
        name = sentence("files", "standard_input")[language]
        _keep(kept, language)
        yield [StandardInput(name, kept) if path == _DASH else path for path in paths]


def command_of(name: str) -> str:
    """Return how a file is named on the command line, given how messages name it."""
    return "-" if name in sentence("files", "standard_input").as_dict().values() else name


def _keep(kept: BinaryIO, language: Language) -> None:
    if sys.stdin is None:
        raise UnusableInputError(sentence("files", "standard_input_closed"))
    if sys.stdin.isatty():
        say(sentence("files", "standard_input_waits"), language)
    try:
        shutil.copyfileobj(sys.stdin.buffer, kept, _PIECE)
    except OSError as error:
        told = sentence(
            "files",
            "cannot_open",
            path=sentence("files", "standard_input"),
            reason=reason_of(error),
        )
        raise UnusableInputError(told) from error
