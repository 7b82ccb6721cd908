"""``{% load ui %}``: the components, each a small template in ``ui/components/``.

Those that a long list draws several times a row are written in ``ui/markup.py`` instead: a
template a cell costs more than the questions behind the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string

from throughline_web.ui import icons, markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.messages.storage.base import Message
    from django.forms import BoundField
    from django.template import Context
    from django.utils.safestring import SafeString

    from throughline_web.ui.charts.svg import Picture
    from throughline_web.ui.elements import (
        Column,
        Crumb,
        DataTable,
        Fact,
        KeyHelp,
        Pill,
        Stage,
        Tab,
        Turner,
    )

register = template.Library()

_TONE_OF_LEVEL = {"success": "done", "warning": "waits", "error": "error"}


def _drawn(name: str, /, **values: object) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", values)


@register.simple_tag
def icon(name: str) -> Picture:
    """Draw a shape beside a word."""
    return icons.icon(name)


@register.simple_tag
def button(label: str, href: str = "", kind: str = "outlined", **more: str) -> SafeString:
    """Draw a link when ``href`` is given, otherwise a button.

    ``kind``: ``filled`` (at most one a row or card), ``outlined`` or ``quiet``. Also: ``type``
    (``submit``), ``name`` with ``value``, ``form``, ``opens`` or ``closes`` (the id of a
    dialog), ``key`` (a keyboard key), ``icon``, and ``about``: words that only a screen reader
    hears after the label ("Ta ställning" about "Nora Blom").
    """
    if href:
        return markup.button_link(label, href=href, kind=kind, **more)
    popover = more.get("opens") or more.get("closes")
    kind_of_button = "button" if popover else "submit"
    action = "show" if more.get("opens") else "hide"
    values = {"type": kind_of_button, "popover": popover, "popover_action": action, **more}
    return _drawn("button", label=label, kind=kind, **values)


@register.simple_tag
def badge(text: str, tone: str = "plain") -> SafeString:
    """Draw a status: a word and a shape.

    ``tone``: ``waits`` and ``late`` (ochre), ``done`` and ``support`` (green), ``plain``,
    ``blank`` (nothing decided).
    """
    return markup.badge(text, tone)


@register.inclusion_tag("ui/components/pills.html")
def pills(label: str, pills: Sequence[Pill]) -> dict[str, object]:
    """Draw ready filters as links; ``label`` names the group for screen readers."""
    return {"label": label, "pills": pills}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(label: str, tabs: Sequence[Tab]) -> dict[str, object]:
    """Draw several views of the same thing as links."""
    return {"label": label, "tabs": tabs}


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(crumbs: Sequence[Crumb], label: str = "") -> dict[str, object]:
    """Draw the way to this page; ``label`` renames it for screen readers."""
    return {"crumbs": crumbs, "label": label}


@register.inclusion_tag("ui/components/facts.html")
def facts(facts: Sequence[Fact]) -> dict[str, object]:
    """Draw terms and what holds for them."""
    return {"facts": facts}


@register.inclusion_tag("ui/components/turner.html")
def turner(turner: Turner, label: str = "") -> dict[str, object]:
    """Draw previous and next page of a long list; a second one on a page needs a ``label``."""
    return {"turner": turner, "label": label}


@register.inclusion_tag("ui/components/steps.html")
def steps(label: str, stages: Sequence[Stage]) -> dict[str, object]:
    """Draw stages along the red thread."""
    return {"label": label, "stages": stages}


@register.inclusion_tag("ui/components/empty_state.html", name="empty")
@register.inclusion_tag("ui/components/empty_state.html")
def empty_state(
    title: str, advice: str = "", action_label: str = "", action_url: str = ""
) -> dict[str, object]:
    """Draw an empty state: what is not here, and what to do next."""
    return {
        "title": title,
        "advice": advice,
        "action_label": action_label,
        "action_url": action_url,
    }


@register.inclusion_tag("ui/components/progress.html")
def progress(
    label: str, value: int | None = None, total: int = 100, text: str = "", poll_url: str = ""
) -> dict[str, object]:
    """Draw how far a job has come; None means that nobody knows yet.

    With ``poll_url`` the component asks that address every other second and puts the answer
    in its own place; an answer without ``poll_url`` ends the asking.
    """
    return {"label": label, "value": value, "total": total, "text": text, "poll_url": poll_url}


@register.inclusion_tag("ui/components/keys.html", takes_context=True)
def keys(context: Context, keys: Sequence[KeyHelp]) -> dict[str, object]:
    """Say which keys work here, with a way to turn them off (WCAG 2.1.4)."""
    return {
        "keys": keys,
        "chrome": context.get("chrome"),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def named(name: str, beside: str = "", url: str = "") -> SafeString:
    """Draw a pupil's shown name with class and mentor beside it.

    For a pupil with protected identity the caller gives the cover name and nothing beside;
    nothing in the drawing tells the two apart.
    """
    return markup.named(name, beside=beside, url=url)


@register.inclusion_tag("ui/components/field.html")
def field(field: BoundField) -> dict[str, object]:
    """Draw one field of a form with its label, hint and errors."""
    return {"field": field}


@register.inclusion_tag("ui/components/data_table.html")
def data_table(table: DataTable) -> dict[str, object]:
    """Draw a table of ready-made words."""
    return {"table": table}


@register.inclusion_tag("ui/components/notice.html")
def notice(content: str, tone: str = "info", title: str = "") -> dict[str, object]:
    """Draw a message: ``info``, ``done``, ``waits`` or ``error``."""
    return {"content": content, "tone": tone, "title": title}


@register.inclusion_tag("ui/components/notice.html")
def told(message: Message) -> dict[str, object]:
    """Draw what an action told the person through Django's messages."""
    tone = _TONE_OF_LEVEL.get(message.level_tag, "info")
    return {"content": message.message, "tone": tone, "title": "", "is_live": True}


