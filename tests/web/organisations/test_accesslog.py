"""The access log: what it holds, what it refuses, and every way of tampering seen red."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.web import factories as make
from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import (
    Fault,
    empty_entries_before,
    record_read,
    seal_entries,
    verify,
)
from throughline_web.organisations.accesslog.guards import (
    guards_missing,
    put_up_guards,
    take_down_guards,
    take_down_statements,
)
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import AccessEntry, AccessSeal
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def seal(django_capture_on_commit_callbacks):
    """Seal what there is, and let the anchor drop as after a commit."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            return seal_entries(at=make.NOW)

    return run


@pytest.fixture
def mentor():
    return make.member(make.a_mentor_of(make.a_pupil()))


@pytest.fixture
def five_sealed(mentor, seal):
    """Five sealed entries, and a database whose owner has taken its guards down."""
    for pupil_id in range(1, 6):
        record_read(mentor, [pupil_id], page="desk:pupil", unit_id=1, at=make.NOW)
    seal()
    take_down_guards(connection)
    return list(AccessEntry.objects.order_by("pk"))


def faults():
    return [finding.fault for finding in verify().findings]


def test_list_is_one_entry_with_its_ids(mentor):
    record_read(mentor, [3, 1, 2, 2], page="desk:worklist", unit_id=7)

    entry = AccessEntry.objects.get()
    assert entry.payload["pupils"] == [1, 2, 3]
    assert (entry.pupils, entry.page, entry.unit_id) == (3, "desk:worklist", 7)
    assert (entry.account_id, entry.action, entry.via) == (
        mentor.account_id,
        "see_pupil",
        "mentor",
    )


def test_list_over_two_schools_is_one_entry_for_each():
    pupils = [make.a_pupil(place=make.a_school(name)) for name in ("Björkskolan", "Granskolan")]
    member = make.member(make.a_mentor_of(*pupils))

    record_read(member, [pupil.pk for pupil in pupils], page="desk:worklist", at=make.NOW)

    schools = {entry.unit_id: entry.payload["pupils"] for entry in AccessEntry.objects.all()}
    assert schools == {pupil.enrolments.get().school_id: [pupil.pk] for pupil in pupils}


def test_read_of_nobody_is_not_logged(mentor):
    record_read(mentor, [], page="desk:worklist")

    assert not AccessEntry.objects.exists()


def test_entry_is_undone_with_the_callers_transaction(mentor):
    with transaction.atomic():
        record_read(mentor, [1], page="desk:pupil", unit_id=1)
        transaction.set_rollback(True)

    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisations_accessentry SET page = 'elsewhere'",
        "UPDATE organisations_accessentry SET account_id = 999",
        "UPDATE organisations_accessentry SET payload = '{}'",
        "UPDATE organisations_accessentry SET payload = NULL, pupils = 0",
        "DELETE FROM organisations_accessentry",
        "UPDATE organisations_accessseal SET hash = 'x'",
        "DELETE FROM organisations_accessseal",
    ],
)
def test_database_refuses_to_alter_or_remove(mentor, seal, statement):
    record_read(mentor, [1], page="desk:pupil", unit_id=1)
    seal()

    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_guards_stand_after_the_migrations():
    assert guards_missing(connection) == []


def test_missing_guards_are_named():
    take_down_guards(connection)

    assert len(guards_missing(connection)) == 4

    put_up_guards(connection)
    assert guards_missing(connection) == []


def test_a_guard_that_a_migration_lost_stands_again_after_it():
    with connection.cursor() as cursor:
        cursor.execute(take_down_statements(connection.vendor)[0])
    assert guards_missing(connection) == ["access_entry_is_never_removed"]

    call_command("migrate", verbosity=0)

    assert guards_missing(connection) == []


def test_untouched_log_holds(five_sealed):
    verdict = verify()

    assert verdict.holds
    assert (verdict.sealed, verdict.unsealed) == (5, 0)


def test_sealing_again_seals_only_what_is_new(five_sealed, mentor, seal):
    record_read(mentor, [9], page="desk:pupil", unit_id=1)

    assert seal() == 1
    assert seal() == 0
    assert verify().holds


def test_latecomer_with_a_lower_number_is_sealed_after_those_that_came_before(five_sealed, seal):
    late = five_sealed[2]
    AccessSeal.objects.filter(sequence__gte=3).delete()
    AccessSeal.objects.filter(entry_id=late.pk).delete()
    rest = [entry.pk for entry in five_sealed[3:]]
    AccessEntry.objects.filter(pk=late.pk).delete()
    seal()
    late.save(force_insert=True)

    assert seal() == 1
    assert list(AccessSeal.objects.order_by("sequence").values_list("entry_id", flat=True))[2:] == [
        *rest,
        late.pk,
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"account_id": 999},
        {"page": "elsewhere"},
        {"at": make.NOW + timedelta(minutes=1)},
        {"payload": {"pupils": [99]}},
        {"pupils": 0},
        {"unit_id": None},
    ],
)
def test_altered_entry_is_found(five_sealed, changes):
    AccessEntry.objects.filter(pk=five_sealed[2].pk).update(**changes)

    assert faults() == [Fault.ALTERED]


