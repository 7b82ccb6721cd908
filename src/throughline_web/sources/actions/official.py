"""Official tables in, and out again: the figure brought last stands, the earlier ones are kept."""

from __future__ import annotations

import hashlib
import io
import json
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.sources.errors import AlreadyWithdrawnError, NoFiguresError, TableKnownError
from throughline_web.sources.models import OfficialFigure, OfficialTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from throughline.sources import RowIssue
    from throughline.sources.official import OfficialFigure as Figure
    from throughline.sources.official import OfficialTable as Table
    from throughline_web.organisations.members import Member

_AT_A_TIME = 2_000


@transaction.atomic
def bring_official(
    *, by: Member, files: Sequence[tuple[str, bytes]], fetched_from: str, at: datetime
) -> OfficialTable:
    """Keep a published table with its provenance; its figures stand, where others stood before.

    ``files`` are names and contents. What was withheld stays withheld, and what was refused is
    kept as remarks.

    Raises:
        UnreadableSource: no official table, or one that is damaged as a whole.
        NoFiguresError: not one figure in it could be believed.
        TableKnownError: the very same table stands already.
    """
    read = _read(files, fetched_from)
    if not read.figures:
        raise NoFiguresError([issue.told() for issue in read.issues[:3]])
    table = _kept_once(read, by, at)
    rows = [_row(table, figure) for figure in read.figures]
    for some in _parts([row.key for row in rows]):
        OfficialFigure.objects.filter(key__in=some, stands=True).update(stands=False)
    OfficialFigure.objects.bulk_create(rows, batch_size=_AT_A_TIME)
    record_change(
        by, verb="bring_official", action=Action.IMPORT_FILES, at=at, table=str(table.public_id)
    )
    return table


@transaction.atomic
def withdraw_official(*, by: Member, table_id: int, at: datetime) -> OfficialTable:
    """Withdraw a table that was brought by mistake; the figures that it replaced stand again.

    Raises:
        AlreadyWithdrawnError: somebody was quicker.
    """
    table = OfficialTable.objects.select_for_update().get(pk=table_id)
    if table.withdrawn_at is not None:
        raise AlreadyWithdrawnError
    table.withdrawn_at, table.withdrawn_by_name = at, by.name
    table.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    keys = list(table.figures.filter(stands=True).values_list("key", flat=True))
    table.figures.update(stands=False)
    for some in _parts(keys):
        _let_the_last_stand(some)
    record_change(
        by, verb="withdraw_official", action=Action.IMPORT_FILES, at=at, table=str(table.public_id)
    )
    return table


def _read(files: Sequence[tuple[str, bytes]], fetched_from: str) -> Table:
    from throughline.sources import SourceFile  # noqa: PLC0415 - slow import
    from throughline.sources.official import read_official  # noqa: PLC0415 - slow import

    sources = [SourceFile(name, io.BytesIO(content)) for name, content in files]
    return read_official(*sources, fetched_from=fetched_from)


def _kept_once(read: Table, by: Member, at: datetime) -> OfficialTable:
    # Asked of the database alone: two may bring the same table at the same moment.
    try:
        with transaction.atomic():
            return _kept(read, by, at)
    except IntegrityError as error:
        raise TableKnownError from error


def _kept(read: Table, by: Member, at: datetime) -> OfficialTable:
    told = read.provenance
    return OfficialTable.objects.create(
        provider=told.provider.value,
        title=told.title,
        source_line=told.source_line,
        fetched_from=told.fetched_from,
        published_on=told.published_on,
        sha256=told.sha256,
        figure_count=len(read.figures),
        issues=[_remark(issue) for issue in read.issues],
        brought_at=at,
        brought_by_id=by.account_id,
        brought_by_name=by.name,
    )


def _remark(issue: RowIssue) -> dict[str, object]:
    return {
        "severity": issue.severity.value,
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "problem": issue.problem.as_dict(),
        "hint": issue.hint.as_dict(),
    }


def _row(table: OfficialTable, figure: Figure) -> OfficialFigure:
    unit = figure.unit
    return OfficialFigure(
        table=table,
        key=_digest(figure),
        measure=figure.measure,
        title=figure.measured.title,
        unit=figure.measured.unit.value,
        level=unit.level.value,
        code=unit.code,
        name=unit.name,
        within=unit.within,
        organiser_type=unit.organiser_type,
        period=figure.period,
        dims=dict(figure.dims),
        value="" if figure.value is None else format(figure.value, "f"),
        state=figure.state.value,
        is_about=figure.about,
        note=figure.note,
        line=figure.line,
        stands=True,
    )


def _digest(figure: Figure) -> str:
    """Return what makes two versions the same figure, of whatever length, as one short word."""
    whole = json.dumps([figure.provider.value, *figure.key], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def _let_the_last_stand(keys: Sequence[str]) -> None:
    live = OfficialFigure.objects.filter(key__in=keys, table__withdrawn_at__isnull=True)
    last = live.values("key").annotate(last=Max("pk")).values_list("last", flat=True)
    OfficialFigure.objects.filter(pk__in=list(last)).update(stands=True)


def _parts(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[at : at + _AT_A_TIME] for at in range(0, len(keys), _AT_A_TIME))
