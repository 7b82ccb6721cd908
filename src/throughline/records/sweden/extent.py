"""How many points a national programme takes, and what of it a pupil may opt out of (Gy25)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from throughline.records.sweden.grades import COUNTRY
from throughline.terms.programmes import programme_of
from throughline.terms.rulebook import rule, rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from throughline.terms.programmes import Programme


@dataclass(frozen=True, slots=True)
class Extent:
    """A programme's points in all, with the individual choice and the diploma project among them.

    ``may_opt_out`` tells by subject how many points of basic eligibility for higher education a
    pupil may do without.
    """

    points: int
    individual_choice: int
    project: int
    may_opt_out: Mapping[str, int]


def extent(programme: str, *, started_on: date) -> Extent | None:
    """Return how large a national programme is for whoever began on a day (SE-DIPL-08, -09).

    ``None`` for a programme that nobody knows, and for introductory ones, which have no size.

    Raises:
        UnknownRule: the rulebook does not tell the sizes of that day.
    """
    known = programme_of(programme, on=started_on)
    sizes = rule("SE-DIPL-08", on=started_on).values
    if known is None or known.group not in sizes:
        return None
    return Extent(
        points=sizes["of_their_own"].get(known.code, sizes[known.group]),
        individual_choice=sizes["individual_choice"],
        project=rule("SE-DIPL-04", on=started_on).values["points"],
        may_opt_out={
            subject: points
            for each in rules(kind="opt_outs", country=COUNTRY, on=started_on)
            if each.values["group"] == known.group
            for subject, points in _opt_outs(known, each.values["subjects"]).items()
            if points
        },
    )


def _opt_outs(programme: Programme, subjects: Mapping[str, Any]) -> dict[str, int]:
    return {
        subject: told["of_their_own"].get(programme.code, told["most"])
        for subject, told in subjects.items()
    }
