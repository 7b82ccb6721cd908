"""Official figures on the site: brought, kept by version, replaced, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from tests.core.sources.official.tables import GRADE_9_ROWS, grade_9, left_school
from tests.web.factories import NOW, member, staff
from tests.web.sources.desk import a_school_with_an_organiser
from throughline.sources import UnreadableSource
from throughline.terms.figures import FigureState
from throughline_web.organisations.models import AccessEntry
from throughline_web.organisations.roles import Role
from throughline_web.sources import actions, errors
from throughline_web.sources.models import OfficialFigure, OfficialTable
from throughline_web.sources.queries import (
    official_table,
    official_tables,
    standing_figures,
    states_of,
)

pytestmark = pytest.mark.django_db

CHANGED = [*GRADE_9_ROWS[0][:-2], "..", "240"]


@pytest.fixture
def account(organiser):
    return staff(Role.ADMINISTRATOR, organiser)


@pytest.fixture
def client(account, logged_in):
    return logged_in(account)


def bring(account, content=None, *, later=0):
    return actions.bring_official(
        by=member(account),
        files=[("tabell.csv", grade_9() if content is None else content)],
        fetched_from="https://www.skolverket.se",
        at=NOW + timedelta(hours=later),
    )


def upload(client, content, name="tabell.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("sources:bring-official"), {"brought": file, **more})


def shown(answer):
    return " ".join(answer.content.decode().split())


def eligible(code="00123456"):
    (figure,) = standing_figures(measure="eligible-yrk", level="school", codes=[code])
    return figure


def test_a_table_is_kept_with_where_it_comes_from_and_every_state(account):
    table = bring(account)

    assert (table.provider, table.figure_count) == ("skolverket-grade-9", 16)
    assert table.title == "Grundskola - Slutbetyg årskurs 9, samtliga elever"
    assert table.fetched_from == "https://www.skolverket.se"
    assert table.brought_by_name == account.name
    assert {(one.state, one.count) for one in states_of(table) if "yrkes" in one.title} == {
        (FigureState.SHOWN, 1),
        (FigureState.ROUNDED_HIGH, 1),
        (FigureState.FEW_EVENT, 1),
        (FigureState.NOT_APPLICABLE, 1),
    }


def test_about_all_withheld_and_zero_are_told_apart_beside_ours(account):
    bring(account)
    about, withheld = eligible(), eligible("20000002")
    (zero,) = standing_figures(measure="merit-value", level="school", codes=["20000004"])

    assert (about.published.value, about.published.state) == (Decimal(1), FigureState.ROUNDED_HIGH)
    assert about.about
    assert (withheld.published.value, withheld.published.state) == (None, FigureState.FEW_EVENT)
    assert zero.published.value == 0
    assert about.source_line.startswith("Statistik från Skolverket")
    assert len(standing_figures(measure="merit-value", level="school")) == 4


def test_a_later_version_takes_its_place_and_the_earlier_stays(account):
    first = bring(account)
    second = bring(account, grade_9([CHANGED]), later=1)
    latest, earlier = official_tables()

    assert eligible().published.state is FigureState.FEW_EVENT
    assert eligible("20000002").table_url_id == first.public_id
    assert (latest.table, latest.standing) == (second, 4)
    assert (earlier.table, earlier.standing) == (first, 12)
    assert OfficialFigure.objects.filter(code="00123456", measure="eligible-yrk").count() == 2


def test_a_withdrawn_table_gives_way_to_what_it_replaced(account):
    first = bring(account)
    second = bring(account, grade_9([CHANGED]), later=1)
    third = bring(account, grade_9([[*CHANGED[:-1], "241"]]), later=2)

    actions.withdraw_official(by=member(account), table_id=second.pk, at=NOW + timedelta(hours=3))
    assert eligible().table_url_id == third.public_id
    actions.withdraw_official(by=member(account), table_id=third.pk, at=NOW + timedelta(hours=3))
    assert eligible().table_url_id == first.public_id
    actions.withdraw_official(by=member(account), table_id=first.pk, at=NOW + timedelta(hours=3))
    assert not standing_figures(measure="eligible-yrk", level="school")
    with pytest.raises(errors.AlreadyWithdrawnError):
        actions.withdraw_official(by=member(account), table_id=first.pk, at=NOW)


def test_the_same_bytes_are_not_kept_twice_unless_withdrawn(account):
    table = bring(account)
    with pytest.raises(errors.TableKnownError):
        bring(account, later=1)
    actions.withdraw_official(by=member(account), table_id=table.pk, at=NOW)

    assert bring(account, later=1).pk != table.pk


def test_nothing_is_kept_of_what_cannot_be_read(account):
    with pytest.raises(UnreadableSource):
        bring(account, b"a;b\n1;2\n")
    with pytest.raises(errors.NoFiguresError) as refused:
        bring(account, grade_9([["x"] * 11]))

    assert "20" not in str(refused.value)
    assert not OfficialTable.objects.exists()


@pytest.mark.parametrize(("state", "value"), [("few_total", "12"), ("shown", "")])
def test_the_database_refuses_a_value_that_is_not_told(account, state, value):
    figure = bring(account).figures.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialFigure.objects.filter(pk=figure.pk).update(state=state, value=value)


def test_bringing_and_withdrawing_are_logged(account):
    table = bring(account)
    actions.withdraw_official(by=member(account), table_id=table.pk, at=NOW)

    pages = AccessEntry.objects.values_list("page", flat=True)
    assert {"bring_official", "withdraw_official"} <= set(pages)


def test_the_page_takes_a_file_and_shows_it(client):
    answer = upload(client, left_school(), fetched_from="https://statistikkbanken.udir.no")
    page = shown(client.get(answer["Location"]))

    assert "Udir, elever som har slutat" in page
    assert "https://statistikkbanken.udir.no" in page
    assert "För få för att visas: 4" in page
    assert "Skolor som står under flera fylken" in page
    assert "Andel sluttet" in shown(client.get(reverse("sources:official")))


def test_a_remark_says_where_in_the_file(client):
    broken = [*GRADE_9_ROWS[0][:-1], "mycket"]
    answer = upload(client, grade_9([broken, *GRADE_9_ROWS[1:]]))

    assert "Rad 7, Genomsnittligt meritvärde (17 ämnen), mycket: Detta är varken" in shown(
        client.get(answer["Location"])
    )


def test_answers_that_belong_together_are_brought_together(client):
    data = b'{"values": [{"kpi": "N15428", "municipality": "0138", "period": 2023, "values": [{"gender": "T", "value": 74.1}]}]}'
    title = b'{"values": [{"id": "N15428", "title": "Beh\\u00f6riga"}]}'
    files = [SimpleUploadedFile("a.json", data), SimpleUploadedFile("b.json", title)]
    answer = client.post(reverse("sources:bring-official"), {"brought": files})

    assert answer.status_code == 302
    (figure,) = standing_figures(measure="eligible-yrk", level="municipality")
    assert (figure.title, figure.published.value) == ("Behöriga", Decimal("0.741"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a;b\n1;2\n", "vilken officiell tabell"),
        (grade_9([["x"] * 11]), "Inledande nollor"),
        (b"", "tom"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client, content, said):
    answer = upload(client, content)

    assert answer.status_code == 422
    assert said in shown(answer)


def test_the_same_file_twice_is_refused_in_words(client):
    upload(client, grade_9())
    answer = upload(client, grade_9())

    assert answer.status_code == 422
    assert "tecken för tecken" in shown(answer)


def test_two_who_bring_the_same_table_at_once_are_told_so(client, account, monkeypatch):
    bring(account)
    # The other one's table is not yet seen when this one is read.
    monkeypatch.setattr(QuerySet, "exists", lambda _rows: False)

    answer = upload(client, grade_9())

    assert answer.status_code == 422
    assert "tecken för tecken" in shown(answer)
    assert OfficialTable.objects.count() == 1


def test_too_much_at_once_is_refused(client, monkeypatch):
    monkeypatch.setattr("throughline_web.sources.forms.MOST_OFFICIAL_BYTES", 10)
    monkeypatch.setattr("throughline_web.sources.forms.MOST_FILES", 0)
    answer = upload(client, grade_9())

    assert "större än 64 MB" in shown(answer)
    assert answer.status_code == 422


def test_a_table_is_withdrawn_from_its_page_once(client, account):
    bring(account)
    shown_table = official_tables()[0].table
    address = reverse("sources:withdraw-official", args=[shown_table.public_id])

    assert "Tillbakadragen" in shown(client.post(address, follow=True))
    assert "redan tillbakadragen" in shown(client.post(address, follow=True))
    assert "Dra tillbaka tabellen" not in shown(client.get(shown_address(shown_table)))


def shown_address(table):
    return reverse("sources:official-table", args=[table.public_id])


def test_a_replaced_table_says_so_in_the_list(client, account):
    bring(account, grade_9([GRADE_9_ROWS[0]]))
    bring(account, grade_9([CHANGED]), later=1)

    assert "Ersatt" in shown(client.get(reverse("sources:official")))


def test_staff_read_the_sources_and_only_those_who_bring_files_bring_tables(
    account, school, logged_in
):
    table = bring(account)
    teacher = logged_in(staff(Role.PRINCIPAL, school))

    assert "Lämna in en tabell" not in shown(teacher.get(reverse("sources:official")))
    assert "Dra tillbaka" not in shown(teacher.get(shown_address(table)))
    assert upload(teacher, grade_9()).status_code == 403
    address = reverse("sources:withdraw-official", args=[table.public_id])
    assert teacher.post(address).status_code == 403


def test_another_organisers_table_is_not_a_schools_to_withdraw(account, school, logged_in):
    table = bring(account)
    elsewhere = logged_in(staff(Role.ADMINISTRATOR, a_school_with_an_organiser("Fjällskolan")))
    same = logged_in(staff(Role.ADMINISTRATOR, school))

    for browser in (elsewhere, same):
        assert "Dra tillbaka" not in shown(browser.get(shown_address(table)))
        assert browser.post(withdrawal_of(table)).status_code == 403
    assert official_table(table.public_id).table.withdrawn_at is None


def test_who_brought_a_table_and_who_administers_an_organiser_withdraw_it(
    account, school, logged_in
):
    own = staff(Role.ADMINISTRATOR, school)
    table = bring(own)

    assert "Dra tillbaka tabellen" in shown(logged_in(account).get(shown_address(table)))
    browser = logged_in(own)
    assert "Dra tillbaka tabellen" in shown(browser.get(shown_address(table)))
    assert "Tillbakadragen" in shown(browser.post(withdrawal_of(table), follow=True))


def withdrawal_of(table):
    return reverse("sources:withdraw-official", args=[table.public_id])


def test_a_table_that_is_not_there_is_not_found(client):
    unknown = "00000000-0000-4000-8000-000000000000"

    assert official_table(unknown) is None
    assert client.get(reverse("sources:official-table", args=[unknown])).status_code == 404
    assert "inga officiella siffror" in shown(client.get(reverse("sources:official")))
