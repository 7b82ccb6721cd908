"""What is wrong with a row or a file, said to the person who can mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from throughline.terms.language import Text, same
from throughline.terms.rules import read_toml, shipped_text

MASK = "•••"
"""What stands in an issue instead of a value that could tell who somebody is."""

_LONGEST_VALUE = 60
_TELLS_WHO = re.compile(r"\d{6}\s*[-+]?\s*\d{4,5}|\d{6}[-+]?[A-Z]{2}\d\d|\S@\S", re.ASCII)


class Severity(StrEnum):
    """Whether a row was refused or let in with a remark."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One remark on one row or on a whole file.

    ``row`` is the line a person sees in a spreadsheet or editor, from 1, and ``None`` when the
    remark is about the whole file. ``value`` is what stands there, masked where it could tell who
    somebody is. ``ERROR`` means that the row was refused, ``WARNING`` that it was accepted.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    problem: Text
    hint: Text
    severity: Severity

    def told(self) -> Text:
        """Return place, problem and advice as one line to read."""
        place = [self.file]
        if self.row is not None:
            place.append(f"{{line}} {self.row}")
        if self.column is not None:
            place.append(self.column)
        head = ", ".join(place) + (f" ({self.value})" if self.value else "")
        line = Text("rad", "linje", "row")
        return Text(
            *(
                f"{head.replace('{line}', line[language])}: "
                f"{self.problem[language]} {self.hint[language]}".rstrip()
                for language in ("sv", "nb", "en")
            )
        )


class UnreadableSource(ValueError):  # noqa: N818 - named as the person sees it, not as a fault
    """A file that cannot be used as a whole; ``text`` says why and what to do, in three languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class CellFault(ValueError):  # noqa: N818 - a fault in a cell is data, raised only inside this room
    """One cell that cannot be believed, or (``WARNING``) that is believed with a remark."""

    def __init__(
        self,
        code: str,
        *,
        severity: Severity = Severity.ERROR,
        value: object = None,
        **words: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.severity = severity
        self.value = value
        self.words = words


def unreadable(code: str, **words: object) -> UnreadableSource:
    """Return the refusal of a whole file: problem and advice as one text."""
    problem, hint = sentences(code, **words)
    return UnreadableSource(
        Text(*(f"{problem[language]} {hint[language]}".strip() for language in ("sv", "nb", "en")))
    )


def sentences(code: str, **words: object) -> tuple[Text, Text]:
    """Return the problem and the advice of a code, filled."""
    problem, hint = _messages()[code]
    shown = {
        key: word if isinstance(word, Text) else same(str(word)) for key, word in words.items()
    }
    return problem.filled(**shown), hint.filled(**shown)


def shown_value(raw: str | None, *, identity: bool) -> str | None:
    """Return a cell as an issue may show it: masked if it tells who somebody is, and never long."""
    if raw is None or raw == "":
        return raw
    head = raw[: 2 * _LONGEST_VALUE]
    if identity or _TELLS_WHO.search(head):
        return MASK
    printable = "".join(sign if sign.isprintable() else "\ufffd" for sign in head)
    return printable if len(printable) <= _LONGEST_VALUE else printable[:_LONGEST_VALUE] + "…"


@cache
def _messages() -> dict[str, tuple[Text, Text]]:
    table = read_toml(shipped_text("throughline.sources", "messages.toml"), name="messages.toml")
    return {code: (_text(entry["problem"]), _text(entry["hint"])) for code, entry in table.items()}


def _text(entry: dict[str, Any]) -> Text:
    return Text(sv=entry["sv"], nb=entry["nb"], en=entry["en"])
