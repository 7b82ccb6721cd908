"""Rosters laid over what the site knows: idempotent, silent about what they are silent about."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial

import pytest

from tests.web import factories as make
from throughline.terms.people import GuardianRow, PupilRow, StaffRow
from throughline_web.organisations import announcements
from throughline_web.organisations.actions import upsert_guardians, upsert_pupils, upsert_staff
from throughline_web.organisations.announcements import PupilsChanged, subscribe
from throughline_web.organisations.civic_numbers import look_up_hash, opened
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import (
    Account,
    Enrolment,
    HomeMunicipality,
    Membership,
    ProtectionDecision,
    Pupil,
    Relation,
    Unit,
)
from throughline_web.organisations.roles import RelationKind, Role, UnitKind

pytestmark = pytest.mark.django_db

ELIN = PupilRow(
    pupil_id="e1",
    unit_id="Björkskolan",
    class_name="7A",
    year_group="7",
    given_name="Elin",
    family_name="Berg",
    birth_date=date(2013, 5, 2),
    civic_number="20130502-2382",
    email="elin@skola.example.se",
    home_municipality="Sjövik",
    mentor="per@example.se",
    starts_on=date(2026, 8, 17),
)


@pytest.fixture
def organiser():
    return make.a_municipality()


@pytest.fixture
def lay(organiser):
    """Lay rows of pupils as of the tests' day."""
    make.a_school("Björkskolan", organiser=organiser)
    return partial(
        _lay, upsert_pupils, by=SYSTEM, organiser_id=organiser.pk, on=make.TODAY, at=make.NOW
    )


def _lay(upsert, *rows, **words):
    return upsert(rows=rows, **words)


def counts(outcome):
    return (outcome.created, outcome.updated, outcome.unchanged, outcome.refused)


def changed(row, **words):
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return type(row)(**{**values, **words})


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


@pytest.fixture
def lay_staff(organiser, lay):
    return partial(
        _lay, upsert_staff, by=SYSTEM, organiser_id=organiser.pk, on=make.TODAY, at=make.NOW
    )


PER = StaffRow(
    staff_id="s1",
    role="mentor",
    unit_id="Björkskolan",
    class_name="7A",
    given_name="Per",
    family_name="Lund",
    email="per@example.se",
)


def test_staff_get_an_account_and_a_role_at_the_class(lay_staff):
    outcome = lay_staff(PER)

    membership = Membership.objects.get()
    assert counts(outcome) == (1, 0, 0, 0)
    assert (membership.role, membership.unit.name) == (Role.MENTOR, "7A")
    assert not membership.account.has_usable_password()


def test_the_same_staff_again_change_nothing(lay_staff):
    lay_staff(PER)

    assert counts(lay_staff(PER)) == (0, 0, 1, 0)


def test_one_person_with_two_roles_is_one_account(lay_staff):
    lay_staff(PER, changed(PER, role="lärare", class_name="7B"))

    assert Account.objects.count() == 1
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("role", ["administrator", "administratör", "vaktmästare"])
def test_no_file_makes_an_administrator(lay_staff, role):
    outcome = lay_staff(changed(PER, role=role))

    assert counts(outcome) == (0, 0, 0, 1)
    assert Membership.objects.count() == 0


def test_role_left_out_of_a_complete_file_is_ended(lay_staff):
    lay_staff(PER, changed(PER, role="lärare", class_name="7B"))
    Membership.objects.update(starts_on=make.LONG_AGO)

    lay_staff(PER, complete=True)

    ended = Membership.objects.get(ends_on__isnull=False)
    assert (ended.role, ended.ends_on) == (Role.TEACHER, make.YESTERDAY)


@pytest.mark.parametrize("written", ["per@example.se", "S1", "Per Lund"])
def test_mentor_is_known_by_address_id_or_name_whichever_file_comes_first(lay, lay_staff, written):
    lay(changed(ELIN, mentor=written))
    lay_staff(PER)

    relation = Relation.objects.get()
    assert (relation.kind, relation.account.email) == (RelationKind.MENTOR, "per@example.se")


def test_new_mentor_takes_over_and_the_earlier_one_loses_the_tie(lay, lay_staff):
    lay_staff(PER, changed(PER, staff_id="s2", given_name="Ida", email="ida@example.se"))
    lay(ELIN)
    Relation.objects.update(starts_on=make.LONG_AGO)

    lay(changed(ELIN, mentor="ida@example.se"))

    ties = Relation.objects.order_by("pk").values_list("account__given_name", "ends_on")
    assert list(ties) == [("Per", make.YESTERDAY), ("Ida", None)]


@pytest.fixture
def lay_guardians(organiser, lay):
    lay(ELIN, changed(ELIN, pupil_id="e2", given_name="Nils"))
    return partial(
        _lay, upsert_guardians, by=SYSTEM, organiser_id=organiser.pk, on=make.TODAY, at=make.NOW
    )


EVA = GuardianRow(
    pupil_id="e1",
    guardian_id="g1",
    given_name="Eva",
    family_name="Berg",
    email="eva@example.se",
    phone="070-174 06 05",
)


def test_guardian_of_two_children_is_one_account(lay_guardians):
    outcome = lay_guardians(EVA, changed(EVA, pupil_id="e2"))

    assert counts(outcome) == (1, 0, 0, 0)
    assert Account.objects.get().relations.count() == 2


def test_the_same_guardians_again_change_nothing(lay_guardians):
    lay_guardians(EVA)

    assert counts(lay_guardians(EVA)) == (0, 0, 1, 0)


def test_parents_who_share_an_address_are_two_people_and_one_of_them_logs_in(lay_guardians):
    outcome = lay_guardians(EVA, changed(EVA, guardian_id="g2", given_name="Jon"))

    emails = Account.objects.order_by("pk").values_list("given_name", "email")
    assert list(emails) == [("Eva", "eva@example.se"), ("Jon", "")]
    assert [problem.column for problem in outcome.problems] == ["email"]


def test_member_of_staff_who_is_a_parent_is_one_account(lay_guardians, lay_staff):
    lay_staff(changed(PER, given_name="Eva", family_name="Berg", email="eva@example.se"))

    lay_guardians(EVA)

    assert Account.objects.count() == 1


def test_guardian_of_an_unknown_pupil_is_refused_and_told(lay_guardians):
    outcome = lay_guardians(changed(EVA, pupil_id="nobody"))

    assert counts(outcome) == (0, 0, 0, 1)
    assert Account.objects.count() == 0


def test_guardian_of_a_protected_pupil_gets_no_right_to_information(lay_guardians):
    Pupil.objects.filter(external_id="e1").update(protected=True, cover_name="Kim Berg")

    lay_guardians(EVA)

    assert not Relation.objects.get().has_right_to_information


def test_guardian_left_out_of_a_complete_file_loses_the_tie(lay_guardians):
    lay_guardians(EVA)
    Relation.objects.update(starts_on=make.LONG_AGO)

    lay_guardians(
        changed(EVA, guardian_id="g2", given_name="Jon", email="jon@example.se"), complete=True
    )

    assert Relation.objects.get(account__given_name="Eva").ends_on == make.YESTERDAY


def test_address_that_somebody_logs_in_with_is_not_changed_by_a_file(lay_guardians):
    lay_guardians(EVA)
    account = Account.objects.get()
    account.set_password(make.PASSWORD)
    account.save()

    lay_guardians(changed(EVA, email="annan@example.se"))

    account.refresh_from_db()
    assert account.email == "eva@example.se"
