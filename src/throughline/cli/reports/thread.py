"""The red thread of one pupil's last weeks as a small picture that needs no script and no hover."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from throughline.cli.words import sentence
from throughline.terms.language import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from throughline.records.weeks import Week
    from throughline.terms.language import Language

_WIDTH = 148.0
_HEIGHT = 40.0
_SIDE = 5.0
_TOP = 5.0
_ORDINARY_DEPTH = 0.4
"""The absence at the foot of the picture: the same for all, so that rows can be compared."""


def thread_picture(weeks: Sequence[Week], language: Language) -> str:
    """Return the picture as SVG, with all its numbers in its label."""
    label = sentence("page", "thread_label", weeks=_numbers(weeks, language))[language]
    parts = "".join(_parts(weeks))
    return (
        f'<svg class="thread" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" '
        f'aria-label="{escape(label)}">{parts}</svg>'
    )


def _numbers(weeks: Sequence[Week], language: Language) -> str:
    return ", ".join(_number(week, language) for week in weeks)


def _number(week: Week, language: Language) -> str:
    if week.absence is not None:
        return percent(week.absence.value)[language]
    return sentence("page", "week_break" if week.is_break else "week_unknown")[language]


def _parts(weeks: Sequence[Week]) -> Iterator[str]:
    places = [(index, week) for index, week in enumerate(weeks)]
    depth = max(_ORDINARY_DEPTH, *(_share(week) for week in weeks))
    yield f'<path class="level" d="M{_SIDE:g} {_TOP:g}H{_WIDTH - _SIDE:g}"/>'
    for is_known, run in groupby(places, key=lambda place: place[1].absence is not None):
        if is_known:
            yield _line([_point(index, week, len(weeks), depth) for index, week in run])
        else:
            yield from (_cross(_x(index, len(weeks))) for index, week in run if not week.is_break)
    known = [place for place in places if place[1].absence is not None]
    if known:
        x, y = _point(*known[-1], len(weeks), depth).split()
        yield f'<circle class="end" cx="{x}" cy="{y}" r="3"/>'


def _line(points: Sequence[str]) -> str:
    if len(points) == 1:
        x, y = points[0].split()
        return f'<circle class="end" cx="{x}" cy="{y}" r="1.6"/>'
    return f'<path class="line" d="M{" L".join(points)}"/>'


def _cross(x: float) -> str:
    y, half = _HEIGHT - 6, 2.5
    return (
        f'<path class="cross" d="M{x - half:.1f} {y - half:.1f}l{2 * half:g} {2 * half:g}'
        f'm0 {-2 * half:g}l{-2 * half:g} {2 * half:g}"/>'
    )


def _point(index: int, week: Week, count: int, depth: float) -> str:
    y = _TOP + (_HEIGHT - 2 * _TOP) * _share(week) / depth
    return f"{_x(index, count):.1f} {y:.1f}"


def _share(week: Week) -> float:
    return 0.0 if week.absence is None else week.absence.value


def _x(index: int, count: int) -> float:
    return _SIDE + (_WIDTH - 2 * _SIDE) * index / max(1, count - 1)
