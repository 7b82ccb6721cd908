"""What every output for people says beside its rows: coverage, limits, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.cli.evaluation import Knowledge
from throughline.cli.words import UNKNOWN, joined, number_text, sentence, share_text
from throughline.terms.attendance import Status
from throughline.terms.language import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from throughline.cli.follow_up import FollowUp
    from throughline.cli.run_facts import RunFacts
    from throughline.earlywarning.policy import Policy
    from throughline.terms.language import Text


def closing_lines(facts: RunFacts, found: FollowUp) -> Iterator[str]:
    """Yield the counts, what is not known of whom, the coverage and the limits, a line each."""
    texts = [
        headline(found),
        *unregistered_lines(found),
        *knowledge_lines(found),
        coverage_line(found),
        *reservations(facts),
        *limit_lines(facts.policy),
    ]
    for text in texts:
        yield text[facts.language]


def headline(found: FollowUp) -> Text:
    """Return how many pupils there are to follow up, and never a mere nought where little is known."""
    if found.pupils:
        return sentence(
            "report",
            "count",
            count=number_text(len(found.pupils)),
            total=number_text(found.total),
        )
    if found.unanswered:
        return sentence(
            "report",
            "none_known",
            count=number_text(found.unanswered),
            total=number_text(found.total),
        )
    return sentence("report", "none")


def knowledge_lines(found: FollowUp) -> Iterator[Text]:
    """Yield one sentence for each group of pupils that the limits say nothing about, and why."""
    for knowledge in Knowledge:
        count = found.knowledge[knowledge]
        if count and knowledge is not Knowledge.ENOUGH:
            yield sentence("knowledge", _of(knowledge, count), pupils=counted_pupils(count))


def counted_pupils(count: int) -> Text:
    """Return a number of pupils: ``1 elev``, ``2 elever``."""
    return sentence("pupils", "one" if count == 1 else "many", count=number_text(count))


def _of(knowledge: Knowledge, count: int) -> str:
    is_one = count == 1 and knowledge is Knowledge.NOTHING
    return f"{knowledge.value}_one" if is_one else knowledge.value


def unregistered_lines(found: FollowUp) -> Iterator[Text]:
    """Yield one sentence for each class that the school has stopped registering."""
    for one in found.unregistered:
        yield sentence(
            "unregistered",
            "row",
            unit=one.unit_id or UNKNOWN,
            group=one.group or "",
            day=day_text(one.since),
            pupils=counted_pupils(one.pupils),
        )


def occasions_text(occasions: Mapping[Status, int]) -> Text:
    """Return counted occasions as words: ``giltig frånvaro 4, sen ankomst 1``."""
    told = [
        sentence("statuses", str(status), count=number_text(occasions[status]))
        for status in Status
        if status in occasions
    ]
    return joined(told, ", ")


def coverage_line(found: FollowUp) -> Text:
    """Return how much of the school year's lesson time is registered, for all pupils together."""
    if found.coverage is None:
        return sentence("report", "coverage_unknown")
    return sentence("report", "coverage_all", coverage=share_text(found.coverage))


def reservations(facts: RunFacts) -> Iterator[Text]:
    """Yield what was assumed, and which profile nobody has tried, for each file that it concerns."""
    for file in facts.files:
        profile = file.profile
        if not profile.verified:
            yield sentence("notes", "not_verified", file=file.name, profile=profile.name)
        if profile.assumption is not None:
            yield sentence("notes", "assumed", file=file.name, assumption=profile.assumption)


def limit_lines(policy: Policy) -> Iterator[Text]:
    """Yield which limits were used, and whether anybody has confirmed them."""
    version = policy.head.version
    yield sentence("report", "limits", policy=policy.name, id=policy.id, version=version)
    if policy.is_confirmed:
        yield sentence("report", "confirmed", who=policy.head.checked_by)
    else:
        yield sentence("report", "unconfirmed")


def named(facts: RunFacts, pupil_id: str) -> str:
    """Return a pupil's name where a pupils' file gives one, else the id."""
    person = facts.people.get(pupil_id)
    return person.name if person is not None and person.name else pupil_id
