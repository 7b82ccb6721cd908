"""One cell of a Scandinavian school's file: numbers, minutes, times, words. Missing is never nought."""

from __future__ import annotations

import re

from throughline.sources.issues import CellFault, Severity

MISSING = frozenset({"", ".", "..", "...", "-", "–", "—", "−", "*", "null", "n/a", "#n/a", "nan"})
"""Signs that say: not known, not published, too few to show."""

_NO_TEXT = frozenset({"", ".", "..", "-", "–", "—", "null", "#n/a"})
_LONGEST_TEXT = 300
_GUARDED = re.compile(r'="([^"]*)"')
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_KILLED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE | re.ASCII)
_ABOUT = re.compile(r"(?:cirka|ca\.?|circa|omkring|about|omtrent|~|≈)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3})+(?=[.,]|$)", re.ASCII)
_BOTH_SIGNS = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+[.,]\d+", re.ASCII)
_THREE_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_DURATION = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_SPOKEN_DURATION = re.compile(
    r"(?:(\d{1,6})\s*(?:h|tim|timmar|timer|t)\.?)?\s*(?:(\d{1,8})\s*(?:m|min|minuter|minutter)\.?)?",
    re.IGNORECASE | re.ASCII,
)
_TIME = re.compile(
    r"(?:kl\.?\s*)?([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?", re.IGNORECASE | re.ASCII
)
_TIME_RANGE = re.compile(
    rf"{_TIME.pattern}\s*[-–]\s*\d?\d[:.]\d\d(?::\d\d)?", re.IGNORECASE | re.ASCII
)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_YES = frozenset({"1", "j", "ja", "y", "yes", "true", "sant", "sann", "x", "t"})
_NO = frozenset(
    {
        "0",
        "n",
        "nej",
        "nei",
        "no",
        "false",
        "falskt",
        "usann",
        "f",
        "ingen",
        "inga",
        "ej",
        "nil",
        "none",
    }
)


def bare(raw: str) -> str:
    """Return a cell without blanks around it and without Excel's guard ``="0180"``.

    Raises:
        CellFault: far longer than anything a school writes in a cell.
    """
    if len(raw) > _LONGEST_TEXT:
        raise CellFault("too_long", limit=_LONGEST_TEXT)
    stripped = raw.strip()
    guarded = _GUARDED.fullmatch(stripped)
    return guarded[1].strip() if guarded else stripped


def word(raw: str) -> str | None:
    """Return a text, or ``None`` where the cell says that there is none.

    Raises:
        CellFault: control characters, or far too long.
    """
    cell = bare(raw)
    if cell.casefold() in _NO_TEXT:
        return None
    if _CONTROL.search(cell):
        raise CellFault("control_characters")
    return " ".join(cell.split())


def identifier(raw: str) -> str | None:
    """Return an id as text, leading zeros and all.

    Raises:
        CellFault: as ``word``, or a number that a spreadsheet has rounded (``2,00112E+11``).
    """
    cell = word(raw)
    if cell is not None and _KILLED.fullmatch(cell):
        raise CellFault("killed_id")
    return cell


def number(raw: str) -> float | None:
    """Return a number written with decimal comma or point, thousand blanks, or ``cirka`` before it.

    Raises:
        CellFault: not a number; as a ``WARNING`` with its value where the source rounded it.
    """
    cell = bare(raw)
    if cell.casefold() in MISSING:
        return None
    about = _ABOUT.match(cell)
    if about:
        value = _plain_number(cell[about.end() :])
        raise CellFault("rounded_number", severity=Severity.WARNING, value=value)
    return _plain_number(cell)


def count(raw: str) -> int | None:
    """Return a whole number that is not negative.

    Raises:
        CellFault: as ``number``, or not whole, or negative.
    """
    value, about = _with_remark(raw)
    if value is None:
        return None
    if value < 0:
        raise CellFault("negative")
    if value != int(value):
        raise CellFault("not_whole")
    if about is not None:
        raise CellFault(about.code, severity=Severity.WARNING, value=int(value))
    return int(value)


