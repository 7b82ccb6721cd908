"""The remarks on one file as it is read: masked, and no more of them than a person can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.sources.issues import RowIssue, Severity, sentences, shown_value

if TYPE_CHECKING:
    from throughline.sources.columns import Column
    from throughline.sources.issues import CellFault
    from throughline.terms.language import Text


class Remarks:
    """Collects the issues of one file and hands them over piece by piece."""

    def __init__(self, file: str, *, limit: int) -> None:
        self.file = file
        self.unlisted = 0
        self._left = limit
        self._waiting: list[RowIssue] = []

    def on_cell(
        self, line: int, column: Column, raw: str, fault: CellFault, *, severity: Severity
    ) -> None:
        """Remark on one cell; its value is masked where the column tells who somebody is."""
        problem, hint = sentences(fault.code, **fault.words)
        value = shown_value(raw, identity=column.field.identity)
        self._add(RowIssue(self.file, line, column.header, value, problem, hint, severity))

    def on_row(
        self, line: int, code: str, *, severity: Severity = Severity.ERROR, **words: object
    ) -> None:
        """Remark on a whole row."""
        self._add_row(line, *sentences(code, **words), severity=severity)

    def on_fault(self, line: int, fault: CellFault, *, hidden: bool = False) -> None:
        """Remark on what is wrong with a row as a whole; of a hidden row only that something is."""
        code, words = ("hidden_fault", {}) if hidden else (fault.code, fault.words)
        self._add_row(line, *sentences(code, **words), severity=fault.severity)

    def on_text(self, line: int, element: str, said: str | None, fault: CellFault) -> None:
        """Remark on an element of a message."""
        problem, hint = sentences(fault.code, **fault.words)
        value = shown_value(said, identity=False)
        self._add(RowIssue(self.file, line, element, value, problem, hint, fault.severity))

    def on_grade(self, line: int, column: Column, grade: str | None) -> None:
        """Remark on a grade that no scale knows."""
        problem, hint = sentences("unknown_grade")
        value = shown_value(grade, identity=False)
        self._add(RowIssue(self.file, line, column.header, value, problem, hint, Severity.WARNING))

    def on_file(self, code: str, *, severity: Severity = Severity.WARNING, **words: object) -> None:
        """Remark on the whole file; never left out."""
        self.say(*sentences(code, **words), severity=severity)

    def say(self, problem: Text, hint: Text, *, severity: Severity = Severity.WARNING) -> None:
        """Remark on the whole file in words that come from its profile."""
        self._waiting.append(RowIssue(self.file, None, None, None, problem, hint, severity))

    def count_unlisted(self) -> None:
        """Say how many remarks were left out, if any."""
        if self.unlisted:
            self.on_file("more_issues", count=self.unlisted)

    def take(self) -> tuple[RowIssue, ...]:
        """Return the remarks since last time, in the order of their rows."""
        taken = sorted(self._waiting, key=lambda issue: issue.row or 0)
        self._waiting.clear()
        return tuple(taken)

    def _add_row(self, line: int, problem: Text, hint: Text, *, severity: Severity) -> None:
        self._add(RowIssue(self.file, line, None, None, problem, hint, severity))

    def _add(self, issue: RowIssue) -> None:
        if self._left <= 0:
            self.unlisted += 1
            return
        self._left -= 1
        self._waiting.append(issue)
