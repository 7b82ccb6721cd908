"""The evaluation as one page to print: no script, nothing fetched, light, dark and on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from throughline.cli.issues import grouped
from throughline.cli.reports import page_parts as parts
from throughline.cli.reports.remarks import (
    headline,
    knowledge_lines,
    limit_lines,
    named,
    occasions_text,
    reservations,
    unregistered_lines,
)
from throughline.cli.reports.thread import thread_picture
from throughline.cli.words import UNKNOWN, number_text, sentence, share_text
from throughline.earlywarning.reasons import reason
from throughline.earlywarning.rule_words import conditions, owner_text, rule_text
from throughline.terms.language import day_text
from throughline.terms.rules import shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from throughline.cli.follow_up import Followed, FollowUp
    from throughline.cli.run_facts import RunFacts
    from throughline.earlywarning.flags import Flag
    from throughline.terms.language import Language, Text


def write_html(stream: TextIO, facts: RunFacts, found: FollowUp) -> None:
    """Write the whole page."""
    stream.writelines(f"{piece}\n" for piece in _page(facts, found))


def _page(facts: RunFacts, found: FollowUp) -> Iterator[str]:
    language = facts.language
    title = sentence("report", "title")[language]
    day = day_text(facts.as_of)[language]
    style = shipped_text("throughline.cli.reports", "page.css")
    yield parts.opening(language=language, title=f"{title} {day}", style=style)
    yield parts.heading(title, _lead(facts, found)[language])
    yield from _facts(facts, found)
    yield from _pupils(facts, found)
    yield from _unregistered(found, language)
    yield from _counted(facts, found)
    yield from _not_known(facts, found)
    yield from _sources(facts)
    yield from _limits(facts)
    yield parts.closing(sentence("page", "footer")[language])


def _lead(facts: RunFacts, found: FollowUp) -> Text:
    day = sentence("report", "as_of", day=day_text(facts.as_of))
    if not found.units:
        return sentence("page", "lead_alone", day=day)
    if len(found.units) == 1:
        return sentence("page", "lead", place=found.units[0], day=day)
    place = sentence("page", "schools", count=len(found.units))
    return sentence("page", "lead", place=place, day=day)


def _facts(facts: RunFacts, found: FollowUp) -> Iterator[str]:
    total = number_text(found.total)
    told = (
        (number_text(len(found.pupils)), sentence("page", "fact_pupils", total=total)),
        (share_text(found.coverage), sentence("page", "fact_coverage")),
        (number_text(found.unanswered), sentence("page", "fact_unanswered")),
    )
    yield parts.facts([(number[facts.language], words[facts.language]) for number, words in told])


def _pupils(facts: RunFacts, found: FollowUp) -> Iterator[str]:
    language = facts.language
    if not found.pupils:
        yield parts.note(headline(found)[language])
        return
    heads = ("pupil", "why", "since", "next")
    titles = [sentence("report", head)[language] for head in heads]
    titles.insert(2, sentence("page", "thread")[language])
    longest = sorted(found.pupils, key=lambda one: (one.since, -one.step, one.pupil_id))
    several = len(found.units) > 1
    yield parts.table(
        sentence("page", "caption")[language],
        titles,
        (_row(facts, one, titles, several=several) for one in longest),
    )
    yield parts.key(sentence("page", "thread_key")[language])


def _row(facts: RunFacts, one: Followed, titles: list[str], *, several: bool) -> str:
    language = facts.language
    cells = [
        _why(one, language),
        thread_picture(one.weeks, language) + parts.small(_recent(one)[language]),
        f'<span class="day">{day_text(one.since)[language]}</span>',
        _next(one.flags[0], language),
    ]
    return parts.row(_who(facts, one, several=several), cells, titles[1:])


def _who(facts: RunFacts, one: Followed, *, several: bool) -> str:
    person = facts.people.get(one.pupil_id)
    name = person.name if person is not None and person.name else one.pupil_id
    beside = [one.group or UNKNOWN]
    if several and one.unit_id:
        beside.append(one.unit_id)
    if person is not None and person.mentor:
        beside.append(f"{sentence('report', 'mentor')[facts.language].lower()} {person.mentor}")
    if name != one.pupil_id:
        beside.append(one.pupil_id)
    return f"<strong>{escape(name)}</strong>{parts.small(' · '.join(beside))}"


def _why(one: Followed, language: Language) -> str:
    told = []
    for flag in one.flags:
        why = reason(flag)
        said = [text[language] for text in (why.rule, why.coverage) if text is not None]
        told.append(f"<li>{escape(why.seen[language])}{parts.small(' '.join(said))}</li>")
    return f'<ul class="why">{"".join(told)}</ul>'


def _recent(one: Followed) -> Text:
    rate = None if one.recent is None else one.recent.rate("total")
    if one.recent is None or rate is None:
        return sentence("page", "recent_unknown")
    coverage = share_text(one.recent.coverage)
    return sentence("page", "recent", rate=share_text(rate), coverage=coverage)


def _next(flag: Flag, language: Language) -> str:
    owner = owner_text(flag.rule)[language]
    return escape(flag.rule.action[language]) + parts.small(owner)


def _unregistered(found: FollowUp, language: Language) -> Iterator[str]:
    lines = [line[language] for line in unregistered_lines(found)]
    if lines:
        lead = sentence("unregistered", "lead")[language]
        yield parts.section(
            sentence("unregistered", "title")[language],
            f"<p>{escape(lead)}</p>",
            parts.listed(lines),
        )


def _counted(facts: RunFacts, found: FollowUp) -> Iterator[str]:
    if not found.counted:
        return
    language = facts.language
    title = sentence("counted", "title")[language]
    names = (("report", "pupil"), ("report", "class"), ("counted", "occasions"))
    titles = [sentence(section, name)[language] for section, name in names]
    rows = [
        parts.row(
            escape(named(facts, one.pupil_id)),
            [escape(one.group or UNKNOWN), escape(occasions_text(one.occasions)[language])],
            titles[1:],
        )
        for one in found.counted
    ]
    total = sentence("counted", "total", occasions=occasions_text(found.occasions))[language]
    yield parts.section(
        title, f"<p>{escape(total)}</p>", parts.table(title, titles, rows, plain=True)
    )


def _not_known(facts: RunFacts, found: FollowUp) -> Iterator[str]:
    language = facts.language
    texts = [*knowledge_lines(found), *reservations(facts)]
    lines = [text[language] for text in texts]
    told = parts.listed(lines or [sentence("page", "all_known")[language]])
    yield parts.section(sentence("page", "not_known")[language], told)


def _sources(facts: RunFacts) -> Iterator[str]:
    language = facts.language
    names = ("file", "profile", "rows", "accepted", "rejected")
    titles = [sentence("page", name)[language] for name in names]
    rows = []
    for file in facts.files:
        profile = file.profile.name[language]
        if not file.profile.verified:
            profile = f"{profile} ({sentence('page', 'unverified')[language]})"
        counts = [
            number_text(count)[language] for count in (file.rows, file.accepted, file.rejected)
        ]
        rows.append(parts.row(escape(file.name), [escape(profile), *counts], titles[1:]))
    title = sentence("page", "sources")[language]
    yield parts.section(title, parts.table(title, titles, rows, plain=True), _remarks(facts))


def _remarks(facts: RunFacts) -> str:
    language = facts.language
    lines = [group.text[language] for group in grouped(facts.issues)]
    if not lines:
        return ""
    heading = sentence("page", "remarks")[language]
    return f"<h3>{escape(heading)}</h3>{parts.listed(lines)}"


def _limits(facts: RunFacts) -> Iterator[str]:
    language, policy = facts.language, facts.policy
    titles = [
        sentence("page", "seen")[language],
        sentence("report", "next")[language],
    ]
    rows = []
    for rule in policy.rules:
        besides = parts.small("; ".join(text[language] for text in conditions(rule)))
        steps = escape(rule.action[language]) + parts.small(owner_text(rule)[language])
        rows.append(parts.row(escape(rule_text(rule)[language]) + besides, [steps], titles[1:]))
    title = sentence("page", "limits")[language]
    lines = [text[language] for text in limit_lines(policy)]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    yield parts.section(title, told, parts.table(title, titles, rows, plain=True))
