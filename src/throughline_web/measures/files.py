"""The figures of a page as a file: CSV, a workbook or JSON, made of what the page may tell alone."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from throughline.measures.telling import records
from throughline_web.measures.words import language, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from throughline.measures.telling import Record
    from throughline_web.measures.sheets import Sheet, Sheets

FORMAT_VERSION = 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class File:
    """A file to download: no name in it, and nothing of a person."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as it stands in a file. A state stands beside each number, and says why it is empty.

    ``value`` is in percent or points, as ``given_in`` says.
    """

    unit: str
    period: str
    measure: str
    name: str
    version: str
    span: str
    pupils: int | None
    pupils_state: str
    value: float | None
    state: str
    given_in: str
    coverage: float | None
    profile: str
    data_until: str
    release: int | None


def figure_rows(sheets: Sheets) -> Iterator[dict[str, Any]]:
    """Yield every figure of a page, each measure followed by how many pupils lie in each span."""
    for sheet in sheets.by_measure.values():
        for record in records(sheet.table):
            yield asdict(_row(sheets, sheet, record))
        yield from map(asdict, _spans(sheets, sheet))


def _row(sheets: Sheets, sheet: Sheet, record: Record) -> FigureRow:
    scale, decimals = (100, 1) if sheet.measure.unit == "percent" else (1, sheet.measure.decimals)
    return FigureRow(
        unit=sheets.names.get(record.unit, record.unit),
        period=sheets.period.key,
        measure=record.measure,
        name=told(sheet.measure.name),
        version=sheet.version,
        span="",
        pupils=None if record.total is None else int(record.total),
        pupils_state=record.total_state,
        value=None if record.value is None else round(float(record.value) * scale, decimals),
        state=record.state,
        given_in=sheet.measure.unit,
        coverage=record.coverage,
        profile=record.profile,
        data_until=sheets.provenance.data_until.isoformat(),
        release=sheets.provenance.release or None,
    )


def _spans(sheets: Sheets, sheet: Sheet) -> Iterator[FigureRow]:
    for step in sheet.steps:
        least, below = (_edge(sheet, value) for value in (step.least, step.below))
        yield FigureRow(
            unit=sheets.names.get(sheet.table.whole.unit, ""),
            period=sheets.period.key,
            measure=sheet.measure.id,
            name=told(sheet.measure.name),
            version=sheet.version,
            span=f"{least}..{below}",
            pupils=step.count,
            pupils_state="shown",
            value=None,
            state="not_applicable",
            given_in=sheet.measure.unit,
            coverage=None,
            profile=sheet.table.profile,
            data_until=sheets.provenance.data_until.isoformat(),
            release=sheets.provenance.release or None,
        )


def _edge(sheet: Sheet, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value * 100:g}" if sheet.measure.unit == "percent" else f"{value:g}"


def file_of(rows: Iterable[dict[str, Any]], kind: str, *, name: str) -> File:
    """Return rows with the same columns as a file of a kind: csv, xlsx or json."""
    content_type, write = _WRITERS[kind]
    return File(f"{name}.{kind}", content_type, write(list(rows)))


def has_format(kind: str) -> bool:
    """Say whether files of a kind are made."""
    return kind in _WRITERS


def _csv(rows: Sequence[dict[str, Any]]) -> bytes:
    """Return rows with every cell quoted, as a spreadsheet in the Nordic countries opens them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_headings(rows))
    writer.writerows([[_cell(value) for value in row.values()] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a row holds
    """Return a cell that no spreadsheet takes for a formula, with the reader's decimal sign."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    written = str(value)
    return written if language() == "en" else written.replace(".", ",")


def _xlsx(rows: Sequence[dict[str, Any]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Figures"))
    sheet.append(_headings(rows))
    for row in rows:
        sheet.append([_plain(value) for value in row.values()])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a row holds
    return _cell(value) if isinstance(value, str) else value


def _json(rows: Sequence[dict[str, Any]]) -> bytes:
    told_of = {"format_version": FORMAT_VERSION, "figures": list(rows)}
    return json.dumps(told_of, ensure_ascii=False, indent=1, default=float).encode()


def _headings(rows: Sequence[dict[str, Any]]) -> list[str]:
    return list(rows[0]) if rows else []


_WRITERS: dict[str, tuple[str, Callable[[Sequence[dict[str, Any]]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "json": ("application/json", _json),
}
