"""Small official tables in the shapes that the agencies publish, with invented values."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from throughline.sources import SourceFile
from throughline.sources.official import OfficialFigure, OfficialTable, read_official

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GRADE_9_HEADER = (
    "Skola",
    "Skol-enhetskod",
    "Skolkommun",
    "Kommun-kod",
    "Typ av huvudman",
    "Huvudman",
    "Huvudman orgnr",
    "Antal elever",
    "Andel (%) elever som uppfyllt betygskriterierna i alla ämnen",
    "Andel (%) elever behöriga till yrkesprog.",
    "Genomsnittligt meritvärde (17 ämnen)",
)
GRADE_9_ROWS = (
    (
        "Åsskolan",
        "00123456",
        "Ale",
        "0180",
        "Kommunal",
        "Ale kommun",
        "2120001",
        "52",
        "71,2",
        "~100",
        "231,4",
    ),
    (
        "Öskolan",
        "20000002",
        "Ale",
        "0180",
        "Kommunal",
        "Ale kommun",
        "2120001",
        "20",
        "..",
        "..",
        "190",
    ),
    (
        "Liten skola",
        "20000003",
        "Borås",
        "1490",
        "Enskild",
        "Liten AB",
        "5560001",
        "..",
        "..",
        ".",
        "..",
    ),
    (
        "Alla når fram",
        "20000004",
        "Borås",
        "1490",
        "Enskild",
        "Liten AB",
        "5560001",
        "30",
        "100",
        "100",
        "0",
    ),
)
FOOTNOTES = ("", "Det genomsnittliga meritvärdet beräknas för de elever som fått lägst betyg E.")
PART = "Alle eierformer.Alle trinn.Begge kjønn.Andel sluttet"
LEFT_HEADER = (
    "EnhetNivaa",
    "Nasjonaltkode",
    "Fylkekode",
    "Organisasjonsnummer",
    "Nasjonalt",
    "Fylke",
    "EnhetNavn",
    f"2019-20.{PART}.Brudd",
    f"2019-20.{PART}",
    f"2020-21.{PART}",
)
MERGER = "Agder er resultatet av en sammenslåing og har derfor ikke tall for tidligere årganger"
LEFT_ROWS = (
    ("1", "I", "", "I ", "Hele landet", "Alle fylker", "Hele landet", "", "3,2", "3,0"),
    ("2", "I", "42", "42", "Hele landet", "Agder", "Agder", MERGER, "2,9", "2,9"),
    ("2", "I", "09", "09", "Hele landet", "Aust-Agder", "Aust-Agder", "", "", ""),
    ("3", "I", "42", "974573873", "Hele landet", "Agder", "Øya vgs", "", "2,8", "0,0"),
    ("3", "I", "09", "974573873", "Hele landet", "Aust-Agder", "Øya vgs", "", "2,8", ""),
    ("3", "I", "42", "982759846", "Hele landet", "Agder", "Liten vgs", "", "*", "*"),
    ("1", "U", "", "U ", "Utlandet", "Alle fylker", "Utlandet", "", "*", "*"),
)


def source(content: bytes | str, name: str = "tabell.csv") -> SourceFile:
    raw = content.encode() if isinstance(content, str) else content
    return SourceFile(name, io.BytesIO(raw))


def as_json(*answers: object, name: str = "svar.json") -> SourceFile:
    whole = answers[0] if len(answers) == 1 else list(answers)
    return source(json.dumps(whole, ensure_ascii=False), name)


def grade_9(
    rows: Iterable[Sequence[str]] = GRADE_9_ROWS,
    *,
    header: Sequence[str] = GRADE_9_HEADER,
    end: str = "\n",
    encoding: str = "utf-8-sig",
    title: str = "Grundskola - Slutbetyg årskurs 9, samtliga elever",
) -> bytes:
    width = len(header)
    titles = (
        "Statistik från Skolverket, https://www.skolverket.se",
        "",
        title,
        "Valt läsår: 2024/25",
        "",
    )
    lines = [(title,) for title in titles] + [header, *rows, (), FOOTNOTES]
    padded = [";".join([*line, *[""] * (width - len(line))]) for line in lines]
    return (end.join(padded) + end).encode(encoding)


def left_school(
    rows: Iterable[Sequence[str]] = LEFT_ROWS,
    *,
    header: Sequence[str] = LEFT_HEADER,
    end: str = "\n",
    encoding: str = "utf-16-le",
) -> bytes:
    lines = ["sep=\t", *("\t".join(row) for row in (header, *rows))]
    return (end.join(lines) + end).encode(encoding)


def read(content: bytes | str) -> OfficialTable:
    return read_official(source(content))


def essence(table: OfficialTable) -> list[tuple[object, ...]]:
    """What a table says, without the lines it stands on."""
    return [
        (figure.key, figure.says(), figure.unit, figure.note, figure.measured)
        for figure in table.figures
    ]


def one(table: OfficialTable, code: str, measure: str, period: str | None = None) -> OfficialFigure:
    found = [
        figure
        for figure in table.figures
        if (figure.unit.code, figure.measure) == (code, measure)
        and period in (None, figure.period)
        and not figure.dims
    ]
    assert len(found) == 1
    return found[0]


def problems(table: OfficialTable) -> list[str]:
    return [issue.told().en for issue in table.issues]
