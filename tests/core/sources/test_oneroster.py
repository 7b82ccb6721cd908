from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from tests.core.sources.files import Read, read_all, source_of
from throughline.sources import ReadOptions, UnreadableSource, load_profile, read_oneroster
from throughline.terms.people import GuardianRow, PupilRow, StaffRow

ONEROSTER = load_profile("oneroster")
ORGS = "sourcedId,name,type\nD1,Kommunen,district\nS1,Ekskolan,school\n"
USERS = (
    "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,agentSourcedIds,grades\n"
    'p1,true,"D1,S1",student,asa,Åsa,Öberg,asa@x.se,h1,09\n'
    "h1,true,S1,guardian,bo,Bo,Öberg,bo@x.se,,\n"
    "t1,true,S1,teacher,eva,Eva,Ek,eva@x.se,,\n"
)
CLASSES = (
    "sourcedId,title,classType,schoolSourcedId\nc1,9A,homeroom,S1\nc2,Matematik 9A,scheduled,S1\n"
)
ENROLLMENTS = (
    "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\n"
    "1,c1,S1,p1,student\n2,c2,S1,p1,student\n3,c1,S1,t1,teacher\n4,c2,S1,t1,teacher\n"
)
PUPIL = PupilRow(
    pupil_id="p1",
    unit_id="S1",
    class_name="9A",
    year_group="09",
    given_name="Åsa",
    family_name="Öberg",
    email="asa@x.se",
)


def read_files(accept_protected=False, **files: str) -> Read:
    sources = [source_of(text, name=f"{name}.csv") for name, text in files.items()]
    return Read(list(read_oneroster(sources, ReadOptions(accept_protected=accept_protected))))


def problems(found: Read) -> list[tuple[str, int | None, str]]:
    return [(i.file, i.row, i.problem.en) for i in found.issues]


def test_package_gives_pupils_guardians_and_staff():
    found = read_files(orgs=ORGS, users=USERS, classes=CLASSES, enrollments=ENROLLMENTS)

    assert found.of("pupils") == [PUPIL]
    assert found.of("guardians") == [
        GuardianRow(
            pupil_id="p1", guardian_id="h1", given_name="Bo", family_name="Öberg", email="bo@x.se"
        )
    ]
    assert found.of("staff") == [
        StaffRow(
            staff_id="t1",
            role="teacher",
            unit_id="S1",
            class_name=name,
            given_name="Eva",
            family_name="Ek",
            email="eva@x.se",
        )
        for name in ("9A", "Matematik 9A")
    ]
    assert found.counts == (11, 11, 0)
    assert found.issues == []


def test_version_1_2_tells_roles_in_a_file_of_their_own():
    users = "sourcedId,enabledUser,username,givenName,familyName\np1,true,asa,Åsa,Öberg\n"
    roles = (
        "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
        "r1,p1,primary,student,2025-08-18,2026-06-12,S1\n"
    )
    manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"

    found = read_files(orgs=ORGS, users=users, roles=roles, manifest=manifest)

    (pupil,) = found.of("pupils")
    assert (pupil.unit_id, pupil.starts_on, pupil.ends_on) == (
        "S1",
        date(2025, 8, 18),
        date(2026, 6, 12),
    )


def test_demographics_add_birth_and_sex():
    demographics = "sourcedId,birthDate,sex\np1,2009-04-01,female\n"

    (pupil,) = read_files(orgs=ORGS, users=USERS, demographics=demographics).of("pupils")

    assert (pupil.birth_date, pupil.sex) == (date(2009, 4, 1), "female")


def test_guardian_may_point_at_the_pupil_instead():
    users = (
        "sourcedId,orgSourcedIds,role,givenName,familyName,agentSourcedIds\n"
        "p1,S1,student,Åsa,Öberg,\nh1,S1,parent,Bo,Öberg,p1\n"
    )

    assert [(row.pupil_id, row.guardian_id) for row in read_files(users=users).of("guardians")] == [
        ("p1", "h1")
    ]


def test_dirty_headers_names_and_values_are_understood():
    users = (
        "sourcedId,dataLastModified,orgSourcedIds,role,prefferedGivenName,givenName,familyName,agents,ext_x\n"
        "p1,,S1,Student,Ossa,Åsa,Öberg,,TRUE\n"
    )
    classes = "sourcedId,Title,classType,schoolSourcedId\nc1,9A,Homeroom,S1\n"
    enrollments = "sourcedId,classSourcedId,userSourcedId,role\n1,c1,p1,STUDENT\n"

    found = read_files(Users=users, CLASSES=classes, Enrollments=enrollments)

    assert [(p.given_name, p.class_name) for p in found.of("pupils")] == [("Ossa", "9A")]


