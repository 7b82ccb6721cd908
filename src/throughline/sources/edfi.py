"""Ed-Fi's attendance events (XML, Data Standard 5): absences are told, presence is left unsaid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from throughline.sources import cells, dates
from throughline.sources.issues import CellFault, Severity, UnreadableSource, unreadable
from throughline.sources.portions import Portion
from throughline.sources.remarks import Remarks
from throughline.sources.repeats import Seen
from throughline.sources.text import blocks
from throughline.terms.attendance import Granularity, Mark, Status
from throughline.terms.carrier import to_batch
from throughline.terms.people import PupilRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from throughline.sources.options import ReadOptions
    from throughline.sources.tables import SourceFile

CATEGORIES = {
    "present": Status.PRESENT,
    "in attendance": Status.PRESENT,
    "excused absence": Status.EXCUSED,
    "unexcused absence": Status.UNEXCUSED,
    "tardy": Status.LATE,
    "early departure": Status.EARLY_DEPARTURE,
    "partial": Status.PARTIAL,
}
"""The code values of ``AttendanceEventCategoryDescriptor``."""

_EVENTS = {
    "StudentSchoolAttendanceEvent": Granularity.DAY,
    "StudentSectionAttendanceEvent": Granularity.LESSON,
}
_DEEPEST = 60
_LONGEST_TEXT = 1_000
_WHOLE_DAY = frozenset({Status.PRESENT, Status.EXCUSED, Status.UNEXCUSED})


@dataclass(slots=True)
class _Event:
    """One event as it is being read: its texts by the name of their element."""

    name: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)


def read_events(source: SourceFile, options: ReadOptions) -> Iterator[Portion]:
    """Yield the events of an interchange file as marks with a status, without minutes of lessons.

    Ed-Fi states no offered time, so none is made up. The minutes that an event states of itself
    are kept: those of a late arrival as ``late``, those of a partial absence under the kind that
    its reason names.

    Raises:
        UnreadableSource: not XML, declaring entities, or without a single event.
    """
    reading = _Reading(source, options)
    reading.remarks.on_file("no_offered_time")
    for batch in _batches(_events(source, reading.remarks), size=options.batch_rows):
        yield reading.portion(batch)
    if not reading.events:
        raise unreadable("no_events", file=source.name)
    yield reading.last()


def is_events(source: SourceFile) -> bool:
    """Say whether an XML file begins as an interchange of attendance does."""
    source.stream.seek(0)
    head = source.stream.read(4096).replace(b"\x00", b"")
    return b"InterchangeStudentAttendance" in head or any(name.encode() in head for name in _EVENTS)


def _batches(events: Iterator[_Event], *, size: int) -> Iterator[list[_Event]]:
    batch: list[_Event] = []
    for event in events:
        batch.append(event)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _events(source: SourceFile, remarks: Remarks) -> Iterator[_Event]:
    target = _Target(source.name)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.parser = parser
    count = 0
    try:
        for block in blocks(source.stream):
            parser.feed(block)
            count += len(target.done)
            yield from target.take()
        parser.close()
    except DefusedXmlException:
        raise unreadable("xml_entities", file=source.name) from None
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, UnreadableSource):
            raise
        yield from target.take()
        if not count:
            raise unreadable("not_xml", file=source.name) from None
        remarks.on_file("breaks_off", severity=Severity.ERROR, line=target.line)


class _Target:
    """Gathers events as the parser meets them; nothing else of the file is kept."""

    def __init__(self, name: str) -> None:
        self.parser: DefusedXMLParser | None = None
        self.done: list[_Event] = []
        self._name = name
        self._path: list[str] = []
        self._event: _Event | None = None
        self._text = ""

    @property
    def line(self) -> int:
        """The line that the parser has come to."""
        return int(self.parser.parser.CurrentLineNumber) if self.parser is not None else 0

    def take(self) -> list[_Event]:
        """Return the events completed since last time."""
        done, self.done = self.done, []
        return done

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        self._path.append(name)
        self._text = ""
        if len(self._path) > _DEEPEST:
            raise unreadable("not_xml", file=self._name)
        if name in _EVENTS and self._event is None:
            self._event = _Event(name, self.line)

    def data(self, text: str) -> None:
        """A piece of text goes by."""
        if self._event is not None and len(self._text) < _LONGEST_TEXT:
            self._text += text

    def end(self, _tag: str) -> None:
        """An element ends; the first of a name counts, since references repeat the school."""
        name = self._path.pop()
        if self._event is None:
            return
        if name == self._event.name:
            self.done.append(self._event)
            self._event = None
        elif self._text.strip():
            self._event.texts.setdefault(name, self._text.strip())
        self._text = ""

    def close(self) -> None:
        """The file ends."""


class _Reading:
    """One file of events being read."""

    def __init__(self, source: SourceFile, options: ReadOptions) -> None:
        self.remarks = Remarks(source.name, limit=options.max_issues)
        self.events = 0
        self.repeated = 0
        self._pupils, self._marks, self._keys = Seen(), Seen(), Seen()

    def portion(self, events: list[_Event]) -> Portion:
        """Return some events as marks; one that says what another said is counted once."""
        marks: list[Mark] = []
        pupils: list[PupilRow] = []
        rejected = 0
        for event in events:
            try:
                mark = _mark(event)
            except _BadEvent as bad:
                self.remarks.on_text(event.line, bad.element, bad.said, bad.fault)
                rejected += 1
                continue
            if self._marks.is_new(mark):
                marks.append(mark)
                self._compare(mark, event.line)
            else:
                self.repeated += 1
            if self._pupils.is_new((mark.pupil_id, mark.unit_id)):
                pupils.append(PupilRow(pupil_id=mark.pupil_id, unit_id=mark.unit_id))
        self.events += len(events)
        return Portion(
            rows=len(events),
            accepted=len(events) - rejected,
            rejected=rejected,
            marks=to_batch(marks),
            pupils=tuple(pupils),
            issues=self.remarks.take(),
        )

    def _compare(self, mark: Mark, line: int) -> None:
        key = (mark.pupil_id, mark.unit_id, mark.starts_on, mark.slot)
        if not self._keys.is_new(key):
            self.remarks.on_row(line, "contradicts", severity=Severity.WARNING)

    def last(self) -> Portion:
        """Return what can only be said at the end."""
        if self.repeated:
            self.remarks.on_file("repeated", count=self.repeated)
        self.remarks.count_unlisted()
        return Portion(issues=self.remarks.take())


class _BadEvent(Exception):  # noqa: N818 - never leaves this file
    """An event with an element that cannot be believed."""

    def __init__(self, element: str, said: str | None, fault: CellFault) -> None:
        super().__init__(element)
        self.element = element
        self.said = said
        self.fault = fault


def _mark(event: _Event) -> Mark:
    status = _status(event)
    day = _day(event)
    granularity = _EVENTS[event.name]
    stated = _minutes(event, f"{event.name[7:].removesuffix('AttendanceEvent')}AttendanceDuration")
    pupil = _needed(event, "StudentUniqueId")
    return Mark(
        pupil_id=pupil,
        unit_id=event.texts.get("SchoolId"),
        starts_on=day,
        ends_on=day,
        slot=_slot(event, status, granularity),
        granularity=granularity,
        subject=event.texts.get("LocalCourseCode"),
        late=stated if status is Status.LATE else None,
        excused=stated if _partial_kind(event, status) is Status.EXCUSED else None,
        unexcused=stated if _partial_kind(event, status) is Status.UNEXCUSED else None,
        status=status,
        occasions=1,
    )


def _needed(event: _Event, element: str) -> str:
    said = event.texts.get(element)
    if not said:
        raise _BadEvent(element, None, CellFault("missing"))
    return said


def _status(event: _Event) -> Status:
    said = _needed(event, "AttendanceEventCategory")
    status = CATEGORIES.get(said.rpartition("#")[2].casefold().strip())
    if status is None:
        fault = CellFault("unknown_category", known=", ".join(CATEGORIES))
        raise _BadEvent("AttendanceEventCategory", said.rpartition("#")[2], fault)
    return status


def _day(event: _Event) -> date:
    said = _needed(event, "EventDate")
    try:
        day = dates.day(said, order=lambda: None)
    except CellFault as fault:
        raise _BadEvent("EventDate", said, fault) from None
    if day is None:
        raise _BadEvent("EventDate", said, CellFault("missing"))
    return day


def _minutes(event: _Event, element: str) -> int | None:
    said = event.texts.get(element)
    try:
        return cells.minutes(said) if said else None
    except CellFault as fault:
        raise _BadEvent(element, said, fault) from None


def _slot(event: _Event, status: Status, granularity: Granularity) -> str:
    """Return what tells a pupil's events of one day apart: a section, or a part of the day."""
    if granularity is Granularity.LESSON:
        return event.texts.get("SectionIdentifier", "")
    return "" if status in _WHOLE_DAY else status.value


def _partial_kind(event: _Event, status: Status) -> Status | None:
    """Return what the reason of a partial absence says of it."""
    reason = event.texts.get("AttendanceEventReason", "").casefold()
    if status is not Status.PARTIAL or "excused" not in reason:
        return None
    return Status.UNEXCUSED if "unexcused" in reason else Status.EXCUSED
