from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template

from throughline_web.ui.gallery.forms import ExampleForm


class Note(forms.Form):
    text = forms.CharField(label="Anteckning", help_text="Kort.", required=False)
    owner = forms.CharField(label="Ansvarig")
    run = forms.CharField(widget=forms.HiddenInput)


def drawn(form):
    return re.sub(r"\s+", " ", str(form))


def test_a_field_has_a_label_and_its_hint_is_read_with_it():
    html = drawn(Note())

    assert '<label class="label" for="id_text">' in html
    assert '<p class="hint" id="id_text_helptext">Kort.</p>' in html
    assert 'aria-describedby="id_text_helptext"' in html


def test_an_optional_field_says_so():
    assert drawn(Note()).count("(frivilligt)") == 1


def test_an_error_is_a_word_and_a_shape_and_is_read_with_its_field():
    html = drawn(Note({"run": "1"}))

    assert '<div class="wrong" id="id_owner_error">' in html
    assert "<b>Fel:</b>" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_owner_error"' in html


def test_the_summary_of_errors_leads_to_each_field():
    html = drawn(Note({"run": "1"}))

    assert "Inget är sparat. Rätta till:" in html
    assert re.search(r'<a href="#id_owner">Ansvarig: [^<]+</a>', html)


def test_an_error_of_a_hidden_field_is_still_said():
    assert drawn(Note({"owner": "Sara"})).count("<li>") == 1


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = drawn(ExampleForm())

    assert '<legend class="label">Vem får läsa</legend>' in html


def test_a_single_tick_stands_before_its_label():
    html = drawn(ExampleForm())

    assert re.search(r'<div class="tick"> <input type="checkbox"[^>]*> <label', html)


def test_a_file_field_is_a_place_to_drop_on_and_an_ordinary_input():
    html = drawn(ExampleForm())

    assert '<div class="drop" data-drop>' in html
    assert re.search(r'<input type="file" name="attendance" accept=".csv,.xlsx"', html)


def test_a_file_field_speaks_the_page_s_language_and_not_the_browser_s():
    html = drawn(ExampleForm())

    assert re.search(r'<label class="button [^"]*" for="id_attendance"> Välj fil </label>', html)
    assert re.search(r'<label class="button [^"]*" for="id_many"> Välj filer </label>', html)


@pytest.mark.parametrize("name", ["note", "owner", "attendance"])
def test_a_field_can_be_drawn_alone(name):
    form = ExampleForm()

    html = Template("{% load ui %}{% field field %}").render(Context({"field": form[name]}))

    assert f'for="id_{name}"' in html
