"""Rows of rosters for tests, and how they are laid."""

from __future__ import annotations

from datetime import date

from throughline.terms.people import GuardianRow, PupilRow, StaffRow

ELIN = PupilRow(
    pupil_id="e1",
    unit_id="Björkskolan",
    class_name="7A",
    year_group="7",
    given_name="Elin",
    family_name="Berg",
    birth_date=date(2013, 5, 2),
    civic_number="20130502-2382",
    email="elin@skola.example.se",
    home_municipality="Sjövik",
    mentor="per@example.se",
    starts_on=date(2026, 8, 17),
)
PER = StaffRow(
    staff_id="s1",
    role="mentor",
    unit_id="Björkskolan",
    class_name="7A",
    given_name="Per",
    family_name="Lund",
    email="per@example.se",
)
EVA = GuardianRow(
    pupil_id="e1",
    guardian_id="g1",
    given_name="Eva",
    family_name="Berg",
    email="eva@example.se",
    phone="070-174 06 05",
)


def as_rows(upsert, *rows, **words):
    return upsert(rows=rows, **words)


def counts(outcome):
    return (outcome.created, outcome.updated, outcome.unchanged, outcome.refused)


def changed(row, **words):
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return type(row)(**{**values, **words})
