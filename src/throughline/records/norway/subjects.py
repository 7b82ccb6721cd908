"""Norwegian subjects: which one a word of a file means, and which are core subjects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from throughline.terms import subjects
from throughline.terms.language import same
from throughline.terms.rulebook import rule
from throughline.terms.subjects import Subject

if TYPE_CHECKING:
    from datetime import date

_COUNTRY = "no"


def subject_of(word: str, *, on: date) -> Subject:
    """Return the subject that a name or an official course code of a file means (NO-SUBJ-01).

    A word that the table does not know is a subject under its own name.
    """
    known = subjects.subject_of(word, _COUNTRY) or _by_course_code(word, on=on)
    own = " ".join(word.split())
    return known or Subject(own.casefold(), same(own), own.casefold())


def core_subject(word: str, *, on: date) -> str | None:
    """Return the code of the core subject that a word belongs to, ``None`` for any other.

    Norwegian is one core subject, whichever of its marks the word means.
    """
    code = subject_of(word, on=on).code
    slots = rule("NO-SUBJ-01", on=on).values["core"]
    return next((slot[0] for slot in slots if code in slot), None)


def _by_course_code(word: str, *, on: date) -> Subject | None:
    code = rule("NO-SUBJ-01", on=on).values["course_code"]
    course = re.fullmatch(code, word.strip().upper())
    return None if course is None else subjects.subject_of(course[1], _COUNTRY)
