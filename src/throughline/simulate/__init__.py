"""A synthetic municipality or nation, calibrated and seeded; it says that it is simulated."""

from __future__ import annotations

from throughline.simulate.plan import COUNTRIES, Country, Plan, PlanError
from throughline.simulate.simulation import Simulation, simulate
from throughline.simulate.tables import Table
from throughline.simulate.writing import write_csv

__all__ = [
    "COUNTRIES",
    "Country",
    "Plan",
    "PlanError",
    "Simulation",
    "Table",
    "simulate",
    "write_csv",
]
