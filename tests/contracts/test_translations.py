from __future__ import annotations

import gettext
import io

import pytest
from babel.messages import Catalog

from tests.contracts.rules import ROOT
from tests.stages.translations import (
    LANGUAGES,
    as_mo,
    as_po,
    catalogue,
    catalogue_path,
    lacking,
    said_in,
    translated_rooms,
)

ROOMS = translated_rooms(ROOT / "src/throughline_web")


def texts_of(compiled):
    return gettext.GNUTranslations(io.BytesIO(compiled))._catalog


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_text_of_a_room_is_translated(room, language):
    assert list(lacking(said_in(room), catalogue(room, language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_keeps_no_text_that_nobody_says(room, language):
    said = {(message.id, message.context) for message in said_in(room)}
    kept = {(message.id, message.context) for message in catalogue(room, language)}

    assert kept - said == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_what_django_reads_is_what_translators_wrote(room, language):
    compiled = catalogue_path(room, language).with_suffix(".mo").read_bytes()
    written = texts_of(as_mo(catalogue(room, language)))

    assert {key: text for key, text in texts_of(compiled).items() if key} == {
        key: text for key, text in written.items() if key
    }


def room_with(tmp_path, *, code="", template=""):
    (tmp_path / "templates/desk").mkdir(parents=True)
    (tmp_path / "pages.py").write_text(code)
    (tmp_path / "templates/desk/page.html").write_text(template)
    return tmp_path


def catalogue_with(said, translation, *, fuzzy=False):
    texts = Catalog(locale="sv")
    texts.add(said, translation, flags=["fuzzy"] if fuzzy else [])
    return texts


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        pytest.param(Catalog(), "has no translation", id="missing"),
        pytest.param(catalogue_with("See %(name)s", ""), "has no translation", id="empty"),
        pytest.param(
            catalogue_with("See %(name)s", "Se %(name)s", fuzzy=True), "fuzzy", id="doubtful"
        ),
        pytest.param(
            catalogue_with("See %(name)s", "Se %(nam)s"), "placeholders", id="other placeholder"
        ),
    ],
)
def test_a_bad_translation_is_seen_red(tmp_path, texts, problem):
    said = said_in(room_with(tmp_path, code='x = _("See %(name)s")\n'))

    assert [found for found in lacking(said, texts) if problem in found] != []


def test_an_empty_plural_is_seen_red(tmp_path):
    said = said_in(room_with(tmp_path, code='x = ngettext("%(n)s pupil", "%(n)s pupils", n)\n'))
    texts = Catalog(locale="sv")
    texts.add(("%(n)s pupil", "%(n)s pupils"), ("%(n)s elev", ""))

    assert list(lacking(said, texts)) != []


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('{% translate "Pupils to follow up" %}', "Pupils to follow up"),
        ("{% blocktranslate with n=a %}See {{ n }}{% endblocktranslate %}", "See %(n)s"),
        ('{% panel title=_("Agreed") %}', "Agreed"),
        (
            "{% blocktranslate trimmed %}\n    One\n    sentence\n{% endblocktranslate %}",
            "One sentence",
        ),
    ],
)
def test_a_template_is_heard(tmp_path, template, said):
    texts = said_in(room_with(tmp_path, template=f"<div>\n    <p>{template}</p>\n</div>\n"))

    assert [message.id for message in texts if message.id] == [said]


def test_the_same_word_in_two_contexts_is_two_texts(tmp_path):
    code = 'x = pgettext("month", "May")\ny = pgettext("permission", "May")\n'

    texts = said_in(room_with(tmp_path, code=code))

    assert sorted(message.context or "" for message in texts if message.id) == [
        "month",
        "permission",
    ]


def test_a_written_catalogue_is_read_back_the_same(tmp_path):
    texts = catalogue_with("See %(name)s", "Se %(name)s")
    path = catalogue_path(tmp_path, "sv")
    path.parent.mkdir(parents=True)
    path.write_bytes(as_po(texts))

    again = catalogue(tmp_path, "sv")

    assert [(each.id, each.string) for each in again if each.id] == [
        ("See %(name)s", "Se %(name)s")
    ]
    assert as_po(again) == as_po(texts)
