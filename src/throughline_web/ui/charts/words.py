"""Every word a chart says, handed in so that charts know no language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline_web.ui.charts.values import LessonKind


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words of the charts in one language; braces are filled by the chart.

    ``kinds`` may be replaced where a school form says it differently (Norwegian upper-secondary
    schools say *dokumentert*, not *gyldig*).
    """

    percent: str
    kinds: Mapping[LessonKind, str]
    week: str
    date: str
    lesson: str
    what: str
    absence: str
    interval: str
    between: str
    registered: str
    events: str
    not_registered: str
    coverage: str
    line: str
    band: str
    support: str
    limit: str
    goal: str
    latest: str
    by_week: str
    by_lesson: str
    too_few: str

    def share(self, share: float | None) -> str:
        """Write a share as whole per cent, half rounded up; an unknown one as not registered."""
        if share is None:
            return self.not_registered
        return self.percent.format(number=int(share * 100 + 0.5))