def percent(raw: str) -> float | None:
    """Return a share in per cent, 0 to 100, with or without its sign.

    Raises:
        CellFault: as ``number``, or outside 0-100.
    """
    value = number(bare(raw).removesuffix("%"))
    if value is not None and not 0 <= value <= 100:
        raise CellFault("not_percent")
    return value


def minutes(raw: str, *, unit: int = 1, longest: int = 24 * 60) -> int | None:
    """Return whole minutes; ``unit`` is how many a bare number counts, ``129:25`` is hours:minutes.

    Raises:
        CellFault: not a duration, negative, or longer than ``longest``.
    """
    cell = bare(raw)
    if cell.casefold() in MISSING:
        return None
    if cell.endswith("%"):
        raise CellFault("percent_for_minutes")
    value = _duration(cell)
    remark = None
    if value is None:
        amount, remark = _with_remark(cell)
        if unit == 1 and _THREE_DECIMALS.fullmatch(cell):
            raise CellFault("thousand_or_decimal")
        value = 0 if amount is None else _half_up(amount * unit)
    if value < 0:
        raise CellFault("negative")
    if value > longest:
        raise CellFault("too_many_minutes", limit=longest)
    if remark is not None:
        raise CellFault(remark.code, severity=Severity.WARNING, value=value)
    return value


def clock(raw: str) -> str | None:
    """Return a time of day as ``08:05`` (the first of a range), or ``None`` where it is none."""
    cell = bare(raw)
    moment = _MOMENT.fullmatch(cell)
    if moment:
        return f"{moment[1]}:{moment[2]}"
    time = _TIME.fullmatch(cell) or _TIME_RANGE.fullmatch(cell)
    return f"{int(time[1]):02}:{time[2]}" if time else None


def lesson(raw: str) -> str | None:
    """Return what a lesson is known by: its start time, else its id.

    Raises:
        CellFault: as ``identifier``.
    """
    return clock(raw) or identifier(raw)


def flag(raw: str) -> bool | None:
    """Return yes, no, or not told.

    Raises:
        CellFault: neither yes nor no.
    """
    cell = bare(raw).casefold()
    if cell in _YES:
        return True
    if cell in _NO:
        return False
    if cell in MISSING:
        return None
    raise CellFault("not_yes_or_no")


def protected(raw: str) -> bool:
    """Say whether a cell marks an identity as protected.

    Anything but a plain no counts as yes: a code nobody has explained must not reveal a child.
    """
    cell = raw.strip().casefold()
    return cell not in _NO and cell not in MISSING


def _with_remark(raw: str) -> tuple[float | None, CellFault | None]:
    try:
        return number(raw), None
    except CellFault as fault:
        if fault.severity is Severity.ERROR or not isinstance(fault.value, float):
            raise
        return fault.value, fault


def _plain_number(cell: str) -> float:
    text = cell.strip()
    thousands = _THOUSANDS.match(text)
    if thousands:
        text = re.sub(r"[\s']", "", thousands[0]) + text[thousands.end() :]
    if _BOTH_SIGNS.fullmatch(text) and ("," in text and "." in text):
        mark = max(text.rfind(","), text.rfind("."))
        text = re.sub("[.,]", "", text[:mark]) + "." + text[mark + 1 :]
    text = text.replace("−", "-").replace(",", ".")
    if len(text) > 30 or not _NUMBER.fullmatch(text):
        raise CellFault("formula_for_number" if text.startswith("=") else "not_a_number")
    return float(text)


def _duration(cell: str) -> int | None:
    clocked = _DURATION.fullmatch(cell)
    if clocked:
        return int(clocked[1]) * 60 + int(clocked[2]) + (int(clocked[3] or 0) >= 30)
    spoken = _SPOKEN_DURATION.fullmatch(cell)
    if spoken and (spoken[1] or spoken[2]):
        return int(spoken[1] or 0) * 60 + int(spoken[2] or 0)
    return None


def _half_up(amount: float) -> int:
    return int(amount + 0.5) if amount >= 0 else -1
