from __future__ import annotations

from django.template.loader import render_to_string

from throughline_web.ui.elements import Mail

MAIL = Mail(
    subject="Du är inbjuden",
    sender="Ekbackaskolan",
    reason="Du får mejlet för att rektor har bjudit in dig & dina kollegor.",
    action_label="Skapa ditt konto",
    action_url="https://throughline.test/inbjudan/?a=1&b=2",
)


def test_a_plain_letter_says_everything_without_markup():
    letter = render_to_string("ui/mail/base.txt", {"mail": MAIL})

    assert "Skapa ditt konto:\nhttps://throughline.test/inbjudan/?a=1&b=2" in letter
    assert "dig & dina kollegor" in letter
    assert "Inget om en elev skrivs någonsin i ett mejl." in letter
    assert "<" not in letter


def test_a_letter_without_an_action_has_no_loose_lines():
    letter = render_to_string(
        "ui/mail/base.txt", {"mail": Mail("Hej", "Ekbackaskolan", "Du har ett konto.")}
    )

    assert ":\n" not in letter
    assert "\n\n\n\n\n" not in letter


def test_a_marked_up_letter_has_a_language_and_no_style():
    letter = render_to_string("ui/mail/base.html", {"mail": MAIL})

    assert '<html lang="sv">' in letter
    assert "style" not in letter
    assert 'href="https://throughline.test/inbjudan/?a=1&amp;b=2"' in letter
