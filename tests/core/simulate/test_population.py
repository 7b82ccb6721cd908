"""The people of a simulated municipality: as many as asked for, invented, and plainly so."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from tests.core.simulate.written import MID_NOVEMBER, day_of, plan, rows, simulation
from throughline.simulate import simulate
from throughline.simulate.civic_numbers import check_digits, civic_number, luhn

PUPIL_NAMES = {"number": 4, "school": 6, "year": 7, "class": 8, "mentor": 10, "starts_on": 14}


def column(name: str, **changes) -> list[str]:
    return [row[PUPIL_NAMES[name]] for row in rows("pupils", **changes)]


@pytest.mark.parametrize("pupils", [1, 2, 29, 119, 120, 239, 240, 1500, 2251, 4000])
def test_there_are_as_many_pupils_as_asked_for(pupils):
    world = simulate(plan(pupils=pupils)).world

    assert sum(each.pupils for each in world.classes) == pupils
    assert all(each.pupils > 0 for each in world.classes)


def test_pupils_are_numbered_without_gap_or_double():
    world = simulate(plan(pupils=4000)).world

    numbers = [
        number for each in world.classes for number in range(each.first, each.first + each.pupils)
    ]

    assert numbers == list(range(1, 4001))


def test_a_municipality_has_three_lower_secondary_schools_and_one_upper():
    schools = Counter(column("school", pupils=1500))

    assert len(schools) == 4
    assert sorted(schools.values()) == [180, 360, 465, 495]


def test_schools_of_several_municipalities_have_names_of_their_own():
    world = simulate(plan(pupils=30_000)).world

    schools = {each.school.number: each.school for each in world.classes}

    assert len({school.name for school in schools.values()}) == len(schools) == 80


def test_classes_have_at_most_the_size_of_a_class():
    classes = Counter(zip(column("school", pupils=1500), column("class", pupils=1500), strict=True))

    assert max(classes.values()) <= 26
    assert min(classes.values()) >= 12


@pytest.mark.parametrize("country", ["se", "no"])
def test_no_school_has_two_classes_of_one_name(country):
    world = simulate(plan(pupils=8000, country=country)).world

    names = Counter((each.school.number, each.name()) for each in world.classes)

    assert max(names.values()) == 1


def test_three_norwegian_pupils_in_eight_are_vocational():
    """As in the nation, where 3.6 % leave of 2.1 and 6.2 %."""
    classes = simulate(plan(pupils=60_000, country="no")).world.classes
    pupils = Counter()
    for each in classes:
        if each.programme:
            pupils[each.programme.track] += each.pupils

    assert pupils["vocational"] / pupils.total() == pytest.approx(0.366, abs=0.015)


def test_two_schools_may_have_a_class_of_the_same_name():
    assert len({row[6] for row in rows("pupils", pupils=1500) if row[8] == "7A"}) == 3


@pytest.mark.parametrize("country", ["se", "no"])
def test_civic_numbers_are_unique_and_of_the_series_for_tests(country):
    numbers = column("number", country=country, pupils=1500)

    assert len(set(numbers)) == 1500
    assert all(is_synthetic(number) for number in numbers)


def is_synthetic(number: str) -> bool:
    if len(number) == len("20130101-9814"):
        return 980 <= int(number[9:12]) <= 999 and luhn(number[2:8] + number[9:12]) == int(
            number[12]
        )
    return 81 <= int(number[2:4]) <= 92 and check_digits(number[:9]) == number[9:]


@pytest.mark.parametrize(
    ("digits", "check"), [("811218987", 6), ("200112240"[2:] + "12", None), ("121212121", 2)]
)
def test_luhn_gives_the_check_digit_of_known_numbers(digits, check):
    """811218-9876 is Skatteverket's own example, 121212-1212 the number that everyone tries."""
    assert check is None or luhn(digits) == check


def test_a_birth_date_runs_out_of_swedish_numbers_after_ten_of_each_sex():
    born = day_of("2013-05-04")

    numbers = [
        civic_number(born, is_girl=is_girl, nth=nth, country="se")
        for is_girl in (True, False)
        for nth in range(11)
    ]

    assert len(set(numbers)) == 21
    assert numbers.count("") == 2


def test_a_birth_date_runs_out_of_norwegian_numbers_too():
    born = day_of("2013-05-04")

    assert civic_number(born, is_girl=True, nth=100, country="no").startswith("048513")
    assert civic_number(born, is_girl=True, nth=250, country="no") == ""


def test_sex_and_civic_number_agree():
    girls = [row[4] for row in rows("pupils") if row[5] == "K"]

    assert girls
    assert all(int(number[11]) % 2 == 0 for number in girls)


