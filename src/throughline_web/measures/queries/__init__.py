"""Questions to the room: the measures of a school and of an organiser, counted as they are asked."""

from __future__ import annotations

from throughline_web.measures.queries.counted import (
    Counted,
    count_organiser,
    measure_shipped,
    measures_in,
    measures_shown,
    school_sheets,
)
from throughline_web.measures.queries.facts import Asked, facts_of
from throughline_web.measures.queries.places import (
    Place,
    organiser_for,
    organisers_for,
    school_for,
    schools_for,
)

__all__ = [
    "Asked",
    "Counted",
    "Place",
    "count_organiser",
    "facts_of",
    "measure_shipped",
    "measures_in",
    "measures_shown",
    "organiser_for",
    "organisers_for",
    "school_for",
    "school_sheets",
    "schools_for",
]
