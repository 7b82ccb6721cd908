"""What of a file one import may let in: the schools it reaches, and no identity that is protected."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop as _

from throughline.sources import RowIssue, Severity
from throughline_web.sources.sentences import in_every_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence, Set

    from throughline.sources import Portion
    from throughline.terms.people import PupilRow
    from throughline_web.sources.schools import FileSchools

_Row = TypeVar("_Row")
_SALT = "throughline.sources.refused_pupil"


def hash_of(external_id: str, *, organiser_id: int) -> str:
    """Return the keyed hash under which a refused pupil is remembered."""
    return salted_hmac(_SALT, f"{organiser_id}:{external_id}", algorithm="sha256").hexdigest()


class Gate:
    """Stands between the reader and the receivers for the length of one file.

    ``refused`` holds hashes of pupils who were refused as protected before.
    """

    def __init__(
        self,
        *,
        file: str,
        organiser_id: int,
        refused: Set[str],
        schools: FileSchools,
        needs_school: bool,
        accepts_protected: bool,
    ) -> None:
        self._file = file
        self._organiser_id = organiser_id
        self._refused = set(refused)
        self._schools = schools
        self._needs_school = needs_school
        self._accepts_protected = accepts_protected
        self._hidden: dict[str, bool] = {}
        self._outside: Counter[str] = Counter()
        self._homeless = 0
        self._marked = self._marked_away = self._protected = 0

    def admit(self, portion: Portion) -> Portion:
        """Return what of a portion may pass; what may not is counted among its rejected rows."""
        self._schools.look_up(_schools_in(portion, but=self._is_silenced))
        before = self._protected + self._marked_away
        kept = replace(
            portion,
            pupils=self._pupils(portion),
            guardians=self._rows(portion.guardians),
            staff=self._rows(portion.staff),
            grades=self._rows(portion.grades),
            marks=self._marks(portion.marks),
        )
        marked = self._count_marked(kept)
        stopped = _count(portion) - _count(kept) + marked
        accepted = max(portion.accepted - stopped, 0)
        protected = self._protected + self._marked_away - before + marked
        return replace(
            kept,
            accepted=accepted,
            rejected=portion.rows - accepted,
            protected_refused=portion.protected_refused + protected,
        )

    def closing_issues(self) -> tuple[RowIssue, ...]:
        """Return what was stopped, told once for the whole file."""
        issues = [self._said_outside(name, count) for name, count in self._outside.most_common(20)]
        if self._homeless:
            issues.append(
                self._issue(
                    _("Rows that name no school: {count}."),
                    _("Choose which school the file is about, and check it again."),
                    count=self._homeless,
                )
            )
        if self._marked or self._marked_away:
            issues.append(
                self._issue(
                    _("Rows with protected identity that were not read: {count}."),
                    _(
                        "The organiser decides whether such rows are let in. Nothing in them is shown."
                    ),
                    count=self._marked + self._marked_away,
                )
            )
        if self._protected:
            issues.append(
                self._issue(
                    _("Rows about pupils who are not let in by files: {count}."),
                    _("They were marked as protected in an earlier file. Nothing was read."),
                    count=self._protected,
                )
            )
        return tuple(issues)

    def _count_marked(self, portion: Portion) -> int:
        """Count the pupils marked as protected who are not let in.

        Their rows go on to the roster step, which covers those of them who are already here.
        """
        if self._accepts_protected or _come_beside(portion):
            return 0
        marked = sum(row.protected for row in portion.pupils)
        self._marked += marked
        return marked

    def _pupils(self, portion: Portion) -> tuple[PupilRow, ...]:
        if not _come_beside(portion):
            return self._rows(portion.pupils)
        # They repeat what the rows themselves say, which is where it is counted.
        return tuple(
            row
            for row in portion.pupils
            if not self._is_hidden(row.pupil_id)
            and (
                not self._needs_school
                if row.unit_id is None
                else self._schools.reaches(row.unit_id)
            )
        )

    def _rows(self, rows: Sequence[_Row]) -> tuple[_Row, ...]:
        return tuple(row for row in rows if self._passes(row))

    def _passes(self, row: Any) -> bool:  # noqa: ANN401 - rows of people share two names, no type
        if self._is_hidden(getattr(row, "pupil_id", None)):
            self._protected += 1
            return False
        if not hasattr(row, "unit_id"):
            return True
        return self._reaches_unsaid(row) if self._is_silenced(row) else self._is_within(row.unit_id)

    def _is_silenced(self, row: Any) -> bool:  # noqa: ANN401 - rows of people, as above
        """Say whether nothing of a row may be told, not even its school."""
        return not self._accepts_protected and getattr(row, "protected", False)

    def _reaches_unsaid(self, row: PupilRow) -> bool:
        if self._schools.is_within(row.unit_id):
            return True
        self._marked_away += 1
        return False

    def _is_within(self, school: str | None, *, count: int = 1) -> bool:
        if school is None:
            self._homeless += count if self._needs_school else 0
            return not self._needs_school
        if self._schools.reaches(school):
            return True
        self._outside[school] += count
        return False

    def _is_hidden(self, pupil_id: str | None) -> bool:
        if pupil_id is None or not self._refused:
            return False
        known = self._hidden.get(pupil_id)
        if known is None:
            known = hash_of(pupil_id, organiser_id=self._organiser_id) in self._refused
            self._hidden[pupil_id] = known
        return known

    def _marks(self, batch: Any) -> Any:  # noqa: ANN401 - an Arrow batch
        if batch is None or batch.num_rows == 0:
            return batch
        import pyarrow.compute as pc  # noqa: PLC0415 - slow import

        stopped = [word for word, _count in _tally(batch, "pupil_id") if self._is_hidden(word)]
        if stopped:
            hidden = pc.is_in(batch.column("pupil_id").cast("string"), _words(stopped))
            self._protected += pc.sum(hidden).as_py()
            batch = batch.filter(pc.invert(hidden))
        outside = [
            word
            for word, count in _tally(batch, "unit_id")
            if not self._is_within(word, count=count)
        ]
        if not outside:
            return batch
        away = pc.is_in(batch.column("unit_id").cast("string"), _words(outside))
        return batch.filter(pc.invert(away))

    def _said_outside(self, school: str, count: int) -> RowIssue:
        return self._issue(
            _("Rows about {school}, which this import does not reach: {count}."),
            _(
                "Check how the school is written, or let somebody who answers for it bring the file."
            ),
            count=count,
            school=school,
        )

    def _issue(self, problem: str, hint: str, **values: object) -> RowIssue:
        return RowIssue(
            file=self._file,
            row=None,
            column=None,
            value=None,
            problem=in_every_language(problem, **values),
            hint=in_every_language(hint),
            severity=Severity.ERROR,
        )


def _count(portion: Portion) -> int:
    """Return how many facts a portion carries."""
    marks = 0 if portion.marks is None else portion.marks.num_rows
    others = marks + len(portion.guardians) + len(portion.staff) + len(portion.grades)
    return others if _come_beside(portion) else others + len(portion.pupils)


def _come_beside(portion: Portion) -> bool:
    """Say whether a portion's pupils are those that its marks and grades name, and no rows."""
    return portion.marks is not None or bool(portion.grades)


def _schools_in(portion: Portion, *, but: Callable[[Any], bool]) -> Iterator[str]:
    """Yield the name of each school that a portion tells of, leaving some rows out."""
    for rows in (portion.pupils, portion.staff, portion.grades):
        yield from {row.unit_id for row in rows if row.unit_id is not None and not but(row)}
    if portion.marks is not None and portion.marks.num_rows:
        yield from (word for word, _count in _tally(portion.marks, "unit_id") if word is not None)


def _tally(batch: Any, column: str) -> list[tuple[str | None, int]]:  # noqa: ANN401 - Arrow
    counted = batch.column(column).cast("string").value_counts()
    return [(one["values"], one["counts"]) for one in counted.to_pylist()]


def _words(words: Sequence[str | None]) -> Any:  # noqa: ANN401 - Arrow
    import pyarrow as pa  # noqa: PLC0415 - slow import

    return pa.array(words, pa.string())
