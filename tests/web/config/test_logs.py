"""What the log of the program says, and what it never says."""

from __future__ import annotations

import logging

from throughline_web.config.logs import QuietFormatter, quiet_logging


def said(*, name="throughline_web", message="%s", args=(), exception=None):
    information = (type(exception), exception, exception.__traceback__) if exception else None
    record = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, information)
    return QuietFormatter("{name}: {message}", style="{").format(record)


def failure(words):
    try:
        int(words)
    except ValueError as error:
        return error


def test_failure_is_told_by_kind_and_place_without_its_message():
    line = said(message="Internal Server Error", exception=failure("Elin Berg 20130502-2382"))

    assert "Elin" not in line
    assert "builtins.ValueError" in line
    assert "test_logs.py" in line


def test_full_text_that_another_handler_left_behind_is_not_used():
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "m", (), None)
    record.exc_text = "Elin Berg"

    assert "Elin" not in QuietFormatter("%(message)s").format(record)


def test_address_is_told_without_its_question():
    line = said(name="django.request", message="Not Found: %s", args=("/search/?q=Elin+Berg",))

    assert line == "django.request: Not Found: /search/"


def test_question_marks_of_others_are_kept():
    assert said(message="Why?") == "throughline_web: Why?"


def test_formatter_says_nothing_of_no_exception():
    assert QuietFormatter().formatException((None, None, None)) == ""


def test_every_handler_of_the_site_uses_the_quiet_formatter():
    settings = quiet_logging()

    assert {handler["formatter"] for handler in settings["handlers"].values()} == {"quiet"}
