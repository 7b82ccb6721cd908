"""Which column profile reads a file: the one that was named, else the one that fits best, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.errors import UnusableInputError, WrongUsageError
from throughline.cli.rule_files import unknown
from throughline.cli.run_facts import ProfileUsed
from throughline.cli.words import joined, sentence
from throughline.sources import Kind, detect, fields_of, parse_profile, shipped_profiles
from throughline.terms.language import same
from throughline.terms.rules import RuleFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.sources import Profile, Proposal, SourceFile
    from throughline.terms.language import Text

    Period = tuple[date, date]

ATTENDANCE: tuple[Kind, ...] = (Kind.LESSON, Kind.DAY, Kind.SUMMARY, Kind.EDFI)
PEOPLE: tuple[Kind, ...] = (Kind.PUPILS, Kind.ONEROSTER)
GRADES: tuple[Kind, ...] = (Kind.GRADES,)
_NEAREST = 2
_PERIOD = "period"
_GOOD_ENOUGH = 0.5
"""A profile of another kind that fits twice as well tells that the file is another than asked for."""


class NoProfileError(UnusableInputError):
    """No profile has a column for all that it needs; ``nearest`` says what the best ones lack."""

    def __init__(self, source: SourceFile) -> None:
        super().__init__(sentence("files", "no_profile", file=source.name))
        self.nearest = tuple(_lack(one) for one in detect(source)[:_NEAREST])


def named_profile(name: str) -> Profile:
    """Return a shipped profile by its id, or the profile of a TOML file.

    Raises:
        WrongUsageError: neither; the message names the file and key, or the shipped profiles.
    """
    path = Path(name)
    try:
        if path.suffix == ".toml" or path.is_file():
            return parse_profile(path.read_text(encoding="utf-8"), name=path.name)
    except RuleFileError as error:
        raise WrongUsageError(same(str(error))) from error
    except UnicodeDecodeError as error:
        raise WrongUsageError(sentence("rule_files", "not_text", path=name)) from error
    except OSError as error:
        raise WrongUsageError(sentence("files", "missing", path=name)) from error
    known = {profile.id: profile for profile in shipped_profiles()}
    if name not in known:
        raise WrongUsageError(unknown("no_profile", name, known))
    return known[name]


def proposals(source: SourceFile, *, period: Period | None = None) -> Sequence[Proposal]:
    """Return the profiles that a file has all needed columns for, best first.

    A stated period stands in for a column of periods.
    """
    stated = {_PERIOD} if period else set()
    return [one for one in detect(source) if stated.issuperset(one.missing)]


def chosen_profile(
    source: SourceFile,
    kinds: Sequence[Kind],
    *,
    named: Profile | None = None,
    period: Period | None = None,
) -> tuple[Profile, ProfileUsed]:
    """Return the profile to read a file with, and how it came to be chosen.

    Raises:
        WrongUsageError: the named profile reads something else, or has no use for a period.
        UnusableInputError: no profile of these kinds fits.
    """
    profile, how = (
        _detected(source, kinds, period) if named is None else _as_named(source, kinds, named)
    )
    if period and profile.kind in ATTENDANCE and profile.kind is not Kind.SUMMARY:
        raise period_unused(source, profile.kind)
    return profile, how


def period_unused(source: SourceFile, kind: Kind) -> WrongUsageError:
    """Return that a period was stated for rows that tell their own days."""
    told = sentence("kinds", str(kind))
    return WrongUsageError(sentence("files", "period_unused", file=source.name, kind=told))


def _as_named(
    source: SourceFile, kinds: Sequence[Kind], named: Profile
) -> tuple[Profile, ProfileUsed]:
    if named.kind not in kinds:
        kind = sentence("kinds", str(named.kind))
        told = {"file": source.name, "profile": named.name, "kind": kind}
        raise WrongUsageError(sentence("files", "wrong_kind", **told, expected=_told(kinds)))
    return named, used(named, (sentence("notes", "profile_named"),))


def used(profile: Profile, why: tuple[Text, ...]) -> ProfileUsed:
    """Return what outputs say of a profile."""
    return ProfileUsed(profile.id, profile.name, profile.verified, why, profile.assumption)


def _detected(
    source: SourceFile, kinds: Sequence[Kind], period: Period | None
) -> tuple[Profile, ProfileUsed]:
    fitting = proposals(source, period=period)
    _refuse_without_period(source, kinds, fitting)
    wanted = [one for one in fitting if one.profile.kind in kinds]
    if wanted and wanted[0].score >= _GOOD_ENOUGH * fitting[0].score:
        best = wanted[0]
        return best.profile, used(best.profile, best.reasons)
    if not fitting:
        raise NoProfileError(source)
    found = sentence("kinds", str(fitting[0].profile.kind))
    text = sentence("files", "no_kind", file=source.name, kind=_told(kinds), found=found)
    raise UnusableInputError(text)


def _told(kinds: Sequence[Kind]) -> Text:
    return sentence("kinds", "attendance" if kinds is ATTENDANCE else str(kinds[0]))


def _refuse_without_period(
    source: SourceFile, kinds: Sequence[Kind], fitting: Sequence[Proposal]
) -> None:
    """Refuse sums that only their period is missing from, rather than take them for a list."""
    lacking = [one for one in detect(source) if one.missing == (_PERIOD,)]
    if not lacking or Kind.SUMMARY not in kinds:
        return
    if not fitting or lacking[0].score > fitting[0].score:
        raise UnusableInputError(sentence("files", "no_period", file=source.name))


def _lack(proposal: Proposal) -> Text:
    labels = {field.name: field.label for field in fields_of(proposal.profile.kind)}
    missing = joined([labels[name] for name in proposal.missing], ", ")
    return sentence("check", "nearest", profile=proposal.profile.name, missing=missing)
