"""Which published figures are measures of ours: a small dated map, never a reason to hide a title."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from throughline.sources.headers import plain
from throughline.sources.official.figures import Measured, Provider, Unit
from throughline.terms.rules import read_toml, shipped_text

_FAMILIES = {
    Provider.SKOLVERKET_GRADE_9: "skolverket",
    Provider.SKOLVERKET_PLANNED: "skolverket",
    Provider.UDIR_LEFT: "udir",
    Provider.KOLADA: "kolada",
    Provider.JSON_STAT: "json-stat",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of a published figure beforehand; ``title`` is empty where the source has one."""

    measure: str
    unit: Unit
    title: str = ""


def measured(provider: Provider, source_id: str, title: str) -> Measured:
    """Return what a column, field or indicator measures, under the title that its source gives."""
    known = known_as(provider, source_id)
    if known is None:
        return Measured(f"{_FAMILIES[provider]}:{source_id}", title, Unit.OTHER)
    return Measured(known.measure, title, known.unit)


def known_as(provider: Provider, source_id: str) -> Known | None:
    """Return what we know of a figure beforehand, ``None`` where that is nothing."""
    return _known(provider).get(plain(source_id))


@cache
def _known(provider: Provider) -> dict[str, Known]:
    text = shipped_text("throughline.sources.official", "known.toml")
    table = read_toml(text, name="known.toml").get(provider.value, {})
    family = _FAMILIES[provider]
    return {
        plain(source_id): Known(
            entry.get("measure", f"{family}:{source_id}"),
            Unit(entry["unit"]),
            entry.get("title", ""),
        )
        for source_id, entry in table.items()
    }
