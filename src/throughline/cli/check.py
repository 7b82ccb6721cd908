"""``throughline check``: what can be read of files, what is wrong, and what they cannot tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.arguments import add_language, period_of
from throughline.cli.choosing import named_profile
from throughline.cli.errors import ExitCode
from throughline.cli.inspection import Checked, Refused, inspect
from throughline.cli.issues import grouped
from throughline.cli.output import refuse_unwritable, result_to
from throughline.cli.reports.as_json import file_object, issue_object
from throughline.cli.standard_input import given
from throughline.cli.words import UNKNOWN, joined, number_text, printable, sentence
from throughline.sources import ReadOptions, Severity
from throughline.terms.language import day_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from throughline.cli.arguments import Parser
    from throughline.cli.inspection import Shape
    from throughline.cli.issues import IssueGroup
    from throughline.cli.standard_input import Given
    from throughline.terms.language import Language, Text

FORMAT_VERSION = 1


def add_arguments(parser: Parser) -> None:
    """State what the command takes."""
    parser.takes("files", about="files", shown="file", nargs="+", type=Path)
    parser.takes("--profile", about="profile_of_all", shown="named")
    parser.takes("--period", about="period", shown="period", type=period_of)
    parser.takes("--format", about="format_flags", choices=("table", "json"), default="table")
    parser.takes("--out", about="out", shown="file", type=Path)
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """Check every file; the exit code is that of the worst."""
    language: Language = arguments.language
    named = named_profile(arguments.profile) if arguments.profile else None
    options = ReadOptions(period=arguments.period)
    refuse_unwritable(arguments.out)
    with given(arguments.files, language) as files:
        results = [inspect(path, named=named, options=options, language=language) for path in files]
    with result_to(arguments.out) as stream:
        if arguments.format == "json":
            stream.write(json.dumps(_object(files, results), ensure_ascii=False, indent=2))
            stream.write("\n")
        else:
            lines = _lines(files, results, language)
            stream.writelines(f"{printable(line)}\n" for line in lines)
    return max(_code(result) for result in results)


def _code(result: Checked | Refused) -> ExitCode:
    if isinstance(result, Refused):
        return result.error.code
    if not result.file.accepted:
        return ExitCode.UNUSABLE_INPUT
    return ExitCode.REJECTED_ROWS if result.file.rejected else ExitCode.DONE


def _object(paths: Iterable[Given], results: Iterable[Checked | Refused]) -> dict[str, object]:
    files = [
        _refused_object(path, result) if isinstance(result, Refused) else _checked_object(result)
        for path, result in zip(paths, results, strict=True)
    ]
    return {"format_version": FORMAT_VERSION, "files": files}


def _refused_object(path: Given, refused: Refused) -> dict[str, object]:
    shape = _shape_object(refused.shape) if refused.shape else {}
    nearest = [text.as_dict() for text in refused.nearest]
    unusable = refused.error.text.as_dict()
    return {"file": path.name, "unusable": unusable, **shape, "nearest": nearest}


def _shape_object(shape: Shape) -> dict[str, object]:
    return {
        "encoding": shape.encoding,
        "delimiter": shape.delimiter,
        "header_row": shape.header_row,
        "headers": list(shape.headers),
    }


def _checked_object(one: Checked) -> dict[str, object]:
    return {
        **file_object(one.file),
        "kind": str(one.shape.kind) if one.shape.kind else None,
        "also_fitting": [profile.id for profile in one.shape.others],
        **_shape_object(one.shape),
        "first_day": one.first_day.isoformat() if one.first_day else None,
        "last_day": one.last_day.isoformat() if one.last_day else None,
        "pupils": one.pupils,
        "guardians": one.guardians,
        "staff": one.staff,
        "grades": one.grades,
        "cannot_tell": [text.as_dict() for text in one.cannot_tell],
        "issues": [
            {**issue_object(group.first), "count": group.count, "rows": _rows(group)}
            for group in grouped(one.file.issues)
        ],
    }


def _rows(group: IssueGroup) -> list[int]:
    return [issue.row for issue in group.examples if issue.row is not None]


def _lines(
    paths: Iterable[Given], results: Iterable[Checked | Refused], language: Language
) -> Iterator[str]:
    for path, result in zip(paths, results, strict=True):
        yield str(path)
        told = _refused(result) if isinstance(result, Refused) else _told(result)
        for text in told:
            yield f"  {text[language]}"
        if isinstance(result, Checked):
            yield from _issue_lines(result, language)
            yield from _gap_lines(result, language)
        yield ""


def _refused(refused: Refused) -> Iterator[Text]:
    yield refused.error.text
    if refused.shape is not None:
        yield from _layout(refused.shape)
        if refused.shape.headers:
            yield sentence("check", "headers", headers=", ".join(refused.shape.headers))
    yield from refused.nearest


def _told(one: Checked) -> Iterator[Text]:
    profile = one.file.profile
    kind = sentence("kinds", str(one.shape.kind) if one.shape.kind else "attendance")
    yield sentence("check", "sort", profile=profile.name, kind=kind, why=joined(profile.why))
    if not profile.verified:
        yield sentence("check", "unverified")
    if one.shape.others:
        names = ", ".join(other.id for other in one.shape.others)
        yield sentence("check", "others", profiles=names)
    yield from _layout(one.shape)
    counts = {
        name: number_text(getattr(one.file, name)) for name in ("rows", "accepted", "rejected")
    }
    yield sentence("check", "rows", **counts)
    if not one.file.rows:
        yield sentence("files", "no_rows", file=one.file.name)
    if one.file.protected_refused:
        yield sentence("check", "protected", count=number_text(one.file.protected_refused))
    for name in ("pupils", "guardians", "staff", "grades"):
        if getattr(one, name):
            yield sentence("check", name, count=number_text(getattr(one, name)))
    if one.first_day and one.last_day:
        yield sentence("check", "days", first=day_text(one.first_day), last=day_text(one.last_day))


def _layout(shape: Shape) -> Iterator[Text]:
    row = shape.header_row or UNKNOWN
    if shape.encoding is None:
        return
    tab = sentence("check", "tab")
    delimiter = tab if shape.delimiter == "\t" else (shape.delimiter or UNKNOWN)
    yield sentence("check", "layout", encoding=shape.encoding, delimiter=delimiter, row=row)


def _issue_lines(one: Checked, language: Language) -> Iterator[str]:
    for group in grouped(one.file.issues):
        yield _issue_line(group, language)
        placed = [issue for issue in group.examples if issue.row is not None]
        for issue in placed:
            where = sentence("check", "example", row=issue.row)[language]
            yield f"      {where}{f': {issue.value}' if issue.value else ''}"


def _issue_line(group: IssueGroup, language: Language) -> str:
    first = group.first
    said = sentence("check", "error" if first.severity is Severity.ERROR else "warning")
    count = number_text(group.count)[language]
    column = f" [{first.column}]" if first.column else ""
    problem = f"{first.problem[language]} {first.hint[language]}".rstrip()
    return f"  {count} × {said[language]}{column}: {problem}"


def _gap_lines(one: Checked, language: Language) -> Iterator[str]:
    if not one.has_marks:
        return
    if not one.cannot_tell:
        yield f"  {sentence('check', 'tells_all')[language]}"
        return
    yield f"  {sentence('check', 'cannot_tell')[language]}"
    for text in one.cannot_tell:
        yield f"    · {text[language]}"
