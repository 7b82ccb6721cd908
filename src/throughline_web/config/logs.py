"""Logging that tells an operator what failed and where, and never whom it was about."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType


class QuietFormatter(logging.Formatter):
    """Writes a failure as its kind and its place in the code.

    The message of an exception may quote a row of a file or a value of the database, so it is
    left out; the address of a page is kept without its query, which may hold a searched name.
    """

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return where the exception came from and its kind, without its message."""
        kind, _, place = ei
        if kind is None:
            return ""
        lines = [
            f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
            for frame in traceback.extract_tb(place)
        ]
        return "\n".join([*lines, f"{kind.__module__}.{kind.__qualname__}"])

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, an address without its query."""
        # Another formatter may have stored its own, full text on the record.
        record.exc_text = None
        return (
            super().format(record).partition("?")[0]
            if _is_request(record)
            else super().format(record)
        )


def _is_request(record: logging.LogRecord) -> bool:
    return record.name.startswith(("django.request", "django.security"))


def quiet_logging() -> dict[str, Any]:
    """Return the logging settings of every installation: to stderr, by ``QuietFormatter``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "quiet": {
                "()": QuietFormatter,
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "throughline_web": {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "django_tasks": {"level": "WARNING"},
        },
    }
