"""``throughline check``: what can be read of files, what is wrong, and what they cannot tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.arguments import add_language
from throughline.cli.choosing import named_profile
from throughline.cli.errors import CommandError, ExitCode
from throughline.cli.inspection import Checked, inspect
from throughline.cli.issues import grouped
from throughline.cli.output import result_to
from throughline.cli.reports.as_json import file_object, issue_object
from throughline.cli.words import UNKNOWN, day_text, number_text, sentence
from throughline.sources import Severity

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator

    from throughline.cli.issues import IssueGroup
    from throughline.terms.language import Language, Text

FORMAT_VERSION = 1


def add_arguments(parser: ArgumentParser) -> None:
    """State what the command takes."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--profile", metavar="NAME|FILE", help="read all of them with this profile")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write there instead of here")
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """Check every file; the exit code is that of the worst."""
    language: Language = arguments.language
    named = named_profile(arguments.profile) if arguments.profile else None
    results: list[Checked | CommandError] = []
    for path in arguments.files:
        try:
            results.append(inspect(path, named=named, language=language))
        except CommandError as error:
            results.append(error)
    with result_to(arguments.out) as stream:
        if arguments.format == "json":
            stream.write(
                json.dumps(_object(arguments.files, results), ensure_ascii=False, indent=2)
            )
            stream.write("\n")
        else:
            lines = _lines(arguments.files, results, language)
            stream.writelines(f"{line}\n" for line in lines)
    return max(_code(result) for result in results)


def _code(result: Checked | CommandError) -> ExitCode:
    if isinstance(result, CommandError):
        return result.code
    if not result.file.accepted and result.file.rows:
        return ExitCode.UNUSABLE_INPUT
    return ExitCode.REJECTED_ROWS if result.file.rejected else ExitCode.DONE


def _object(paths: Iterable[Path], results: Iterable[Checked | CommandError]) -> dict[str, object]:
    files = [
        {"file": path.name, "unusable": result.text.as_dict()}
        if isinstance(result, CommandError)
        else _checked_object(result)
        for path, result in zip(paths, results, strict=True)
    ]
    return {"format_version": FORMAT_VERSION, "files": files}


def _checked_object(one: Checked) -> dict[str, object]:
    return {
        **file_object(one.file),
        "kind": str(one.kind) if one.kind else None,
        "also_fitting": [profile.id for profile in one.others],
        "encoding": one.encoding,
        "delimiter": one.delimiter,
        "header_row": one.header_row,
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
    paths: Iterable[Path], results: Iterable[Checked | CommandError], language: Language
) -> Iterator[str]:
    for path, result in zip(paths, results, strict=True):
        yield str(path)
        told = [result.text] if isinstance(result, CommandError) else _told(result)
        for text in told:
            yield f"  {text[language]}"
        if isinstance(result, Checked):
            yield from _issue_lines(result, language)
            yield from _gap_lines(result, language)
        yield ""


def _told(one: Checked) -> Iterator[Text]:
    profile = one.file.profile
    kind = sentence("kinds", str(one.kind) if one.kind else "attendance")
    yield sentence("check", "sort", profile=profile.name, kind=kind, why=one.why)
    if not profile.verified:
        yield sentence("check", "unverified")
    if one.others:
        names = ", ".join(other.id for other in one.others)
        yield sentence("check", "others", profiles=names)
    if one.encoding is not None:
        yield _layout(one)
    counts = {
        name: number_text(getattr(one.file, name)) for name in ("rows", "accepted", "rejected")
    }
    yield sentence("check", "rows", **counts)
    if one.file.protected_refused:
        yield sentence("check", "protected", count=number_text(one.file.protected_refused))
    people = ("pupils", "guardians", "staff", "grades")
    yield sentence("check", "people", **{name: number_text(getattr(one, name)) for name in people})
    if one.first_day and one.last_day:
        yield sentence("check", "days", first=day_text(one.first_day), last=day_text(one.last_day))


def _layout(one: Checked) -> Text:
    tab = sentence("check", "tab")
    return sentence(
        "check",
        "layout",
        encoding=one.encoding or UNKNOWN,
        delimiter=tab if one.delimiter == "\t" else (one.delimiter or UNKNOWN),
        row=one.header_row or UNKNOWN,
    )


def _issue_lines(one: Checked, language: Language) -> Iterator[str]:
    for group in grouped(one.file.issues):
        first = group.first
        said = sentence("check", "error" if first.severity is Severity.ERROR else "warning")
        count = number_text(group.count)[language]
        column = f" [{first.column}]" if first.column else ""
        yield f"  {count} × {said[language]}{column}: {first.problem[language]} {first.hint[language]}"
        for issue in group.examples:
            if issue.row is not None:
                where = sentence("check", "example", row=issue.row)[language]
                yield f"      {where}{f': {issue.value}' if issue.value else ''}"


def _gap_lines(one: Checked, language: Language) -> Iterator[str]:
    if not one.has_marks:
        return
    if not one.cannot_tell:
        yield f"  {sentence('check', 'tells_all')[language]}"
        return
    yield f"  {sentence('check', 'cannot_tell')[language]}"
    for text in one.cannot_tell:
        yield f"    · {text[language]}"
