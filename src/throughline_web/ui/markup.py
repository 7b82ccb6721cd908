"""The components that a long list draws several times a row, written without a template.

Every word is escaped here, unless it is already marked as safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from throughline_web.ui.icons import icon

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


def row(content: str, *, id: str = "") -> SafeString:  # noqa: A002 - HTML's own word
    """Write a row of a table."""
    return format_html('<tr role="row"{}>{}</tr>', _attribute("id", id), content)


def cell(content: str, *, label: str = "", kind: str = "text") -> SafeString:
    """Write a cell; the ``heading`` cell names its row, ``label`` repeats the column on a card."""
    if kind == "heading":
        return format_html('<th class="cell-heading" scope="row" role="rowheader">{}</th>', content)
    heading = _around('<span class="cell-label" aria-hidden="true">{}</span>', label)
    return format_html('<td class="cell-{}" role="cell">{}{}</td>', kind, heading, content)


def badge(text: str, tone: str) -> SafeString:
    """Write a status: a word and a shape."""
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, icon(tone), text)


def named(name: str, *, beside: str, url: str) -> SafeString:
    """Write a pupil's shown name, with a way to the page where there is one."""
    shown = format_html('<a href="{}">{}</a>', url, name) if url else format_html("<b>{}</b>", name)
    small = _around('<small class="soft">{}</small>', beside)
    return format_html('<span class="named">{}{}</span>', shown, small)


def button_link(label: str, *, href: str, kind: str, **more: str) -> SafeString:
    """Write a link that looks like a button; ``about`` is heard after the label."""
    return format_html(
        '<a class="button button-{}" href="{}"{}><span>{}{}</span>{}</a>',
        kind,
        href,
        _attribute("data-key", more.get("key", "")),
        label,
        _around('<span class="heard"> {}</span>', more.get("about", "")),
        icon(more["icon"]) if more.get("icon") else "",
    )


def _attribute(name: str, value: str) -> SafeString:
    return format_html(' {}="{}"', name, value) if value else _NOTHING


def _around(markup: str, words: str) -> SafeString:
    return format_html(markup, words) if words else _NOTHING


_NOTHING = mark_safe("")
