"""The pages about the policy that a school or a municipality follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from throughline.earlywarning.rule_words import conditions, owner_text, rule_text
from throughline.terms.language import LANGUAGES
from throughline_web.earlywarning.adoptions import key_of, policy_adopted
from throughline_web.ui.elements import Column, Crumb, Fact, Pill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.earlywarning.policy import Policy, Rule
    from throughline.terms.language import Text
    from throughline_web.earlywarning.adoptions import Candidate
    from throughline_web.earlywarning.models import PolicyAdoption, PolicyPreview
    from throughline_web.organisations.models import Unit

_FEWEST_SHOWN = 10
_COUNTRIES = {"se": gettext_lazy("Sweden"), "no": gettext_lazy("Norway")}


@dataclass(frozen=True, slots=True)
class Place:
    """The unit whose policy it is about, those beside it, and what the reader may do there.

    ``exact`` is whether the reader may see small numbers: someone of the school may.
    """

    unit: Unit
    units: tuple[Unit, ...]
    may_choose: bool
    exact: bool
    on: date


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in words."""

    text: str
    conditions: tuple[str, ...]
    action: str
    owner: str


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """One policy in words: where it is from, and its rules."""

    name: str
    facts: tuple[Fact, ...]
    rules: tuple[RuleRow, ...]
    columns: tuple[Column, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One policy that could be followed instead."""

    name: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """One decision, in the history."""

    name: str
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What one unit follows, has followed and could follow."""

    name: str
    units: tuple[Pill, ...]
    followed: PolicyWords
    choices: tuple[Choice, ...]
    history: tuple[Adopted, ...]
    bring_url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a policy would change, or that it is being counted."""

    sentences: tuple[str, ...]
    is_counting: bool
    poll_url: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """One policy that a unit could follow."""

    crumbs: tuple[Crumb, ...]
    unit: str
    words: PolicyWords
    preview: Preview | None
    preview_url: str
    adopt_url: str


def unit_page(
    place: Place,
    *,
    policy: Policy,
    decision: PolicyAdoption | None,
    choices: Sequence[Candidate],
    history: Sequence[PolicyAdoption],
) -> UnitPage:
    """Build the page of one unit."""
    followed, country = key_of(decision) if decision else policy.id, place.unit.country
    pills = [
        Pill(one.name, reverse("earlywarning:unit", args=[one.public_id]), None, one == place.unit)
        for one in place.units
    ]
    return UnitPage(
        name=place.unit.name,
        units=tuple(pills) if len(pills) > 1 else (),
        followed=policy_words(policy, first=_decided(decision)),
        choices=tuple(
            _choice(one, place)
            for one in sorted(choices, key=lambda one: one.policy.head.country != country)
            if one.key != followed
        ),
        history=tuple(_adopted(one) for one in history),
        bring_url=_url("bring", place) if place.may_choose else "",
    )


def policy_page(place: Place, chosen: Candidate, *, preview: Preview | None) -> PolicyPage:
    """Build the page of one policy; who may not choose is offered no way to."""
    home = Crumb(_("Policy"), _url("unit", place))
    words = policy_words(chosen.policy)
    return PolicyPage(
        crumbs=(home, Crumb(words.name)),
        unit=place.unit.name,
        words=words,
        preview=preview,
        preview_url=_url("preview", place, chosen.key) if place.may_choose else "",
        adopt_url=_url("adopt", place, chosen.key) if place.may_choose else "",
    )


def previewed(found: PolicyPreview | None, place: Place, chosen: Candidate) -> Preview | None:
    """Return what a preview found, if it is one of this policy."""
    if found is None or key_of(found) != chosen.key:
        return None
    poll_url = _url("preview", place, chosen.key)
    if found.pupils is None:
        return Preview((), is_counting=True, poll_url=poll_url)
    return Preview(_found(found, exact=place.exact), is_counting=False, poll_url="")


def policy_words(policy: Policy, *, first: Fact | None = None) -> PolicyWords:
    """Return a policy in the reader's language; ``first`` stands before its own facts."""
    head = policy.head
    facts = (
        Fact(_("Source"), head.source),
        Fact(_("Written by"), head.author),
        Fact(_("Confirmed"), _confirmed(policy)),
        Fact(_("Holds"), _span(head.valid_from, head.valid_to)),
        Fact(_("To be looked at again by"), _day(head.next_review)),
        Fact(_("Version"), f"{head.id} {head.version}"),
    )
    return PolicyWords(
        name=_told(policy.name),
        facts=(first, *facts) if first else facts,
        rules=tuple(_rule(rule) for rule in policy.rules),
        columns=(
            Column(_("What is noticed, and from which limit")),
            Column(_("Only if")),
            Column(_("What is done")),
            Column(_("Who, and how soon")),
        ),
        caption=_("The rules"),
    )


def _rule(rule: Rule) -> RuleRow:
    return RuleRow(
        _told(rule_text(rule)),
        tuple(_told(text) for text in conditions(rule)),
        _told(rule.action),
        _told(owner_text(rule)),
    )


def _found(found: PolicyPreview, *, exact: bool) -> tuple[str, ...]:
    counts = {name: _number(getattr(found, name), exact=exact) for name in _COUNTED}
    return (
        _(
            "%(now)s of %(pupils)s pupils stand on the list today. With this policy it would be "
            "%(then)s."
        )
        % counts,
        _("%(coming)s would come onto the list, and %(leaving)s would leave it.") % counts,
        _(
            "Counted on %(day)s on the attendance registered by then. Nothing has been changed, "
            "and concerns and decisions that people have made stay as they are."
        )
        % {"day": _day(found.as_of)},
    )


_COUNTED = ("pupils", "now", "then", "coming", "leaving")


def _number(value: int | None, *, exact: bool) -> str:
    # Tens alone, nought too: exact numbers beside each other tell a small one by subtraction.
    count = value or 0
    if exact:
        return str(count)
    if count < _FEWEST_SHOWN:
        return _("fewer than %(count)d") % {"count": _FEWEST_SHOWN}
    return _("about %(count)d") % {"count": round(count, -1)}


def _decided(decision: PolicyAdoption | None) -> Fact:
    if decision is None:
        words = _("Nobody has decided yet. The site follows the ready policy of the country.")
        return Fact(_("Decided by"), words)
    return Fact(_("Decided by"), _by(decision), _since(decision))


def _adopted(row: PolicyAdoption) -> Adopted:
    return Adopted(_told(policy_adopted(row).name), _span(row.starts_on, row.ends_on), _by(row))


def _by(row: PolicyAdoption) -> str:
    who = row.adopted_by.name if row.adopted_by else _("a former member of staff")
    return _("%(who)s, for %(unit)s") % {"who": who, "unit": row.unit.name}


def _since(row: PolicyAdoption) -> str:
    return _("Since %(day)s") % {"day": _day(row.starts_on)}


def _choice(one: Candidate, place: Place) -> Choice:
    country = str(_COUNTRIES.get(one.policy.head.country, one.policy.head.country))
    kind = _("Your own") if one.own else _("Ready")
    note = " · ".join((kind, country, _confirmed(one.policy)))
    return Choice(_told(one.policy.name), note, _url("policy", place, one.key))


def _confirmed(policy: Policy) -> str:
    if policy.is_confirmed:
        return _("Confirmed by %(who)s") % {"who": policy.head.checked_by}
    return _("Not yet confirmed by anybody who answers for it")


def _span(first: date, last: date | None) -> str:
    if last is None:
        return _("from %(first)s") % {"first": _day(first)}
    return _("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _told(text: Text) -> str:
    chosen = (get_language() or "sv")[:2]
    return text[chosen] if chosen in LANGUAGES else text.sv


def _url(name: str, place: Place, *more: str) -> str:
    return reverse(f"earlywarning:{name}", args=[place.unit.public_id, *more])
