"""The shape of each kind of lesson; shapes differ, so that colour is never needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg
from throughline_web.ui.charts.svg import number
from throughline_web.ui.charts.values import LessonKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# A mark of size 1 fits a cell of this width.
FULL_CELL = 8.6
KEY_SIZE = 14.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One lesson in the picture: what is known of it, and the middle of its cell."""

    kind: LessonKind
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """One move of the pen: where it begins from the middle of the cell, and what it draws."""

    right: float
    down: float
    commands: str


def draw_marks(marks: Iterable[Mark], *, size: float) -> str:
    """Draw all marks, gathered into one path for each way of drawing.

    A year of lessons is thousands of marks; gathered, they are a few kilobytes.
    """
    strokes = {kind: _strokes(kind, size) for kind in LessonKind}
    gathered: dict[str, list[str]] = {}
    for mark in marks:
        for name, stroke in strokes[mark.kind]:
            start = f"M{mark.x + stroke.right:.1f} {mark.y + stroke.down:.1f}"
            gathered.setdefault(name, []).append(start + stroke.commands)
    return "".join(svg.path("".join(shapes), name=name) for name, shapes in gathered.items())


def draw_key(kind: LessonKind) -> svg.Picture:
    """Draw one mark alone, for the legend; the words beside it say what it is."""
    middle = KEY_SIZE / 2
    mark = draw_marks([Mark(kind, middle, middle)], size=1)
    return svg.key(width=KEY_SIZE, height=KEY_SIZE, name="key", shapes=mark)


def cross(x: float, y: float, reach: float) -> str:
    """Return the commands of a cross."""
    return "".join(
        f"M{number(x + stroke.right)} {number(y + stroke.down)}{stroke.commands}"
        for stroke in _cross(reach)
    )


def _strokes(kind: LessonKind, size: float) -> tuple[tuple[str, Stroke], ...]:
    return tuple((name, stroke) for name, shape in _SHAPES[kind] for stroke in shape(size))


def _dot(size: float) -> tuple[Stroke, ...]:
    return _box(-1.4 * size, -1.4 * size, 2.8 * size, 2.8 * size)


def _hollow_bar(size: float) -> tuple[Stroke, ...]:
    # The stroke lies half inside, so that hollow and solid bars look equally large.
    return _box(-2.4 * size, -4.7 * size, 4.8 * size, 9.4 * size)


def _solid_bar(size: float) -> tuple[Stroke, ...]:
    return _box(-3.1 * size, -5.4 * size, 6.2 * size, 10.8 * size)


def _lower_half(size: float) -> tuple[Stroke, ...]:
    return _box(-3.1 * size, 0, 6.2 * size, 5.4 * size)


def _wedge(size: float) -> tuple[Stroke, ...]:
    reach = 3.6 * size
    side = number(2 * reach)
    return (Stroke(-reach, reach, f"h{side}v-{side}z"),)


def _ring(size: float) -> tuple[Stroke, ...]:
    reach = 3.3 * size
    arc = f"a{number(reach)} {number(reach)} 0 1 1 "
    across = number(2 * reach)
    return (Stroke(-reach, 0, f"{arc}{across} 0{arc}-{across} 0"),)


def _diamond(size: float) -> tuple[Stroke, ...]:
    far = number(3.6 * size)
    return (Stroke(0, -3.6 * size, f"l{far} {far}l-{far} {far}l-{far} -{far}z"),)


def _small_cross(size: float) -> tuple[Stroke, ...]:
    return _cross(2.8 * size)


def _cross(reach: float) -> tuple[Stroke, ...]:
    across = number(2 * reach)
    return (
        Stroke(-reach, -reach, f"l{across} {across}"),
        Stroke(reach, -reach, f"l-{across} {across}"),
    )


def _box(right: float, down: float, width: float, height: float) -> tuple[Stroke, ...]:
    around = f"h{number(width)}v{number(height)}h-{number(width)}z"
    return (Stroke(right, down, around),)


_SHAPES: dict[LessonKind, tuple[tuple[str, Callable[[float], tuple[Stroke, ...]]], ...]] = {
    LessonKind.PRESENT: (("mark-dot", _dot),),
    LessonKind.EXCUSED: (("mark-hollow", _hollow_bar),),
    LessonKind.UNEXCUSED: (("mark-solid", _solid_bar),),
    LessonKind.UNRESOLVED: (("mark-hollow", _hollow_bar), ("mark-solid", _lower_half)),
    LessonKind.LATE: (("mark-wedge", _wedge),),
    LessonKind.DISTANCE: (("mark-ring", _ring),),
    LessonKind.OTHER: (("mark-diamond", _diamond),),
    LessonKind.NOT_REGISTERED: (("mark-cross", _small_cross),),
}
