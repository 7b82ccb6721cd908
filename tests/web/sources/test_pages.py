"""The desk in a browser's hands: every step, every state, and what is said at each."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.factories import a_school, staff
from tests.web.sources.desk import bring, lesson, lessons, lessons_of, pupil, pupils
from throughline_web.organisations.models import AccessEntry, Pupil
from throughline_web.organisations.roles import Role
from throughline_web.records.models import Mark
from throughline_web.sources.models import ImportRun, SavedProfile
from throughline_web.sources.states import State
from throughline_web.sources.vault import kept_uploads

pytestmark = pytest.mark.django_db

UNKNOWN = "Nummer;Dag;Pass;Minuter;Borta\nA1;2026-11-16;08:10;60;15\n"


@pytest.fixture
def client(organiser, logged_in):
    return logged_in(staff(Role.ADMINISTRATOR, organiser))


def upload(client, *contents, name="fil.csv", **more):
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post(reverse("sources:upload"), {"brought": files, **more})


def only_run():
    return ImportRun.objects.get()


def page(client, name="run", run=None, query=""):
    address = reverse(f"sources:{name}", args=[(run or only_run()).public_id])
    return client.get(address + query)


def shown(answer):
    return " ".join(answer.content.decode().split())


def step(client, what, run=None, **answers):
    run = run or only_run()
    return client.post(reverse(f"sources:{what}", args=[run.public_id]), answers, follow=True)


def test_a_recognised_file_is_checked_at_once_and_waits_for_a_yes(client):
    answer = upload(client, lessons(*lessons_of("e1")))

    assert answer.url == reverse("sources:run", args=[only_run().public_id])
    assert only_run().state == State.CHECKED
    assert "Läs in 5 rader" in shown(page(client))


def test_a_yes_makes_the_rows_visible(client):
    upload(client, lessons(*lessons_of("e1")))

    answer = step(client, "publish")

    assert only_run().state == State.LIVE
    assert "Filen är i bruk sedan 2026-11-23" in shown(answer)


def test_several_files_at_once_lead_to_the_list(client):
    answer = upload(client, lessons(*lessons_of("e1")), pupils(pupil("e1")))

    assert answer.url == reverse("sources:imports")
    assert ImportRun.objects.filter(state=State.CHECKED).count() == 2


def test_each_step_is_logged_by_the_imports_id_and_not_the_files_name(client):
    upload(client, lessons(*lessons_of("e1")), name="Elin Berg.csv")
    step(client, "publish")

    entries = AccessEntry.objects.filter(page__in=["upload_file", "import_file", "import_is_live"])
    assert entries.count() == 3
    assert not any("Elin" in str(entry.payload) for entry in AccessEntry.objects.all())


def test_no_file_at_all_is_said_beside_the_field(client):
    answer = client.post(reverse("sources:upload"), {})

    assert answer.status_code == 422
    assert "Välj minst en fil." in shown(answer)


def test_a_file_beyond_the_limit_is_refused_in_words_and_not_kept(client, settings):
    settings.THROUGHLINE_UPLOAD_MEGABYTES = 0

    answer = upload(client, lessons(*lessons_of("e1")))

    assert answer.url == reverse("sources:imports")
    assert "större än" in shown(client.get(answer.url))
    assert not ImportRun.objects.exists()
    assert kept_uploads() == {}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 40, id="binary"),
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7 ...", id="a PDF"),
        pytest.param(b"PK\x03\x04 broken", id="a broken workbook"),
        pytest.param((";" * 200_000 + "\n").encode() * 2, id="200,000 columns"),
        pytest.param(b"a" * 1_500_000, id="one endless line"),
        pytest.param(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", id="an entity"),
    ],
)
def test_a_hostile_file_is_answered_in_words(client, content):
    upload(client, content)

    run = only_run()
    assert run.state in {State.FAILED, State.UPLOADED}
    assert page(client).status_code == 200
    assert not Pupil.objects.exists()


def test_markup_in_a_file_and_its_name_is_shown_as_text(client):
    rows = lessons(lesson("e1", day="<script>alert(1)</script>"), *lessons_of("e1"))
    upload(client, rows, name="<script>x.csv")

    assert "<script>alert" not in shown(page(client))
    assert "<script>x" not in shown(page(client))


def test_the_token_of_the_form_is_asked_for(organiser, logged_in):
    client = logged_in(staff(Role.ADMINISTRATOR, organiser))
    client.handler.enforce_csrf_checks = True

    answer = upload(client, lessons(*lessons_of("e1")))

    assert answer.status_code == 403
    assert not ImportRun.objects.exists()
    assert kept_uploads() == {}


def test_an_unknown_table_asks_which_column_is_which(client):
    upload(client, UNKNOWN.encode())

    answer = page(client)

    assert only_run().state == State.UPLOADED
    assert "Välj kolumner" in shown(answer)


def test_a_mapping_by_hand_reads_the_file_and_is_recognised_next_time(client):
    upload(client, UNKNOWN.encode())
    empty = {f"column_{name}": "-" for name in form_fields(page(client, "columns"))}

    step(
        client,
        "columns",
        **empty
        | {
            "column_pupil": "Nummer",
            "column_date": "Dag",
            "column_lesson": "Pass",
            "column_offered": "Minuter",
            "column_unexcused": "Borta",
            "name": "Hemgjord",
        },
    )

    assert (only_run().state, only_run().rows_accepted) == (State.CHECKED, 1)
    assert SavedProfile.objects.get().name == "Hemgjord"
    upload(client, UNKNOWN.replace("A1", "A2").encode(), name="nästa.csv")
    assert ImportRun.objects.latest("pk").state == State.CHECKED


def form_fields(answer):
    names = answer.context["form"].fields
    return [one.removeprefix("column_") for one in names if one.startswith("column_")]


def test_a_mapping_without_what_a_row_needs_is_not_used(client):
    upload(client, UNKNOWN.encode())

    answer = step(client, "columns", column_date="Dag")

    assert only_run().state == State.UPLOADED
    assert "Ingenting är sparat" in shown(answer)


def test_another_kind_of_file_asks_for_other_columns(client):
    upload(client, UNKNOWN.encode())

    fields = form_fields(page(client, "columns", query="?slag=grades"))

    assert {"subject", "grade"} <= set(fields)
    assert "offered" not in fields


def test_the_preview_shows_nobodys_name(client):
    upload(client, pupils(pupil("e1", "Zebulon", family="Quarnström")))

    answer = page(client, "columns")

    assert "Björkskolan" in shown(answer)
    assert "Zebulon" not in shown(answer)
    assert "Quarnström" not in shown(answer)


def test_a_file_without_school_asks_which_of_several(client, organiser):
    other = a_school("Ekskolan", organiser=organiser)
    content = "elev-id;datum;lektion;lektionstid (min);närvaro (min)\ne1;2026-11-16;08:10;60;60\n"
    upload(client, content.encode())
    assert "Vilken skola gäller filen?" in shown(page(client))

    step(client, "check", school=other.pk)

    assert (only_run().state, only_run().school_id) == (State.CHECKED, other.pk)


def test_a_school_of_somebody_else_is_refused(client, organiser):
    a_school("Ekskolan", organiser=organiser)
    foreign = a_school("Främmande skolan")
    content = "elev-id;datum;lektion;lektionstid (min);närvaro (min)\ne1;2026-11-16;08:10;60;60\n"
    upload(client, content.encode())

    step(client, "check", school=foreign.pk)

    assert only_run().school_id is None


def test_the_remarks_can_be_taken_as_a_file_that_no_spreadsheet_computes(client):
    upload(client, lessons(lesson("e1", day="=1+1"), *lessons_of("e1")))

    answer = page(client, "issues")

    assert answer.content.startswith("\ufeff".encode())
    assert "2;datum;'=1+1;" in answer.content.decode()
    assert "fil.csv" not in answer.headers["Content-Disposition"]


def test_a_remark_never_shows_a_pupils_id(client):
    upload(client, lessons(lesson("920101-2392", day="2026-13-40"), *lessons_of("e1")))

    assert "920101" not in shown(page(client))
    assert "920101" not in page(client, "issues").content.decode()


def test_the_page_of_an_overlapping_file_names_what_it_will_be_laid_over(client, organiser):
    bring(lessons(*lessons_of("e1")), organiser=organiser, name="första.csv")
    upload(client, lessons(lesson("e1", present=10)), name="andra.csv")

    answer = page(client, run=ImportRun.objects.get(file_name="andra.csv"))

    assert "första.csv" in shown(answer)


def test_undoing_says_first_what_will_happen(client):
    upload(client, lessons(*lessons_of("e1")))
    step(client, "publish")

    before = shown(page(client, "undo"))
    step(client, "undo")

    assert "1 elev som kom med filen tas bort, om inget annat rör eleven." in before
    assert only_run().state == State.UNDONE
    assert not Mark.objects.exists()


def test_undoing_what_others_rest_on_names_them(client, organiser):
    first = bring(lessons(*lessons_of("e1")), organiser=organiser, name="första.csv")
    bring(lessons(lesson("e1", present=10)), organiser=organiser, name="andra.csv")

    answer = step(client, "undo", run=first)

    first.refresh_from_db()
    assert first.state == State.LIVE
    assert "andra.csv" in shown(answer)


def test_a_file_put_away_is_gone_from_the_ones_under_way(client):
    upload(client, lessons(*lessons_of("e1")))

    step(client, "discard")

    assert only_run().state == State.DISCARDED
    assert "fil.csv" not in shown(client.get(reverse("sources:imports") + "?visa=waiting"))
    assert "fil.csv" in shown(client.get(reverse("sources:imports") + "?visa=ended"))


def test_a_file_in_use_already_leads_to_its_import(client, organiser):
    content = lessons(*lessons_of("e1"))
    first = bring(content, organiser=organiser)

    upload(client, content)

    answer = page(client, run=ImportRun.objects.latest("pk"))
    assert "redan i bruk" in shown(answer)
    assert reverse("sources:run", args=[first.public_id]) in shown(answer)


def test_the_progress_is_asked_for_while_it_lasts_and_then_the_page_is_read_anew(client):
    upload(client, lessons(*lessons_of("e1")))
    run = only_run()
    ImportRun.objects.filter(pk=run.pk).update(
        state=State.STAGING, worker="w", beat_at=run.created_at, bytes_read=run.file_size // 2
    )

    under_way = page(client, "progress", query="?lage=staging")
    just_begun = page(client, "progress", query="?lage=checked")
    ImportRun.objects.filter(pk=run.pk).update(state=State.CHECKED, worker="")
    over = page(client, "progress", query="?lage=staging")

    assert 'value="50"' in shown(under_way)
    assert just_begun.headers["HX-Refresh"] == "true"
    assert (over.status_code, over.headers["HX-Refresh"]) == (204, "true")


@pytest.mark.parametrize("state", list(State))
def test_there_is_a_page_for_every_state(client, organiser, state):
    run = bring(lessons(lesson("e1", day="x"), *lessons_of("e1")), organiser=organiser)
    undone = {"undone_at": run.published_at} if state == State.UNDONE else {}
    ImportRun.objects.filter(pk=run.pk).update(
        state=state, failure_code="unforeseen", failure_text={"sv": "Fel."}, **undone
    )

    assert page(client).status_code == 200
    assert client.get(reverse("sources:imports")).status_code == 200


def test_the_organisers_choice_about_protected_rows_is_saved_and_shown(client):
    address = reverse("sources:protection")
    assert "Ingen har beslutat" in shown(client.get(address))

    answer = client.post(address, {"accepts_protected": "on"}, follow=True)

    assert "Sådana rader tas emot, enligt beslut av Anna Ek" in shown(answer)


@pytest.mark.parametrize("runs", [1, 3])
def test_the_list_asks_the_same_questions_however_many_imports(
    client, organiser, runs, django_assert_max_num_queries
):
    for number in range(runs):
        bring(lessons(lesson(f"e{number}")), organiser=organiser, name=f"{number}.csv")

    with django_assert_max_num_queries(10):
        client.get(reverse("sources:imports"))


@pytest.mark.parametrize("bad_rows", [1, 30])
def test_an_imports_page_asks_the_same_questions_however_many_remarks(
    client, organiser, bad_rows, django_assert_max_num_queries
):
    rows = [lesson(f"e{number}", day=f"fel {number}") for number in range(bad_rows)]
    run = bring(lessons(*rows, *lessons_of("e1")), organiser=organiser)

    with django_assert_max_num_queries(12):
        page(client, run=run)
