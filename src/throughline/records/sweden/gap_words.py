"""A gap to eligibility as it is said aloud: conditional, since the grades may still change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.terms.language import LANGUAGES, Language, Text, same
from throughline.terms.rulebook import remembered, rule
from throughline.terms.subjects import subject_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_ELIGIBLE = Text(
    "Med nuvarande betyg skulle eleven vara behörig till {programme}.",
    "Med de nåværende karakterene ville eleven fylle inntaksvilkårene for {programme}.",
    "With the present grades the pupil would be eligible for {programme}.",
)
_LACKING = Text(
    "För {programme} saknas {subjects}.",
    "For {programme} mangler {subjects}.",
    "Still to pass for {programme}: {subjects}.",
)
_ONE_MORE = Text("ett ämne till", "ett fag til", "one more subject")
_MORE = Text("{number} ämnen till", "{number} fag til", "{number} more subjects")
_ONE_ANY = Text("ett ämne", "ett fag", "one subject")
_ANY = Text("{number} ämnen", "{number} fag", "{number} subjects")
_AND = Text("och", "og", "and")
_OR = Text("eller", "eller", "or")
_NUMBERS: dict[Language, tuple[str, ...]] = {
    "sv": ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "nb": ("to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "en": (
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
}


def gap_text(programme: Text, subjects: Sequence[str], any_of: int) -> Text:
    """Return what is lacking for a programme, or that nothing would be.

    ``programme`` is its name inside a sentence, ``subjects`` are codes, ``any_of`` is how many of
    any others come to them.
    """
    if not subjects and not any_of:
        return _ELIGIBLE.filled(programme=programme)
    return _lacking(programme, tuple(subjects), any_of)


@remembered
def _lacking(programme: Text, subjects: tuple[str, ...], any_of: int) -> Text:
    lacking = [_slot_name(code) for code in subjects]
    if any_of:
        lacking.append(_count_text(any_of, more=bool(lacking)))
    return _LACKING.filled(programme=programme, subjects=_listed(lacking))


def _slot_name(code: str) -> Text:
    """Return a subject's name; of a slot that several share, all their names."""
    shared = rule("SE-SUBJ-01").values["one_slot"]
    names = [subject_name(each) for each in (shared if code in shared else (code,))]
    return Text(
        *(f" {_OR[language]} ".join(name[language] for name in names) for language in LANGUAGES)
    )


def _count_text(number: int, *, more: bool) -> Text:
    if number == 1:
        return _ONE_MORE if more else _ONE_ANY
    return (_MORE if more else _ANY).filled(number=_in_words(number))


def _in_words(number: int) -> Text:
    """Return a number from two on as a word, and as digits above twelve."""
    if number - 2 >= len(_NUMBERS["en"]):
        return same(str(number))
    return Text(*(_NUMBERS[language][number - 2] for language in LANGUAGES))


def _listed(names: Sequence[Text]) -> Text:
    return Text(
        *(_in_a_row([name[language] for name in names], language) for language in LANGUAGES)
    )


def _in_a_row(names: Sequence[str], language: Language) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {_AND[language]} {names[-1]}"
