"""Names of people in a Nordic school of today, drawn from the lists that ship."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from throughline.terms.rules import only_keys, parse_rule_file, shipped_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from throughline.simulate.preset import People

_PACKAGE = "throughline.simulate.presets"
_FILE = "names.toml"
_LISTS = ("girls", "boys", "women", "men", "family")
_EVEN = 6
"""The nth name of a list weighs 1 / (n + this): the common names are common, and not everywhere."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one origin: of each list the names and their weights, summed up."""

    language: str
    lists: Mapping[str, tuple[Sequence[str], Sequence[float]]]

    def draw(self, name: str, thrown: Random) -> str:
        """Return a name of one of the lists."""
        names, weights = self.lists[name]
        return names[bisect(weights, thrown.random() * weights[-1])]


@lru_cache
def load_names() -> Mapping[str, Names]:
    """Return the names that ship, by the language of the home."""
    rule = parse_rule_file(shipped_text(_PACKAGE, _FILE), name=_FILE)
    only_keys(rule.body, {"origin"}, name=_FILE, where="the names")
    return {origin["language"]: _names(origin) for origin in rule.body["origin"]}


def draw_origin(people: People, thrown: Random) -> Names:
    """Return the names of one origin, by how common each is among the people."""
    shares = list(accumulate(people.origins.values()))
    language = list(people.origins)[bisect(shares, thrown.random() * shares[-1])]
    return load_names()[language]


def _names(origin: Mapping[str, Any]) -> Names:
    only_keys(origin, {"language", *_LISTS}, name=_FILE, where="[[origin]]")
    return Names(
        origin["language"],
        {
            name: (
                tuple(origin[name]),
                tuple(accumulate(1 / (n + _EVEN) for n in range(1, len(origin[name]) + 1))),
            )
            for name in _LISTS
        },
    )
