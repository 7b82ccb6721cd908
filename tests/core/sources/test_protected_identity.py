from __future__ import annotations

import pytest

from tests.core.sources.files import GRADES, GUARDIANS, LESSONS, PUPILS, read_all
from throughline.sources import Severity

SECRET = "Hemlig"
PEOPLE = (
    "elev-id;förnamn;klass;skola;personnummer;födelsedatum;skyddade personuppgifter\n"
    "E1;Åsa;7A;Ekskolan;;;nej\n"
    "Hemlig1;Hemlig;Hemlig;Hemlig;20011224-0123;1900-01-01;ja\n"
)


@pytest.mark.parametrize(
    "word", ["1", "J", "Ja", "true", "Sekretessmarkering", "Skyddad folkbokföring", "kode 7"]
)
def test_marked_row_is_refused_and_counted(word):
    found = read_all(PEOPLE.replace(";ja\n", f";{word}\n"), PUPILS)

    assert [pupil.pupil_id for pupil in found.of("pupils")] == ["E1"]
    assert found.counts == (2, 1, 1)
    assert found.total("protected_refused") == 1


@pytest.mark.parametrize("word", ["0", "N", "nej", "Ingen", "", "-"])
def test_row_that_is_plainly_not_marked_is_let_in(word):
    found = read_all(PEOPLE.replace(";ja\n", f";{word}\n"), PUPILS)

    assert found.counts == (2, 2, 0)


def test_nothing_of_a_marked_row_stands_in_any_issue():
    found = read_all(PEOPLE, PUPILS)

    told = " ".join(f"{issue} {issue.told()}" for issue in found.issues)
    assert SECRET not in told
    assert "1900" not in told.replace("1900 och 9999", "").replace("1900 and 9999", "")
    assert [(i.row, i.severity, i.problem.sv) for i in found.issues] == [
        (None, Severity.ERROR, "Rader med skyddade personuppgifter som inte lästes in: 1.")
    ]


def test_marked_row_is_let_in_where_the_owner_has_switched_it_on_and_its_faults_are_hidden():
    found = read_all(PEOPLE, PUPILS, accept_protected=True)

    assert [pupil.protected for pupil in found.of("pupils")] == [False, True]
    assert found.total("protected_refused") == 0
    assert [(i.row, i.column, i.value) for i in found.issues] == [(3, None, None)] * 2
    assert SECRET not in str(found.issues)


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        pytest.param(
            "elev;datum;undervisningstid;närvaro;sekretess\nHemlig1;igår;60;90;1\nHemlig2;2025-10-13;60;90;1\n",
            LESSONS,
            id="lessons",
        ),
        pytest.param("elev;ämne;betyg;sekretess\nHemlig1;Hemlig;Hemlig;1\n", GRADES, id="grades"),
        pytest.param("elev-id;namn;sekretess\nHemlig1;Hemlig;1\n", GUARDIANS, id="guardians"),
    ],
)
def test_marked_rows_are_refused_in_every_kind_of_file(text, profile):
    found = read_all(text, profile)

    assert found.total("accepted") == 0
    assert found.total("protected_refused") == found.total("rows")
    assert SECRET not in str(found.issues)


def test_ids_of_refused_pupils_are_handed_over_so_that_other_files_can_leave_them_out():
    assert read_all(PEOPLE, PUPILS).of("hidden_pupils") == ["Hemlig1"]


def test_marking_of_a_guardian_does_not_hide_the_pupil():
    text = "elev-id;vårdnadshavar-id;sekretess\nE1;V1;1\n"

    assert read_all(text, GUARDIANS).of("hidden_pupils") == []


def test_marked_minutes_that_do_not_add_up_are_hidden_too():
    text = "elev;datum;undervisningstid;närvaro;sekretess\nHemlig1;2025-10-13;60;93;1\n"

    found = read_all(text, accept_protected=True)

    assert found.counts == (1, 0, 1)
    assert found.problems == [
        (2, None, None, "A cell in a row with protected identity cannot be read.")
    ]


def test_unknown_grade_of_a_marked_pupil_is_hidden():
    text = "elev;ämne;betyg;sekretess\nE1;Ma;A;0\nHemlig1;Ma;Hemlig;1\n"

    found = read_all(text, GRADES, accept_protected=True)

    assert SECRET not in str(found.issues)
