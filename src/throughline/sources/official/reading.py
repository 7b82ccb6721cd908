"""Any official table: which sort it is, read by its own reader, signed with its digest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from throughline.sources.official import (
    json_stat,
    kolada,
    planned_educations,
    skolverket_grade9,
    udir_left,
)
from throughline.sources.official.documents import documents
from throughline.sources.official.remarks import unreadable
from throughline.sources.official.sheets import sheet

if TYPE_CHECKING:
    from throughline.sources.official.documents import Document
    from throughline.sources.official.figures import OfficialTable
    from throughline.sources.tables import SourceFile

_BLOCK = 1 << 18
_MARKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def read_official(*files: SourceFile, fetched_from: str = "") -> OfficialTable:
    """Return the figures of one table file, or of JSON answers that belong together.

    ``fetched_from`` is the address the bytes came from, kept with the table. The order of the
    files changes nothing.

    Raises:
        UnreadableSource: no file, an unknown sort, several sorts at once, or damaged as a whole.
    """
    ordered = sorted(((_digest(file), file) for file in files), key=lambda pair: pair[0])
    if not ordered:
        raise unreadable("unknown_table", file="?")
    table = _read([file for _, file in ordered], fetched_from)
    digests = [digest for digest, _ in ordered]
    whole = digests[0] if len(digests) == 1 else _joined(digests)
    return table.signed(sha256=whole, fetched_from=fetched_from)


def _read(files: list[SourceFile], fetched_from: str) -> OfficialTable:
    if all(_is_json(file) for file in files):
        answers = [answer for file in files for answer in documents(file)]
        return _read_answers(files[0].name, answers, fetched_from)
    if len(files) > 1:
        raise unreadable("several_sorts", file=files[1].name)
    return _read_sheet(files[0])


def _read_sheet(file: SourceFile) -> OfficialTable:
    found = sheet(file)
    if (table := skolverket_grade9.recognised(found)) is not None:
        return skolverket_grade9.read(found, table)
    if (table := udir_left.recognised(found)) is not None:
        return udir_left.read(found, table)
    raise unreadable("unknown_table", file=file.name)


def _read_answers(name: str, answers: list[Document], fetched_from: str) -> OfficialTable:
    if all(map(json_stat.recognised, answers)):
        return json_stat.read(name, answers)
    if all(map(planned_educations.recognised, answers)):
        return planned_educations.read(name, answers, fetched_from=fetched_from)
    if all(map(kolada.recognised, answers)):
        return kolada.read(name, answers)
    known = (json_stat.recognised, planned_educations.recognised, kolada.recognised)
    is_mixed = all(any(one(answer) for one in known) for answer in answers)
    raise unreadable("several_sorts" if is_mixed else "unknown_table", file=name)


def _is_json(file: SourceFile) -> bool:
    file.stream.seek(0)
    return file.stream.read(256).lstrip(_MARKS)[:1] in (b"{", b"[")


def _digest(file: SourceFile) -> str:
    digest = hashlib.sha256()
    file.stream.seek(0)
    while block := file.stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _joined(digests: list[str]) -> str:
    return hashlib.sha256("".join(digests).encode()).hexdigest()
