"""``throughline profiles``: the column profiles that ship, and whether anybody has tried them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.arguments import add_language
from throughline.cli.choosing import named_profile
from throughline.cli.errors import ExitCode
from throughline.cli.output import result_to
from throughline.cli.words import sentence
from throughline.sources import shipped_profiles, to_toml

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from throughline.cli.arguments import Parser
    from throughline.sources import Profile
    from throughline.terms.language import Language


def add_arguments(parser: Parser) -> None:
    """State what the command takes."""
    parser.takes("name", about="one_profile", shown="named", nargs="?")
    parser.takes("--format", about="format_flags", choices=("table", "json"), default="table")
    parser.takes("--out", about="out", shown="file", type=Path)
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """List the profiles, or show one."""
    with result_to(arguments.out) as stream:
        if arguments.name is not None:
            stream.write(to_toml(named_profile(arguments.name)))
        elif arguments.format == "json":
            listed = [_object(profile) for profile in shipped_profiles()]
            stream.write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
        else:
            stream.writelines(f"{line}\n" for line in _lines(arguments.language))
    return ExitCode.DONE


def _object(profile: Profile) -> dict[str, object]:
    return {
        "id": profile.id,
        "version": profile.version,
        "name": profile.name.as_dict(),
        "kind": str(profile.kind),
        "verified": profile.verified,
        "note": profile.note.as_dict() if profile.note else None,
        "assumption": profile.assumption.as_dict() if profile.assumption else None,
    }


def _lines(language: Language) -> Iterator[str]:
    profiles = shipped_profiles()
    width = max(len(profile.id) for profile in profiles)
    for profile in profiles:
        kind = sentence("kinds", str(profile.kind))[language]
        state = sentence("profiles", "verified" if profile.verified else "unverified")[language]
        yield f"{profile.id:{width}}  {profile.name[language]} · {kind} · {state}"
        if profile.assumption is not None:
            yield f"{'':{width}}  {profile.assumption[language]}"
