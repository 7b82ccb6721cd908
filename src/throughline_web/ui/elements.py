"""The small frozen values that pages hand to components."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page; the last one has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pill:
    """One ready filter, and how many rows it leaves."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing, as a link."""

    label: str
    url: str
    is_current: bool = False


class ColumnKind(StrEnum):
    """What a column holds, which decides how it is set."""

    TEXT = "text"
    SHORT = "short"
    NUMBER = "number"
    CHART = "chart"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``is_heard`` keeps its heading for screen readers alone."""

    label: str
    kind: ColumnKind = ColumnKind.TEXT
    is_heard: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of ready-made words; the first cell of each row names the row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One term and what holds for it; an empty value is drawn as a visible blank."""

    term: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Turner:
    """Where one stands in a list of many pages; an empty address means there is none."""

    text: str
    previous_url: str = ""
    next_url: str = ""


class StageState(StrEnum):
    """How far a stage has come."""

    DONE = "done"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage along the red thread of a plan, an import or an application."""

    label: str
    state: StageState
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What ``ui/error.html`` says, as ``page``, when a page cannot be shown.

    ``what_was_kept`` says what is saved or unchanged; it is empty when nothing was at stake.
    """

    status: int
    title: str
    what_happened: str
    what_to_do: str
    home_url: str = "/"
    what_was_kept: str = ""


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A keyboard key that presses a button of the page, and what the button does."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail as its templates see it.

    ``reason`` says why the person gets it, ``sender`` which school or municipality sends it.
    """

    subject: str
    sender: str
    reason: str
    action_label: str = ""
    action_url: str = ""
