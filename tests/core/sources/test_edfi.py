from __future__ import annotations

from datetime import date

import pytest

from tests.core.sources.files import read_all
from throughline.sources import UnreadableSource, load_profile
from throughline.terms.attendance import Granularity, Mark, Status
from throughline.terms.people import PupilRow

EDFI = load_profile("edfi-attendance")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<InterchangeStudentAttendance xmlns="http://ed-fi.org/5.2.0">\n'
TAIL = "</InterchangeStudentAttendance>\n"


def event(
    category: str = "Excused Absence",
    *,
    pupil: str = "604822",
    day: str = "2021-08-31",
    reason: str = "",
    rest: str = "",
    name: str = "School",
) -> str:
    return f"""<Student{name}AttendanceEvent>
<AttendanceEvent><EventDate>{day}</EventDate>
<AttendanceEventCategory>uri://ed-fi.org/AttendanceEventCategoryDescriptor#{category}</AttendanceEventCategory>
<AttendanceEventReason>{reason}</AttendanceEventReason></AttendanceEvent>
<StudentReference><StudentIdentity><StudentUniqueId>{pupil}</StudentUniqueId></StudentIdentity></StudentReference>
<SchoolReference><SchoolIdentity><SchoolId>255901001</SchoolId></SchoolIdentity></SchoolReference>
<SessionReference><SchoolReference><SchoolId>999</SchoolId></SchoolReference></SessionReference>{rest}
</Student{name}AttendanceEvent>
"""


def read_events(*events: str, **options):
    return read_all(HEAD + "".join(events) + TAIL, EDFI, name="events.xml", **options)


def test_absence_counts_an_occasion_and_no_minutes():
    found = read_events(event())

    assert found.marks == [
        Mark(
            pupil_id="604822",
            unit_id="255901001",
            starts_on=date(2021, 8, 31),
            ends_on=date(2021, 8, 31),
            granularity=Granularity.DAY,
            status=Status.EXCUSED,
            occasions=1,
        )
    ]
    assert found.of("pupils") == [PupilRow(pupil_id="604822", unit_id="255901001")]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("In Attendance", Status.PRESENT),
        ("Present", Status.PRESENT),
        ("Unexcused Absence", Status.UNEXCUSED),
        ("Tardy", Status.LATE),
        ("Early departure", Status.EARLY_DEPARTURE),
        ("Partial", Status.PARTIAL),
    ],
)
def test_category_is_a_status(category, expected):
    assert read_events(event(category)).marks[0].status is expected


def test_minutes_of_a_late_arrival_are_kept_and_none_are_made_up():
    late = (
        "<SchoolAttendanceDuration>25</SchoolAttendanceDuration><ArrivalTime>13:30:00</ArrivalTime>"
    )

    (mark,) = read_events(event("Tardy", rest=late)).marks

    assert (mark.late, mark.offered, mark.present, mark.reported) == (25, None, None, None)


@pytest.mark.parametrize(
    ("reason", "excused", "unexcused"),
    [("Absent excused", 10, None), ("Absent unexcused", None, 10), ("Bus", None, None)],
)
def test_partial_absence_is_of_the_kind_its_reason_names(reason, excused, unexcused):
    part = "<SchoolAttendanceDuration>10</SchoolAttendanceDuration>"

    (mark,) = read_events(event("Partial", reason=reason, rest=part)).marks

    assert (mark.excused, mark.unexcused) == (excused, unexcused)


def test_part_of_a_day_and_a_whole_day_are_two_events():
    found = read_events(event(), event("Partial"))

    assert [mark.slot for mark in found.marks] == ["", "partial"]
    assert [i.problem.en for i in found.issues] == [
        "The source counts events and says nothing of lesson time."
    ]


def test_section_event_is_a_lesson():
    section = (
        "<SectionReference><SectionIdentifier>MATH-1</SectionIdentifier>"
        "<LocalCourseCode>MATH-03</LocalCourseCode></SectionReference>"
        "<SectionAttendanceDuration>5</SectionAttendanceDuration>"
    )

    (mark,) = read_events(event("Tardy", name="Section", rest=section)).marks

    assert (mark.granularity, mark.slot, mark.subject, mark.late) == (
        Granularity.LESSON,
        "MATH-1",
        "MATH-03",
        5,
    )


def test_event_told_twice_is_one_fact():
    found = read_events(event(), event())

    assert (found.counts, len(found.marks)) == ((2, 2, 0), 1)
    assert found.issues[-1].problem.en == "Rows that say the same as an earlier row: 1."


def test_events_that_disagree_are_said_to():
    found = read_events(event(), event("Unexcused Absence"))

    assert len(found.marks) == 2
    assert found.issues[-1].row == 11


@pytest.mark.parametrize(
    ("bad", "column", "problem"),
    [
        (event("Elsewhere"), "AttendanceEventCategory", "The category of the event is not known."),
        (event(day="1900-01-01"), "EventDate", "The date is not between 1990 and 2099."),
        (
            event(pupil=""),
            "StudentUniqueId",
            "The value is missing, and the row cannot be used without it.",
        ),
        (
            event("Tardy", rest="<SchoolAttendanceDuration>lång</SchoolAttendanceDuration>"),
            "SchoolAttendanceDuration",
            "The cell is not a number.",
        ),
    ],
)
def test_bad_event_is_refused_with_its_line(bad, column, problem):
    found = read_events(event(), bad)

    assert found.counts == (2, 1, 1)
    assert [(i.row, i.column, i.problem.en) for i in found.issues[1:]] == [(11, column, problem)]


def test_file_that_breaks_off_says_where_and_keeps_what_came_before():
    whole = HEAD + event() + event(day="2021-09-01") + event(day="2021-09-02")

    found = read_all(whole[:-200], EDFI, name="events.xml")

    assert len(found.marks) == 2
    assert found.issues[-1].problem.en.startswith("The file breaks off at line 2")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("<a><b></a>", "is not readable XML", id="not well-formed"),
        pytest.param("<a/>", "contains no attendance events", id="without events"),
        pytest.param("<a>" * 100, "is not readable XML", id="endlessly deep"),
        pytest.param("", "is not readable XML", id="empty"),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>',
            "definitions of its own",
            id="entity bomb",
        ),
        pytest.param(
            '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "definitions of its own", id="outside"
        ),
    ],
)
def test_what_holds_no_events_is_refused_in_words(text, message):
    with pytest.raises(UnreadableSource, match=message):
        read_all(text, EDFI, name="events.xml")


def test_events_come_in_portions():
    events = [event(pupil=f"P{number}") for number in range(25)]

    found = read_events(*events, batch_rows=10)

    assert [portion.rows for portion in found.portions] == [10, 10, 5, 0]
