"""Grades read and worked out, beside a plain loop of Python's own CSV reader over the same file.

The plain loop only parts the cells. The command also tells encoding and delimiter, finds the
columns, checks every row, gathers the pupils, and works out merit value and eligibility.

    python -m benchmarks.grades [--rows 100000]
"""

from __future__ import annotations

import csv
import io
from argparse import ArgumentParser
from datetime import date
from random import Random
from time import process_time

from throughline.cli.grades_reading import GradeBook
from throughline.cli.grades_sweden import evaluate
from throughline.sources import ReadOptions, SourceFile, load_profile, read

SUBJECTS = "SV EN MA BI FY KE GE HI RE SH BL HKK IDH MU SL TK M2".split()  # noqa: SIM905 - a row
LETTERS = "AABBBCCCCCDDDDDEEEEEEF"
ON = date(2026, 6, 9)
PER = 100_000


def main() -> None:
    """Print the seconds of each step, and their ratio to the plain loop."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=PER)
    content = grade_rows(parser.parse_args().rows)

    rows, plain = plain_loop(content)
    book, reading = gathered(content)
    worked_out, working = evaluated(book)
    if rows != sum(1 for _ in book.rows()) or worked_out != len(book.pupils):
        raise SystemExit(f"The rows differ from the {rows} of the plain loop.")

    print(f"{rows:,} rows, {len(book.pupils):,} pupils, {len(content) / 1e6:.1f} MB")
    print(f"{'':34}{'seconds':>9}{'per 100,000 rows':>20}{'ratio':>8}")
    steps = (
        ("read and gathered", reading),
        ("merit value and eligibility", working),
        ("together", reading + working),
        ("csv.reader alone", plain),
    )
    for name, seconds in steps:
        print(f"{name:34}{seconds:9.2f}{seconds * PER / rows:20.2f}{seconds / plain:8.1f}")


def grade_rows(count: int) -> bytes:
    """Return a file of about so many grades, as a Swedish school would export it."""
    dice = Random(1)
    lines = ["elev-id;skola;klass;termin;ämne;betyg;betygsdatum"]
    for pupil in range(count // len(SUBJECTS)):
        head = f"elev-{pupil:06};Ekbackaskolan;9A;VT 2026"
        lines += [f"{head};{subject};{dice.choice(LETTERS)};{ON}" for subject in SUBJECTS]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def plain_loop(content: bytes) -> tuple[int, float]:
    """Return how many rows the plain loop parted, and in how many seconds."""
    started = process_time()
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    rows = sum(1 for _ in csv.reader(text, delimiter=";")) - 1
    return rows, process_time() - started


def gathered(content: bytes) -> tuple[GradeBook, float]:
    """Return the pupils with their rows, and how many seconds they took."""
    profile, options, book = load_profile("grades"), ReadOptions(country="se"), GradeBook()
    started = process_time()
    source = SourceFile("grades.csv", io.BytesIO(content))
    for portion in read(source, profile, options=options):
        book.take(portion)
    book.close()
    return book, process_time() - started


def evaluated(book: GradeBook) -> tuple[int, float]:
    """Return how many pupils were worked out, and in how many seconds."""
    started = process_time()
    count = sum(1 for _ in evaluate(book, on=ON, declared={}))
    return count, process_time() - started


if __name__ == "__main__":
    main()
