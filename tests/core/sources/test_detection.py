from __future__ import annotations

import io
import zipfile

import pytest

from tests.core.sources.files import source_of, workbook
from throughline.sources import UnreadableSource, detect

LESSON_HEAD = (
    "elev;datum;skola;klass;lektion;ämne;undervisningstid;närvaro;giltig frånvaro;ogiltig frånvaro"
)


def best(content: str | bytes) -> str | None:
    found = detect(source_of(content))
    return found[0].profile.id if found else None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"{LESSON_HEAD}\n", "generic-lesson-rows", id="lessons"),
        pytest.param(
            "elev;dato;time;fag;undervisningstid (min);oppmøte (min)\n",
            "generic-lesson-rows",
            id="Norwegian lessons",
        ),
        pytest.param(
            "elev;datum;undervisningstid;närvaro\nE1;2025-10-13;320;300\n",
            "generic-day-rows",
            id="days",
        ),
        pytest.param(
            "elev;datum;undervisningstid;närvaro\nE1;2025-10-13;60;60\n",
            "generic-lesson-rows",
            id="lessons without names",
        ),
        pytest.param(
            "elev;datum;undervisningstid;närvaro\nE1;2025-10-13;200;60\nE1;2025-10-13;200;60\n",
            "generic-lesson-rows",
            id="two rows a day are lessons",
        ),
        pytest.param("elev;period;undervisningstid;närvaro\n", "generic-summary-rows", id="sums"),
        pytest.param("elev-id;förnamn;efternamn;klass;personnummer\n", "pupils", id="pupils"),
        pytest.param(
            "elev-id;vårdnadshavar-id;förnamn;efternamn;e-post;telefon\n",
            "guardians",
            id="guardians",
        ),
        pytest.param("personal-id;roll;skola;förnamn;efternamn\n", "staff", id="staff"),
        pytest.param("elev-id;termin;ämne;betyg;poäng\n", "grades", id="grades"),
        pytest.param(
            "Namn;Klass;Undv. tid;Lekt.;N min;GF min;F min;N %;GF %;F %;Ej reg tid\n",
            "vklass-report",
            id="vklass",
        ),
        pytest.param(
            "sourcedId,role,username,givenName\np1,student,asa,Åsa\n",
            None,
            id="one file of a package",
        ),
        pytest.param("Marital status;Tuition;Nacionality\n1;2;3\n", None, id="something else"),
        pytest.param(
            '<?xml version="1.0"?>\n<InterchangeStudentAttendance/>', "edfi-attendance", id="events"
        ),
        pytest.param('<?xml version="1.0"?>\n<html/>', None, id="other XML"),
    ],
)
def test_likeliest_profile_is_proposed_first(content, expected):
    assert best(content) == expected


def test_sheets_are_looked_at_one_by_one():
    book = workbook(("Info", [["Skapad"]]), ("Data", [LESSON_HEAD.split(";"), ["E1"]]))

    assert best(book) == "generic-lesson-rows"


@pytest.mark.parametrize(("name", "expected"), [("a/users.csv", "oneroster"), ("x.csv", None)])
def test_zip_with_users_is_a_package(name, expected):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "sourcedId\n")

    assert best(stream.getvalue()) == expected


def test_proposal_gives_its_reasons_and_what_is_missing():
    proposal = next(
        found
        for found in detect(source_of("elev;klass;lektion;ämne;undervisningstid;närvaro;x\n"))
        if found.profile.id == "generic-lesson-rows"
    )

    assert proposal.missing == ("date",)
    assert [reason.sv for reason in proposal.reasons] == [
        "6 av 7 kolumner känns igen: elev, klass, lektion, ämne, undervisningstid, närvaro.",
        "Ingen kolumn hittades för Datum.",
    ]


def test_unverified_profile_says_so_among_its_reasons():
    (proposal,) = detect(source_of("Elev;Undv. tid;N min;GF min;F min\n"))[:1]

    assert proposal.reasons[-1].nb == (
        "Profilen Vklass fraværsrapport er ikke prøvd mot en virkelig eksport."
    )


def test_figures_are_no_header_whatever_words_stand_among_them():
    text = "age,reason,absences,n,m\n18,other,4,1,present\n17,course,3,1,other\n"

    assert best(text) is None


def test_file_that_is_no_table_is_refused_in_words():
    with pytest.raises(UnreadableSource, match="is a PDF"):
        detect(source_of(b"%PDF-1.7"))
