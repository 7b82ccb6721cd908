"""Half a million rows over HTTP to the packaged site, while people read: bounded, and unnoticed."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.installation.calling import Caller, come_in, invite
from tests.installation.memory import peaks_of
from tests.installation.operating import ADMINISTRATOR, Installation
from tests.installation.packaging import packaged_program
from tests.installation.postbox import postbox
from tests.installation.reading import readers
from tests.stages.outcome import note

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "elev-id;datum;skola;klass;lektion;lektionstid (min);närvaro (min);ogiltig frånvaro (min)"
PUPILS = 1250
LESSONS = 5
# Days of the small file and of the large one: 100,000 rows and 500,000, of as many pupils.
FEW, MANY = 16, 80
PRINCIPAL = "rektor@example.se"
# Megabytes. The site of a whole municipality runs on a machine with 4 GB.
MOST = 600
# Five times the rows may need somewhat more than half as much memory again, and no more: a school
# is judged at once, whatever file its rows came in.
GROWTH = 1.6
LONGEST = 900


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    with postbox(tmp_path_factory.mktemp("postbox")) as opened:
        yield opened


@pytest.fixture(scope="module")
def installation(box, tmp_path_factory):
    program = packaged_program(tmp_path_factory.mktemp("package"))
    installation = Installation(tmp_path_factory.mktemp("large") / "site", program, box.told)
    founded = installation.init()
    assert founded.returncode == 0, founded.stderr
    return installation


@pytest.mark.heavy
def test_half_a_million_rows_go_live_while_people_read(installation, box, tmp_path, capsys):
    few = a_file(tmp_path / "few.csv", "Lindskolan", FEW)
    many = a_file(tmp_path / "many.csv", "Granskolan", MANY)
    with installation.serving() as (port, serving):
        administrator = a_caller(port, box, ADMINISTRATOR)
        first = imported(administrator, few, installation)
        after_few = peaks_of(serving)
        principal = a_principal(port, box, administrator)
        paths = pages_of_the_school(principal)
        with readers([principal, principal], paths) as readings:
            second = imported(administrator, many, installation)
        after_many = peaks_of(serving)

    with capsys.disabled():
        say(first, second, after_few, after_many, readings)
    assert readings.errors == [], (installation.folder / "server.log").read_text()
    assert len(readings.seconds) > len(paths)
    assert rows_in_use(installation) == {"few.csv": 100_000, "many.csv": 500_000}
    assert max(after_many.worker, after_many.web) < MOST
    assert after_many.worker < GROWTH * after_few.worker
    assert after_many.web < GROWTH * after_few.web


def a_file(file: Path, school: str, days: int) -> Path:
    """Write the lessons of a school's pupils on the latest weekdays, some of them missed."""
    with file.open("w", encoding="utf-8") as rows:
        rows.write(f"{HEAD}\n")
        for day in latest_weekdays(days):
            rows.writelines(lessons_of_a_day(day, school))
    return file


def latest_weekdays(count: int) -> list[date]:
    today = datetime.fromtimestamp(time.time(), UTC).date()
    days = (today - timedelta(days=ago) for ago in range(1, 2 * count))
    return sorted([day for day in days if day.weekday() < 5][:count])


def lessons_of_a_day(day: date, school: str):
    for pupil in range(PUPILS):
        for lesson in range(LESSONS):
            missed = 60 if (pupil + day.toordinal() + lesson) % (7 + pupil % 90) == 0 else 0
            start = f"{8 + lesson:02}:10"
            yield (
                f"{school[:4]}-{pupil};{day};{school};{pupil % 10}A;{start};60;{60 - missed};{missed}\n"
            )


def a_caller(port, box, email) -> Caller:
    (letter,) = box.to(email)
    (link,) = re.findall(r"https://\S+", letter.get_content())
    caller = Caller(port)
    come_in(caller, link, email)
    return caller


def a_principal(port, box, administrator) -> Caller:
    invite(administrator, PRINCIPAL, role="principal", unit="Lindskolan")
    return a_caller(port, box, PRINCIPAL)


def pages_of_the_school(principal: Caller) -> list[str]:
    worklist = principal.get("/att-folja-upp/").text
    pupils = sorted(set(re.findall(r'href="(/elever/[0-9a-f-]{36}/)"', worklist)))[:5]
    assert pupils, "Nobody is on the worklist."
    return ["/", "/att-folja-upp/", "/klasser/", "/skolan/", *pupils]


def imported(caller: Caller, file: Path, installation: Installation) -> float:
    """Bring a file, say yes to it, and return the seconds until it was in use."""
    started = time.monotonic()
    run = caller.send_file("/import/filer/", file, page=caller.get("/import/"), name="brought")
    assert re.fullmatch(r"/import/[0-9a-f-]{36}/", run.path), run.text
    wait_until("checked", file, installation)
    caller.post(f"{run.path}importera/", page=caller.get(run.path))
    wait_until("live", file, installation)
    seconds = time.monotonic() - started
    wait_until_idle(installation)
    assert f"{run.path}angra/" in caller.get(run.path).text
    return seconds


def wait_until(state: str, file: Path, installation: Installation) -> None:
    question = "SELECT state FROM sources_importrun WHERE file_name = ?"
    wait_for_answer(installation, question, (file.name,), [(state,)])


def wait_until_idle(installation: Installation) -> None:
    """Return when the pupils have been looked at too, who are due after an import."""
    question = (
        "SELECT 1 FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
    )
    wait_for_answer(installation, question, (), [])


def wait_for_answer(installation, question, values, wanted) -> None:
    until = time.monotonic() + LONGEST
    while (found := ask(installation, question, values)) != wanted:
        assert time.monotonic() < until, found
        assert ("failed",) not in found
        time.sleep(0.5)


def rows_in_use(installation) -> dict[str, int]:
    return dict(
        ask(
            installation,
            "SELECT file_name, COUNT(*) FROM records_mark JOIN sources_importrun r "
            "ON r.id = run_id WHERE r.state = 'live' GROUP BY file_name",
        )
    )


def ask(installation, question, values=()) -> list[tuple]:
    file = installation.var / "throughline.sqlite3"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)) as database:
        return database.execute(question, values).fetchall()


def say(first, second, after_few, after_many, readings) -> None:
    note(
        f"\n{FEW * PUPILS * LESSONS} rows in use after {first:.0f} s: worker {after_few.worker:.0f} MB, "
        f"web {after_few.web:.0f} MB. {MANY * PUPILS * LESSONS} rows after {second:.0f} s: "
        f"worker {after_many.worker:.0f} MB, web {after_many.web:.0f} MB. "
        f"{len(readings.seconds)} pages read meanwhile, half of them within "
        f"{readings.slowest(0.5):.2f} s, 95 % within {readings.slowest(0.95):.2f} s, "
        f"the slowest {readings.slowest(1):.2f} s."
    )