@register.simple_block_tag(end_name="endnote")
def note(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Draw a message that holds more than one sentence."""
    return _drawn("notice", content=content, tone=tone, title=title, is_block=True)


@register.simple_block_tag(end_name="endpage_head")
def page_head(content: str, title: str, lead: str = "") -> SafeString:
    """Draw the page's title and lead; the content is its actions."""
    return _drawn("page_head", content=content if content.strip() else "", title=title, lead=lead)


@register.simple_block_tag(end_name="endpanel")
def panel(content: str, title: str = "", aside: str = "", level: int = 2) -> SafeString:
    """Draw a panel; ``aside`` stands opposite its title."""
    return _drawn("panel", content=content, title=title, aside=aside, heading=f"h{level}")


@register.simple_block_tag(end_name="enddropdown")
def dropdown(content: str, label: str, group: str = "") -> SafeString:
    """Draw a pill that opens a small panel; of one ``group`` only one is open at a time."""
    return _drawn("dropdown", content=content, label=label, group=group)


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002 - HTML's own word
    """Draw a dialog that ``{% button opens=id %}`` opens without JavaScript."""
    return _drawn("dialog", content=content, id=id, title=title)


@register.simple_block_tag(end_name="endtable")
def table(content: str, caption: str, columns: Sequence[Column]) -> SafeString:
    """Draw a table whose rows become cards where there is little room."""
    return _drawn("table", content=content, caption=caption, columns=columns)


@register.simple_block_tag(end_name="endrow")
def row(content: str, id: str = "") -> SafeString:  # noqa: A002 - HTML's own word
    """Draw a row of ``table``."""
    return markup.row(content, id=id)


@register.simple_block_tag(end_name="endcell")
def cell(content: str, label: str = "", kind: str = "text") -> SafeString:
    """Draw a cell of ``row``; ``label`` repeats the column's heading on a card.

    ``kind``: ``heading`` (the cell that names the row), ``text``, ``short`` (never broken),
    ``number``, ``chart``, ``action`` or ``wide`` (the whole width of a card).
    """
    return markup.cell(content, label=label, kind=kind)
