"""What several commands take."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING

from throughline.terms.language import LANGUAGES

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_language(parser: ArgumentParser) -> None:
    """Let a person choose the language of results and messages."""
    parser.add_argument(
        "--language", choices=LANGUAGES, default="sv", help="sv, nb or en (default: sv)"
    )


def day_of(text: str) -> date:
    """Return the day that an argument states.

    Raises:
        ArgumentTypeError: not a day written as YYYY-MM-DD.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day; write it as 2026-03-12") from None
