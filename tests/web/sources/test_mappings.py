"""Saved ways to read files: listed, renamed and removed, and what used them stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.factories import NOW, a_municipality, member, staff
from tests.web.sources.desk import bring
from throughline.sources import Kind, to_toml
from throughline_web.organisations.models import AccessEntry
from throughline_web.organisations.roles import Role
from throughline_web.sources import actions
from throughline_web.sources.mapping import hand_made
from throughline_web.sources.models import SavedProfile
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db

FILE = "Nummer;Dag;Pass;Minuter;Borta;Skola\nA1;2026-11-16;08:10;60;15;Björkskolan\n".encode()
COLUMNS = {
    "pupil": "Nummer",
    "date": "Dag",
    "lesson": "Pass",
    "offered": "Minuter",
    "unexcused": "Borta",
    "school": "Skola",
}


@pytest.fixture
def account(organiser):
    return staff(Role.ADMINISTRATOR, organiser)


@pytest.fixture
def client(account, logged_in):
    return logged_in(account)


def saved_by(account, organiser, name="Vårt system", **columns):
    profile = hand_made(Kind.LESSON, columns=COLUMNS | columns, constants={}, name=name)
    return actions.save_profile(
        by=member(account),
        organiser_id=organiser.pk,
        name=name,
        text=to_toml(profile),
        at=NOW,
    )


def shown(answer):
    return " ".join(answer.content.decode().split())


def test_without_saved_mappings_the_page_says_how_one_comes_to_be(client):
    answer = client.get(reverse("sources:mappings"))

    assert "Ingenting är sparat än" in shown(answer)


def test_a_saved_mapping_is_listed_with_what_it_reads_and_how_many_imports(
    client, account, organiser
):
    saved = saved_by(account, organiser)
    run = bring(FILE, organiser=organiser)
    assert run.state == State.LIVE

    said = shown(client.get(reverse("sources:mappings")))
    page = shown(client.get(reverse("sources:mapping", args=[saved.pk])))

    assert "Vårt system" in said
    assert "Närvaro per lektion" in said
    assert "Nummer" in page
    assert "1 import har lästs så" in page


def test_a_renamed_mapping_reads_as_before_under_its_new_name(client, account, organiser):
    saved = saved_by(account, organiser)

    client.post(reverse("sources:mapping", args=[saved.pk]), {"name": "Skolans export"})

    saved.refresh_from_db()
    run = bring(FILE, organiser=organiser)
    assert saved.name == "Skolans export"
    assert run.findings["read_as"]["sv"] == "Skolans export"
    assert AccessEntry.objects.filter(page="rename_mapping").count() == 1


def test_the_same_file_adds_nothing_after_its_mapping_was_renamed(client, account, organiser):
    saved = saved_by(account, organiser)
    bring(FILE, organiser=organiser)
    client.post(reverse("sources:mapping", args=[saved.pk]), {"name": "Skolans export"})

    assert bring(FILE, organiser=organiser).state == State.DISCARDED


def test_two_mappings_do_not_share_a_name(client, account, organiser):
    saved_by(account, organiser, "Ett")
    other = saved_by(account, organiser, "Två", excused="Giltig")

    answer = client.post(reverse("sources:mapping", args=[other.pk]), {"name": "Ett"})

    other.refresh_from_db()
    assert answer.status_code == 422
    assert other.name == "Två"


def test_a_removed_mapping_leaves_the_imports_that_were_read_by_it(client, account, organiser):
    saved = saved_by(account, organiser)
    run = bring(FILE, organiser=organiser)

    client.post(reverse("sources:remove-mapping", args=[saved.pk]))

    run.refresh_from_db()
    assert not SavedProfile.objects.exists()
    assert (run.state, bool(run.profile_text)) == (State.LIVE, True)
    assert client.get(reverse("sources:run", args=[run.public_id])).status_code == 200
    assert bring(FILE + b"\n", organiser=organiser).state == State.UPLOADED


def test_the_mapping_saved_last_is_believed_where_two_fit(account, organiser):
    saved_by(account, organiser, "A")
    newer = saved_by(account, organiser, "B", unresolved="Borta")
    SavedProfile.objects.filter(pk=newer.pk).update(saved_at=NOW.replace(year=2027))

    assert bring(FILE, organiser=organiser).findings["read_as"]["sv"] == "B"


def test_a_school_s_administrator_changes_none_but_her_own(account, organiser, school, logged_in):
    foreign = saved_by(account, organiser, "Kommunens")
    other = staff(Role.ADMINISTRATOR, school)
    own = saved_by(other, organiser, "Skolans", excused="Giltig")
    client = logged_in(other)

    page = shown(client.get(reverse("sources:mapping", args=[foreign.pk])))
    refused = [
        client.post(reverse("sources:mapping", args=[foreign.pk]), {"name": "X"}),
        client.post(reverse("sources:remove-mapping", args=[foreign.pk])),
    ]
    taken = client.post(reverse("sources:remove-mapping", args=[own.pk]))

    assert "Spara namnet" not in page
    assert [answer.status_code for answer in refused] == [403, 403]
    assert taken.status_code == 302
    assert list(SavedProfile.objects.values_list("name", flat=True)) == ["Kommunens"]


def test_another_organiser_s_mappings_are_not_here(account, organiser, logged_in):
    saved = saved_by(account, organiser)
    client = logged_in(staff(Role.ADMINISTRATOR, a_municipality("Granvik")))

    assert "Vårt system" not in shown(client.get(reverse("sources:mappings")))
    assert client.get(reverse("sources:mapping", args=[saved.pk])).status_code == 404
    assert client.post(reverse("sources:remove-mapping", args=[saved.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_the_database_as_often_for_one_as_for_twelve(
    client, account, organiser, count, django_assert_max_num_queries
):
    for number in range(count):
        saved_by(account, organiser, f"Sätt {number}", excused=f"Giltig {number}")

    with django_assert_max_num_queries(15):
        client.get(reverse("sources:mappings"))