def test_rows_marked_as_deleted_are_counted_and_not_read():
    users = "sourcedId,status,role,orgSourcedIds\np1,active,student,S1\np2,tobedeleted,student,S1\n"

    found = read_files(users=users)

    assert [pupil.pupil_id for pupil in found.of("pupils")] == ["p1"]
    assert found.counts == (2, 2, 0)
    assert (
        "Users.csv".lower(),
        None,
        "Rows that are marked as deleted at the source: 1.",
    ) in problems(found)


def test_what_does_not_hang_together_is_refused_row_by_row():
    enrollments = ENROLLMENTS + "5,c9,S1,p1,student\n6,c1,S1,p9,student\n"
    users = USERS + "p1,true,S1,student,asa,Åsa,Dubbel,,,\n"

    found = read_files(users=users, classes=CLASSES, enrollments=enrollments)

    assert found.total("rejected") == 3
    assert problems(found)[:3] == [
        ("users.csv", 5, "The person already stands earlier in the file."),
        ("enrollments.csv", 6, "The row is about a class that is not in classes.csv."),
        ("enrollments.csv", 7, "The row is about a person who is not in users.csv."),
    ]


def test_what_cannot_be_read_is_said():
    manifest = "propertyName,value\noneroster.version,2.0\nfile.users,bulk\nfile.classes,bulk\n"
    users = "sourcedId,role\np1,student\nx1,janitor\nx2,\n"

    found = read_files(users=users, manifest=manifest, results="a,b\n1,2\n", orgs="name\nx\n")

    assert [problem for _, _, problem in problems(found)] == [
        "Files that are not read: results.csv.",
        "People without a role, who were not read in: 1.",
        "Roles that are not known: janitor.",
        "The package has lesson groups only, and no homeroom classes.",
        "The package says that it follows OneRoster 2.0, which is not known here.",
        "The manifest names files that are not in the package: classes.",
        "The file was not read: the column sourcedId is missing.",
    ]


def test_protected_pupil_is_refused_with_everything_that_points_there():
    users = (
        "sourcedId,role,givenName,agentSourcedIds,metadata.securityMarking\n"
        "p1,student,Hemlig,h1,Sekretessmarkering\nh1,guardian,Bo,,Ingen\n"
    )
    enrollments = "classSourcedId,userSourcedId,role\nc1,p1,student\n"
    demographics = "userSourcedId,birthDate\np1,2009-04-01\n"

    found = read_files(
        users=users, classes=CLASSES, enrollments=enrollments, demographics=demographics
    )

    assert found.of("pupils") == found.of("guardians") == []
    assert (found.total("protected_refused"), found.of("hidden_pupils")) == (1, ["p1"])
    assert "Hemlig" not in str(found.issues)
    assert "p1" not in str(found.issues)


def test_protected_pupil_is_let_in_where_the_owner_has_switched_it_on():
    users = "sourcedId,role,metadata.securityMarking\np1,student,1\n"

    (pupil,) = read_files(accept_protected=True, users=users).of("pupils")

    assert pupil.protected


def test_bad_date_is_a_remark_and_the_pupil_is_kept():
    found = read_files(users=USERS, demographics="sourcedId,birthDate\np1,1/05/2009\n")

    assert found.of("pupils")[0].birth_date is None
    assert (
        "demographics.csv",
        2,
        "Whether day or month stands first in this column cannot be told.",
    ) in problems(found)


def test_zip_is_a_package_too():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in {
            "orgs": ORGS,
            "users": USERS,
            "classes": CLASSES,
            "enrollments": ENROLLMENTS,
        }.items():
            archive.writestr(f"export/{name}.csv", text)

    found = read_all(stream.getvalue(), ONEROSTER, name="roster.zip")

    assert found.of("pupils") == [PUPIL]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"PK\x03\x04nonsense", "damaged or incomplete", id="no zip after all"),
        pytest.param(b"sourcedId\n", "damaged or incomplete", id="a table alone"),
    ],
)
def test_what_is_no_package_is_refused_in_words(content, message):
    with pytest.raises(UnreadableSource, match=message):
        read_all(content, ONEROSTER, name="roster.zip")


def test_package_without_users_is_refused_in_words():
    with pytest.raises(UnreadableSource, match=r"no users\.csv"):
        read_files(orgs=ORGS)


def test_package_that_unpacks_to_too_much_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", USERS + "x" * 100_000)

    with pytest.raises(UnreadableSource, match="too large when unpacked"):
        read_all(stream.getvalue(), ONEROSTER, name="roster.zip", largest_workbook=50_000)
