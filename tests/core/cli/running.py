"""Small files as a school would export them, and the command run on them in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.cli.main import main

HEADER = "elev-id;datum;skola;klass;starttid;lektionstid;närvaro;giltig frånvaro;ogiltig frånvaro"
FIRST_DAY = date(2026, 8, 17)
LESSON = 60
EVENT = """<StudentSchoolAttendanceEvent>
<AttendanceEvent><EventDate>{day}</EventDate>
<AttendanceEventCategory>{category}</AttendanceEventCategory></AttendanceEvent>
<StudentReference><StudentIdentity><StudentUniqueId>604821</StudentUniqueId></StudentIdentity></StudentReference>
<SchoolReference><SchoolIdentity><SchoolId>255901107</SchoolId></SchoolIdentity></SchoolReference>
</StudentSchoolAttendanceEvent>"""
SLOTS = ("08:10", "09:20", "10:30", "12:30", "13:40")


@dataclass(frozen=True)
class Ran:
    """How one run of the command ended, and what it wrote where."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def school_days(count, first=FIRST_DAY):
    days = (first + timedelta(days=offset) for offset in range(2 * count + 7))
    return [day for day in days if day.weekday() < 5][:count]


def lesson_row(pupil, day, slot, *, excused=0, unexcused=0, school="Ekbackaskolan", group="8B"):
    present = LESSON - excused - unexcused
    return f"{pupil};{day};{school};{group};{slot};{LESSON};{present};{excused};{unexcused}"


def unregistered_row(pupil, day, slot, *, school="Ekbackaskolan", group="8B"):
    return f"{pupil};{day};{school};{group};{slot};{LESSON};;;"


def autumn(pupil, *, away_from=None, days=30, **place):
    """Thirty days of five lessons; from one day on nothing was attended."""
    return [
        lesson_row(pupil, day, slot, unexcused=LESSON if is_away(number, away_from) else 0, **place)
        for number, day in enumerate(school_days(days))
        for slot in SLOTS
    ]


def is_away(number, away_from):
    return away_from is not None and number >= away_from


def silent_autumn(pupil, *, silent_from, days=30, **place):
    """Thirty days of five lessons; from one day on nobody registered anything."""
    return [
        (unregistered_row if number >= silent_from else lesson_row)(pupil, day, slot, **place)
        for number, day in enumerate(school_days(days))
        for slot in SLOTS
    ]


def content(*rows, header=HEADER):
    return "\r\n".join([header, *rows]) + "\r\n"


class Desk:
    """A folder with files, and the command run beside them."""

    def __init__(self, folder, capture):
        self.folder = folder
        self._capture = capture

    def file(self, name, *rows, header=HEADER, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(content(*rows, header=header).encode(encoding))
        return path

    def events(self, name, *told):
        """An interchange file of Ed-Fi: the day and the category of each event."""
        body = "".join(EVENT.format(day=day, category=category) for day, category in told)
        path = self.folder / name
        path.write_text(
            f'<InterchangeStudentAttendance xmlns="http://ed-fi.org/5.2.0">{body}'
            "</InterchangeStudentAttendance>",
            encoding="utf-8",
        )
        return path

    def run(self, *words):
        self._capture.readouterr()
        code = main([str(word) for word in words])
        written = self._capture.readouterr()
        return Ran(code, written.out, written.err)

    def flags(self, path, *words):
        """Run ``flags`` and read its JSON."""
        return self.run("flags", path, "--format", "json", *words)
