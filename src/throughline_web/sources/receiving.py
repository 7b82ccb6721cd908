"""How an upload arrives: straight from the network into an encrypted file, never whole in memory."""

from __future__ import annotations

from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from throughline_web.sources.limits import largest_upload
from throughline_web.sources.vault import Sealing

_LONGEST_NAME = 200


class SealedUpload(UploadedFile[bytes]):
    """One file that has arrived; it disappears with the request unless ``sealing.keep`` is called.

    ``is_too_large`` is true when it went beyond the limit: nothing of it is kept then.
    """

    def __init__(self, sealing: Sealing, *, name: str | None, is_too_large: bool = False) -> None:
        super().__init__(None, name, "application/octet-stream", sealing.size)
        self.sealing = sealing
        self.is_too_large = is_too_large

    def close(self) -> None:
        """Remove what nobody wanted to keep."""
        self.sealing.close()


class SealingUploadHandler(FileUploadHandler):
    """Seals each file as it comes in and stops keeping one that grows beyond the limit."""

    chunk_size = 256 * 1024

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Begin a file."""
        super().new_file(
            field_name, file_name, content_type, content_length, charset, content_type_extra
        )
        self._sealing = Sealing()
        self._is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next piece of the file."""
        if self._is_too_large:
            return
        self._sealing.write(raw_data)
        if self._sealing.size > largest_upload():
            self._is_too_large = True
            self._sealing.close()

    def file_complete(self, file_size: int) -> SealedUpload:
        """End a file."""
        if not self._is_too_large:
            self._sealing.finish()
        return SealedUpload(self._sealing, name=self.file_name, is_too_large=self._is_too_large)

    def upload_interrupted(self) -> None:
        """Remove what had come when the sender went away."""
        if hasattr(self, "_sealing"):
            self._sealing.close()


def seal(stream: BinaryIO) -> Sealing:
    """Seal a stream that is already on this machine, from where it stands to its end."""
    sealing = Sealing()
    while block := stream.read(SealingUploadHandler.chunk_size):
        sealing.write(block)
    sealing.finish()
    return sealing


def shown_name(name: str) -> str:
    """Return a file's name as it may be shown: no folders, no unprintable signs, never endless."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign for sign in last if sign.isprintable()).strip()
    return printable[-_LONGEST_NAME:] or "?"
