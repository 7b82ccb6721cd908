"""The translations of each web room: what its code says, what its catalogues hold."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WEB = Path("src/throughline_web")
LANGUAGES = ("sv", "nb")
# The functions that a translated text is an argument of.
KEYWORDS: dict[str, None] = dict.fromkeys(
    name + ending
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
    for ending in ("", "_lazy")
) | {"_": None, "gettext_noop": None}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")


def translated_rooms(web: Path = WEB) -> list[Path]:
    """Return the web rooms that say anything to a person."""
    rooms = [path for path in sorted(web.iterdir()) if (path / "__init__.py").exists()]
    return [room for room in rooms if len(said_in(room))]


def said_in(room: Path) -> Catalog:
    """Return every text that a room's code and templates ask to have translated."""
    said = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted([*room.rglob("*.py"), *room.rglob("templates/**/*.*")]):
        if "migrations" not in path.parts:
            _collect(path, path.relative_to(room), said)
    return said


def _collect(path: Path, shown: Path, said: Catalog) -> None:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _as_python(source, str(path))
    calls = extract_python(io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {})
    for _, function, texts, _ in calls:
        context, identity = _identity(str(function), texts)
        if identity:
            said.add(identity, locations=[(shown.as_posix(), 0)], context=context)


def _as_python(template: str, name: str) -> str:
    """Return the translated parts of a template as calls; indentation would mean something."""
    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())


def _identity(
    function: str, texts: str | Iterable[str | None] | None
) -> tuple[str | None, str | tuple[str, str] | None]:
    """Return context and text (or both forms of it) of one call; nothing when it is computed."""
    spread = [texts] if isinstance(texts, str) else texts or []
    known = [text for text in spread if text]
    context = known.pop(0) if "pgettext" in function and known else None
    has_plural = "ngettext" in function or "npgettext" in function
    if len(known) < 1 + has_plural:
        return context, None
    return context, (known[0], known[1]) if has_plural else known[0]


def catalogue_path(room: Path, language: str) -> Path:
    """Return where a room keeps its texts in one language."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue(room: Path, language: str) -> Catalog:
    """Return a room's texts in one language, empty when there are none yet."""
    path = catalogue_path(room, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def refresh_room(room: Path) -> Iterator[str]:
    """Bring a room's catalogues in step with its code, and yield what still lacks words."""
    said = said_in(room)
    for language in LANGUAGES:
        texts = catalogue(room, language)
        texts.update(said, no_fuzzy_matching=True)
        texts.obsolete.clear()
        path = catalogue_path(room, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(texts))
        path.with_suffix(".mo").write_bytes(as_mo(texts))
        yield from (f"{path}: {problem}" for problem in lacking(said, texts))


def as_po(texts: Catalog) -> bytes:
    """Return a catalogue as a .po file that changes only when a text does."""
    content = io.BytesIO()
    write_po(content, texts, width=0, omit_header=True, sort_output=True, include_lineno=False)
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {texts.locale}\\n"\n'
    return (
        f'{head}"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'.encode() + content.getvalue()
    )


def as_mo(texts: Catalog) -> bytes:
    """Return a catalogue as the .mo file that Django reads."""
    content = io.BytesIO()
    write_mo(content, texts)
    return content.getvalue()


def lacking(said: Catalog, texts: Catalog) -> Iterator[str]:
    """Yield a sentence for each text that a language lacks, doubts, or says with other values."""
    for message in said:
        if not message.id:
            continue
        found = texts.get(message.id, message.context)
        if found is None or not all(_forms(found.string)):
            yield f"{message.id!r} has no translation."
        elif found.fuzzy:
            yield f"{message.id!r} is marked as doubtful (fuzzy)."
        elif not _same_values(_forms(message.id)[-1], _forms(found.string)[-1]):
            # The singular may do without its number; the plural, the last form, may not.
            yield f"{message.id!r} is translated with other placeholders."


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the singular and the plural of a text, or its only form; none is empty."""
    return tuple(text) if isinstance(text, (tuple, list)) and text else (str(text or ""),)


def _same_values(said: str, translated: str) -> bool:
    """Say whether both carry the same values."""
    return sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(translated))
