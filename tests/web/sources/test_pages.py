"""The desk in a browser's hands: every step, every state, and whose they are."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.factories import staff
from tests.web.sources.desk import lesson, lessons, lessons_of, pupil, pupils
from throughline_web.organisations.roles import Role
from throughline_web.sources.models import ImportRun
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(organiser):
    return staff(Role.ADMINISTRATOR, organiser)


@pytest.fixture
def client(administrator, logged_in):
    return logged_in(administrator)


def upload(client, *contents, name="fil.csv", **more):
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post(reverse("sources:upload"), {"brought": files, **more})


def only_run():
    return ImportRun.objects.get()


def page(client, name="run", run=None):
    return client.get(reverse(f"sources:{name}", args=[(run or only_run()).public_id]))


def step(client, name, run=None, **answers):
    run = run or only_run()
    return client.post(reverse(f"sources:{name}", args=[run.public_id]), answers, follow=True)


def test_a_recognised_file_is_checked_at_once_and_waits_for_a_yes(client):
    answer = upload(client, lessons(*lessons_of("e1")))

    assert answer.url == reverse("sources:run", args=[only_run().public_id])
    assert only_run().state == State.CHECKED
    assert "Läs in 5 rader" in page(client).content.decode()


def test_a_yes_makes_the_rows_visible(client):
    upload(client, lessons(*lessons_of("e1")))

    shown = step(client, "publish").content.decode()

    assert only_run().state == State.LIVE
    assert "i bruk sedan" in shown


def test_several_files_at_once_lead_to_the_list(client):
    answer = upload(client, lessons(*lessons_of("e1")), pupils(pupil("e1")))

    assert answer.url == reverse("sources:imports")
    assert ImportRun.objects.filter(state=State.CHECKED).count() == 2
