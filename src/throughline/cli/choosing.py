"""Which column profile reads a file: the one that was named, else the one that fits best, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.errors import UnusableInputError, WrongUsageError
from throughline.cli.run_facts import ProfileUsed
from throughline.cli.words import joined, sentence
from throughline.sources import Kind, detect, fields_of, load_profile, parse_profile
from throughline.terms.language import same
from throughline.terms.rules import RuleFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.sources import Profile, Proposal, SourceFile
    from throughline.terms.language import Text

ATTENDANCE: tuple[Kind, ...] = (Kind.LESSON, Kind.DAY, Kind.SUMMARY, Kind.EDFI)
PEOPLE: tuple[Kind, ...] = (Kind.PUPILS, Kind.ONEROSTER)
GRADES: tuple[Kind, ...] = (Kind.GRADES,)
_NEAREST = 2
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
        return load_profile(name)
    except (RuleFileError, UnicodeDecodeError) as error:
        raise WrongUsageError(same(str(error))) from error
    except OSError as error:
        raise WrongUsageError(sentence("files", "missing", path=name)) from error


def proposals(source: SourceFile) -> Sequence[Proposal]:
    """Return the profiles that a file has all needed columns for, best first."""
    return [one for one in detect(source) if not one.missing]


def chosen_profile(
    source: SourceFile, kinds: Sequence[Kind], *, named: Profile | None = None
) -> tuple[Profile, ProfileUsed]:
    """Return the profile to read a file with, and how it came to be chosen.

    Raises:
        WrongUsageError: the named profile reads something else.
        UnusableInputError: no profile of these kinds fits.
    """
    if named is None:
        return _detected(source, kinds)
    if named.kind not in kinds:
        kind = sentence("kinds", str(named.kind))
        wrong = sentence("files", "wrong_kind", file=source.name, profile=named.name, kind=kind)
        raise WrongUsageError(wrong)
    return named, used(named, (sentence("notes", "profile_named"),))


def used(profile: Profile, why: tuple[Text, ...]) -> ProfileUsed:
    """Return what outputs say of a profile."""
    return ProfileUsed(profile.id, profile.name, profile.verified, why, profile.assumption)


def _detected(source: SourceFile, kinds: Sequence[Kind]) -> tuple[Profile, ProfileUsed]:
    fitting = proposals(source)
    wanted = [one for one in fitting if one.profile.kind in kinds]
    if wanted and wanted[0].score >= _GOOD_ENOUGH * fitting[0].score:
        best = wanted[0]
        return best.profile, used(best.profile, best.reasons)
    if not fitting:
        raise NoProfileError(source)
    expected = sentence("kinds", "attendance" if kinds is ATTENDANCE else str(kinds[0]))
    found = sentence("kinds", str(fitting[0].profile.kind))
    text = sentence("files", "no_kind", file=source.name, kind=expected, found=found)
    raise UnusableInputError(text)


def _lack(proposal: Proposal) -> Text:
    labels = {field.name: field.label for field in fields_of(proposal.profile.kind)}
    missing = joined([labels[name] for name in proposal.missing], ", ")
    return sentence("check", "nearest", profile=proposal.profile.name, missing=missing)
