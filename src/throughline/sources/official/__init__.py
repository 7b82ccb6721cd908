"""Official figures in: tables as published, with states, remarks and provenance. Enter here."""

from __future__ import annotations

from throughline.sources.official.figures import (
    ORGANISER_TYPE,
    PROGRAMME,
    SEX,
    Measured,
    OfficialFigure,
    OfficialTable,
    OfficialUnit,
    Provenance,
    Provider,
    Unit,
    UnitLevel,
)
from throughline.sources.official.reading import read_official

__all__ = [
    "ORGANISER_TYPE",
    "PROGRAMME",
    "SEX",
    "Measured",
    "OfficialFigure",
    "OfficialTable",
    "OfficialUnit",
    "Provenance",
    "Provider",
    "Unit",
    "UnitLevel",
    "read_official",
]
