"""Words for a status, a ground, a grade, in the languages that files are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.sources.cells import bare, word
from throughline.sources.headers import plain
from throughline.sources.issues import CellFault
from throughline.terms.attendance import Basis, Documentation, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline.sources.profile import Profile

_STATUSES = {
    Status.PRESENT: ("present", "närvarande", "närvaro", "til stede", "tilstede", "oppmøte"),
    Status.EXCUSED: (
        "excused",
        "giltig frånvaro",
        "giltig",
        "gyldig fravær",
        "gyldig",
        "dokumentert fravær",
        "dokumentert",
    ),
    Status.UNEXCUSED: (
        "unexcused",
        "ogiltig frånvaro",
        "ogiltig",
        "ugyldig fravær",
        "ugyldig",
        "udokumentert fravær",
        "udokumentert",
    ),
    Status.UNRESOLVED: (
        "unresolved",
        "oanmäld frånvaro",
        "oanmäld",
        "ikke meldt fravær",
        "ikke meldt",
    ),
    Status.LATE: ("late", "tardy", "sen ankomst", "sen", "forsentkomming", "for sent"),
    Status.EARLY_DEPARTURE: ("early departure", "gått tidigare", "gikk tidligere"),
    Status.PARTIAL: ("partial",),
    Status.OTHER: ("other", "annan skolaktivitet", "annen skoleaktivitet"),
}
_BASES = {
    Basis.HEALTH: ("health", "hälsa", "sjuk", "sjukdom", "helse", "syk", "sykdom", "illness"),
    Basis.OTHER: ("other", "annat", "annet", "ledighet", "permisjon", "velferd"),
}
_DOCUMENTATION = {
    Documentation.DOCUMENTED: ("documented", "intyg", "läkarintyg", "dokumentert", "legeerklæring"),
    Documentation.SELF_CERTIFIED: (
        "self certified",
        "egenanmäld",
        "egenmelding",
        "anmäld",
        "meldt",
    ),
    Documentation.UNDOCUMENTED: ("undocumented", "utan intyg", "udokumentert", "saknas"),
}


def statuses_of(profile: Profile) -> Mapping[str, Status]:
    """Return the words a profile knows, as they are compared; ours where it states none."""
    if profile.statuses:
        return {plain(said): status for said, status in profile.statuses.items()}
    return {plain(said): status for status, words in _STATUSES.items() for said in words}


def status(raw: str, *, known: Mapping[str, Status]) -> Status | None:
    """Return what a source's word for an occasion means.

    Raises:
        CellFault: a word the profile does not know; it is never taken for presence.
    """
    said = word(raw)
    if said is None:
        return None
    if plain(said) not in known:
        raise CellFault("unknown_status", known=", ".join(sorted(known)))
    return known[plain(said)]


def basis(raw: str) -> Basis | None:
    """Return the ground of an absence; any other word is ``OTHER``, and is not kept."""
    said = word(raw)
    if said is None:
        return None
    return Basis.HEALTH if plain(said) in _plain(_BASES[Basis.HEALTH]) else Basis.OTHER


def documentation(raw: str) -> Documentation | None:
    """Return how the ground of an absence was shown.

    Raises:
        CellFault: a word that is none of them.
    """
    said = word(raw)
    if said is None:
        return None
    for shown, words in _DOCUMENTATION.items():
        if plain(said) in _plain(words):
            return shown
    raise CellFault("unknown_documentation")


def grade(raw: str) -> str | None:
    """Return a grade as it stands; a dash is a grade and not a missing one."""
    said = bare(raw)
    if said in {"-", "–", "—", "−"}:
        return "-"
    return word(said)


def _plain(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain(said) for said in words)
