from __future__ import annotations

from datetime import date

from tests.core.sources.files import GUARDIANS, PUPILS, STAFF, read_all
from throughline.terms.people import GuardianRow, PupilRow, StaffRow


def test_pupil_is_read_with_all_that_the_file_tells():
    text = (
        "elev-id;förnamn;efternamn;födelsedatum;personnummer;kön;skola;årskurs;klass;program;mentor;"
        "e-post;hemkommun;skyddade personuppgifter;startdatum;slutdatum\n"
        "E1;Åsa;Öberg;2009-04-01;20090401-9802;K;Ekskolan;9;9A;;m@x.se;a@x.se;1490;nej;2025-08-18;\n"
    )

    found = read_all(text, PUPILS)

    assert found.of("pupils") == [
        PupilRow(
            pupil_id="E1",
            unit_id="Ekskolan",
            class_name="9A",
            year_group="9",
            given_name="Åsa",
            family_name="Öberg",
            birth_date=date(2009, 4, 1),
            civic_number="20090401-9802",
            sex="K",
            mentor="m@x.se",
            email="a@x.se",
            home_municipality="1490",
            starts_on=date(2025, 8, 18),
        )
    ]


def test_pupil_with_a_bad_date_is_kept_without_it():
    found = read_all("elev-id;födelsedatum\nE1;1900-01-01\n", PUPILS)

    assert found.of("pupils") == [PupilRow(pupil_id="E1")]
    assert found.counts == (1, 1, 0)
    assert found.problems == [(2, "födelsedatum", "•••", "The date is not between 1910 and 2099.")]


def test_wrong_check_digit_is_a_remark_and_the_number_is_kept():
    found = read_all("elev-id;personnummer\nE1;200112240123\nE2;hej\n", PUPILS)

    assert [pupil.civic_number for pupil in found.of("pupils")] == ["200112240123", "hej"]
    assert found.problems == [
        (2, "personnummer", "•••", "The check digit of the personal number is wrong."),
        (3, "personnummer", "•••", "The cell is not a personal number of any known sort."),
    ]


def test_personal_number_stands_for_the_pupil_where_there_is_no_other_id():
    found = read_all("personnummer;namn\n20090401-9802;Åsa Karin Öberg\n", PUPILS)

    (pupil,) = found.of("pupils")
    assert (pupil.pupil_id, pupil.given_name, pupil.family_name) == (
        "20090401-9802",
        "Åsa Karin",
        "Öberg",
    )


def test_single_name_is_a_given_name():
    (pupil,) = read_all("elev-id;namn\nE1;Åsa\n", PUPILS).of("pupils")

    assert (pupil.given_name, pupil.family_name) == ("Åsa", None)


def test_pupil_in_two_schools_is_two_rows():
    found = read_all("elev-id;skola;klass\nE1;A;7A\nE1;B;7A\n", PUPILS)

    assert [(pupil.pupil_id, pupil.unit_id) for pupil in found.of("pupils")] == [
        ("E1", "A"),
        ("E1", "B"),
    ]


def test_guardian_is_read_with_the_right_to_information():
    text = (
        "elev-id;vårdnadshavar-id;förnamn;efternamn;e-post;telefon;språk;hem;rätt till information\n"
        "E1;V1;Bo;Ek;b@x.se;070-1;so;1;ja\n"
    )

    found = read_all(text, GUARDIANS)

    assert found.of("guardians") == [
        GuardianRow(
            pupil_id="E1",
            guardian_id="V1",
            given_name="Bo",
            family_name="Ek",
            email="b@x.se",
            phone="070-1",
            language="so",
            has_right_to_information=True,
        )
    ]


def test_staff_needs_an_id_and_a_role():
    found = read_all("ansatt-id;rolle;skole\nA1;kontaktlærer;Lia\nA2;;Lia\n", STAFF)

    assert found.of("staff") == [StaffRow(staff_id="A1", role="kontaktlærer", unit_id="Lia")]
    assert found.counts == (2, 1, 1)
