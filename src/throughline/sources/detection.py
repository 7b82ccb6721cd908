"""What a file is likely to be: profiles proposed with reasons, for a person to accept or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.sources import workbook
from throughline.sources.edfi import is_events
from throughline.sources.fields import MEASURES, fields
from throughline.sources.headers import plain
from throughline.sources.issues import sentences
from throughline.sources.layouts import find_head, layout, start_of
from throughline.sources.opening import open_tables
from throughline.sources.options import ReadOptions
from throughline.sources.periods import period_in
from throughline.sources.profile import Kind, Profile
from throughline.sources.shelf import load_profile, shipped_profiles
from throughline.sources.sniffing import Sort, sort_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from throughline.sources.layouts import Layout, Start
    from throughline.sources.tables import SourceFile, Table
    from throughline.terms.language import Text

_WITHOUT_TABLE = frozenset({Kind.EDFI, Kind.ONEROSTER})
_UNVERIFIED_WEIGHT = 0.9
_PACKAGED = frozenset({"sourcedid", "usersourcedid"})
"""Headers of OneRoster's files, which mean nothing one by one: its users are pupils and staff alike."""

_LEAST_SCORE = 0.2
_CLEARLY_KNOWN = 5
_SAMPLED_ROWS = 1_000
_SCHOOL_DAY_MINUTES = 150
_STANDARD = ReadOptions()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One profile that a file may be read with.

    ``score`` lies between 0 and 1 and orders proposals only; ``reasons`` are to be shown;
    ``missing`` are the fields that a row cannot do without and no column was found for.
    """

    profile: Profile
    score: float
    reasons: tuple[Text, ...]
    missing: tuple[str, ...] = ()


def detect(source: SourceFile, *, options: ReadOptions = _STANDARD) -> tuple[Proposal, ...]:
    """Return the shipped profiles that may read a file, the likeliest first; none where none may.

    Raises:
        UnreadableSource: the file is no sort of table, or cannot be used as a whole.
    """
    sort = sort_of(source)
    if sort is Sort.XML:
        return (_sure("edfi-attendance"),) if is_events(source) else ()
    if sort is Sort.ZIP and not workbook.is_workbook(source):
        return (_sure("oneroster"),) if _has_users(source) else ()
    tables = open_tables(source, None, options)
    found = [proposal for table in tables for proposal in _proposals(table, options)]
    found.sort(key=lambda one: (-one.score, one.profile.id))
    best = {proposal.profile.id: proposal for proposal in reversed(found)}
    return tuple(proposal for proposal in found if best[proposal.profile.id] is proposal)


def _sure(name: str) -> Proposal:
    profile = load_profile(name)
    reason, _ = sentences("detected_by_form", profile=profile.name)
    return Proposal(profile, 1.0, (reason,))


def _has_users(source: SourceFile) -> bool:
    return any(name.casefold().endswith("users.csv") for name in workbook.member_names(source))


def _proposals(table: Table, options: ReadOptions) -> Iterator[Proposal]:
    start = start_of(table, options)
    if start.rows and _PACKAGED & {plain(header) for header in start.rows[0]}:
        return
    by_day = _tells_days(table, start)
    for profile in shipped_profiles():
        if profile.kind in _WITHOUT_TABLE:
            continue
        plan = layout(find_head(start, profile), profile)
        if _says_nothing(profile, plan):
            continue
        proposal = _proposal(profile, plan, by_day=by_day)
        if proposal.score >= _LEAST_SCORE or len(plan.places) >= _CLEARLY_KNOWN:
            yield proposal


def _says_nothing(profile: Profile, plan: Layout) -> bool:
    """Say whether no column is known, or a table of sums would have no sums in it."""
    return not plan.places or (
        profile.kind is Kind.SUMMARY and not set(MEASURES) & set(plan.places)
    )


def _proposal(profile: Profile, plan: Layout, *, by_day: bool) -> Proposal:
    headers = [header for header in plan.head.headers if plain(header)]
    missing = tuple(_missing(profile, plan))
    score = len(plan.indices) / len(headers) / (1 + len(missing))
    if profile.kind is (Kind.LESSON if by_day else Kind.DAY) or not profile.verified:
        score *= _UNVERIFIED_WEIGHT
    return Proposal(profile, round(score, 4), tuple(_reasons(profile, plan, missing)), missing)


def _missing(profile: Profile, plan: Layout) -> Iterator[str]:
    yield from (name for name in profile.required if name not in plan.places)
    told = {"period", "starts_on"} & set(plan.places) or any(map(period_in, plan.head.titles))
    if profile.kind is Kind.SUMMARY and not told:
        yield "period"


def _reasons(profile: Profile, plan: Layout, missing: Sequence[str]) -> Iterator[Text]:
    headers = [header for header in plan.head.headers if plain(header)]
    matched = dict.fromkeys(place.header for place in plan.places.values())
    yield sentences(
        "detected_by_headers",
        count=len(plan.indices),
        columns=len(headers),
        names=", ".join(matched),
    )[0]
    for name in missing:
        yield sentences("detected_without", field=fields()[name].label)[0]
    if not profile.verified:
        yield sentences("not_verified", profile=profile.name)[0]


def _tells_days(table: Table, start: Start) -> bool:
    """Say whether rows seem to be whole days: no lesson named, long, and one a pupil and date."""
    profile = load_profile("generic-lesson-rows")
    plan = layout(find_head(start, profile), profile)
    if {"lesson", "start", "subject"} & set(plan.places) or not {
        "pupil",
        "date",
        "offered",
    } <= set(plan.places):
        return False
    rows = table.sample(plan.head, _SAMPLED_ROWS)
    pupil, day, offered = (plan.places[name].index for name in ("pupil", "date", "offered"))
    whole = [row for row in rows if len(row) > max(pupil, day, offered)]
    pairs = {(row[pupil], row[day]) for row in whole}
    lengths = sorted(int(row[offered]) for row in whole if row[offered].strip().isdecimal())
    if not lengths or len(pairs) < len(whole):
        return False
    return lengths[len(lengths) // 2] >= _SCHOOL_DAY_MINUTES
