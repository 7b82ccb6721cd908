"""What a page says when it cannot say what was asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What happened, what was kept, and what to do."""

    status: int
    title: _StrOrPromise
    what_happened: _StrOrPromise
    what_to_do: _StrOrPromise
    home_url: str = "/"