def test_pupils_were_born_in_the_year_of_their_year_group():
    born = {(row[7], row[3][:4]) for row in rows("pupils", stories=False)}

    assert born == {
        ("7", "2013"),
        ("8", "2012"),
        ("9", "2011"),
        ("1", "2010"),
        ("2", "2009"),
        ("3", "2008"),
    }


def test_names_are_of_many_origins():
    languages = Counter(row[6] for row in rows("guardians", pupils=1500))

    assert len(languages) >= 12
    assert 0.6 < languages["sv"] / languages.total() < 0.8


def test_every_pupil_has_one_guardian_or_two_and_some_two_homes():
    of_pupil = Counter(row[0] for row in rows("guardians", pupils=1500))
    homes = {row[0] for row in rows("guardians", pupils=1500) if row[7] == "2"}

    assert set(of_pupil.values()) == {1, 2}
    assert 0.10 < sum(count == 1 for count in of_pupil.values()) / 1500 < 0.18
    assert 0.2 < len(homes) / 1500 < 0.28


def test_some_guardians_have_two_children_of_one_family_name():
    children = defaultdict(set)
    for row in rows("guardians", pupils=1500):
        children[row[1]].add(row[0])
    family = {row[0]: row[2] for row in rows("pupils", pupils=1500)}
    year = {row[0]: row[7] for row in rows("pupils", pupils=1500)}

    pairs = {tuple(sorted(of_one)) for of_one in children.values() if len(of_one) == 2}

    assert 40 < len(pairs) < 90
    assert max(map(len, children.values())) == 2
    assert all(family[one] == family[other] for one, other in pairs)
    assert all({year[one], year[other]} == {"7", "9"} for one, other in pairs)


def test_a_guardian_is_written_alike_for_each_child():
    guardians = {(row[1], *row[2:7]) for row in rows("guardians", pupils=1500)}

    assert len({guardian[0] for guardian in guardians}) == len(guardians)


def test_a_few_guardians_have_no_right_to_information_and_another_has():
    without = {row[0] for row in rows("guardians", pupils=1500) if row[8] == "nej"}
    having = {row[0] for row in rows("guardians", pupils=1500) if row[8] == "ja"}

    assert 0 < len(without) < 40
    assert without <= having


def test_no_address_or_number_can_reach_anybody():
    guardians = rows("guardians", pupils=1500)
    staff = rows("staff", pupils=1500)

    assert all(row[4].endswith("@example.net") for row in guardians)
    assert all(row[6].endswith(".example") for row in staff)
    assert all(row[4].isascii() for row in guardians)
    assert all(5 <= int(row[5].removeprefix("070-17406")) <= 99 for row in guardians)


def test_every_school_has_a_principal_and_a_student_health_team():
    roles = Counter((row[2], row[1]) for row in rows("staff", pupils=1500))

    schools = set(column("school", pupils=1500))

    assert all(roles[school, "rektor"] == 1 for school in schools)
    assert all(roles[school, "elevhälsoteam"] == 3 for school in schools)
    assert roles["", "samordnare"] == 1


def test_every_class_has_one_mentor_whom_its_pupils_name():
    mentors = {(row[2], row[3]): row[6] for row in rows("staff", pupils=1500) if row[1] == "mentor"}

    named = {(row[6], row[8]): row[10] for row in rows("pupils", pupils=1500)}

    assert named == mentors


def test_staff_of_a_school_have_addresses_and_ids_of_their_own():
    people = {(row[0], row[6]) for row in rows("staff", pupils=1500)}

    assert len({number for number, _ in people}) == len(people)
    assert len({email for _, email in people}) == len(people)


def test_every_class_is_taught_by_several_teachers():
    taught = Counter((row[2], row[3]) for row in rows("staff", pupils=1500) if row[1] == "lärare")

    assert set(taught) == {(row[6], row[8]) for row in rows("pupils", pupils=1500)}
    assert min(taught.values()) >= 3


def test_a_protected_pupil_is_marked_with_the_guardians_and_without_a_municipality():
    marked = [row for row in rows("pupils", pupils=1500) if row[13] == "ja"]
    guardians = {row[0] for row in rows("guardians", pupils=1500) if row[9] == "ja"}

    assert {row[0] for row in marked} == guardians
    assert simulation(pupils=1500).stories["protected_identity"] in guardians
    assert {row[12] for row in marked} == {""}


def test_pupils_enrolled_before_their_first_row():
    started = {row[0]: day_of(row[14]) for row in rows("pupils")}
    first = {}
    for row in rows("days-2025-26") + rows("lessons"):
        first.setdefault(row[0], day_of(row[1]))

    assert set(first) == set(started)
    assert all(started[pupil] <= first[pupil] <= MID_NOVEMBER for pupil in started)
