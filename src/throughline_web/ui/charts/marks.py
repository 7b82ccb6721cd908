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


def draw_marks(marks: Iterable[Mark], *, size: float) -> str:
    """Draw all marks, gathered into one path for each way of drawing.

    A year of lessons is thousands of marks; gathered, they are a few kilobytes.
    """
    gathered: dict[str, list[str]] = {}
    for mark in marks:
        for name, shape in _SHAPES[mark.kind]:
            gathered.setdefault(name, []).append(shape(mark.x, mark.y, size))
    return "".join(svg.path("".join(shapes), name=name) for name, shapes in gathered.items())


def draw_key(kind: LessonKind) -> svg.Picture:
    """Draw one mark alone, for the legend; the words beside it say what it is."""
    middle = KEY_SIZE / 2
    mark = draw_marks([Mark(kind, middle, middle)], size=1)
    return svg.key(width=KEY_SIZE, height=KEY_SIZE, name="key", shapes=mark)


def cross(x: float, y: float, reach: float) -> str:
    """Return the commands of a cross."""
    left, right = number(x - reach), number(x + reach)
    top, foot = number(y - reach), number(y + reach)
    return f"M{left} {top}L{right} {foot}M{right} {top}L{left} {foot}"


def _dot(x: float, y: float, size: float) -> str:
    half = 1.4 * size
    return _box(x - half, y - half, 2 * half, 2 * half)


def _hollow_bar(x: float, y: float, size: float) -> str:
    # The stroke lies half inside, so that hollow and solid bars look equally large.
    return _box(x - 2.4 * size, y - 4.7 * size, 4.8 * size, 9.4 * size)


def _solid_bar(x: float, y: float, size: float) -> str:
    return _box(x - 3.1 * size, y - 5.4 * size, 6.2 * size, 10.8 * size)


def _lower_half(x: float, y: float, size: float) -> str:
    return _box(x - 3.1 * size, y, 6.2 * size, 5.4 * size)


def _wedge(x: float, y: float, size: float) -> str:
    reach = 3.6 * size
    side = number(2 * reach)
    return f"M{number(x - reach)} {number(y + reach)}h{side}v-{side}z"


def _ring(x: float, y: float, size: float) -> str:
    reach = 3.3 * size
    arc = f"a{number(reach)} {number(reach)} 0 1 1 "
    across = number(2 * reach)
    return f"M{number(x - reach)} {number(y)}{arc}{across} 0{arc}-{across} 0"


def _diamond(x: float, y: float, size: float) -> str:
    reach = 3.6 * size
    far = number(reach)
    return f"M{number(x)} {number(y - reach)}l{far} {far}l-{far} {far}l-{far} -{far}z"


def _cross(x: float, y: float, size: float) -> str:
    return cross(x, y, 2.8 * size)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h-{number(width)}z"


_SHAPES: dict[LessonKind, tuple[tuple[str, Callable[[float, float, float], str]], ...]] = {
    LessonKind.PRESENT: (("mark-dot", _dot),),
    LessonKind.EXCUSED: (("mark-hollow", _hollow_bar),),
    LessonKind.UNEXCUSED: (("mark-solid", _solid_bar),),
    LessonKind.UNRESOLVED: (("mark-hollow", _hollow_bar), ("mark-solid", _lower_half)),
    LessonKind.LATE: (("mark-wedge", _wedge),),
    LessonKind.DISTANCE: (("mark-ring", _ring),),
    LessonKind.OTHER: (("mark-diamond", _diamond),),
    LessonKind.NOT_REGISTERED: (("mark-cross", _cross),),
}
