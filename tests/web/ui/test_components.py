from __future__ import annotations

import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template

from throughline_web.ui.elements import (
    Column,
    ColumnKind,
    Crumb,
    DataTable,
    Fact,
    KeyHelp,
    Pill,
    Stage,
    StageState,
    Tab,
    Turner,
)
from throughline_web.ui.icons import icon, icon_names


def drawn(source, **values):
    html = Template("{% load ui %}" + source).render(Context(values))
    return re.sub(r"\s+", " ", html).strip()


def test_a_button_with_an_address_is_a_link():
    html = drawn('{% button "Öppna" href="/elev/1/" %}')

    assert '<a class="button button-outlined" href="/elev/1/">' in html
    assert "<button" not in html


def test_a_button_without_an_address_sends_its_form():
    html = drawn('{% button "Spara" kind="filled" name="answer" value="talk" %}')

    assert 'class="button button-filled" type="submit" name="answer" value="talk"' in html


def test_a_button_that_opens_a_dialog_sends_nothing():
    html = drawn('{% button "Vem?" opens="readers" %}')

    assert 'type="button" popovertarget="readers" popovertargetaction="show"' in html


def test_a_button_that_closes_a_dialog_says_so():
    assert 'popovertargetaction="hide"' in drawn('{% button "Klar" closes="readers" %}')


def test_a_button_says_whom_it_is_about_to_a_screen_reader():
    html = drawn('{% button "Ta ställning" about=name %}', name="<Nora>")

    assert '<span class="heard"> &lt;Nora&gt;</span>' in html


def test_a_status_is_a_word_and_a_shape():
    html = drawn('{% badge "Försenad" "late" %}')

    assert "Försenad" in html
    assert '<svg class="icon"' in html
    assert 'aria-hidden="true"' in html


def test_every_shape_can_be_drawn():
    assert all(icon(name).startswith("<svg") for name in icon_names())


def test_a_shape_nobody_drew_is_an_error():
    with pytest.raises(KeyError):
        icon("unicorn")


def test_a_filter_shows_its_count_and_which_is_current():
    html = drawn("{% pills 'Filter' pills %}", pills=[Pill("Alla", "?", 0, is_current=True)])

    assert '<nav class="pills" aria-label="Filter">' in html
    assert 'aria-current="true"' in html
    assert "<b>0</b>" in html


def test_a_filter_without_a_count_shows_none():
    assert "<b>" not in drawn("{% pills 'Filter' pills %}", pills=[Pill("Alla", "?")])


def test_the_current_tab_is_marked():
    html = drawn(
        "{% tabs 'Vy' tabs %}", tabs=[Tab("Hjul", "?", is_current=True), Tab("Lista", "?")]
    )

    assert html.count('aria-current="page"') == 1


def test_the_last_crumb_is_the_page_itself():
    html = drawn("{% breadcrumb crumbs %}", crumbs=[Crumb("Skolan", "/skola/"), Crumb("8B")])

    assert '<a href="/skola/">Skolan</a>' in html
    assert '<span aria-current="page">8B</span>' in html


def test_an_unknown_fact_is_a_visible_blank():
    html = drawn("{% facts facts %}", facts=[Fact("Mål", "")])

    assert '<span class="soft">Inte angivet</span>' in html


def test_a_list_on_its_first_page_has_no_way_back():
    html = drawn("{% turner turner %}", turner=Turner("1–50 av 214", next_url="?page=2"))

    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (StageState.DONE, "klart"),
        (StageState.NOW, "pågår"),
        (StageState.COMING, "inte påbörjat"),
    ],
)
def test_a_stage_says_in_words_how_far_it_has_come(state, word):
    html = drawn("{% steps 'Steg' stages %}", stages=[Stage("Granskning", state)])

    assert word in html
    assert ('aria-current="step"' in html) is (state is StageState.NOW)


def test_an_empty_state_says_what_to_do_next():
    html = drawn('{% empty_state "Inga filer" "Lämna en fil." "Ny import" "/import/" %}')

    assert "Lämna en fil." in html
    assert 'class="button button-filled" href="/import/"' in html


def test_progress_asks_for_news_only_while_there_is_news():
    working = drawn('{% progress "Läser" 5 10 poll_url="/lage/" %}')
    done = drawn('{% progress "Läser" 10 10 %}')

    assert 'hx-get="/lage/"' in working
    assert "hx-get" not in done


