"""The few shapes that stand beside words, drawn on a grid of 16."""

from __future__ import annotations

from throughline_web.ui.charts.svg import Picture

_RING = '<circle cx="8" cy="8" r="6.1"/>'
_SHAPES = {
    "waits": _RING + '<path d="M8 4.6V8l2.3 1.6"/>',
    "late": '<circle class="icon-solid" cx="8" cy="8" r="6.9"/><path class="icon-cut" d="M8 4.4V8l2.4 1.7"/>',
    "done": '<path d="m3 8.6 3.3 3.3L13 4.9"/>',
    "support": '<rect class="icon-solid" x="1.5" y="5" width="13" height="6" rx="3"/>',
    "plain": '<circle class="icon-solid" cx="8" cy="8" r="2.6"/>',
    "blank": '<circle cx="8" cy="8" r="6.1" stroke-dasharray="2.4 2.4"/>',
    "info": _RING + '<path d="M8 7.4v3.8M8 4.7v.1"/>',
    "error": '<path d="M5.2 1.7h5.600l3.5 3.500v5.600l-3.5 3.500H5.200l-3.5-3.500V5.200z"/><path d="M8 4.700v3.900M8 11.200v.1"/>',
    "next": '<path d="m6 3.5 4.5 4.500L6 12.5"/>',
    "previous": '<path d="M10 3.5 5.5 8l4.5 4.5"/>',
    "open": '<path d="m3.5 6 4.5 4.500L12.5 6"/>',
    "close": '<path d="m4 4 8 8m0-8-8 8"/>',
    "file": '<path d="M9 1.800H4.200v12.400h7.600V4.600zM9 1.800v2.800h2.8"/>',
    "phone": '<path d="M4.2 2 2.4 3.400c0 5.8 4.4 10.2 10.2 10.200L14 11.800l-3.1-2-1.7 1.400C7.3 10.3 5.7 8.7 4.8 6.800l1.4-1.700z"/>',
}


def icon(name: str) -> Picture:
    """Return the shape called ``name``; it is hidden from screen readers, which hear the word.

    Raises:
        KeyError: there is no such shape.
    """
    return Picture(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{_SHAPES[name]}</svg>"
    )


def icon_names() -> tuple[str, ...]:
    """Return the name of every shape."""
    return tuple(_SHAPES)
