"""Rosters of staff and guardians: the same person found again, and who may get which role."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web import factories as make
from tests.web.organisations.rosters import ELIN, EVA, PER, changed, counts
from throughline_web.organisations.actions import restore_roster, watch_roster
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import (
    Account,
    Invitation,
    Membership,
    Pupil,
    Relation,
    Unit,
)
from throughline_web.organisations.roles import RelationKind, Role, UnitKind

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(changed(PER, role="samordnare"), id="a role at the organiser"),
        pytest.param(changed(PER, unit_id="Granskolan"), id="another school"),
        pytest.param(changed(PER, unit_id="Påhittad skola"), id="a school that is not there"),
    ],
)
def test_file_for_one_school_gives_no_role_elsewhere(lay_staff, school, organiser, row):
    make.a_school("Granskolan", organiser=organiser)

    outcome = lay_staff(row, within_school_id=school.pk)

    assert counts(outcome) == (0, 0, 0, 1)
    assert Membership.objects.count() == 0
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 2


def test_file_for_one_school_need_not_name_it(lay_staff, school, organiser):
    make.a_school("Granskolan", organiser=organiser)

    lay_staff(changed(PER, unit_id=None), within_school_id=school.pk)

    assert Membership.objects.get().unit.parent == school


def test_complete_file_of_one_school_ends_no_role_at_another(lay_staff, school, organiser):
    make.a_school("Granskolan", organiser=organiser)
    lay_staff(PER, changed(PER, unit_id="Granskolan"))
    Membership.objects.update(starts_on=make.LONG_AGO)

    lay_staff(PER, within_school_id=school.pk, complete=True)

    assert not Membership.objects.filter(ends_on__isnull=False).exists()


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


def test_row_takes_the_right_to_information_away_and_gives_it_back(lay_guardians):
    lay_guardians(EVA)

    lay_guardians(changed(EVA, has_right_to_information=False))
    taken = Relation.objects.get().has_right_to_information
    lay_guardians(changed(EVA, has_right_to_information=True))

    assert taken is False
    assert Relation.objects.get().has_right_to_information


def test_guardian_whose_own_identity_is_protected_is_refused(lay_guardians):
    outcome = lay_guardians(changed(EVA, protected=True))

    assert counts(outcome) == (0, 0, 0, 1)
    assert Account.objects.count() == 0


def test_guardian_left_out_of_a_complete_file_loses_the_tie(lay_guardians):
    lay_guardians(EVA)
    Relation.objects.update(starts_on=make.LONG_AGO)

    lay_guardians(
        changed(EVA, guardian_id="g2", given_name="Jon", email="jon@example.se"), complete=True
    )

    assert Relation.objects.get(account__given_name="Eva").ends_on == make.YESTERDAY


def test_link_sent_to_an_address_that_a_file_mends_opens_nothing(lay_guardians):
    lay_guardians(EVA)
    eva = Account.objects.get()
    row = {"invited_by": eva, "sent_at": make.NOW, "expires_at": make.NOW + timedelta(days=14)}
    Invitation.objects.create(account=eva, token_hash="x" * 64, **row)

    lay_guardians(EVA)
    before = Invitation.objects.filter(withdrawn_at__isnull=True).count()
    lay_guardians(changed(EVA, email="eva.mended@example.se"))

    assert before == 1
    assert not Invitation.objects.filter(withdrawn_at__isnull=True).exists()


def test_an_undo_leaves_the_address_of_whoever_logs_in_by_it(lay_guardians, organiser):
    lay_guardians(EVA)
    with watch_roster(by=SYSTEM, organiser_id=organiser.pk, adults=True) as watch:
        lay_guardians(changed(EVA, email="eva.mended@example.se"))
    eva = Account.objects.get()
    eva.set_password("ett långt lösenord")
    eva.save()

    undone = {"changes": watch.changes, "on": make.TODAY, "at": make.NOW}
    restore_roster(by=SYSTEM, organiser_id=organiser.pk, **undone)

    eva.refresh_from_db()
    assert eva.email == "eva.mended@example.se"


@pytest.mark.parametrize(
    ("mended", "open_links"), [({"email": "eva.mended@example.se"}, 0), ({"phone": "070"}, 1)]
)
def test_link_sent_to_an_address_that_an_undo_takes_back_opens_nothing(
    lay_guardians, organiser, mended, open_links
):
    lay_guardians(EVA)
    eva = Account.objects.get()
    with watch_roster(by=SYSTEM, organiser_id=organiser.pk, adults=True) as watch:
        lay_guardians(changed(EVA, **mended))
    row = {"invited_by": eva, "sent_at": make.NOW, "expires_at": make.NOW + timedelta(days=14)}
    Invitation.objects.create(account=eva, token_hash="x" * 64, **row)

    undone = {"changes": watch.changes, "on": make.TODAY, "at": make.NOW}
    restore_roster(by=SYSTEM, organiser_id=organiser.pk, **undone)

    eva.refresh_from_db()
    assert (eva.email, eva.phone) == (EVA.email, EVA.phone)
    assert Invitation.objects.filter(withdrawn_at__isnull=True).count() == open_links


def test_address_that_somebody_logs_in_with_is_not_changed_by_a_file(lay_guardians):
    lay_guardians(EVA)
    account = Account.objects.get()
    account.set_password(make.PASSWORD)
    account.save()

    lay_guardians(changed(EVA, email="annan@example.se"))

    account.refresh_from_db()
    assert account.email == "eva@example.se"
