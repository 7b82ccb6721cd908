"""What a single figure may tell: profiles of limits as dated rules, and one function that keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from throughline.terms.figures import FigureState, Published, shown, untold
from throughline.terms.rulebook import rule, rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

PROFILE_KIND = "publication-profile"


@dataclass(frozen=True, slots=True)
class PublicationProfile:
    """The limits that one authority, or we, keep for small numbers.

    A total is told from ``least_total`` pupils, a share from ``least_event`` who met the measure
    and from ``least_other`` who did not. From one to fewer than ``near_all`` who did not is told
    as about all, and from one to fewer than ``near_none`` who did as about none; with
    ``near_is_none_too`` the whole and nought are told so as well. A mean is told from
    ``least_with_value`` pupils. What is withheld must stay open by ``protection`` pupils, and a
    rate or a mean by the share ``protection_of_scale`` of its scale.
    """

    id: str
    least_total: int
    least_event: int = 0
    least_other: int = 0
    near_all: int = 0
    near_none: int = 0
    near_is_none_too: bool = False
    least_with_value: int = 0
    protection: int = 1
    protection_of_scale: Decimal = Decimal(0)
    rules: tuple[str, ...] = ()


class UnknownProfile(KeyError):  # noqa: N818 - read aloud it says what it is
    """No publication profile has this id."""

    def __str__(self) -> str:
        return str(self.args[0])


def profile_ids(*, on: date | None = None) -> tuple[str, ...]:
    """Return the id of every publication profile."""
    return tuple(each.values["profile"] for each in rules(kind=PROFILE_KIND, on=on))


def publication_profile(profile_id: str, *, on: date | None = None) -> PublicationProfile:
    """Return a profile, put together of the rules that it names.

    Raises:
        UnknownProfile: there is none with the id.
    """
    for each in rules(kind=PROFILE_KIND, on=on):
        if each.values["profile"] == profile_id:
            return _put_together(profile_id, each.values, on)
    raise UnknownProfile(
        f"There is no profile {profile_id!r}; there are {', '.join(profile_ids(on=on))}."
    )


def _put_together(
    profile_id: str, values: Mapping[str, Any], on: date | None
) -> PublicationProfile:
    kept: dict[str, Any] = {}
    for rule_id in values["rules"]:
        kept |= rule(rule_id, on=on).values
    kept["protection_of_scale"] = Decimal(str(values["protection_of_scale"]))
    kept["protection"] = values["protection"]
    known = PublicationProfile.__dataclass_fields__.keys() & kept.keys()
    return PublicationProfile(
        id=profile_id, rules=values["rules"], **{key: kept[key] for key in known}
    )


def publish(
    total: int | None,
    event: int | None,
    profile: str | PublicationProfile,
    *,
    decimals: int = 3,
    on: date | None = None,
) -> Published:
    """Return the share of ``event`` among ``total`` pupils as a profile lets it be told.

    ``None`` for either is a figure that is missing; no pupils at all, that it does not occur.
    The value is a share between 0 and 1 with so many decimals.

    Raises:
        ValueError: more pupils met the measure than there are, or fewer than none.
    """
    if total is None or event is None:
        return untold(FigureState.MISSING)
    if not 0 <= event <= total:
        raise ValueError(f"{event} of {total} pupils cannot be.")
    if total == 0:
        return untold(FigureState.NOT_APPLICABLE)
    limits = profile_of(profile, on=on)
    state = _state(total, event, limits)
    if state is FigureState.SHOWN:
        return shown(rounded(Decimal(event) / Decimal(total), decimals))
    return _about(state)


def _state(total: int, event: int, limits: PublicationProfile) -> FigureState:
    other = total - event
    if total < limits.least_total:
        return FigureState.FEW_TOTAL
    if _is_near(event, limits.near_none, limits):
        return FigureState.ROUNDED_LOW
    if event < limits.least_event:
        return FigureState.FEW_EVENT
    if _is_near(other, limits.near_all, limits):
        return FigureState.ROUNDED_HIGH
    return FigureState.FEW_EVENT if other < limits.least_other else FigureState.SHOWN


def _is_near(count: int, near: int, limits: PublicationProfile) -> bool:
    return count < near and (count > 0 or limits.near_is_none_too)


def _about(state: FigureState) -> Published:
    if state is FigureState.ROUNDED_HIGH:
        return Published(Decimal(1), state)
    if state is FigureState.ROUNDED_LOW:
        return Published(Decimal(0), state)
    return untold(state)


def publish_total(
    total: int | None, profile: str | PublicationProfile, *, on: date | None = None
) -> Published:
    """Return a number of pupils as a profile lets it be told."""
    if total is None:
        return untold(FigureState.MISSING)
    if total == 0:
        return untold(FigureState.NOT_APPLICABLE)
    few = total < profile_of(profile, on=on).least_total
    return untold(FigureState.FEW_TOTAL) if few else shown(total)


def publish_mean(
    total: int | None,
    value: Decimal | None,
    profile: str | PublicationProfile,
    *,
    weight: Decimal | None = None,
    decimals: int = 1,
    on: date | None = None,
) -> Published:
    """Return the mean of a value over ``total`` pupils, or a rate of minutes over ``weight`` minutes.

    Both rest on pupils: with fewer than the profile's ``least_with_value`` they are withheld.
    """
    divisor = Decimal(total or 0) if weight is None else weight
    if total is None or value is None:
        return untold(FigureState.MISSING)
    if total == 0:
        return untold(FigureState.NOT_APPLICABLE)
    if not divisor:
        return untold(FigureState.MISSING)
    limits = profile_of(profile, on=on)
    if total < max(limits.least_with_value, limits.least_total):
        return untold(FigureState.FEW_TOTAL)
    return shown(rounded(value / divisor, decimals))


def profile_of(profile: str | PublicationProfile, *, on: date | None = None) -> PublicationProfile:
    """Return the profile itself, or the one with an id."""
    return publication_profile(profile, on=on) if isinstance(profile, str) else profile


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return a number with so many decimals, half up as official statistics round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
