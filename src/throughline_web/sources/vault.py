"""Uploaded files at rest: encrypted in chunks, so that they are written and read as streams.

A file begins with a mark, the length of the wrapped key, and the key of this one file wrapped by
the installation's own. Then follow chunks sealed by AES-GCM; a chunk's number and whether it is
the last are sealed with it, so that a shortened or shuffled file does not open.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from throughline_web.sources.limits import upload_folder

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from _typeshed import WriteableBuffer

_MARK = b"TLU1"
_CHUNK = 64 * 1024
_TAG = 16
_SEALED_CHUNK = _CHUNK + _TAG
_SUFFIX = ".sealed"


class SealBrokenError(OSError):
    """A kept upload cannot be opened: it was altered or cut off, or its key is gone."""


class Sealing:
    """An upload being written; ``name`` finds it again, and without ``keep`` it disappears."""

    def __init__(self) -> None:
        self.name = f"{uuid4().hex}{_SUFFIX}"
        self.size = 0
        self._path = upload_folder() / self.name
        self._digest = hashlib.sha256()
        self._pending = bytearray()
        self._count = 0
        self._kept = False
        key = AESGCM.generate_key(256)
        self._cipher = AESGCM(key)
        self._file = self._path.open("xb")
        self._path.chmod(0o600)
        wrapped = _keys().encrypt(key)
        self._file.write(_MARK + len(wrapped).to_bytes(2, "big") + wrapped)

    @property
    def sha256(self) -> str:
        """The hash of what has been written so far, in hexadecimal."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        """Add bytes at the end."""
        self.size += len(data)
        self._digest.update(data)
        self._pending += data
        while len(self._pending) > _CHUNK:
            self._seal(self._pending[:_CHUNK], is_last=False)
            del self._pending[:_CHUNK]

    def finish(self) -> None:
        """Seal the end of the file; nothing can be added after it."""
        if not self._file.closed:
            self._seal(self._pending, is_last=True)
            self._file.close()

    def keep(self) -> None:
        """Let the file stay when this object is closed."""
        self._kept = True

    def close(self) -> None:
        """Let go of the file, and remove it unless it is to be kept."""
        self._file.close()
        if not self._kept:
            self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        self.close()

    def _seal(self, data: bytes | bytearray, *, is_last: bool) -> None:
        nonce, bound = _place(self._count, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, bytes(data), bound))
        self._count += 1


def open_upload(name: str) -> BinaryIO:
    """Return a kept upload as a readable, seekable stream of what was uploaded.

    Raises:
        SealBrokenError: the file is gone, altered or cut off, or its key is no longer known.
    """
    try:
        return io.BufferedReader(_Opened(upload_folder() / name), buffer_size=_CHUNK)
    except (FileNotFoundError, IsADirectoryError) as gone:
        raise SealBrokenError("The uploaded file is no longer kept.") from gone


def remove_upload(name: str) -> None:
    """Remove a kept upload; one that is already gone is no fault."""
    if name:
        (upload_folder() / name).unlink(missing_ok=True)


def kept_uploads() -> dict[str, float]:
    """Return the name of each kept upload, and when it was last written (seconds since 1970)."""
    return {path.name: path.stat().st_mtime for path in upload_folder().glob(f"*{_SUFFIX}")}


class _Opened(io.RawIOBase):
    """Unseals one chunk at a time, at whatever place is asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._cipher = AESGCM(self._unwrapped_key())
        self._start = self._file.tell()
        sealed = os.fstat(self._file.fileno()).st_size - self._start
        self._last = max(-(-sealed // _SEALED_CHUNK) - 1, 0)
        self._size = sealed - (self._last + 1) * _TAG
        self._at = 0
        self._number = -1
        self._chunk = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._at >= self._size or not len(view):
            return 0
        number, within = divmod(self._at, _CHUNK)
        piece = self._unsealed(number)[within : within + len(view)]
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
        super().close()

    def _unwrapped_key(self) -> bytes:
        if self._file.read(len(_MARK)) != _MARK:
            raise SealBrokenError("This is not a kept upload.")
        wrapped = self._file.read(int.from_bytes(self._file.read(2), "big"))
        try:
            return _keys().decrypt(wrapped)
        except InvalidToken as unknown:
            raise SealBrokenError("The key of this upload is no longer known.") from unknown

    def _unsealed(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(self._start + number * _SEALED_CHUNK)
            nonce, bound = _place(number, is_last=number == self._last)
            try:
                self._chunk = self._cipher.decrypt(nonce, self._file.read(_SEALED_CHUNK), bound)
            except InvalidTag as broken:
                raise SealBrokenError("The kept upload has been altered or cut off.") from broken
            self._number = number
        return self._chunk


def _place(number: int, *, is_last: bool) -> tuple[bytes, bytes]:
    # Each file has a key of its own, so a chunk's number is a nonce that never returns.
    return number.to_bytes(12, "big"), b"last" if is_last else b"more"


def _keys() -> MultiFernet:
    """Return the keys that wrap: those of the civic numbers, each turned to this purpose alone."""
    return MultiFernet([Fernet(_turned(word)) for word in settings.THROUGHLINE_CIVIC_NUMBER_KEYS])


def _turned(key: str) -> bytes:
    digest = hashlib.blake2b(key.encode(), person=b"kept uploads", digest_size=32)
    return base64.urlsafe_b64encode(digest.digest())