def test_removed_entry_is_found(five_sealed):
    AccessEntry.objects.filter(pk=five_sealed[2].pk).delete()

    assert faults() == [Fault.REMOVED]


def test_entry_removed_with_its_seal_is_found(five_sealed):
    AccessEntry.objects.filter(pk=five_sealed[2].pk).delete()
    AccessSeal.objects.filter(sequence=3).delete()

    assert Fault.REMOVED in faults()


def test_removed_beginning_is_found(five_sealed):
    AccessSeal.objects.filter(sequence__lte=2).delete()

    assert Fault.REMOVED in faults()


def test_reordered_seals_are_found(five_sealed):
    second, third = AccessSeal.objects.filter(sequence__in=[2, 3]).order_by("sequence")
    second.delete()
    third.delete()
    AccessSeal(2, third.entry_id, third.entry_hash, third.hash, third.sealed_at).save()
    AccessSeal(3, second.entry_id, second.entry_hash, second.hash, second.sealed_at).save()

    assert Fault.REORDERED in faults()


def test_cut_off_end_is_found_by_its_anchor(five_sealed):
    AccessSeal.objects.filter(sequence__gte=4).delete()
    AccessEntry.objects.filter(pk__gte=five_sealed[3].pk).delete()

    assert faults() == [Fault.CUT_OFF]


def test_chain_rewritten_from_the_beginning_is_found_by_its_anchor(five_sealed):
    AccessEntry.objects.filter(pk=five_sealed[2].pk).update(page="elsewhere")
    AccessSeal.objects.all().delete()
    seal_entries(at=make.NOW)

    assert faults() == [Fault.REWRITTEN]


def test_removed_anchor_file_is_found(five_sealed, anchor_file):
    anchor_file.unlink()

    assert faults() == [Fault.REWRITTEN]


def test_entries_without_a_seal_are_part_of_the_verdict(mentor):
    record_read(mentor, [1], page="desk:pupil", unit_id=1, at=make.NOW)

    verdict = verify()

    assert (verdict.unsealed, verdict.unsealed_since) == (1, make.NOW)


def test_emptied_entries_leave_the_chain_whole(mentor, seal):
    record_read(mentor, [1], page="desk:pupil", unit_id=1, at=make.NOW - timedelta(days=800))
    record_read(mentor, [2], page="desk:pupil", unit_id=1, at=make.NOW)
    seal()

    emptied = empty_entries_before(by=SYSTEM, before=make.NOW - timedelta(days=730), at=make.NOW)
    seal()

    assert emptied == 1
    assert verify().holds


def test_entry_emptied_before_its_time_is_found(five_sealed):
    AccessEntry.objects.filter(pk=five_sealed[2].pk).update(payload=None)

    assert faults() == [Fault.EMPTIED]


def test_commands_seal_and_verify(mentor, django_capture_on_commit_callbacks):
    record_read(mentor, [1], page="desk:pupil", unit_id=1)
    said = StringIO()

    with django_capture_on_commit_callbacks(execute=True):
        call_command("seal_access_log", stdout=said)
    call_command("verify_access_log", stdout=said)

    assert said.getvalue().splitlines() == [
        "1 entries sealed",
        "1 entries sealed",
        "0 entries not yet sealed",
    ]


def test_retention_command_empties_what_is_older_than_a_day(
    mentor, django_capture_on_commit_callbacks
):
    record_read(mentor, [1], page="desk:pupil", unit_id=1, at=make.NOW - timedelta(days=800))
    record_read(mentor, [2], page="desk:pupil", unit_id=1, at=make.NOW)
    said = StringIO()

    with django_capture_on_commit_callbacks(execute=True):
        call_command("empty_access_log", "--before", "2026-01-01", stdout=said)
        call_command("seal_access_log", stdout=StringIO())

    assert said.getvalue() == "1 entries emptied\n"
    assert verify().holds


def test_retention_command_wants_a_day():
    with pytest.raises(CommandError, match="2024-07-01"):
        call_command("empty_access_log", "--before", "i går")


def test_verifying_command_fails_on_a_changed_log(five_sealed):
    AccessEntry.objects.filter(pk=five_sealed[0].pk).update(page="elsewhere")
    complaints = StringIO()

    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_access_log", stdout=StringIO(), stderr=complaints)

    assert f"altered: link 1, entry {five_sealed[0].pk}" in complaints.getvalue()


@pytest.mark.django_db(transaction=True)
def test_transactional_tests_can_empty_the_tables_and_find_the_guards_again(mentor):
    record_read(mentor, [1], page="desk:pupil", unit_id=1)

    assert guards_missing(connection) == []


def test_principals_own_reading_is_logged_as_theirs():
    principal = make.member(make.staff(Role.PRINCIPAL, make.a_school()))

    record_read(principal, [1], page="desk:school", action=Action.SEE_SCHOOL, unit_id=1)

    assert AccessEntry.objects.get().via == "principal"
