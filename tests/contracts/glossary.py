"""The glossary as the tests read it: it is a document first, and the law of names second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tests.contracts.rules import ROOT

PAGE = ROOT / "docs/reference/glossary.md"
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table in the glossary."""

    cells: tuple[str, ...]


@cache
def sections() -> dict[str, tuple[Entry, ...]]:
    """Return the rows of the glossary's tables, by the heading they stand under."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        heading.strip(): _rows(body) for heading, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _rows(body: str) -> tuple[Entry, ...]:
    lines = [line for line in body.splitlines() if line.startswith("|")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[2:]]
    return tuple(Entry(row) for row in cells)


@cache
def forbidden_words() -> dict[str, str]:
    """Return each word that no name may use, with the word of the house."""
    return {
        word: CODE.sub(r"\1", entry.cells[1])
        for entry in sections()["Not these words"]
        for word in CODE.findall(entry.cells[0])
    }


@cache
def code_names() -> frozenset[str]:
    """Return every code name that the glossary explains."""
    rows = [
        entry for name, table in sections().items() if name != "Not these words" for entry in table
    ]
    return frozenset(name for entry in rows for name in CODE.findall(entry.cells[-1]))
