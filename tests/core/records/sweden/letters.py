"""A pupil's grades written in one line: ``letters("SV:E EN:F BL:A")``."""

from __future__ import annotations

from datetime import date

from throughline.terms.people import GradeRow

SPRING = date(2026, 5, 25)
CORE = "SV:E EN:E MA:E"
SOCIAL = ("GE", "HI", "RE", "SH")
SCIENCE = ("BI", "FY", "KE")
PRACTICAL = ("BL", "HKK", "IDH", "MU", "SL", "TK", "MLSOM", "M1GER", "SM")


def letter(subject: str, grade: str, **more: object) -> GradeRow:
    return GradeRow("p1", subject, grade, passed=None, **more)


def letters(*lines: str) -> list[GradeRow]:
    """The grades of lines such as ``SV:E EN:F``."""
    pairs = [pair.split(":") for line in lines for pair in line.split()]
    return [letter(subject, grade) for subject, grade in pairs]


def passed(*subjects: str, grade: str = "E") -> str:
    """The same grade in each subject, as a line."""
    return " ".join(f"{subject}:{grade}" for subject in subjects)


def practical(count: int, grade: str = "E") -> str:
    """So many passes that no programme asks for by name."""
    return passed(*PRACTICAL[:count], grade=grade)
