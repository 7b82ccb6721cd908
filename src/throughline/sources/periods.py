"""Periods as reports name them: a month, a term, a school year, a week, or two dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from throughline.sources.cells import word
from throughline.sources.dates import within
from throughline.sources.issues import CellFault

Period = tuple[date, date]
"""First and last day."""

_TWO_DAYS = re.compile(
    r"(\d{4}-\d{2}-\d{2})\s*(?:-|–|—|/|till|til|to|t\.o\.m\.?|tom)\s*(\d{4}-\d{2}-\d{2})"
)
_MONTH = re.compile(r"(\d{4})[-/]?(\d{2})", re.ASCII)
_NAMED_MONTH = re.compile(r"([a-zåäöæø]+)\.?\s+(\d{4})", re.IGNORECASE)
_TERM = re.compile(
    r"(ht|vt|höst|høst|vår|autumn|spring)[a-zåäöæø]*\s*-?(?:20)?(\d{2})", re.IGNORECASE
)
_NUMBERED_TERM = re.compile(r"([12])\. ?(?:termin|halvår) (\d{4})/\d{2,4}", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:läsår(?:et)?:?\s*|skoleår(?:et)?:?\s*|school year\s*)?(\d{4})\s*[/–-]\s*(\d{4}|\d{2})",
    re.IGNORECASE,
)
_WEEK = re.compile(r"(\d{4})[- ]?[wv](\d{1,2})", re.IGNORECASE | re.ASCII)
_AUTUMN = frozenset({"ht", "höst", "høst", "autumn"})
_MONTH_WORDS = (
    ("januari", "januar", "january", "jan"),
    ("februari", "februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("maj", "mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augusti", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "desember", "dec", "des"),
)


def period(raw: str) -> Period | None:
    """Return the first and last day of a period, or ``None`` where the cell is empty.

    A term without dates is the half-year it lies in: autumn July to December, spring January to
    June. A school year is July to June.

    Raises:
        CellFault: not a period, or one outside the days of school life.
    """
    said = word(raw)
    if said is None:
        return None
    try:
        found = _find(said)
    except ValueError:
        raise CellFault("no_such_day") from None
    if found is None:
        raise CellFault("not_a_period")
    if found[1] < found[0]:
        raise CellFault("period_backwards")
    within(found[0])
    within(found[1])
    return found


def term_label(said: str | None) -> str | None:
    """Return a term as ``HT2025`` or ``VT2026``, any other word for it as it stands."""
    if said is None:
        return None
    numbered = _NUMBERED_TERM.fullmatch(said)
    if numbered:
        autumn = numbered[1] == "1"
        return f"HT{numbered[2]}" if autumn else f"VT{int(numbered[2]) + 1}"
    term = _TERM.fullmatch(said)
    if term is None:
        return said
    autumn = term[1].casefold() in _AUTUMN
    return f"{'HT' if autumn else 'VT'}20{term[2]}"


def period_in(title: str) -> Period | None:
    """Return the period that a title line above a table names, if it names one."""
    hits = (pattern.search(title) for pattern in (_TWO_DAYS, _TERM, _YEAR))
    found = next((hit[0] for hit in hits if hit), None)
    try:
        return period(found) if found else None
    except CellFault:
        return None


def _find(said: str) -> Period | None:
    days = _TWO_DAYS.fullmatch(said)
    if days:
        return date.fromisoformat(days[1]), date.fromisoformat(days[2])
    week = _WEEK.fullmatch(said)
    if week:
        year, number = int(week[1]), int(week[2])
        return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)
    return _term(said) or _school_year(said) or _month(said)


def _term(said: str) -> Period | None:
    term = _TERM.fullmatch(said)
    if not term:
        return None
    year = 2000 + int(term[2])
    if term[1].casefold() in _AUTUMN:
        return date(year, 7, 1), date(year, 12, 31)
    return date(year, 1, 1), date(year, 6, 30)


def _school_year(said: str) -> Period | None:
    years = _YEAR.fullmatch(said)
    if not years or int(years[2]) % 100 != (int(years[1]) + 1) % 100:
        return None
    return date(int(years[1]), 7, 1), date(int(years[1]) + 1, 6, 30)


def _month(said: str) -> Period | None:
    numbered = _MONTH.fullmatch(said)
    if numbered:
        return _whole_month(int(numbered[1]), int(numbered[2]))
    named = _NAMED_MONTH.fullmatch(said)
    if not named:
        return None
    for number, words in enumerate(_MONTH_WORDS, start=1):
        if named[1].casefold() in words:
            return _whole_month(int(named[2]), number)
    return None


def _whole_month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return first, date(year, month, monthrange(year, month)[1])
