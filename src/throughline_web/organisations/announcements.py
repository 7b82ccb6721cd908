"""News that travels forward along the loop: typed events that carry ids and nothing else.

An announcement is heard at once, inside the announcer's transaction, so that what a subscriber
marks as due is stored or undone together with what it is due to. A subscriber marks work as due
and does nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened, told by ids."""


@dataclass(frozen=True, slots=True)
class PupilsChanged(Event):
    """Pupils of an organiser were added, or what is known of them was changed."""

    organiser_id: int
    pupil_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IdentityProtected(Event):
    """A pupil is from now on shown under a cover name."""

    pupil_id: int


@dataclass(frozen=True, slots=True)
class ProtectionEnded(Event):
    """A pupil is from now on shown under their own name."""

    pupil_id: int


@dataclass(frozen=True, slots=True)
class AccountDeactivated(Event):
    """A person can no longer log in."""

    account_id: int


E_ = TypeVar("E_", bound=Event)

_subscribers: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[E_], function: Callable[[E_], None]) -> None:
    """Let ``function`` hear every event of the type; subscribing twice changes nothing."""
    if function not in _subscribers[event_type]:
        _subscribers[event_type].append(function)


def announce(event: Event) -> None:
    """Tell every subscriber of the event's type, in the order in which they subscribed.

    An error in a subscriber ends the announcer's transaction: news is never half heard.
    """
    for function in tuple(_subscribers[type(event)]):
        function(event)
