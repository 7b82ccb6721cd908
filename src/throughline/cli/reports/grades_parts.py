"""What the reports on grades have in common: JSON's frame, the terminal's table, the page."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from throughline.cli.issues import grouped
from throughline.cli.reports import page_parts as parts
from throughline.cli.reports.as_json import file_object, issue_object
from throughline.cli.reports.columns import GAP, joined_cells, short, terminal_width, width_of
from throughline.cli.words import UNKNOWN, number_text, printable, sentence
from throughline.terms.language import Text, day_text
from throughline.terms.rules import shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from throughline.cli.grades_facts import GradesFacts
    from throughline.terms.language import Language

FORMAT_VERSION = 1
_NARROWEST = 24
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Report:
    """What stands around the pupils, for a terminal and on a page.

    ``counts`` are the three figures at the top of the page with their words; ``rows`` are cells, of
    which the last may be long, of lines that stand under one another; ``notes`` explain what the cells say in short.
    """

    title: Text
    lead: Text
    counts: tuple[tuple[Text, Text], ...]
    headline: Text
    heads: tuple[Text, ...]
    rows: Sequence[Sequence[Text]]
    notes_title: Text | None = None
    notes: tuple[Text, ...] = ()


def decimal_text(value: Decimal | None) -> Text:
    """Return a number with one decimal as each language writes it; a dash where it is unknown."""
    if value is None:
        return Text(UNKNOWN, UNKNOWN, UNKNOWN)
    written = f"{value.quantize(_TENTH):f}"
    nordic = written.replace(".", ",")
    return Text(nordic, nordic, written)


def as_of_text(facts: GradesFacts) -> Text:
    """Return the day in words."""
    return sentence("report", "as_of", day=day_text(facts.as_of))


def write_json(stream: TextIO, facts: GradesFacts, pupils: Iterable[dict[str, Any]]) -> None:
    """Write one object, a line a pupil."""
    stream.write(_line(_head(facts)).removesuffix("}") + ', "pupils": [')
    separator = "\n"
    for pupil in pupils:
        stream.write(separator + _line(pupil))
        separator = ",\n"
    stream.write("\n]}\n")


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _head(facts: GradesFacts) -> dict[str, Any]:
    file = facts.file
    return {
        "format_version": FORMAT_VERSION,
        "as_of": facts.as_of.isoformat(),
        "country": facts.country,
        "language": facts.language,
        "source": {
            "rows": file.rows,
            "accepted": file.accepted,
            "rejected": file.rejected,
            "protected_refused": file.protected_refused,
            "files": [file_object(file)],
            "issues": [issue_object(issue) for issue in file.issues],
        },
        "remarks": [text.as_dict() for text in facts.remarks],
        "unknown_subjects": list(facts.unknown_subjects),
    }


def write_table(stream: TextIO, facts: GradesFacts, report: Report) -> None:
    """Write a heading, one block a pupil, and what the file cannot tell."""
    lines = _table_lines(facts, report)
    stream.writelines(f"{printable(line).rstrip()}\n" for line in lines)


def _table_lines(facts: GradesFacts, report: Report) -> Iterator[str]:
    language = facts.language
    yield f"{report.title[language]} · {report.lead[language]}"
    yield ""
    yield from _columns(report, language)
    yield ""
    yield report.headline[language]
    for text in (*report.notes, *facts.reservations):
        yield text[language]


def _columns(report: Report, language: Language) -> Iterator[str]:
    titles = [head[language] for head in report.heads]
    cells = [[cell[language] for cell in row] for row in report.rows]
    front = [titles[:-1], *([short(cell) for cell in row[:-1]] for row in cells)]
    widths = [max(map(width_of, column)) for column in zip(*front, strict=True)]
    rest = max(_NARROWEST, terminal_width() - sum(widths) - len(GAP) * len(widths))
    yield joined_cells(titles[:-1], widths) + titles[-1]
    for row, told in zip(front[1:], cells, strict=True):
        lines = [line for part in told[-1].split("\n") for line in textwrap.wrap(part, rest)]
        yield from _block(row, widths, lines)


def _block(row: Sequence[str], widths: Sequence[int], told: list[str]) -> Iterator[str]:
    blank = [""] * len(widths)
    for number, line in enumerate(told or [""]):
        yield joined_cells(blank if number else row, widths) + line


def write_html(stream: TextIO, facts: GradesFacts, report: Report) -> None:
    """Write the whole page: no script, nothing fetched, light, dark and on paper."""
    stream.writelines(f"{piece}\n" for piece in _page(facts, report))


def _page(facts: GradesFacts, report: Report) -> Iterator[str]:
    language = facts.language
    title = report.title[language]
    style = shipped_text("throughline.cli.reports", "page.css") + _grades_style()
    yield parts.opening(language=language, title=title, style=style)
    yield parts.heading(title, report.lead[language])
    yield parts.facts([(number[language], words[language]) for number, words in report.counts])
    yield _rows(report, language)
    if report.notes_title is not None:
        notes = parts.listed(text[language] for text in report.notes)
        yield parts.section(report.notes_title[language], notes)
    yield _not_known(facts)
    yield _source(facts)
    yield parts.closing(sentence("grades", "footer")[language])


def _grades_style() -> str:
    return shipped_text("throughline.cli.reports", "grades.css")


def _rows(report: Report, language: Language) -> str:
    titles = [head[language] for head in report.heads]
    rows = []
    for first, *others in report.rows:
        head = f"<strong>{escape(first[language])}</strong>"
        cells = [_cell(cell[language]) for cell in others]
        rows.append(parts.row(head, cells, titles[1:]))
    table = parts.table(sentence("grades", "caption")[language], titles, rows)
    return table.replace('<table class="pupils">', '<table class="pupils grades">', 1)


def _cell(words: str) -> str:
    if "\n" not in words:
        return escape(words)
    return f'<ul class="why">{"".join(f"<li>{escape(line)}</li>" for line in words.split(chr(10)))}</ul>'


def _not_known(facts: GradesFacts) -> str:
    language = facts.language
    lines = [text[language] for text in facts.reservations]
    told = parts.listed(lines or [sentence("grades", "all_known")[language]])
    return parts.section(sentence("page", "not_known")[language], told)


def _source(facts: GradesFacts) -> str:
    language, file = facts.language, facts.file
    names = ("file", "profile", "rows", "accepted", "rejected")
    titles = [sentence("page", name)[language] for name in names]
    counts = [number_text(count)[language] for count in (file.rows, file.accepted, file.rejected)]
    profile = file.profile.name[language]
    if not file.profile.verified:
        profile = f"{profile} ({sentence('page', 'unverified')[language]})"
    row = parts.row(escape(file.name), [escape(profile), *counts], titles[1:])
    title = sentence("page", "sources")[language]
    return parts.section(title, parts.table(title, titles, [row], plain=True), _row_remarks(facts))


def _row_remarks(facts: GradesFacts) -> str:
    lines = [group.text[facts.language] for group in grouped(facts.file.issues)]
    if not lines:
        return ""
    heading = sentence("page", "remarks")[facts.language]
    return f"<h3>{escape(heading)}</h3>{parts.listed(lines)}"
