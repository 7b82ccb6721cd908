"""Sentences that are stored with an import, complete in every language of the interface."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from throughline.terms.language import LANGUAGES, Text

FAILURES = {
    "interrupted": _(
        "The work was cut off before it was finished. Nothing from the file was kept. "
        "Upload the file again."
    ),
    "unreadable_upload": _(
        "The uploaded file can no longer be opened. Nothing from it was kept. Upload it again."
    ),
    "profile": _(
        "The column mapping cannot be used. Nothing from the file was kept. "
        "Upload the file again and choose which column is which."
    ),
    "nothing_accepted": _(
        "Not one row could be used, so nothing was changed. "
        "Look at the remarks below, correct the file and upload it again."
    ),
    "too_many_schools": _(
        "The file names more than fifty schools that are not here, so the column taken for the "
        "school is probably another. Nothing from the file was kept. Upload the file again and "
        "choose which column is which."
    ),
    "changed_meanwhile": _(
        "Pupils or schools were changed by somebody else while the file was read. "
        "Nothing from the file was kept. Upload the file again."
    ),
    "unforeseen": _(
        "Something broke on our side. Nothing from the file was kept, and what was here before "
        "is unchanged. Upload the file again; if it fails once more, tell the person who runs "
        "the site."
    ),
}
"""What is said when an import fails, by code: what happened, what was kept, what to do."""

KEPT_NOTHING = _("Nothing from the file was kept.")


def in_every_language(message: str, **values: object) -> Text:
    """Return a marked message, translated and filled, in the three languages."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(gettext(message).format(**values) if values else gettext(message))
    return Text(*said)


def failure(code: str) -> Text:
    """Return the sentence of a failure's code."""
    return in_every_language(FAILURES[code])


def here(text: dict[str, str] | None) -> str:
    """Return a stored text in the language of the page."""
    if not text:
        return ""
    language = (translation.get_language() or "sv")[:2]
    return text.get(language) or text.get("en", "")
