"""Many remarks on rows as few lines: each problem once, how often, and where first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.cli.words import number_text, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from throughline.sources import RowIssue
    from throughline.terms.language import Text


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """One problem in one column of one file: how often, and its first examples."""

    first: RowIssue
    count: int
    examples: tuple[RowIssue, ...]

    @property
    def text(self) -> Text:
        """The problem, how often it stands and where first, without any cell's value."""
        problem = sentence("issues", "problem", problem=self.first.problem, hint=self.first.hint)
        if self.first.row is None:
            return sentence("notes", "issue_file", file=self.first.file, problem=problem)
        return sentence(
            "notes",
            "issue",
            file=self.first.file,
            problem=problem,
            count=number_text(self.count),
            row=number_text(self.first.row),
        )


def grouped(issues: Iterable[RowIssue], *, examples: int = 3) -> list[IssueGroup]:
    """Return the issues as groups, errors first and the most frequent of each first."""
    groups: dict[tuple[object, ...], list[RowIssue]] = {}
    for issue in issues:
        key = (issue.file, issue.severity, issue.column, issue.problem.en)
        groups.setdefault(key, []).append(issue)
    found = [IssueGroup(told[0], len(told), tuple(told[:examples])) for told in groups.values()]
    return sorted(found, key=lambda group: (str(group.first.severity) != "error", -group.count))
