"""Reading generic lesson rows, beside a plain loop of Python's own CSV reader over the same file.

The plain loop only parts the cells. Reading also tells encoding and delimiter, finds the columns,
turns dates and minutes into numbers, checks every row, finds repeats, and packs marks.

    python -m benchmarks.reading [--rows 100000]
"""

from __future__ import annotations

import csv
import io
from argparse import ArgumentParser
from time import process_time

from benchmarks._made_up import portions
from throughline.sources import SourceFile, load_profile, read
from throughline.terms.carrier import to_marks

HEADER = (
    "elev-id;datum;skola;klass;lektion;ämne;lektionstid;närvaro;giltig frånvaro;"
    "ogiltig frånvaro;oanmäld frånvaro;annan skolaktivitet;sen ankomst;distans"
)
MINUTES = ("offered", "present", "excused", "unexcused", "unresolved", "other", "late", "distance")
PER = 100_000


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=PER)
    content = lesson_rows(parser.parse_args().rows)

    rows, plain = plain_loop(content)
    accepted, ours = reading(content)
    if rows != accepted:
        raise SystemExit(f"The rows differ: {accepted} here, {rows} in the plain loop.")

    print(f"{rows:,} rows, {len(content) / 1e6:.1f} MB, all accepted")
    print(f"{'':34}{'seconds':>9}{'per 100,000 rows':>20}{'ratio':>8}")
    for name, seconds in (("sources.read", ours), ("csv.reader alone", plain)):
        print(f"{name:34}{seconds:9.2f}{seconds * PER / rows:20.2f}{seconds / plain:8.1f}")


def lesson_rows(count: int) -> bytes:
    """Return a file of about so many lesson rows, as a Swedish school would export it."""
    lines = [HEADER]
    for portion in portions(count):
        place = portion.pupils[0]
        for mark in to_marks(portion.marks):
            minutes = [getattr(mark, name) for name in MINUTES]
            cells = ["" if value is None else str(value) for value in minutes]
            head = (
                place.pupil_id,
                str(mark.starts_on),
                place.unit_id,
                place.class_name,
                mark.slot,
                "MA",
            )
            lines.append(";".join((*head, *cells)))
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def plain_loop(content: bytes) -> tuple[int, float]:
    started = process_time()
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    rows = sum(1 for _ in csv.reader(text, delimiter=";")) - 1
    return rows, process_time() - started


def reading(content: bytes) -> tuple[int, float]:
    profile = load_profile("generic-lesson-rows")
    started = process_time()
    source = SourceFile("lessons.csv", io.BytesIO(content))
    accepted = sum(portion.accepted for portion in read(source, profile))
    return accepted, process_time() - started


if __name__ == "__main__":
    main()
