"""Sifted rows become people: pupils, guardians and staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from throughline.terms.people import GuardianRow, PupilRow, StaffRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from throughline.sources.columns import Column
    from throughline.sources.sieve import Sifted


def pupils(columns: Mapping[str, Column], sifted: Sifted) -> Iterator[PupilRow]:
    """Yield one pupil a row; a name in one piece is parted at its comma or its last blank."""
    for said in _rows(columns, sifted):
        given, family = _names(said)
        yield PupilRow(
            pupil_id=said["pupil"],
            unit_id=said.get("school"),
            class_name=said.get("class"),
            year_group=said.get("year_group"),
            given_name=given,
            family_name=family,
            birth_date=said.get("birth_date"),
            civic_number=said.get("civic_number"),
            sex=said.get("sex"),
            programme=said.get("programme"),
            mentor=said.get("mentor"),
            email=said.get("email"),
            home_municipality=said.get("home_municipality"),
            starts_on=said.get("starts_on"),
            ends_on=said.get("ends_on"),
            protected=bool(said.get("protected")),
        )


def guardians(columns: Mapping[str, Column], sifted: Sifted) -> Iterator[GuardianRow]:
    """Yield one guardian of one pupil a row."""
    for said in _rows(columns, sifted):
        given, family = _names(said)
        yield GuardianRow(
            pupil_id=said["pupil"],
            guardian_id=said.get("guardian"),
            given_name=given,
            family_name=family,
            email=said.get("email"),
            phone=said.get("phone"),
            language=said.get("language"),
            civic_number=said.get("civic_number"),
            has_right_to_information=said.get("right_to_information"),
            protected=bool(said.get("protected")),
        )


def staff(columns: Mapping[str, Column], sifted: Sifted) -> Iterator[StaffRow]:
    """Yield one employment a row; the role is the source's own word."""
    for said in _rows(columns, sifted):
        given, family = _names(said)
        yield StaffRow(
            staff_id=said["staff"],
            role=said["role"],
            unit_id=said.get("school"),
            class_name=said.get("class"),
            given_name=given,
            family_name=family,
            email=said.get("email"),
            starts_on=said.get("starts_on"),
            ends_on=said.get("ends_on"),
        )


def _rows(columns: Mapping[str, Column], sifted: Sifted) -> Iterator[dict[str, Any]]:
    names = list(sifted.raw)
    values = [columns[name].coded(sifted.raw[name]).values() for name in names]
    for row in zip(*values, strict=True):
        yield dict(zip(names, row, strict=True))


def _names(said: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return given and family name."""
    given, family, full = said.get("given_name"), said.get("family_name"), said.get("full_name")
    if given or family or not full:
        return given, family
    if "," in full:
        family, given = full.split(",", 1)
        return given.strip() or None, family.strip() or None
    *first, last = full.split(" ")
    return (" ".join(first), last) if first else (last, None)
