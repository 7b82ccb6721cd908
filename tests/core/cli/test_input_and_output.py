"""Where rows come from and results go: standard input, sums without a period, full disks, Ctrl-C."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.core.cli.running import HEADER
from throughline.cli import output, standard_input

SUMS = "elev-id;skola;klass;erbjuden tid;närvaro;giltig frånvaro;ogiltig frånvaro"
TERM = "2025-08-18/2025-12-19"
FULL = Path("/dev/full")


@pytest.fixture
def typed(monkeypatch):
    """Put bytes on standard input."""

    def put(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


@pytest.fixture
def sums(desk):
    return desk.file(
        "sums.csv",
        "elin;Ekbackaskolan;8B;12000;9000;1000;2000",
        "adam;Ekbackaskolan;8B;12000;12000;0;0",
        header=SUMS,
    )


@pytest.fixture
def unwritable(monkeypatch):
    """Let no temporary file be made: the suite may run as root, whom no mode stops."""

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    for name in ("TemporaryFile", "mkstemp"):
        monkeypatch.setattr(output.tempfile, name, refuse)


def test_flags_reads_standard_input_like_a_file(desk, marks, typed):
    typed(marks.read_bytes())
    piped = desk.flags("-")

    assert (piped.code, piped.json["pupils"]) == (0, desk.flags(marks).json["pupils"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_standard_input_is_read_in_its_own_encoding(desk, marks, typed, encoding):
    typed(marks.read_text(encoding="utf-8").encode(encoding))

    assert {one["school"] for one in desk.flags("-").json["pupils"]} == {"Ekbackaskolan"}


def test_a_pupils_file_may_come_on_standard_input(desk, marks, typed):
    typed("elev-id;förnamn;efternamn\r\nelin;Elin;Ek\r\n".encode())

    assert "Elin Ek" in desk.run("flags", marks, "--pupils", "-").out


@pytest.mark.parametrize(
    ("language", "name"),
    [("sv", "<standard in>"), ("nb", "<standard inn>"), ("en", "<standard input>")],
)
def test_messages_name_standard_input_in_words(desk, marks, typed, language, name):
    typed(marks.read_bytes())
    checked = desk.run("check", "-", "--language", language)
    typed(f"{HEADER}\r\nelin;i går;;;;;;;\r\n".encode())
    refused = desk.run("flags", "-", "--language", language)

    assert checked.out.startswith(f"{name}\n")
    assert (refused.code, name in refused.err, "throughline check -" in refused.err) == (
        3,
        True,
        True,
    )


def test_standard_input_may_stand_among_files(desk, marks, typed):
    typed(b"elev-id;namn\r\n")
    ran = desk.run("check", marks, "-", "--format", "json", "--language", "en")

    assert [file["file"] for file in ran.json["files"]] == ["lessons.csv", "<standard input>"]


def test_standard_input_is_asked_for_once(desk, marks):
    assert desk.run("check", "-", "-").code == 2
    assert (
        "can only be read once" in desk.run("flags", "-", "--pupils", "-", "--language", "en").err
    )


def test_empty_and_closed_standard_input_say_so(desk, typed, monkeypatch):
    typed(b"")
    empty = desk.run("flags", "-", "--language", "en")
    monkeypatch.setattr(sys, "stdin", None)
    closed = desk.run("flags", "-", "--language", "en")

    assert (empty.code, "<standard input> is empty" in empty.err) == (3, True)
    assert (closed.code, "Standard input is closed." in closed.err) == (3, True)


def test_standard_input_that_fails_says_why(desk, typed, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, "Input/output error")

    typed(b"x")
    monkeypatch.setattr(standard_input.shutil, "copyfileobj", fail)
    ran = desk.run("flags", "-", "--language", "en")

    assert (ran.code, ran.err) == (
        3,
        "<standard input> cannot be opened: the device does not answer as it should.\n",
    )


def test_rows_awaited_from_the_keyboard_say_how_to_end(desk, typed, monkeypatch):
    typed(b"x")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)

    assert "End with Ctrl-D." in desk.run("flags", "-", "--language", "en").err


def test_standard_input_takes_no_more_memory_than_a_piece(marks):
    """A hundred megabytes on standard input are kept on disk, not in memory."""
    feed = "import sys\nfor _ in range(100): sys.stdout.write('x' * 1_000_000)"
    told = (
        "import resource, sys\n"
        "from throughline.cli.standard_input import given\n"
        "from pathlib import Path\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "with given([Path('-')], 'en') as (one,):\n"
        "    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "    print(one.size, grown)\n"
    )
    with subprocess.Popen([sys.executable, "-c", feed], stdout=subprocess.PIPE) as feeding:
        ran = subprocess.run(
            [sys.executable, "-c", told],
            stdin=feeding.stdout,
            capture_output=True,
            text=True,
            check=True,
        )
    size, grown = map(int, ran.stdout.split())

    assert (size, grown < 20_000) == (100_000_000, True)


def test_sums_without_a_period_say_exactly_what_to_do(desk, sums):
    for command in ("flags", "check"):
        ran = desk.run(command, sums, "--language", "en")

        assert ran.code == 3
        assert "such as --period 2025-08-18/2025-12-19" in ran.err + ran.out


def test_a_stated_period_lets_sums_be_read(desk, sums):
    ran = desk.flags(sums, "--period", TERM)

    told = {one["pupil"]: one for one in ran.json["pupils"]}
    assert (ran.code, ran.json["as_of"]) == (0, "2025-12-19")
    assert told["elin"]["rates"]["year"]["total"] == pytest.approx(0.25)


def test_a_stated_period_serves_a_profile_that_was_named(desk, sums):
    ran = desk.flags(sums, "--period", TERM, "--profile", "generic-summary-rows")

    assert (ran.code, ran.json["source"]["accepted"]) == (0, 2)


def test_a_period_on_the_row_goes_before_the_one_stated(desk):
    path = desk.file(
        "sums.csv",
        "elin;Ekbackaskolan;8B;12000;9000;1000;2000;2025-08-18;2025-10-31",
        header=f"{SUMS};från;till",
    )

    assert desk.flags(path, "--period", TERM).json["as_of"] == "2025-10-31"


def test_check_reads_sums_with_a_stated_period(desk, sums):
    told = desk.run("check", sums, "--period", TERM, "--format", "json").json["files"][0]

    assert (told["profile"], told["first_day"], told["last_day"]) == (
        "generic-summary-rows",
        "2025-08-18",
        "2025-12-19",
    )


def test_rows_that_tell_their_days_take_no_period(desk, marks):
    packed = desk.folder / "made-up"
    desk.run(
        *("simulate", packed, "--pupils", "5", "--school-year", "2025/26"),
        *("--as-of", "2025-08-29", "--format", "parquet"),
    )
    for path in (marks, packed / "lessons.parquet"):
        ran = desk.run("flags", path, "--period", TERM, "--language", "en")

        assert (ran.code, "--period is only for sums" in ran.err) == (2, True)


def test_a_file_without_a_row_cannot_be_used(desk):
    path = desk.file("lessons.csv")

    flags, check = (desk.run(name, path, "--language", "en") for name in ("flags", "check"))

    assert (flags.code, flags.err) == (3, "lessons.csv has headers but no rows.\n")
    assert (check.code, "lessons.csv has headers but no rows." in check.out) == (3, True)


def test_a_file_that_says_nothing_of_attendance_raises_no_flag(desk):
    """Its silence would be told of every pupil, and it is the mapping's."""
    path = desk.file("who.csv", "elin;2026-08-17", "elin;2026-08-18", header="elev-id;datum")

    ran = desk.run("flags", path, "--language", "en")

    assert (ran.code, ran.out) == (3, "")
    assert "no column says anything of presence or absence" in ran.err


