"""One file being read for one import: opened, decrypted, gated and counted, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.sources import (
    Profile,
    ReadOptions,
    SourceFile,
    UnreadableSource,
    parse_profile,
    read,
)
from throughline.terms.rules import RuleFileError
from throughline_web.sources.errors import StoppedError
from throughline_web.sources.gate import Gate
from throughline_web.sources.models import ProtectionChoice, RefusedPupil
from throughline_web.sources.schools import FileSchools
from throughline_web.sources.states import ROSTER_KINDS, WITHOUT_SCHOOL
from throughline_web.sources.tally import Tally
from throughline_web.sources.vault import SealBrokenError, open_upload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

    from throughline.sources import Portion, RowIssue
    from throughline_web.sources.models import ImportRun


class Reading:
    """Reads the file of one run; what has been found so far stands in ``tally`` and ``schools``."""

    def __init__(self, run: ImportRun, *, on: date) -> None:
        self.tally = Tally()
        self.schools = FileSchools(
            organiser_id=run.organiser_id,
            school_id=run.school_id,
            own_reference=_reference(run),
            on=on,
        )
        self.accepts_protected = accepts_protected(run.organiser_id)
        self.bytes_read = 0
        self._run = run
        self._profile = profile_of(run)
        self._gate = Gate(
            file=run.file_name,
            organiser_id=run.organiser_id,
            refused=_refused_before(run),
            schools=self.schools,
            needs_school=run.school_id is None and run.kind not in WITHOUT_SCHOOL,
            accepts_protected=self.accepts_protected,
        )

    def portions(self) -> Iterator[Portion]:
        """Yield what the file says and the gate lets through.

        Raises:
            StoppedError: the file cannot be used as a whole, or can no longer be opened.
        """
        try:
            with open_upload(self._run.upload) as stream:
                yield from self._admitted(stream)
        except UnreadableSource as unreadable:
            raise StoppedError("unreadable", unreadable.text) from unreadable
        except SealBrokenError as broken:
            raise StoppedError("unreadable_upload") from broken

    def closing_issues(self) -> tuple[RowIssue, ...]:
        """Return what is to be said once the whole file has been read."""
        return self._gate.closing_issues()

    def _admitted(self, stream: BinaryIO) -> Iterator[Portion]:
        source = SourceFile(self._run.file_name, stream)
        # A pupil who is already here is covered by the row that says so, so it must be read.
        let_in = self.accepts_protected or self._run.kind in ROSTER_KINDS
        options = ReadOptions(accept_protected=let_in)
        for portion in read(source, self._profile, options=options):
            admitted = self._gate.admit(portion)
            self.tally.add(admitted)
            self.bytes_read = min(stream.tell(), self._run.file_size)
            yield admitted


def profile_of(run: ImportRun) -> Profile:
    """Return the profile by which a run's file is read.

    Raises:
        StoppedError: the stored text is no longer a readable profile.
    """
    try:
        return parse_profile(run.profile_text, name=run.profile_id)
    except RuleFileError as unreadable:
        raise StoppedError("profile") from unreadable


def accepts_protected(organiser_id: int) -> bool:
    """Say whether the organiser lets rows marked as protected identity in."""
    return ProtectionChoice.objects.filter(organiser=organiser_id, accepts_protected=True).exists()


def _reference(run: ImportRun) -> str | None:
    """Return the word by which a run's own school is found: its code, else its name."""
    return None if run.school is None else run.school.code or run.school.name


def _refused_before(run: ImportRun) -> frozenset[str]:
    """Return the hashes of those refused before; none once the organiser lets them in."""
    if accepts_protected(run.organiser_id):
        return frozenset()
    rows = RefusedPupil.objects.filter(organiser=run.organiser_id)
    return frozenset(rows.values_list("id_hash", flat=True))
