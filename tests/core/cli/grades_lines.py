"""Grades files from lines such as ``SV:E EN:F``, and the command run on them."""

from __future__ import annotations

HEADER = "elev;ämne;betyg"
CORE = "SV:E EN:E MA:E"
SOCIAL = "GE:E HI:E RE:E SH:E"
SCIENCE = "BI:E FY:E KE:E"
PRACTICAL = "BL:E HKK:E IDH:E MU:E SL:E TK:E MLSOM:E M1GER:E SM:E"
AS_OF = ("--as-of", "2026-05-25")


def practical(count):
    """So many passes that no programme asks for by name."""
    return " ".join(PRACTICAL.split()[:count])


def grade_rows(*lines, pupil="elin"):
    """The rows of one pupil's grades."""
    pairs = [pair.split(":") for line in lines for pair in line.split()]
    return [f"{pupil};{subject};{grade}" for subject, grade in pairs]


def grades(desk, *rows, words=(), header=HEADER, country="se", encoding="utf-8"):
    """Run ``grades`` on rows and read its JSON."""
    path = desk.file("grades.csv", *rows, header=header, encoding=encoding)
    asked = words if "--as-of" in words else (*AS_OF, *words)
    return desk.run("grades", path, "--country", country, "--format", "json", *asked)


def elin(ran):
    """The only pupil of a run."""
    (pupil,) = ran.json["pupils"]
    return pupil


def opened(pupil):
    """The families that are open to a pupil."""
    return {family for family, is_open in pupil["eligible"].items() if is_open}
