"""The administrator's page about inviting guardians, and the letters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.organisations.pages.people import unit_words
from throughline_web.organisations.queries import Invitee, Way
from throughline_web.ui.elements import Column, Fact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from throughline_web.organisations.actions import Letter
    from throughline_web.organisations.models import Unit

_TONES = {Way.MAIL: "waits", Way.LETTER: "waits", Way.INVITED: "plain", Way.HAS_ACCOUNT: "done"}


@dataclass(frozen=True, slots=True)
class InviteeRow:
    """One guardian in the preview."""

    name: str
    email: str
    way: str
    tone: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would get a mail and who a letter, at one unit."""

    unit: str
    unit_id: str
    facts: tuple[Fact, ...]
    rows: tuple[InviteeRow, ...]
    columns: tuple[Column, ...]
    send_label: str
    print_label: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter as it is printed; it names no pupil."""

    name: str
    code: str
    expires_at: datetime
    language: str


@dataclass(frozen=True, slots=True)
class LettersPage:
    """Letters to be printed at once: the codes are shown this one time."""

    letters: tuple[LetterPage, ...]
    school: str
    address: str
    back_url: str


def preview_of(unit: Unit, invitees: Sequence[Invitee]) -> Preview:
    """Build the preview; a button without anybody to write to is not drawn."""
    counts = Counter(invitee.way for invitee in invitees)
    mails, letters = counts[Way.MAIL], counts[Way.LETTER]
    return Preview(
        unit=unit_words(unit),
        unit_id=str(unit.public_id),
        facts=tuple(Fact(words, str(counts[way])) for way, words in _ways().items()),
        rows=tuple(_row(invitee) for invitee in invitees),
        columns=(Column(_("Name")), Column(_("What happens"))),
        send_label=ngettext("Send %(count)d mail", "Send %(count)d mails", mails) % {"count": mails}
        if mails
        else "",
        print_label=ngettext("Print %(count)d letter", "Print %(count)d letters", letters)
        % {"count": letters}
        if letters
        else "",
    )


def letters_page(
    unit: Unit, letters: Sequence[Letter], *, address: str, language: str
) -> LettersPage:
    """Build the letters, each in its receiver's language."""
    school = unit.parent if unit.kind == "class" and unit.parent else unit
    return LettersPage(
        letters=tuple(
            LetterPage(
                letter.account.name,
                letter.code,
                letter.expires_at,
                letter.account.language or language,
            )
            for letter in letters
        ),
        school=school.name,
        address=address,
        back_url=f"{reverse('organisations:guardians')}?unit={unit.public_id}",
    )


def _row(invitee: Invitee) -> InviteeRow:
    account = invitee.account
    way = _ways()[invitee.way]
    return InviteeRow(account.name, account.email, way, _TONES[invitee.way])


def _ways() -> dict[Way, str]:
    return {
        Way.MAIL: _("Gets an invitation by e-mail"),
        Way.LETTER: _("Gets a letter with a code"),
        Way.INVITED: _("Has an invitation that holds"),
        Way.HAS_ACCOUNT: _("Has an account"),
    }
