"""Rosters of pupils laid over what the site knows: idempotent, silent about what they are silent about."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from tests.web import factories as make
from tests.web.organisations.rosters import ELIN, changed, counts
from throughline.terms.people import PupilRow
from throughline_web.organisations import announcements
from throughline_web.organisations.actions import upsert_pupils
from throughline_web.organisations.announcements import PupilsChanged, subscribe
from throughline_web.organisations.civic_numbers import look_up_hash, opened
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import (
    Enrolment,
    HomeMunicipality,
    ProtectionDecision,
    Pupil,
    Unit,
)
from throughline_web.organisations.roles import UnitKind

pytestmark = pytest.mark.django_db


def test_new_pupil_gets_place_home_and_encrypted_number(lay):
    outcome = lay(ELIN)

    pupil = Pupil.objects.get()
    stay = Enrolment.objects.get()
    assert counts(outcome) == (1, 0, 0, 0)
    assert (pupil.given_name, pupil.family_name, pupil.birth_date) == (
        "Elin",
        "Berg",
        date(2013, 5, 2),
    )
    assert (stay.school.name, stay.school_class.name, stay.year_group) == ("Björkskolan", "7A", "7")
    assert HomeMunicipality.objects.get().municipality.name == "Sjövik"
    assert "0502" not in pupil.civic_number_sealed
    assert opened(pupil.civic_number_sealed) == "201305022382"
    assert pupil.civic_number_hash == look_up_hash("20130502 2382")


def test_the_same_rows_again_change_nothing(lay):
    lay(ELIN)
    before = list(Pupil.objects.values()), list(Enrolment.objects.values())

    outcome = lay(ELIN)

    assert counts(outcome) == (0, 0, 1, 0)
    assert (list(Pupil.objects.values()), list(Enrolment.objects.values())) == before


def test_what_a_row_is_silent_about_is_kept(lay):
    lay(ELIN)

    outcome = lay(PupilRow(pupil_id="e1", unit_id="Björkskolan", class_name="7A"))

    assert counts(outcome) == (0, 0, 1, 0)
    assert Pupil.objects.get().given_name == "Elin"


def test_changed_name_and_class_are_changed_in_place(lay):
    lay(ELIN)

    outcome = lay(changed(ELIN, family_name="Berg Lund", class_name="7B"))

    assert counts(outcome) == (0, 1, 0, 0)
    assert Pupil.objects.get().family_name == "Berg Lund"
    assert Enrolment.objects.get().school_class.name == "7B"


def test_many_changed_pupils_are_written_over_their_own_rows(lay):
    rows = [changed(ELIN, pupil_id=f"p{number}") for number in range(40)]
    lay(*rows)

    outcome = lay(*(changed(row, given_name="Eli") for row in rows))

    assert counts(outcome) == (0, 40, 0, 0)
    assert set(Pupil.objects.values_list("given_name", flat=True)) == {"Eli"}


def test_ids_of_another_organiser_mean_other_pupils(lay):
    lay(ELIN)
    other = make.a_municipality("Fjällby")
    make.a_school("Fjällskolan", organiser=other)

    upsert_pupils(
        by=SYSTEM,
        organiser_id=other.pk,
        rows=[changed(ELIN, unit_id="Fjällskolan")],
        on=make.TODAY,
        at=make.NOW,
    )

    assert Pupil.objects.filter(external_id="e1").count() == 2


def test_pupil_at_two_schools_has_two_stays(lay, organiser):
    make.a_school("Granskolan", organiser=organiser)

    outcome = lay(ELIN, changed(ELIN, unit_id="Granskolan"))

    assert counts(outcome) == (1, 0, 0, 0)
    assert Enrolment.objects.count() == 2


def test_last_day_ends_the_stay_and_a_new_first_day_begins_another(lay):
    lay(ELIN)
    lay(changed(ELIN, ends_on=date(2026, 10, 1)))
    lay(changed(ELIN, starts_on=date(2026, 11, 2)))

    stays = Enrolment.objects.order_by("starts_on").values_list("starts_on", "ends_on")
    assert list(stays) == [
        (date(2026, 8, 17), date(2026, 10, 1)),
        (date(2026, 11, 2), None),
    ]


def test_last_day_before_the_first_is_told_and_the_pupil_kept(lay):
    outcome = lay(changed(ELIN, ends_on=date(2026, 1, 1)))

    assert [problem.column for problem in outcome.problems] == ["ends_on"]
    assert Pupil.objects.count() == 1
    assert Enrolment.objects.count() == 0


def test_school_that_did_not_exist_is_made_and_told(lay, organiser):
    outcome = lay(changed(ELIN, unit_id="Nya skolan"))

    school = Unit.objects.get(name="Nya skolan", kind=UnitKind.SCHOOL)
    assert make.organiser_of(school) == organiser
    assert "Nya skolan" in outcome.problems[0].problem.sv


def test_silent_row_means_the_organisers_only_school(lay):
    lay(changed(ELIN, unit_id=None))

    assert Enrolment.objects.get().school.name == "Björkskolan"


def test_silent_row_is_told_where_there_are_several_schools(lay, organiser):
    make.a_school("Granskolan", organiser=organiser)

    outcome = lay(changed(ELIN, unit_id=None))

    assert [problem.column for problem in outcome.problems] == ["unit_id"]
    assert Enrolment.objects.count() == 0


def test_silent_row_has_its_class_at_the_only_school(lay):
    lay(changed(ELIN, unit_id=None))

    assert Enrolment.objects.get().school_class.name == "7A"


def test_add_only_enrols_nobody_who_has_left(lay):
    lay(changed(ELIN, ends_on=date(2026, 10, 1)))

    lay(PupilRow(pupil_id="e1", unit_id="Björkskolan", class_name="7A"), add_only=True)

    assert Enrolment.objects.get().ends_on == date(2026, 10, 1)


def test_add_only_leaves_known_pupils_as_they_are(lay):
    lay(ELIN)

    lay(
        changed(ELIN, given_name="", class_name="9Z"),
        PupilRow(pupil_id="new", unit_id="Björkskolan", class_name="7A"),
        add_only=True,
    )

    assert Pupil.objects.get(external_id="e1").given_name == "Elin"
    assert Enrolment.objects.get(pupil__external_id="e1").school_class.name == "7A"
    assert Pupil.objects.filter(external_id="new").exists()


def test_protected_row_is_refused_without_telling_who_it_is(lay):
    outcome = lay(changed(ELIN, protected=True))

    assert counts(outcome) == (0, 0, 0, 1)
    assert Pupil.objects.count() == 0
    assert "Elin" not in repr(outcome)


def test_protected_row_is_received_under_an_ordinary_name_when_switched_on(lay):
    lay(changed(ELIN, protected=True), accept_protected=True)

    pupil = Pupil.objects.get()
    assert pupil.protected
    assert pupil.cover_name == "Kim Berg"
    assert ProtectionDecision.objects.get().pupil == pupil
    assert HomeMunicipality.objects.count() == 0


def test_pupil_already_here_is_covered_at_once_even_when_the_row_is_refused(lay):
    lay(ELIN)
    pupil = Pupil.objects.get()
    guardian = make.a_guardian_of(pupil)

    outcome = lay(changed(ELIN, protected=True, given_name="Nytt"))

    pupil.refresh_from_db()
    assert counts(outcome)[3] == 1
    assert pupil.protected
    assert pupil.cover_name
    assert pupil.given_name == "Elin"
    assert not guardian.relations.get().has_right_to_information


def test_no_row_ends_a_protection(lay):
    lay(changed(ELIN, protected=True), accept_protected=True)

    lay(ELIN, accept_protected=True)

    assert Pupil.objects.get().protected


def test_two_protected_pupils_bear_different_names(lay):
    lay(
        changed(ELIN, protected=True),
        changed(ELIN, pupil_id="e2", protected=True),
        accept_protected=True,
    )

    assert len(set(Pupil.objects.values_list("cover_name", flat=True))) == 2


def test_move_to_another_municipality_is_dated(lay):
    lay(ELIN)

    lay(changed(ELIN, home_municipality="Fjällby"))

    homes = HomeMunicipality.objects.order_by("pk").values_list(
        "municipality__name", "starts_on", "ends_on"
    )
    assert list(homes) == [
        ("Sjövik", None, make.YESTERDAY),
        ("Fjällby", make.TODAY, None),
    ]


def test_names_that_are_too_long_are_shortened_and_told(lay):
    outcome = lay(changed(ELIN, family_name="B" * 200))

    assert len(Pupil.objects.get().family_name) == 80
    assert [problem.column for problem in outcome.problems] == ["family_name"]


def test_changed_pupils_are_announced_by_their_ids(lay, monkeypatch):
    monkeypatch.setattr(announcements, "_subscribers", defaultdict(list))
    heard = []
    subscribe(PupilsChanged, heard.append)

    lay(ELIN)
    lay(ELIN)

    assert [event.pupil_ids for event in heard] == [(Pupil.objects.get().pk,)]
