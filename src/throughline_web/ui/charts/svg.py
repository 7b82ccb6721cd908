"""Writing SVG: numbers, text and the frame every chart shares.

No style attribute is ever written: looks live in ``charts.css``, so that dark mode, print and
a strict content security policy hold.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Widths of letters in ems, measured on Inter and rounded up; only for keeping labels apart.
_NARROW = frozenset("fijlrtI.,:;'|!()[] ")
_BROAD = frozenset("mwMWÆ%@")


class Picture(str):
    """Finished markup, whose words are already escaped; templates write it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the markup to a template engine that asks whether it must be escaped."""
        return str(self)


def number(value: float) -> str:
    """Write a coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def drawing(
    *, width: float, height: float, name: str, title: str, description: str, parts: Iterable[str]
) -> Picture:
    """Frame ``parts`` as one picture with a title and a description for those who hear it."""
    return Picture(
        f'<svg class="chart {name}" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f"{''.join(parts)}</svg>"
    )


def key(
    *, width: float, height: float, name: str, shapes: str, is_stretched: bool = False
) -> Picture:
    """Frame shapes that stand beside the words that say what they are, for eyes only."""
    stretch = ' preserveAspectRatio="none"' if is_stretched else ""
    return Picture(
        f'<svg class="chart {name}" viewBox="0 0 {number(width)} {number(height)}"{stretch} '
        f'aria-hidden="true">{shapes}</svg>'
    )


def text(x: float, y: float, words: str, *, name: str, anchor: str = "start") -> str:
    """Write words with their baseline at ``y``."""
    at = f'x="{number(x)}" y="{number(y)}"'
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{name}" {at}{side}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, *, name: str) -> str:
    """Draw a straight line."""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line class="{name}" {ends}/>'


def rect(x: float, y: float, width: float, height: float, *, name: str, radius: float = 0) -> str:
    """Draw a rectangle."""
    size = f'width="{number(max(width, 0))}" height="{number(max(height, 0))}"'
    corner = f' rx="{number(radius)}"' if radius else ""
    return f'<rect class="{name}" x="{number(x)}" y="{number(y)}" {size}{corner}/>'


def circle(x: float, y: float, radius: float, *, name: str) -> str:
    """Draw a circle."""
    at = f'cx="{number(x)}" cy="{number(y)}"'
    return f'<circle class="{name}" {at} r="{number(radius)}"/>'


def path(commands: str, *, name: str) -> str:
    """Draw a path."""
    return f'<path class="{name}" d="{commands}"/>'


def text_width(words: str, size: float) -> float:
    """Return about how wide words are when set in ``size`` pixels."""
    return size * sum(_letter_width(letter) for letter in words)


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _BROAD:
        return 0.9
    return 0.68 if letter.isupper() else 0.6
