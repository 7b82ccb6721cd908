"""Files of figures and the term report: each figure with its state, and nothing that was withheld."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.web.factories import a_pupil, staff
from tests.web.measures.towns import (
    AUTUMN,
    AWAY,
    a_town,
    address,
    released,
    words,
)
from throughline_web.measures.models import Release
from throughline_web.organisations.civic_numbers import sealed
from throughline_web.organisations.models import AccessEntry, Pupil, Unit
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def uneven(people):
    """A town where one school has too few who were away much to be told of."""
    uneven = a_town((40, 12), (40, 12), (40, 6), (9, 4), name="Ojämnby")
    coordinator = staff(Role.MUNICIPAL_COORDINATOR, uneven)
    released(uneven, coordinator)
    return uneven, coordinator


def rows_of(client, town, kind):
    answer = client.get(address("organiser-file", town, None, kind=kind))
    match kind:
        case "csv":
            text = answer.content.decode("utf-8-sig")
            return list(csv.DictReader(io.StringIO(text), delimiter=";"))
        case "json":
            return json.loads(answer.content)["figures"]
        case _:
            sheet = load_workbook(io.BytesIO(answer.content), read_only=True).active
            head, *rest = sheet.iter_rows(values_only=True)
            return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_file_says_the_state_of_each_figure(kind, uneven, logged_in):
    town, coordinator = uneven

    rows = rows_of(logged_in(coordinator), town, kind)

    found = {row["unit"]: row for row in rows if row["measure"] == AWAY and not row["span"]}
    assert found["Skola 4"]["pupils_state"] == "few_total"
    assert not found["Skola 4"]["value"]
    assert str(found["Ojämnby"]["value"]).replace(",", ".") == "26.4"
    assert all(row["version"] and row["profile"] and row["data_until"] for row in rows)


def test_every_cell_of_a_csv_is_quoted_and_no_formula(uneven, logged_in):
    town, coordinator = uneven
    Unit.objects.filter(name="Skola 1", parent=town).update(name="=1+1")
    Release.objects.all().delete()
    released(town, coordinator)

    text = (
        logged_in(coordinator)
        .get(address("organiser-file", town, None))
        .content.decode("utf-8-sig")
    )

    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())
    assert '"\'=1+1"' in text


def test_a_withheld_figure_is_on_no_page_in_no_picture_and_in_no_file(uneven, logged_in):
    town, coordinator = uneven
    client = logged_in(coordinator)
    rows = [row for row in rows_of(client, town, "json") if row["measure"] == AWAY]
    hidden = {row["unit"] for row in rows if row["state"] in {"few_total", "few_event"}}

    page = client.get(address("organiser-measure", town, None)).content.decode()

    assert "Skola 4" in hidden
    assert len(hidden) > 1
    bars = re.findall(r'<span class="bar-row">.*?</li>', page, re.DOTALL)
    for bar in bars:
        is_hidden = any(name in bar for name in hidden)
        assert ("<svg" in bar) != is_hidden or "cirka" in bar
    assert all(row["value"] is None for row in rows if row["unit"] in hidden)


def test_a_file_of_another_kind_is_not_made(people, town, school, logged_in):
    client = logged_in(people[Role.PRINCIPAL])

    assert client.get(address("school-file", town, school, kind="exe")).status_code == 404


def test_an_unknown_measure_or_period_is_told_so(people, town, school, logged_in):
    client = logged_in(people[Role.PRINCIPAL])

    unknown = client.get(address("school-measure", town, school, measure="no-such"))
    other = client.get(address("school", town, school), {"period": "nonsense"})

    assert unknown.status_code == 404
    assert other.status_code == 200
    assert client.get(reverse("measures:definition", args=["no-such"])).status_code == 404


def take(client, town, school, **more):
    return client.post(
        address("term-report", town, school), {"period": AUTUMN.key, "kind": "csv", **more}
    )


def test_the_term_report_has_the_shape_of_the_register(people, town, school, pupil, logged_in):
    Pupil.objects.filter(pk=pupil.pk).update(civic_number_sealed=sealed("201305021234"))

    answer = take(logged_in(people[Role.PRINCIPAL]), town, school)

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    own = next(row for row in rows if row["elev_id"] == pupil.external_id)
    assert list(own)[:4] == ["personnummer", "skolform", "skolenhetskod", "arskurs"]
    assert own["personnummer"] == "201305021234"
    assert own["skolenhetskod"] == school.code
    assert own["timmar_erbjuden_undervisning_ht"] == "10,00"
    assert own["timmar_ogiltig_franvaro_ht"] == "3,00"
    assert own["timmar_giltig_franvaro_ht"] == "0,00"
    assert own["timmar_ogiltig_franvaro_vt"] == ""
    assert len(rows) == 40


def test_whoever_takes_the_report_stands_in_the_log(people, town, school, logged_in):
    take(logged_in(people[Role.ADMINISTRATOR]), town, school, kind="xlsx")

    entry = AccessEntry.objects.get(page="term-report")
    assert entry.account_id == people[Role.ADMINISTRATOR].pk
    assert (entry.pupils, entry.unit_id) == (40, school.pk)


def test_a_protected_pupil_is_left_out_and_no_number_tells_of_it(people, town, school, logged_in):
    hidden = a_pupil("Nora", "Blom", place=school.children.get(), cover_name="Eva Lind")
    client = logged_in(people[Role.PRINCIPAL])

    page = words(client.get(address("term-report", town, school)))
    report = take(client, town, school).content.decode()

    assert re.search(r"Utelämnade ur varje rapport</dt> <dd> elever med skyddad identitet", page)
    assert hidden.external_id not in report


def test_a_look_at_what_can_be_taken_opens_no_civic_number(
    people, town, school, pupil, logged_in, monkeypatch
):
    Pupil.objects.filter(pk=pupil.pk).update(civic_number_sealed=sealed("201305021234"))
    opened = []
    monkeypatch.setattr("throughline_web.organisations.queries.stays.opened", opened.append)

    page = words(logged_in(people[Role.PRINCIPAL]).get(address("term-report", town, school)))

    assert opened == []
    assert re.search(r"Utan personnummer här</dt> <dd> 39 ", page)


@pytest.mark.parametrize("more", [{"kind": "json"}, {"period": "2026-27"}, {"period": "1999-ht"}])
def test_no_other_report_is_made(more, people, town, school, logged_in):
    answer = take(logged_in(people[Role.PRINCIPAL]), town, school, **more)

    assert answer.status_code == 404
    assert not AccessEntry.objects.filter(page="term-report").exists()
