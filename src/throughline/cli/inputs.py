"""Which files to read: those that were named, or those of a folder that ``simulate`` wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.errors import UnusableInputError
from throughline.cli.standard_input import StandardInput
from throughline.cli.words import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.cli.standard_input import Given

_ENDINGS = (".csv", ".parquet", ".xlsx", ".tsv", ".txt")
_MARKS = ("lessons", "days-")
_PEOPLE = ("pupils",)
_GRADES = ("grades",)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of one run. ``not_used`` are names in the folder that this command does not read."""

    marks: tuple[Given, ...]
    pupils: Given | None = None
    grades: Given | None = None
    not_used: tuple[str, ...] = ()


def inputs_of(marks: Given, pupils: Given | None, grades: Given | None) -> Inputs:
    """Return the files to read; a folder's own files stand in for those not named.

    Raises:
        UnusableInputError: a file is missing, or a folder has no attendance file.
    """
    for path in (marks, pupils, grades):
        if isinstance(path, Path) and not path.exists():
            raise UnusableInputError(sentence("files", "missing", path=path))
    if isinstance(marks, StandardInput) or not marks.is_dir():
        return Inputs((marks,), pupils, grades)
    return _in_folder(marks, pupils=pupils, grades=grades)


def _in_folder(folder: Path, *, pupils: Given | None, grades: Given | None) -> Inputs:
    files = sorted(path for path in folder.iterdir() if path.is_file())
    tables = [path for path in files if path.suffix.lower() in _ENDINGS]
    marks = _each_once([path for path in tables if path.stem.lower().startswith(_MARKS)])
    if not marks:
        raise UnusableInputError(sentence("files", "no_marks_in_folder", path=folder))
    pupils = pupils or _first(tables, _PEOPLE)
    grades = grades or _first(tables, _GRADES)
    used = {*marks, pupils, grades}
    rest = [path.name for path in files if path not in used and not path.name.startswith(".")]
    return Inputs(tuple(marks), pupils, grades, tuple(rest))


def grades_in(folder: Path) -> Path | None:
    """Return the grades file of a folder, ``None`` without one."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return _first([path for path in files if path.suffix.lower() in _ENDINGS], _GRADES)


def _each_once(paths: Sequence[Path]) -> list[Path]:
    """Return one file of each name: the same lessons as CSV and as Parquet are read once."""
    first: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: _ENDINGS.index(path.suffix.lower())):
        first.setdefault(path.stem.lower(), path)
    return [first[stem] for stem in sorted(first)]


def _first(tables: Sequence[Path], stems: tuple[str, ...]) -> Path | None:
    found = [path for path in tables if path.stem.lower() in stems]
    return min(found, key=lambda path: _ENDINGS.index(path.suffix.lower()), default=None)
