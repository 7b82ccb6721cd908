"""Invented values for the components; no name here belongs to anyone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from throughline_web.ui.elements import (
    Column,
    ColumnKind,
    Crumb,
    DataTable,
    Fact,
    Pill,
    Stage,
    StageState,
    Tab,
    Turner,
)
from throughline_web.ui.gallery import charts

if TYPE_CHECKING:
    from throughline_web.ui.charts.values import Sparkline

CRUMBS = (Crumb("Elever att följa upp", "#"), Crumb("under uppföljning"))

PILLS = (
    Pill("Ingen har tagit ställning", "#", 14),
    Pill("Insats utan mål", "#", 5),
    Pill("Uppföljning försenad", "#", 3),
    Pill("Alla", "#", 41, is_current=True),
)

TABS = (
    Tab("Hjul", "#", is_current=True),
    Tab("Tidslinje", "#"),
    Tab("Lista", "#"),
)

FACTS = (
    Fact("Mentor", "Karin Exempel", url="#"),
    Fact("Senaste samtal", "17 november", note="hållet av mentor"),
    Fact("Nästa uppföljning", ""),
)

STAGES = (
    Stage("Fil mottagen", StageState.DONE, "12 840 rader"),
    Stage("Kolumner tolkade", StageState.DONE),
    Stage("Rader granskas", StageState.NOW),
    Stage("Synlig för skolan", StageState.COMING),
)

TURNER = Turner("51–100 av 214 elever", "#", "#")

TABLE = DataTable(
    "Rader som inte kunde läsas",
    ("Rad", "Kolumn", "Vad som är fel", "Vad du kan göra"),
    (
        ("17", "datum", "”31 februari” är ingen dag", "Rätta dagen i filen"),
        ("102", "minuter", "frånvaron är längre än lektionen", "Kontrollera lektionens längd"),
    ),
)

COLUMNS = (
    Column("Elev"),
    Column("Varför"),
    Column("Frånvaro, 12 veckor"),
    Column("Väntat"),
    Column("Vad vi gör nu"),
    Column("Åtgärd", ColumnKind.ACTION, is_heard=True),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One pupil on the invented list."""

    name: str
    beside: str
    why: str
    coverage: str
    waited: str
    doing: str
    badge: str
    tone: str
    action: str
    kind: str
    sparkline: Sparkline | None = None


_ROWS = (
    Row(
        "Nora Blom",
        "8B · mentor Karin Lund",
        "Frånvaron har ökat från 6 % till 19 % på fyra veckor, mest på måndagar.",
        "98 % registrerat",
        "11 skoldagar",
        "",
        "Ingen har tagit ställning",
        "waits",
        "Ta ställning",
        "filled",
    ),
    Row(
        "Moa Lindahl",
        "9A · mentor Peter Öman",
        "Frånvaron var 34 %; sedan flexgruppen startade 22 %. Uppföljning skulle ha varit i måndags.",
        "97 % registrerat",
        "4 skoldagar",
        "Flexgrupp · S. Berg",
        "Uppföljning försenad 4 dagar",
        "late",
        "Följ upp",
        "outlined",
    ),
    Row(
        "Kim Andersson",
        "",
        "Tre dagar i följd med ogiltig frånvaro på eftermiddagen.",
        "91 % registrerat",
        "3 skoldagar",
        "",
        "Ingen har tagit ställning",
        "waits",
        "Ta ställning",
        "filled",
    ),
    Row(
        "Adam Kowalski",
        "7A · mentor Ida Ek",
        "Närvaron är inte registrerad sedan 3 november. Vi vet inte om Adam har varit i skolan.",
        "38 % registrerat",
        "2 skoldagar",
        "",
        "Inget bestämt",
        "blank",
        "Ta ställning",
        "filled",
    ),
    Row(
        "Tilde Aronsson",
        "8A · mentor Karin Lund",
        "Vägledningssamtal hållet; frånvaron 12 % och fallande i tre veckor.",
        "99 % registrerat",
        "hanterad",
        "Mentorsamtal varje fredag · K. Lund",
        "Uppföljning 4 december",
        "done",
        "Öppna",
        "outlined",
    ),
)


def rows() -> tuple[Row, ...]:
    """Return the invented list, each row with its sparkline."""
    return tuple(
        replace(row, sparkline=line) for row, line in zip(_ROWS, charts.sparklines(), strict=True)
    )
