"""Importing 100,000 lesson rows into SQLite, beside reading the same file with a plain csv loop.

Run as ``python -m benchmarks.importing [ROWS]``. The import is the ordinary one: sealed upload,
dry run, pupils and classes, marks, pupil-days, publishing. The loop only parses the text.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROWS = 100_000
_HEAD = (
    "elev-id;datum;skola;klass;lektion;ämne;lektionstid (min);närvaro (min);"
    "giltig frånvaro (min);ogiltig frånvaro (min)"
)
_LESSONS = (
    ("08:10", "Matematik"),
    ("09:20", "Svenska"),
    ("10:40", "Engelska"),
    ("12:30", "Idrott"),
    ("13:40", "Bild"),
)


def main(rows: int = _ROWS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bring = _desk(Path(folder))
        # What is imported at first use is no part of a row's price.
        bring(_written(Path(folder) / "first.csv", 100))
        file = _written(Path(folder) / "lessons.csv", rows)
        loop = min(cpu_seconds(lambda: read_plainly(file)) for _ in range(3))
        imported = cpu_seconds(lambda: bring(file))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"plain csv loop    {loop:8.2f} s of processor  {rows / loop:12,.0f} rows/s")
    print(f"ordinary import   {imported:8.2f} s of processor  {rows / imported:12,.0f} rows/s")
    print(f"ratio             {imported / loop:8.1f}   peak memory {peak} MB   rows {rows:,}")


def _written(file: Path, rows: int) -> Path:
    pupils = max(rows // 500, 1)
    first = date(2026, 1, 7)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        out.write(f"{_HEAD}\r\n")
        for number in range(rows):
            lesson, rest = number % 5, number // 5
            day, pupil = first + timedelta(days=rest // pupils), rest % pupils
            at, subject = _LESSONS[lesson]
            present = 0 if number % 11 == 0 else 60
            out.write(
                f"e{pupil:05};{day};Björkskolan;{7 + pupil % 3}{'ABC'[pupil % 3]};{at};{subject};"
                f"60;{present};0;{60 - present}\r\n"
            )
    return file


def read_plainly(file: Path) -> int:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return sum(len(row) for row in csv.reader(lines, delimiter=";"))


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _desk(folder: Path) -> Callable[[Path], None]:
    """Return the import desk of an empty site in a folder, as one call a file."""
    os.environ["THROUGHLINE_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "throughline_web.config.settings.demo"
    import django  # noqa: PLC0415 - after its settings have been named

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after Django's start

    from tests.web.factories import a_municipality, a_school  # noqa: PLC0415 - the same
    from throughline_web.organisations.clock import now, today  # noqa: PLC0415 - the same
    from throughline_web.organisations.members import SYSTEM  # noqa: PLC0415 - the same
    from throughline_web.sources.actions import import_file  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    organiser = a_municipality()
    a_school(organiser=organiser)

    def bring(file: Path) -> None:
        with file.open("rb") as stream:
            run = import_file(
                by=SYSTEM,
                organiser_id=organiser.pk,
                stream=stream,
                name=file.name,
                on=today(),
                now=now,
            )
        assert run.state == "live", (run.state, run.failure_text)

    return bring


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
