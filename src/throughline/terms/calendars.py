"""School calendars as dated data: holidays, breaks, and which days are school days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rules import (
    RuleFileError,
    RuleHead,
    only_keys,
    parse_rule_file,
    shipped,
    shipped_text,
)
from throughline.terms.school_years import DateSpan, SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACKAGE = "throughline.terms.calendar_data"
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Break:
    """A span of days without school, both ends included, and what it is called."""

    name: Text
    span: DateSpan

    def __contains__(self, day: date) -> bool:
        return day in self.span


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are school days in one country or municipality.

    ``school_years`` holds, by school year, the days from the first to the last school day.
    A calendar that lists none counts every weekday that is neither holiday nor break.
    ``head`` tells where the calendar comes from; an empty ``checked_by`` means unconfirmed.
    """

    id: str
    country: str
    holidays: Mapping[date, Text]
    breaks: tuple[Break, ...] = ()
    school_years: tuple[DateSpan, ...] = ()
    head: RuleHead | None = None

    def covers(self, day: date) -> bool:
        """Say whether the calendar knows the school year of a day.

        Outside what it covers ``is_school_day`` is ``False`` for want of knowledge: ask here first.
        """
        year = SchoolYear.of(day)
        return not self.school_years or any(
            SchoolYear.of(span.starts_on) == year for span in self.school_years
        )

    def is_school_day(self, day: date) -> bool:
        """Say whether pupils have school on a day: no weekend, holiday, break or summer."""
        if day.weekday() >= _SATURDAY or day in self.holidays:
            return False
        if any(day in pause for pause in self.breaks):
            return False
        return not self.school_years or any(day in span for span in self.school_years)

    def school_days(self, span: DateSpan) -> list[date]:
        """Return the school days of a span, both ends included, in order."""
        return [day for day in _days(span) if self.is_school_day(day)]

    def school_year(self, year: SchoolYear) -> DateSpan | None:
        """Return the first and last school day of a school year; ``None`` where it is not listed."""
        return next(
            (span for span in self.school_years if SchoolYear.of(span.starts_on) == year), None
        )


def load_calendar(name: str) -> Calendar:
    """Return the calendar that ships under a name: ``se`` or ``no``.

    Raises:
        RuleFileError: no calendar ships under the name.
    """
    names = shipped_calendars()
    if name not in names:
        raise RuleFileError(f"No calendar is called {name!r}; there are {', '.join(names)}.")
    return parse_calendar(shipped_text(_PACKAGE, f"{name}.toml"), name=f"{name}.toml")


def shipped_calendars() -> tuple[str, ...]:
    """Return the names of the calendars that ship."""
    return tuple(file.removesuffix(".toml") for file, _ in shipped(_PACKAGE))


def parse_calendar(text: str, *, name: str) -> Calendar:
    """Return the calendar that a TOML text describes; ``name`` is the file's, for messages.

    Raises:
        RuleFileError: the text cannot be read as a calendar; the message names file and key.
    """
    rule = parse_rule_file(text, name=name)
    only_keys(rule.body, {"holiday", "school_year"}, name=name, where="the calendar")
    years = [
        _school_year(table, name=name) for table in _tables(rule.body, "school_year", name=name)
    ]
    return Calendar(
        id=rule.head.id,
        country=rule.head.country,
        holidays=_holidays(_tables(rule.body, "holiday", name=name), name=name),
        breaks=tuple(pause for _, pauses in years for pause in pauses),
        school_years=tuple(sorted((span for span, _ in years), key=lambda span: span.starts_on)),
        head=rule.head,
    )


def _days(span: DateSpan) -> Iterator[date]:
    day = span.starts_on
    while day <= span.ends_on:
        yield day
        day += _ONE_DAY


def _holidays(tables: list[Mapping[str, Any]], *, name: str) -> dict[date, Text]:
    return {day: called for table in tables for day, called in _holiday(table, name=name)}


def _holiday(table: Mapping[str, Any], *, name: str) -> Iterator[tuple[date, Text]]:
    where = "[[holiday]]"
    only_keys(table, {*LANGUAGES, "dates"}, name=name, where=where)
    called = _called(table, name=name, where=where)
    for day in _required(table, "dates", list, name=name, where=where):
        if not _is_day(day):
            raise RuleFileError(f"{name}: 'dates' in {where} has {day!r}, not a date.")
        yield day, called


def _school_year(table: Mapping[str, Any], *, name: str) -> tuple[DateSpan, list[Break]]:
    where = "[[school_year]]"
    only_keys(table, {"label", "starts_on", "ends_on", "break"}, name=name, where=where)
    span = _span(table, name=name, where=where)
    year = _label(table, name=name)
    if SchoolYear.of(span.starts_on) != year or SchoolYear.of(span.ends_on) != year:
        raise RuleFileError(f"{name}: {where} {year} has days outside July to June of that year.")
    return span, [_break(pause, year, name=name) for pause in _tables(table, "break", name=name)]


def _label(table: Mapping[str, Any], *, name: str) -> SchoolYear:
    label = _required(table, "label", str, name=name, where="[[school_year]]")
    try:
        return SchoolYear.parse(label)
    except ValueError as error:
        raise RuleFileError(f"{name}: 'label' in [[school_year]]: {error}") from error


def _break(table: Mapping[str, Any], year: SchoolYear, *, name: str) -> Break:
    where = f"[[school_year.break]] of {year}"
    only_keys(table, {*LANGUAGES, "starts_on", "ends_on"}, name=name, where=where)
    return Break(
        _called(table, name=name, where=where),
        _span(table, name=name, where=where),
    )


def _called(table: Mapping[str, Any], *, name: str, where: str) -> Text:
    words = [_required(table, language, str, name=name, where=where) for language in LANGUAGES]
    return Text(*words)


def _span(table: Mapping[str, Any], *, name: str, where: str) -> DateSpan:
    starts_on = _required(table, "starts_on", date, name=name, where=where)
    ends_on = _required(table, "ends_on", date, name=name, where=where)
    if ends_on < starts_on:
        raise RuleFileError(f"{name}: 'ends_on' in {where} is before 'starts_on'.")
    return DateSpan(starts_on, ends_on)


def _tables(table: Mapping[str, Any], key: str, *, name: str) -> list[Mapping[str, Any]]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise RuleFileError(f"{name}: {key!r} must be written as [[{key}]] tables.")
    return found


def _required(table: Mapping[str, Any], key: str, kind: type, *, name: str, where: str) -> Any:  # noqa: ANN401 - a value of TOML
    if key not in table:
        raise RuleFileError(f"{name}: the key {key!r} is missing in {where}.")
    value = table[key]
    if not isinstance(value, kind) or (kind is date and not _is_day(value)):
        raise RuleFileError(f"{name}: {key!r} in {where} must be a {kind.__name__}, not {value!r}.")
    return value


def _is_day(value: object) -> bool:
    # A TOML date with a time is a datetime, which Python counts as a date.
    return type(value) is date
