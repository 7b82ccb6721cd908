"""The tables of a file, whatever sort of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.sources import workbook
from throughline.sources.issues import unreadable
from throughline.sources.sniffing import Sort, sort_of
from throughline.sources.tables import text_table
from throughline.terms.language import same

if TYPE_CHECKING:
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile
    from throughline.sources.tables import SourceFile, Table


def open_tables(source: SourceFile, profile: Profile | None, options: ReadOptions) -> list[Table]:
    """Return the tables of a file: one of a text, one a sheet of a workbook.

    Raises:
        UnreadableSource: nothing in it, damaged, or no sort of table.
    """
    sort = sort_of(source)
    if sort is Sort.TEXT:
        return [text_table(source, profile, options)]
    if sort is Sort.ZIP and workbook.is_workbook(source):
        return workbook.sheet_tables(source, options)
    shown = profile.name if profile is not None else same("CSV / XLSX")
    raise unreadable("not_for_profile", file=source.name, profile=shown)
