"""What is wrong with an official table, said to the person who brought it."""

from __future__ import annotations

from functools import cache

from throughline.sources.issues import RowIssue, Severity, UnreadableSource, shown_value
from throughline.terms.language import LANGUAGES, Text, same
from throughline.terms.rules import read_toml, shipped_text


class Remarks:
    """Collects the issues of one file, and no more of them than a person can use."""

    def __init__(self, file: str, *, limit: int = 1_000) -> None:
        self.file = file
        self._limit = limit
        self._issues: list[RowIssue] = []
        self._unlisted = 0

    def on_cell(self, line: int | None, column: str, value: str, code: str) -> None:
        """Refuse one cell: its figure is left out."""
        self._say(code, {}, line, column=column, value=shown_value(value, identity=False))

    def on_row(self, line: int | None, code: str, **words: object) -> None:
        """Refuse a whole row."""
        self._say(code, words, line)

    def on_file(self, code: str, **words: object) -> None:
        """Remark on the whole file, which is read all the same."""
        self._say(code, words, None, severity=Severity.WARNING)

    def taken(self) -> tuple[RowIssue, ...]:
        """Return the issues in the order of their rows, and how many were left out."""
        if self._unlisted:
            self._limit = len(self._issues) + 1
            self.on_file("more_issues", count=self._unlisted)
        return tuple(sorted(self._issues, key=lambda issue: (issue.row or 0, issue.column or "")))

    def _say(
        self,
        code: str,
        words: dict[str, object],
        line: int | None,
        *,
        column: str | None = None,
        value: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        if len(self._issues) >= self._limit:
            self._unlisted += 1
            return
        problem, hint = sentences(code, **words)
        self._issues.append(RowIssue(self.file, line, column, value, problem, hint, severity))


def unreadable(code: str, **words: object) -> UnreadableSource:
    """Return the refusal of a whole file: problem and advice as one text."""
    problem, hint = sentences(code, **words)
    return UnreadableSource(
        Text(*(f"{problem[language]} {hint[language]}".strip() for language in LANGUAGES))
    )


def sentences(code: str, **words: object) -> tuple[Text, Text]:
    """Return the problem and the advice of a code, filled."""
    problem, hint = _messages()[code]
    shown = {
        key: word if isinstance(word, Text) else same(str(word)) for key, word in words.items()
    }
    return problem.filled(**shown), hint.filled(**shown)


@cache
def _messages() -> dict[str, tuple[Text, Text]]:
    text = shipped_text("throughline.sources.official", "messages.toml")
    table = read_toml(text, name="messages.toml")
    return {
        code: (Text(**entry["problem"]), Text(**entry["hint"])) for code, entry in table.items()
    }
