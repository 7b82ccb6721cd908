"""One file that holds an installation: its database, its uploads and the access log's anchor.

The keys are not in it: a backup that falls into the wrong hands opens no civic number and no
upload.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from throughline_web.desk.database_copies import (
    ArchiveError,
    copy_database,
    holds_something,
    put_database,
)

if TYPE_CHECKING:
    from datetime import datetime

_MANIFEST = "manifest.json"
_DATABASE = "database"
_UPLOADS = "uploads"
_ANCHOR = "access-log.anchor"
_VERSION = 1

__all__ = ["ArchiveError", "Told", "check_archive", "restore_archive", "write_archive"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a backup says of itself."""

    written_at: str
    vendor: str
    digests: dict[str, str]


def write_archive(file: Path, *, at: datetime) -> int:
    """Write everything but the keys to a file, while the site runs; return its size in bytes.

    Raises:
        ArchiveError: the file exists already, or the database cannot be copied.
    """
    if file.exists():
        raise ArchiveError(f"{file} exists already. Choose another name.")
    with tempfile.TemporaryDirectory(dir=settings.THROUGHLINE_VAR) as name:
        folder = Path(name)
        copy_database(folder / _DATABASE)
        _copy_files(folder)
        manifest = {
            "version": _VERSION,
            "written_at": at.isoformat(timespec="seconds"),
            "vendor": connection.vendor,
            "digests": _digests(folder),
        }
        (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _pack(folder, file)
    return file.stat().st_size


def _pack(folder: Path, file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    # Readable by its owner alone before the first byte is in it.
    part.touch(mode=0o600)
    part.chmod(0o600)
    with tarfile.open(part, "w") as archive:
        archive.add(folder, arcname=".")
    part.rename(file)


def check_archive(file: Path) -> Told:
    """Return what a backup says of itself, after comparing every part with its digest.

    Raises:
        ArchiveError: the file is no backup, or is damaged, or belongs to another kind of database.
    """
    with tempfile.TemporaryDirectory(dir=settings.THROUGHLINE_VAR) as name:
        return _unpack(file, Path(name))


def restore_archive(file: Path, *, replace: bool) -> None:
    """Put a backup in place of what stands, or leave everything as it stands.

    The database changes in one step, and the files after it by being renamed.

    Raises:
        ArchiveError: the backup is unsound, or the database holds something and ``replace`` is off.
    """
    if not replace and holds_something():
        raise ArchiveError(
            "The database here is not empty. Add --replace to put the backup in its place."
        )
    with tempfile.TemporaryDirectory(dir=settings.THROUGHLINE_VAR) as name:
        folder = Path(name)
        _unpack(file, folder)
        put_database(folder / _DATABASE)
        _put_files(folder)


def _unpack(file: Path, folder: Path) -> Told:
    try:
        with tarfile.open(file) as archive:
            unpack_parts(archive, folder)
        told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, ValueError) as error:
        raise ArchiveError(f"{file} is not a backup that can be read: {error}.") from error
    if told["vendor"] != connection.vendor:
        raise ArchiveError(
            f"The backup is of {told['vendor']}, and this installation has {connection.vendor}."
        )
    found = _digests(folder)
    for name, digest in told["digests"].items():
        if found.get(name) != digest:
            raise ArchiveError(f"{file} is damaged: {name} is not as it was written.")
    return Told(told["written_at"], told["vendor"], told["digests"])


def unpack_parts(archive: tarfile.TarFile, folder: Path) -> None:
    """Write the files of an archive beneath a folder.

    Python's own filter against names that lead elsewhere came with 3.11.4, and Debian 12 has 3.11.2.

    Raises:
        tarfile.TarError: something in it is neither a file nor a folder, or lies elsewhere.
    """
    for part in archive:
        place = folder / part.name
        if not place.resolve().is_relative_to(folder.resolve()):
            raise tarfile.TarError(f"{part.name} lies outside it")
        if part.isdir():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            continue
        content = archive.extractfile(part) if part.isfile() else None
        if content is None:
            raise tarfile.TarError(f"{part.name} is not a file")
        with place.open("wb") as file:
            shutil.copyfileobj(content, file)


def _digests(folder: Path) -> dict[str, str]:
    files = (
        path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != _MANIFEST
    )
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy_files(folder: Path) -> None:
    uploads, anchor = _places()
    if uploads.is_dir():
        shutil.copytree(uploads, folder / _UPLOADS)
    if anchor.is_file():
        shutil.copy2(anchor, folder / _ANCHOR)


def _put_files(folder: Path) -> None:
    # What the backup does not hold did not exist then: an upload without its import, or an anchor
    # beyond the log's end, would be a riddle and a false alarm.
    uploads, anchor = _places()
    if uploads.is_dir():
        shutil.move(uploads, folder / f"{_UPLOADS}.before")
    if (folder / _UPLOADS).is_dir():
        shutil.move(folder / _UPLOADS, uploads)
    if anchor.is_file():
        anchor.replace(anchor.with_name(f"{anchor.name}.before-restore"))
    if (folder / _ANCHOR).is_file():
        shutil.move(folder / _ANCHOR, anchor)


def _places() -> tuple[Path, Path]:
    return Path(settings.MEDIA_ROOT), Path(settings.THROUGHLINE_ACCESS_LOG_ANCHOR)
