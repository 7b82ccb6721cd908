"""The parts that the printable page is made of; whatever they are given as text is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LOGO = (
    '<svg class="logo" viewBox="0 0 26 18" aria-hidden="true" focusable="false">'
    '<path d="M1.5 13.5C5 13.5 5.5 3.5 9.5 3.5s4.5 11 8.5 11c3 0 3.5-5 6.5-6.5"/></svg>'
)


def opening(*, language: str, title: str, style: str) -> str:
    """Return everything above the main heading."""
    return (
        "<!doctype html>\n"
        f'<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="robots" content="noindex, nofollow">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header class="top">{_LOGO}<span>Throughline</span></header>\n<main>'
    )


def closing(words: str) -> str:
    """Return everything below the last section."""
    return f"</main>\n<footer><p>{escape(words)}</p></footer>\n</body>\n</html>"


def heading(title: str, lead: str) -> str:
    """Return the page's heading and the line below it."""
    return f'<h1>{escape(title)}</h1>\n<p class="lead">{escape(lead)}</p>'


def facts(told: Iterable[tuple[str, str]]) -> str:
    """Return numbers with the words that say what they count."""
    items = "".join(
        f"<div><dt>{escape(words)}</dt><dd>{escape(number)}</dd></div>" for number, words in told
    )
    return f'<dl class="facts">{items}</dl>'


def table(caption: str, titles: Sequence[str], rows: Iterable[str], *, plain: bool = False) -> str:
    """Return a table of ready rows; a plain one has a heading above it and hides its caption."""
    heads = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    kind = "plain" if plain else "pupils"
    return (
        f'<table class="{kind}"><caption class="hidden">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody></table>"
    )


def row(head: str, cells: Iterable[str], titles: Sequence[str]) -> str:
    """Return one row of ready cells; on a narrow screen each cell says its own title."""
    told = "".join(
        f'<td data-title="{escape(title)}">{cell}</td>'
        for cell, title in zip(cells, titles, strict=True)
    )
    return f'<tr><th scope="row">{head}</th>{told}</tr>'


def section(title: str, *content: str) -> str:
    """Return a section with its heading."""
    return f"<section><h2>{escape(title)}</h2>{''.join(content)}</section>"


def listed(lines: Iterable[str]) -> str:
    """Return lines as a list."""
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def small(words: str) -> str:
    """Return a secondary line, or nothing where there are no words."""
    return f'<span class="small">{escape(words)}</span>' if words else ""


def note(words: str) -> str:
    """Return what stands where there is no table."""
    return f'<p class="note">{escape(words)}</p>'


def key(words: str) -> str:
    """Return the legend below the table."""
    return f'<p class="key">{escape(words)}</p>'
