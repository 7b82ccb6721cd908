"""Where results go: standard output, or a file that is either whole or not there."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from throughline.cli.errors import OutputError, WrongUsageError
from throughline.cli.words import printable, reason_of, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.terms.language import Language, Text


def say(text: Text, language: Language) -> None:
    """Write one line to standard error: notes and warnings, never a pupil's name or id."""
    sys.stderr.write(f"{printable(text[language])}\n")


@contextlib.contextmanager
def result_to(path: Path | None) -> Iterator[TextIO]:
    """Give the stream that a result is written to, in UTF-8.

    A file appears under its name only once it is whole, readable by its owner alone: it may hold
    what is known of pupils. What is no plain file, such as a pipe, is written to as it is.
    """
    with _in_words():
        if path is None:
            yield _standard_output()
            sys.stdout.flush()
        elif path.exists() and not path.is_file():
            with _opened(path) as stream:
                yield stream
        else:
            with _replaced(path) as file, io.TextIOWrapper(file, "utf-8", newline="") as stream:
                yield stream


def refuse_unwritable(path: Path | None) -> None:
    """See to it that a result can be written before the work is done, not after.

    Raises:
        WrongUsageError: the place is a folder, or nothing may be written there.
    """
    if path is None or (path.exists() and not path.is_file() and not path.is_dir()):
        return
    if path.is_dir():
        raise WrongUsageError(sentence("files", "out_is_folder", path=path))
    try:
        with tempfile.TemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            return
    except OSError as error:
        raise _unwritable(path, error) from error


@contextlib.contextmanager
def bytes_to(path: Path) -> Iterator[BinaryIO]:
    """Give the stream of a file that appears under its name only once it is whole."""
    with _replaced(path) as stream:
        yield stream


@contextlib.contextmanager
def _replaced(path: Path) -> Iterator[BinaryIO]:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if path.is_dir():
        raise WrongUsageError(sentence("files", "out_is_folder", path=path))
    try:
        stream = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise _unwritable(path, error) from error
    with stream:
        yield stream


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(sentence("files", "output_fails", reason=reason_of(error))) from error


def _unwritable(path: Path, error: OSError) -> WrongUsageError:
    return WrongUsageError(sentence("files", "cannot_write", path=path, reason=reason_of(error)))


def _standard_output() -> TextIO:
    if sys.stdout is None:
        raise OutputError(sentence("files", "output_closed"))
    # A terminal or pipe in an older encoding must not lose å, ä, ö, ø and æ.
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="")
    return sys.stdout
