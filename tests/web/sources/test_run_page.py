"""The page of one import: why the file is read as it is, and where one goes from it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.factories import staff
from tests.web.sources.desk import bring, lessons, lessons_of
from throughline_web.organisations.models import Membership
from throughline_web.organisations.roles import Role
from throughline_web.sources.models import ImportRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(organiser):
    return staff(Role.ADMINISTRATOR, organiser)


@pytest.fixture
def client(account, logged_in):
    return logged_in(account)


def shown(client, run):
    answer = client.get(reverse("sources:run", args=[run.public_id]))
    return " ".join(answer.content.decode().split())


def test_an_import_says_that_it_was_recognised_and_why(client, organiser):
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)

    said = shown(client, run)

    assert "Filen kändes igen av sig själv som" in said
    assert run.findings["reasons"]
    assert all(reason["sv"] in said for reason in run.findings["reasons"])


def test_a_way_to_read_that_no_real_file_has_proved_says_so_before_the_yes(client, organiser):
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)
    ImportRun.objects.filter(pk=run.pk).update(
        state="checked", published_at=None, asked_at=None, profile_verified=False
    )
    assert "Ingen har prövat detta på en verklig fil" in shown(client, run)

    ImportRun.objects.filter(pk=run.pk).update(profile_verified=True)
    assert "Ingen har prövat detta på en verklig fil" not in shown(client, run)


def test_an_import_from_before_reasons_were_kept_still_has_a_page(client, organiser):
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)
    ImportRun.objects.filter(pk=run.pk).update(findings={})

    assert "Varför den läses så" not in shown(client, run)


def test_an_import_in_use_leads_on_to_what_the_member_may_open(client, account, organiser, school):
    Membership.objects.create(
        account=account, role=Role.PRINCIPAL, unit=school, starts_on="2026-08-17"
    )
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)

    said = shown(client, run)

    for page in ("desk:worklist", "desk:school", "desk:classes", "sources:imports"):
        assert f'href="{reverse(page)}"' in said
    assert "vilka som behöver någon nu" in said


def test_whoever_sees_no_pupils_is_told_who_does(client, organiser):
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)

    said = shown(client, run)

    assert "den som lämnar in filer ser inga elever" in said
    assert f'href="{reverse("desk:worklist")}"' not in said


def test_a_file_that_is_not_in_use_leads_nowhere(client, organiser):
    run = bring(lessons("e1;x;x"), organiser=organiser)

    assert "Så går ni vidare" not in shown(client, run)
