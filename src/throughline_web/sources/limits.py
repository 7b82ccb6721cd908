"""What an installation allows and how long it keeps: read from settings, with sound defaults."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings

_MEGABYTE = 1024 * 1024


def largest_upload() -> int:
    """Return the most bytes that one file may have."""
    return int(getattr(settings, "THROUGHLINE_UPLOAD_MEGABYTES", 500)) * _MEGABYTE


def upload_lifetime() -> timedelta:
    """Return how long an uploaded file is kept; what was imported from it stays."""
    return timedelta(days=int(getattr(settings, "THROUGHLINE_UPLOAD_DAYS", 30)))


def undo_lifetime() -> timedelta:
    """Return how long an import can be undone: so long is it kept what stood before."""
    return timedelta(days=int(getattr(settings, "THROUGHLINE_UNDO_DAYS", 90)))


def upload_folder() -> Path:
    """Return the folder of encrypted uploads, made on first use and closed to others."""
    folder = Path(settings.MEDIA_ROOT or Path(settings.THROUGHLINE_VAR) / "uploads")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
