"""The rulebook as pages: what holds, where it comes from, and who has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.terms.rulebook import confirmation, rule_tests, rules, told_values
from throughline_web.desk.words import full_day, language, told
from throughline_web.ui.elements import Crumb, DataTable, Fact, Tab

if TYPE_CHECKING:
    from throughline.terms.rulebook import Rule

COUNTRIES = ("se", "no")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule on the list: its id, what it says, and whether anybody has confirmed it."""

    id: str
    says: str
    confirmed: str
    url: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one subject."""

    title: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """One country's rules, subject by subject."""

    tabs: tuple[Tab, ...]
    groups: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One rule as it holds between two days."""

    says: str
    facts: tuple[Fact, ...]
    values: DataTable


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule in every version, the latest first, and the tests that stand for it."""

    id: str
    subject: str
    crumbs: tuple[Crumb, ...]
    versions: tuple[RuleVersion, ...]
    tests: tuple[str, ...]


def rules_page(country: str) -> RulesPage:
    """Return the rules of a country; an unknown one is the first."""
    chosen = country if country in COUNTRIES else COUNTRIES[0]
    found = [each for each in rules() if each.country not in set(COUNTRIES) - {chosen}]
    groups = groupby(found, key=lambda each: each.file)
    return RulesPage(
        tuple(
            Tab(_country_name(one), f"?country={one}", is_current=one == chosen)
            for one in COUNTRIES
        ),
        tuple(_group(list(each)) for _file, each in groups),
    )


def rule_page(rule_id: str) -> RulePage | None:
    """Return one rule, or nothing where no rule has the id."""
    versions = [each for each in rules() if each.id == rule_id]
    if not versions:
        return None
    return RulePage(
        id=rule_id,
        subject=told(versions[0].subject),
        crumbs=(Crumb(_("Rules"), reverse("desk:rules")), Crumb(rule_id)),
        versions=tuple(_version(each) for each in reversed(versions)),
        tests=rule_tests(rule_id),
    )


def _country_name(country: str) -> str:
    return {"se": _("Sweden"), "no": _("Norway")}[country]


def _group(found: list[Rule]) -> RuleGroup:
    latest = {each.id: each for each in found}
    return RuleGroup(told(found[0].subject), tuple(_line(each) for each in latest.values()))


def _line(each: Rule) -> RuleLine:
    url = reverse("desk:rule", args=[each.id])
    return RuleLine(each.id, told(each.says), told(confirmation(each)), url)


def _version(each: Rule) -> RuleVersion:
    facts = (
        Fact(_("Holds"), _validity(each)),
        Fact(_("Source"), each.source),
        Fact(_("Confirmed"), told(confirmation(each))),
        Fact(_("Written by"), each.head.author),
        Fact(_("To be read again"), full_day(each.head.next_review)),
        Fact(_("File"), f"{each.file}, {each.head.version}"),
    )
    values = tuple((one.name, one.words) for one in told_values(each, language()))
    table = DataTable(_("Values"), (_("Value"), _("Is")), values)
    return RuleVersion(told(each.says), facts, table)


def _validity(each: Rule) -> str:
    first = full_day(each.valid_from)
    if each.valid_to is None:
        return _("from %(first)s") % {"first": first}
    return _("from %(first)s to %(last)s") % {"first": first, "last": full_day(each.valid_to)}
