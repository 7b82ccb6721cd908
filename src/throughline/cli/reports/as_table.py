"""The evaluation for a terminal: who has been over a limit longest first, counts at the end."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from throughline.cli.reports.columns import (
    GAP,
    LONGEST_NAME,
    joined_cells,
    short,
    terminal_width,
    width_of,
)
from throughline.cli.reports.remarks import closing_lines, named, occasions_text
from throughline.cli.words import UNKNOWN, printable, sentence, share_text
from throughline.earlywarning.reasons import reason
from throughline.terms.language import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from throughline.cli.follow_up import Followed, FollowUp
    from throughline.cli.run_facts import RunFacts

_NARROWEST = 24


def write_table(stream: TextIO, facts: RunFacts, found: FollowUp) -> None:
    """Write a heading, one block a pupil, and what is not known of whom."""
    width = terminal_width()
    stream.writelines(f"{printable(line).rstrip()}\n" for line in _lines(facts, found, width=width))


def _lines(facts: RunFacts, found: FollowUp, *, width: int) -> Iterator[str]:
    language = facts.language
    title = sentence("report", "title")[language]
    day = sentence("report", "as_of", day=day_text(facts.as_of))
    lead = sentence("page", "lead_alone", day=day) if found.pupils else day
    yield f"{title} · {lead[language]}"
    yield ""
    if found.pupils:
        yield from _rows(facts, found, width=width)
    if found.counted:
        yield from _counted(facts, found)
    yield from closing_lines(facts, found)


def _rows(facts: RunFacts, found: FollowUp, *, width: int) -> Iterator[str]:
    language = facts.language
    longest = sorted(found.pupils, key=lambda one: (one.since, -one.step, one.pupil_id))
    several = len(found.units) > 1
    heads = ["pupil", *(["school"] if several else []), "class", "since", "registered", "why"]
    cells = [_cells(facts, one, several=several) for one in longest]
    titles = [sentence("report", head)[language] for head in heads]
    widths = [max(map(width_of, column)) for column in zip(titles[:-1], *cells, strict=True)]
    widths[0] = max(widths[0], *(min(LONGEST_NAME, width_of(one.pupil_id)) for one in longest))
    rest = max(_NARROWEST, width - sum(widths) - len(GAP) * len(widths))
    yield joined_cells(titles[:-1], widths) + titles[-1]
    for row, one in zip(cells, longest, strict=True):
        below = "" if row[0] == one.pupil_id else short(one.pupil_id)
        yield from _block(row, widths, below, _reasons(one, facts, width=rest))
    yield ""


def _counted(facts: RunFacts, found: FollowUp) -> Iterator[str]:
    language = facts.language
    yield sentence("counted", "title")[language]
    rows = [
        [
            short(named(facts, one.pupil_id)),
            one.group or UNKNOWN,
            occasions_text(one.occasions)[language],
        ]
        for one in found.counted
    ]
    widths = [max(map(width_of, column)) for column in list(zip(*rows, strict=True))[:2]]
    for *cells, told in rows:
        yield joined_cells(cells, widths) + told
    yield sentence("counted", "total", occasions=occasions_text(found.occasions))[language]
    yield ""


def _cells(facts: RunFacts, one: Followed, *, several: bool) -> list[str]:
    language = facts.language
    coverage = one.flags[0].finding.coverage
    if one.recent is not None:
        coverage = one.recent.coverage
    return [
        short(named(facts, one.pupil_id)),
        *([short(one.unit_id or UNKNOWN)] if several else []),
        one.group or UNKNOWN,
        day_text(one.since)[language],
        share_text(coverage)[language],
    ]


def _reasons(one: Followed, facts: RunFacts, *, width: int) -> list[str]:
    told = []
    for flag in one.flags:
        why = reason(flag)
        parts = [part[facts.language] for part in (why.seen, why.rule) if part is not None]
        told.extend(textwrap.wrap(" ".join(parts), width))
    return told


def _block(
    row: Sequence[str], widths: Sequence[int], below: str, reasons: Sequence[str]
) -> Iterator[str]:
    """Yield one pupil's lines: the cells once, the id below the name, the reasons beside them."""
    blank = [""] * (len(widths) - 1)
    told = list(reasons) if len(reasons) > 1 or not below else [*reasons, ""]
    for number, reason_line in enumerate(told):
        cells = row if number == 0 else [below if number == 1 else "", *blank]
        yield joined_cells(cells, widths) + reason_line
