"""What a run tells on standard error: choices made for the reader, and what became of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.cli.issues import grouped
from throughline.cli.output import say
from throughline.cli.standard_input import command_of
from throughline.cli.words import joined, number_text, sentence
from throughline.terms.language import day_text
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from throughline.cli.run_facts import FileRead
    from throughline.earlywarning.policy import Policy
    from throughline.terms.calendars import Calendar
    from throughline.terms.language import Language, Text

_MOST_KINDS = 5


def say_files(files: Iterable[FileRead], not_used: Sequence[str], language: Language) -> None:
    """Say how each file was read, what became of its rows, and which files were left alone."""
    for file in files:
        profile = file.profile
        why = joined(profile.why)
        say(sentence("notes", "profile", file=file.name, profile=profile.name, why=why), language)
        say(_rows(file), language)
        _say_issues(file, language)
    if not_used:
        say(sentence("files", "not_used", names=", ".join(not_used)), language)


def say_day(
    as_of: date, last_registered: date | None, language: Language, *, is_default: bool
) -> None:
    """Say which day was chosen, and where nothing is registered towards it."""
    if is_default:
        say(sentence("notes", "as_of_default", day=day_text(as_of)), language)
    if last_registered is not None and last_registered < as_of:
        say(sentence("notes", "as_of_after", last=day_text(last_registered)), language)


def say_policy(policy: Policy, as_of: date, language: Language, *, is_default: bool) -> None:
    """Say which limits were chosen, whether they hold that day, and whether anybody confirmed them."""
    if is_default:
        say(sentence("notes", "policy_default", policy=policy.name), language)
    head, day = policy.head, day_text(as_of)
    if as_of < head.valid_from:
        first = day_text(head.valid_from)
        say(
            sentence("notes", "policy_not_valid", policy=policy.name, day=day, first=first),
            language,
        )
    elif head.valid_to is not None and not head.holds_on(as_of):
        last = day_text(head.valid_to)
        say(sentence("notes", "policy_ended", policy=policy.name, day=day, last=last), language)
    if not policy.is_confirmed:
        say(sentence("notes", "policy_unconfirmed"), language)


def say_calendar(calendar: Calendar | None, as_of: date, language: Language) -> None:
    """Say where a calendar does not know the school year that is asked about."""
    if calendar is not None and not calendar.covers(as_of):
        year = str(SchoolYear.of(as_of))
        say(sentence("notes", "calendar_silent", calendar=calendar.id, year=year), language)


def _rows(file: FileRead) -> Text:
    return sentence(
        "notes",
        "rows",
        file=file.name,
        rows=number_text(file.rows),
        accepted=number_text(file.accepted),
        rejected=number_text(file.rejected),
        issues=number_text(len(file.issues)),
    )


def _say_issues(file: FileRead, language: Language) -> None:
    groups = grouped(file.issues)
    for group in groups[:_MOST_KINDS]:
        say(group.text, language)
    rest = len(groups) - _MOST_KINDS
    if rest > 0:
        again = command_of(file.name)
        say(sentence("notes", "issues_more", file=file.name, count=rest, again=again), language)
