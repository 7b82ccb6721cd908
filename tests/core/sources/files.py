"""Small files as schools hand them in, and what was read from them."""

from __future__ import annotations

import io
from dataclasses import dataclass

import openpyxl

from throughline.sources import Portion, ReadOptions, RowIssue, SourceFile, load_profile, read
from throughline.terms.carrier import to_marks

LESSONS = load_profile("generic-lesson-rows")
DAYS = load_profile("generic-day-rows")
SUMMARIES = load_profile("generic-summary-rows")
PUPILS = load_profile("pupils")
GUARDIANS = load_profile("guardians")
STAFF = load_profile("staff")
GRADES = load_profile("grades")


@dataclass(frozen=True)
class Read:
    """Everything that was read from one file."""

    portions: list[Portion]

    def total(self, name: str) -> int:
        return sum(getattr(portion, name) for portion in self.portions)

    def of(self, name: str) -> list:
        return [row for portion in self.portions for row in getattr(portion, name)]

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.total("rows"), self.total("accepted"), self.total("rejected")

    @property
    def marks(self) -> list:
        batches = [portion.marks for portion in self.portions if portion.marks is not None]
        return [mark for batch in batches for mark in to_marks(batch)]

    @property
    def issues(self) -> list[RowIssue]:
        return self.of("issues")

    @property
    def problems(self) -> list[tuple[int | None, str | None, str | None, str]]:
        return [(i.row, i.column, i.value, i.problem.en) for i in self.issues]


def source_of(
    content: str | bytes, *, name: str = "fil.csv", encoding: str = "utf-8"
) -> SourceFile:
    data = content.encode(encoding) if isinstance(content, str) else content
    return SourceFile(name, io.BytesIO(data))


def read_all(
    content, profile=LESSONS, *, name="fil.csv", encoding_of_file="utf-8", **options
) -> Read:
    source = source_of(content, name=name, encoding=encoding_of_file)
    return Read(list(read(source, profile, options=ReadOptions(**options))))


def lesson_file(*rows: str, head: str = "elev;datum;lektion;undervisningstid;närvaro") -> str:
    return "\n".join([head, *rows, ""])


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
