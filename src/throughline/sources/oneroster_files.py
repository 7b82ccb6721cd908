"""The files of a OneRoster package, clean or not: found by name, read by the columns that are known."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, cast

from throughline.sources import cells
from throughline.sources.chunking import chunks
from throughline.sources.headers import match
from throughline.sources.issues import CellFault, Severity, UnreadableSource, unreadable
from throughline.sources.layouts import Layout
from throughline.sources.portions import Portion
from throughline.sources.remarks import Remarks
from throughline.sources.tables import Head, SourceFile, Table, text_table
from throughline.sources.vocabulary import Vocabulary
from throughline.sources.workbook import DAMAGE, refuse_bomb
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from throughline.sources.options import ReadOptions

_GONE = "tobedeleted"
_NEEDED = {
    "orgs": ("id",),
    "users": ("id",),
    "roles": ("user", "role"),
    "classes": ("id",),
    "enrollments": ("user", "class"),
    "demographics": ("user",),
    "relationships": ("user", "agent"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of one file: its line, and what each known column says."""

    number: int
    said: Mapping[str, str | None]

    def __getitem__(self, name: str) -> str | None:
        return self.said.get(name)

    def many(self, name: str) -> tuple[str, ...]:
        """Return a cell that lists several ids."""
        said = (self.said.get(name) or "").strip("[]")
        return tuple(part for one in said.split(",") if (part := one.strip(" \"'")))


@dataclass(slots=True)
class Package:
    """The files of one package, the remarks on each, and how many rows were read and refused."""

    files: Mapping[str, SourceFile]
    options: ReadOptions
    remarks: dict[str, Remarks] = field(default_factory=dict)
    rows: int = 0
    rejected: int = 0
    gone: int = 0
    protected_refused: int = 0

    def on(self, name: str) -> Remarks:
        """Return the remarks on one file."""
        if name not in self.remarks:
            shown = self.files[name].name if name in self.files else f"{name}.csv"
            self.remarks[name] = Remarks(shown, limit=self.options.max_issues)
        return self.remarks[name]

    def refuse(self, name: str, line: Line, code: str) -> None:
        """Refuse one row of one file."""
        self.rejected += 1
        self.on(name).on_row(line.number, code)

    def lines(self, name: str) -> Iterator[Line]:
        """Yield the rows of one file, none where it is not there; deleted ones are counted only."""
        plan_and_table = self._plan(name)
        if plan_and_table is None:
            return
        table, plan = plan_and_table
        words = {index: Vocabulary() for index in plan.indices}
        for chunk in chunks(table, plan, words, size=self.options.batch_rows):
            self.rows += len(chunk)
            self.rejected += len(chunk.broken)
            for broken in chunk.broken:
                self.on(name).on_fault(broken.line, broken.fault)
            columns = {
                key: [words[place.index].cells[cell] for cell in chunk.cells[place.index]]
                for key, place in plan.places.items()
            }
            yield from self._sound(name, chunk.lines, columns)

    def _plan(self, name: str) -> tuple[Table, Layout] | None:
        file = self.files.get(name)
        if file is None:
            return None
        table = text_table(file, None, self.options)
        start = table.open_records().take(1)
        headers = tuple(start.rows[0] or ())
        places = match(headers, known_columns()[name])
        lacking = [column for column in _NEEDED[name] if column not in places]
        if lacking:
            missing = ", ".join(known_columns()[name][column][0] for column in lacking)
            self.on(name).on_file("package_file_without", missing=missing)
            return None
        needed = tuple(places[column].index for column in _NEEDED[name])
        return table, Layout(Head(0, start.lines[0], headers), places, needed)

    def _sound(
        self, name: str, numbers: Sequence[int], columns: Mapping[str, list[str]]
    ) -> Iterator[Line]:
        for place, number in enumerate(numbers):
            try:
                said = {key: cells.word(cell[place]) for key, cell in columns.items()}
            except CellFault as fault:
                self.rejected += 1
                self.on(name).on_fault(number, fault)
                continue
            line = Line(number, said)
            if any(said[key] is None for key in _NEEDED[name]):
                self.refuse(name, line, "missing")
            elif (said.get("status") or "").casefold() == _GONE:
                self.gone += 1
            else:
                yield line

    def portion(self) -> Portion:
        """Return the counts and the remarks so far, and begin counting anew."""
        issues = tuple(issue for remarks in self.remarks.values() for issue in remarks.take())
        portion = Portion(
            rows=self.rows,
            accepted=self.rows - self.rejected,
            rejected=self.rejected,
            issues=issues,
            protected_refused=self.protected_refused,
        )
        self.rows = self.rejected = self.protected_refused = 0
        return portion


def open_package(files: Sequence[SourceFile], options: ReadOptions) -> Package:
    """Return the files as a package, whatever the case of their names.

    Raises:
        UnreadableSource: there is no list of users among them.
    """
    by_name = {_stem(file.name): file for file in files}
    if "users" not in by_name:
        name = files[0].name if files else "OneRoster"
        raise unreadable("package_without_users", file=name)
    package = Package(by_name, options)
    unread = sorted(set(by_name) - set(_NEEDED) - {"manifest"})
    if unread:
        names = ", ".join(_base(by_name[name].name) for name in unread)
        package.on("users").on_file("package_files_not_read", names=names)
    return package


def members(source: SourceFile, options: ReadOptions) -> list[SourceFile]:
    """Return the CSV files in a zip, at its root or in a folder.

    Raises:
        UnreadableSource: the zip is damaged, locked, or too large when unpacked.
    """
    source.stream.seek(0)
    try:
        archive = zipfile.ZipFile(source.stream)
        listed = [
            entry for entry in archive.infolist() if entry.filename.casefold().endswith(".csv")
        ]
        refuse_bomb(source, listed, options)
        return [
            SourceFile(_base(entry.filename), cast("BinaryIO", archive.open(entry)))
            for entry in listed
        ]
    except UnreadableSource:
        raise
    except DAMAGE:
        raise unreadable("damaged_zip", file=source.name) from None


def say_what_the_manifest_says(package: Package) -> None:
    """Remark on a version nobody here knows, and on files that are named but not there."""
    file = package.files.get("manifest")
    if file is None:
        return
    said = _manifest(file, package.options)
    version = said.get("oneroster.version", "1.0")
    if version not in {"1", "1.0", "1.1", "1.2", "1.2.1"}:
        package.on("manifest").on_file("package_version", version=version)
    absent = [
        name.removeprefix("file.")
        for name, state in said.items()
        if name.startswith("file.")
        and state in {"bulk", "delta"}
        and name.removeprefix("file.").casefold() not in package.files
    ]
    if absent:
        package.on("manifest").on_file("package_file_absent", names=", ".join(absent))


def _manifest(file: SourceFile, options: ReadOptions) -> dict[str, str]:
    rows = text_table(file, None, options).open_records().take(200).rows
    return {row[0].strip(): row[1].strip() for row in rows if row is not None and len(row) > 1}


def _base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _stem(path: str) -> str:
    return _base(path).rpartition(".")[0].casefold()


@cache
def known_columns() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the columns read from each file, by what they mean."""
    table = read_toml(shipped_text("throughline.sources", "oneroster.toml"), name="oneroster.toml")
    return {
        name: {column: tuple(words) for column, words in entry.items()}
        for name, entry in table.items()
    }


def say_gone(package: Package) -> None:
    """Remark on rows that a delta file marks as deleted."""
    if package.gone:
        package.on("users").on_file("package_gone", severity=Severity.WARNING, count=package.gone)
