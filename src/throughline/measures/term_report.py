"""The term report of absence: per pupil, in the variables of the proposed national register.

Skolverket proposed the register in 2021 (SE-ATT-17); whether it became law is not known here. It
takes hours and no reasons, and this report has no place for any.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from throughline.measures.publishing import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from throughline.measures.facts import PupilFact, Stay

VARIABLES = (
    "personnummer",
    "skolform",
    "skolenhetskod",
    "arskurs",
    "timmar_giltig_franvaro_ht",
    "timmar_giltig_franvaro_vt",
    "timmar_ogiltig_franvaro_ht",
    "timmar_ogiltig_franvaro_vt",
    "timmar_erbjuden_undervisning_ht",
    "timmar_erbjuden_undervisning_vt",
)
"""The variables of the register, in its order; HT is the autumn and VT the spring."""

_MINUTES_AN_HOUR = 60
_HALVES = ("ht", "vt")


@dataclass(frozen=True, slots=True)
class TermHours:
    """Hours of one pupil at one school in one term, with two decimals; ``None`` is not known.

    ``unresolved`` are hours that nobody has judged yet: they are in no variable of the register,
    and whoever sends the report is to be told of them.
    """

    offered: Decimal | None
    excused: Decimal | None
    unexcused: Decimal | None
    unresolved: Decimal | None


@dataclass(frozen=True, slots=True)
class TermReportRow:
    """One pupil at one school in one term: ``is_autumn`` says which of the two."""

    pupil_id: str
    civic_number: str | None
    school_form: str
    school_unit_code: str
    year_group: str | None
    is_autumn: bool
    hours: TermHours

    def variables(self) -> dict[str, str | Decimal | None]:
        """Return the row by the register's names; the other term's hours are ``None``."""
        half = "ht" if self.is_autumn else "vt"
        told = {
            f"timmar_giltig_franvaro_{half}": self.hours.excused,
            f"timmar_ogiltig_franvaro_{half}": self.hours.unexcused,
            f"timmar_erbjuden_undervisning_{half}": self.hours.offered,
        }
        about: dict[str, str | Decimal | None] = {
            "personnummer": self.civic_number,
            "skolform": self.school_form,
            "skolenhetskod": self.school_unit_code,
            "arskurs": self.year_group,
        }
        return {name: about.get(name, told.get(name)) for name in VARIABLES}


@dataclass(frozen=True, slots=True)
class Reported:
    """One pupil of a term report: the term's fact, and what the register asks beside it."""

    fact: PupilFact
    civic_number: str | None
    school_form: str


def term_report(pupils: Iterable[Reported], *, is_autumn: bool) -> Iterator[TermReportRow]:
    """Yield one row for each pupil and school of a term, in the order given.

    A pupil who moved in the term has a row at each school, with the hours of that school.
    """
    for pupil in pupils:
        for school in dict.fromkeys(stay.school for stay in pupil.fact.stays):
            stays = [stay for stay in pupil.fact.stays if stay.school == school]
            yield TermReportRow(
                pupil.fact.pupil_id,
                pupil.civic_number,
                pupil.school_form,
                school,
                pupil.fact.dims.get("year_group"),
                is_autumn,
                _hours(stays),
            )


def _hours(stays: list[Stay]) -> TermHours:
    kinds = ("offered", "excused", "unexcused", "unresolved")
    return TermHours(**{kind: _hours_of(stays, kind) for kind in kinds})


def _hours_of(stays: list[Stay], kind: str) -> Decimal | None:
    told = [value for stay in stays if (value := getattr(stay.minutes, kind)) is not None]
    return rounded(Decimal(sum(told)) / _MINUTES_AN_HOUR, 2) if told else None
