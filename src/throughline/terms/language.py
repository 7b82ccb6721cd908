"""One sentence in the three languages of the interface, and how numbers are written in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import date

Language = Literal["sv", "nb", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_MONTHS: dict[Language, tuple[str, ...]] = {
    "sv": (
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "nb": (
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One message to a person, complete in Swedish, Norwegian Bokmål and English."""

    sv: str
    nb: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return str(getattr(self, language))

    def filled(self, **values: object) -> Text:
        """Return the text with its named placeholders filled, the same value in each language.

        A value that is itself a ``Text`` takes the language of the sentence it stands in.
        """
        return Text(
            *(self[language].format(**_in_language(values, language)) for language in LANGUAGES)
        )

    def as_dict(self) -> dict[str, str]:
        """Return the text as the object that JSON output carries."""
        return {language: self[language] for language in LANGUAGES}


def _in_language(values: dict[str, object], language: Language) -> dict[str, object]:
    return {
        key: value[language] if isinstance(value, Text) else value for key, value in values.items()
    }


def same(word: str) -> Text:
    """Return a text that reads alike in the three languages, such as a name or a number."""
    return Text(word, word, word)


def percent(share: float, *, decimals: int = 0) -> Text:
    """Return a share between 0 and 1 in percent: ``0.187`` becomes ``19 %``, or ``18,7 %``.

    In whole percent a share above nought never reads ``0 %`` and one below the whole never reads
    ``100 %``: rounding must not turn a little absence into none.
    """
    number = round(share * 100, decimals) if decimals else round(share * 100)
    if not decimals and number == 0 and share > 0:
        return Text("under 1\u00a0%", "under 1\u00a0%", "under 1%")
    if not decimals and number == 100 and share < 1:
        return Text("över 99\u00a0%", "over 99\u00a0%", "over 99%")
    written = f"{number:.{decimals}f}"
    nordic = written.replace(".", ",")
    return Text(f"{nordic}\u00a0%", f"{nordic}\u00a0%", f"{written}%")


def day_text(day: date) -> Text:
    """Return a day with its year as tables write it: ISO, in Norwegian ``31.12.2025``."""
    return Text(day.isoformat(), f"{day:%d.%m.%Y}", day.isoformat())


def day_name(day: date) -> Text:
    """Return a day as it is said aloud, without its year: ``12 oktober``, ``12. oktober``, ``12 October``."""
    return Text(
        f"{day.day} {_MONTHS['sv'][day.month - 1]}",
        f"{day.day}. {_MONTHS['nb'][day.month - 1]}",
        f"{day.day} {_MONTHS['en'][day.month - 1]}",
    )


def month_name(day: date) -> Text:
    """Return the month of a day as it is written in running text."""
    return Text(*(_MONTHS[language][day.month - 1] for language in LANGUAGES))
