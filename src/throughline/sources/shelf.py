"""The profiles that ship with Throughline, and the way to one by its name or its text."""

from __future__ import annotations

from functools import cache

from throughline.sources.headers import plain
from throughline.sources.profile import Profile, parse_profile
from throughline.terms.rules import RuleFileError, shipped


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """Return every profile that ships, by name."""
    return tuple(
        parse_profile(text, name=name) for name, text in shipped("throughline.sources.profiles")
    )


def load_profile(name_or_text: str) -> Profile:
    """Return a shipped profile by its id, else the profile that a TOML text states.

    Raises:
        RuleFileError: neither the id of a shipped profile nor a readable profile.
    """
    for profile in shipped_profiles():
        if profile.id == name_or_text:
            return profile
    if "=" not in name_or_text:
        known = ", ".join(profile.id for profile in shipped_profiles())
        raise RuleFileError(f"{name_or_text}: no such profile; the shipped ones are {known}.")
    return parse_profile(name_or_text, name="profile")


@cache
def header_words() -> frozenset[str]:
    """Return every header that some shipped profile knows, as headers are compared."""
    return frozenset().union(*(profile_words(profile) for profile in shipped_profiles()))


def profile_words(profile: Profile) -> frozenset[str]:
    """Return every header that a profile knows, as headers are compared."""
    return frozenset(plain(word) for words in profile.columns.values() for word in words)
