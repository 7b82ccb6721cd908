"""The remarks on a file as a table to take back to the source: masked, and safe to open."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.sources.sentences import here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline_web.sources.models import ImportRun, StoredIssue


def remarks_file(run: ImportRun) -> str:
    """Return the remarks as CSV with ``;``, byte-order mark, and cells that no spreadsheet computes."""
    from throughline.sources import people_csv  # noqa: PLC0415 - slow import

    written = io.StringIO(newline="")
    heads = (_("Row"), _("Column"), _("Value"), _("What is wrong"), _("What to do"), _("Result"))
    people_csv.write(written, heads, _rows(run))
    return written.getvalue()


def _rows(run: ImportRun) -> Iterator[tuple[object, ...]]:
    for issue in run.issues.order_by("row", "pk"):
        yield (
            issue.row,
            issue.column,
            issue.value,
            here(issue.problem),
            here(issue.hint),
            _result(issue),
        )


def _result(issue: StoredIssue) -> str:
    return _("left out") if issue.severity == "error" else _("read, with a remark")