def test_a_folder_without_attendance_says_what_it_looks_for(desk):
    ran = desk.run("flags", desk.folder, "--language", "en")

    assert (ran.code, "has no attendance file" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("place", "said"), [("nowhere/page.html", "the folder does not exist"), ("", "is a folder")]
)
def test_a_place_that_cannot_be_written_is_said_before_the_work(desk, place, said):
    gone = desk.folder / "gone.csv"

    ran = desk.run("check", gone, "--out", desk.folder / place, "--language", "en")

    assert (ran.code, said in ran.err) == (2, True)


def test_a_place_without_permission_says_so(desk, marks, unwritable):
    early = desk.run("flags", marks, "--out", desk.folder / "x.csv", "--language", "en")
    late = desk.run("policies", "--out", desk.folder / "x.csv", "--language", "en")

    assert [ran.code for ran in (early, late)] == [2, 2]
    assert "x.csv cannot be written: you have no permission." in early.err
    assert "x.csv cannot be written: you have no permission." in late.err


def test_no_trial_of_the_place_is_left_behind(desk, marks):
    desk.run("flags", marks, "--as-of", "x", "--out", desk.folder / "x.csv")
    desk.run("check", marks, "--out", desk.folder / "y.txt")

    assert sorted(path.name for path in desk.folder.iterdir()) == ["lessons.csv", "y.txt"]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [["--out", "/dev/full"], []])
def test_a_full_disk_is_said_in_one_sentence(marks, words):
    with FULL.open("w") as full:
        ran = subprocess.run(
            command("flags", marks, "--format", "json", "--language", "en", *words),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (
        2,
        "The result cannot be written: no space is left.",
    )


def test_closed_standard_output_says_what_to_do(desk, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)

    assert desk.run("policies", "--language", "en").code == 2


@pytest.mark.parametrize("words", [["--help"], ["check", "{marks}"], ["policies", "se-template"]])
def test_a_reader_that_has_left_is_no_fault(marks, words):
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        command(*(word.format(marks=marks) for word in words)),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)

    assert (ran.returncode, ran.stderr) == (0, "")


def test_ctrl_c_leaves_no_half_file(tmp_path):
    """The simulation of a large town is interrupted while its lessons are written."""
    words = ("simulate", tmp_path / "town", "--pupils", "20000", "--school-year", "2025/26")
    # Where the tests run in the background of a shell, Ctrl-C is ignored until somebody listens.
    listening = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    running = listening + "runpy.run_module('throughline.cli.main', run_name='__main__')"
    asked = [sys.executable, "-c", running, *map(str, words), "--language", "en"]
    with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True) as run:
        # However slow the machine: the wait ends with the file, or with the command.
        while not list(tmp_path.glob("town/.*")) and run.poll() is None:
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        said = run.communicate()[1]

    assert (run.returncode, said) == (130, "Stopped. No file is half written.\n")
    assert list(tmp_path.glob("town/.*")) == []


def command(*words):
    return [sys.executable, "-m", "throughline.cli.main", *map(str, words)]
