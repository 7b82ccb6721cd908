from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.files import lesson_file, source_of, workbook
from throughline.sources import (
    Profile,
    ReadOptions,
    UnreadableSource,
    detect,
    preview,
    read,
    shipped_profiles,
)

LESSONS = [
    ["elev", "datum", "lektion", "undervisningstid", "närvaro"],
    ["E1", "2025-10-13", "8:05", 60, 60],
    ["E2", "2025-10-13", "8:05", 60, "=30+30"],
]
EVENTS = b"""<?xml version="1.0"?><InterchangeStudentAttendance><StudentSchoolAttendanceEvent>
<AttendanceEvent><EventDate>2021-08-31</EventDate><AttendanceEventCategory>x#Tardy</AttendanceEventCategory>
</AttendanceEvent><StudentUniqueId>1</StudentUniqueId><SchoolId>2</SchoolId></StudentSchoolAttendanceEvent>
</InterchangeStudentAttendance>"""


def unpacked_workbook() -> bytes:
    """Return a workbook whose parts lie open in the file, so that damage reaches them."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("7A", LESSONS)))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return stream.getvalue()


def roster() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "users.csv",
            "sourcedId,role,orgSourcedIds,agentSourcedIds\np1,student,S1,h1\nh1,guardian,S1,\n",
        )
        archive.writestr("orgs.csv", "sourcedId,name,type\nS1,Eken,school\n")
        archive.writestr("manifest.csv", "propertyName,value\noneroster.version,1.1\n")
        archive.writestr("demographics.csv", "sourcedId,birthDate\np1,2009-04-01\n")
    return stream.getvalue()


FILES = {
    "table": lesson_file("E1;2025-10-13;8:05;60;60", 'E2;"2025-10-13";8:05;60;60').encode(),
    "wide table": "elev;datum;närvaro\nÅsa;2025-10-13;60\n".encode("utf-16"),
    "workbook": workbook(("7A", LESSONS)),
    "unpacked workbook": unpacked_workbook(),
    "events": EVENTS,
    "roster": roster(),
}


def looked_at(data: bytes, profile: Profile) -> None:
    for look in (
        detect,
        preview,
        lambda source: list(
            read(source, profile, options=ReadOptions(largest_workbook=10_000_000))
        ),
    ):
        try:
            look(source_of(data))
        except UnreadableSource as refused:
            assert all((refused.text.sv, refused.text.nb, refused.text.en))  # noqa: PT017 - both ways are right


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
def test_file_cut_off_anywhere_is_read_or_refused_in_words(name, data):
    content = FILES[name]
    length = data.draw(st.integers(0, len(content)))

    looked_at(content[:length], data.draw(st.sampled_from(shipped_profiles())))


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
def test_file_damaged_anywhere_is_read_or_refused_in_words(name, data):
    content = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        put = data.draw(st.binary(min_size=1, max_size=4))
        content[at : at + len(put)] = put

    looked_at(bytes(content), data.draw(st.sampled_from(shipped_profiles())))


def test_a_zip_whose_content_does_not_fit_its_sum_is_refused_in_words():
    content = bytearray(FILES["roster"])
    content[39] = 0
    oneroster = next(one for one in shipped_profiles() if one.id == "oneroster")

    with pytest.raises(UnreadableSource) as refused:
        list(read(source_of(bytes(content)), oneroster))

    assert refused.value.text.sv