def test_progress_nobody_knows_has_no_value():
    assert "value=" not in drawn('{% progress "Väntar" %}')


def test_a_protected_pupil_is_drawn_like_any_other_pupil_without_a_class():
    protected = drawn('{% named "Kim Andersson" %}')

    assert protected == '<span class="named"><b>Kim Andersson</b></span>'


def test_an_error_notice_has_a_word_as_well_as_a_shape():
    html = drawn('{% notice "Filen kunde inte läsas." "error" %}')

    assert '<p class="notice-title">Något gick fel</p>' in html
    assert "<svg" in html


def test_a_note_keeps_its_paragraphs_and_escapes_its_values():
    html = drawn('{% note "waits" "Att göra" %}<p>{{ word }}</p>{% endnote %}', word="<b>")

    assert "<p>&lt;b&gt;</p>" in html


@pytest.mark.parametrize(
    ("level", "tone", "role"),
    [
        (constants.SUCCESS, "done", "status"),
        (constants.WARNING, "waits", "status"),
        (constants.ERROR, "error", "alert"),
        (constants.INFO, "info", "status"),
    ],
)
def test_what_an_action_told_is_read_out_in_its_tone(level, tone, role):
    html = drawn("{% told message %}", message=Message(level, "Sparat."))

    assert f'class="notice notice-{tone}" role="{role}"' in html


def test_a_page_head_without_actions_leaves_no_empty_row():
    assert 'class="row"' not in drawn('{% page_head "Idag" %} {% endpage_head %}')


def test_a_page_head_draws_its_actions():
    html = drawn('{% page_head "Idag" "Fem väntar." %}{% button "Skriv ut" %}{% endpage_head %}')

    assert "<h1>Idag</h1>" in html
    assert '<div class="row"> <button' in html or '<div class="row"><button' in html


def test_a_panel_heads_its_content_at_the_level_asked_for():
    html = drawn('{% panel title="Nästa steg" aside="v 47" level=3 %}<p>Samtal</p>{% endpanel %}')

    assert "<h3>Nästa steg</h3>" in html
    assert "<p>Samtal</p>" in html


def test_a_dialog_is_named_by_its_title_and_opens_without_script():
    html = drawn('{% dialog id="readers" title="Vem kan se?" %}<p>Mentor</p>{% enddialog %}')

    assert '<dialog class="dialog" id="readers" aria-labelledby="readers-title" popover>' in html


def test_of_a_group_of_dropdowns_one_is_open_at_a_time():
    html = drawn('{% dropdown "Årskurs" group="filters" %}<p>7</p>{% enddropdown %}')

    assert '<details class="dropdown" name="filters">' in html


def test_a_row_that_becomes_a_card_still_is_a_row_of_a_table():
    source = (
        '{% table "Elever" columns %}{% row %}{% cell kind="heading" %}Nora{% endcell %}'
        '{% cell "Väntat" "short" %}11 dagar{% endcell %}{% endrow %}{% endtable %}'
    )
    columns = [Column("Elev"), Column("Åtgärd", ColumnKind.ACTION, is_heard=True)]

    html = drawn(source, columns=columns)

    assert '<th class="cell-heading" scope="row" role="rowheader">Nora</th>' in html
    assert '<td class="cell-short" role="cell">' in html
    assert '<span class="cell-label" aria-hidden="true">Väntat</span>' in html
    assert '<span class="heard">Åtgärd</span>' in html


def test_a_data_table_names_its_rows_and_can_be_scrolled_by_keyboard():
    table = DataTable("Vecka för vecka", ("Vecka", "Frånvaro"), (("v 34", "5 %"),))

    html = drawn("{% data_table table %}", table=table)

    assert 'role="group" aria-label="Vecka för vecka" tabindex="0"' in html
    assert '<th scope="row">v 34</th>' in html
    assert "<td>5 %</td>" in html


def test_keys_can_be_turned_off_where_they_are_explained():
    html = drawn(
        "{% keys keys %}",
        keys=[KeyHelp("j", "nästa elev"), KeyHelp("k", "förra eleven")],
        chrome={"keys_on": True, "keys_url": "/tangenter/", "here": "/"},
    )

    assert "<kbd>j</kbd> nästa elev, <kbd>k</kbd> förra eleven" in html
    assert "Stäng av tangenterna" in html
