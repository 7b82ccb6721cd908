"""What every test of the site needs around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.web import factories
from throughline_web.organisations.accesslog import guards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from throughline_web.organisations.models import Account


@pytest.fixture(autouse=True)
def no_rate_limit_is_inherited() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def anchor_file(tmp_path: Path, settings: Any) -> Path:
    """The access log's anchor, in a place of the test's own."""
    file = tmp_path / "access-log.anchor"
    settings.THROUGHLINE_ACCESS_LOG_ANCHOR = str(file)
    return file


@pytest.fixture(scope="session", autouse=True)
def database_can_be_emptied() -> Iterator[None]:
    """Let Django empty the tables after a transactional test, which the log's guards refuse."""
    operations = type(connection.ops)
    empty = operations.sql_flush

    def sql_flush(ops: Any, *args: Any, **kwargs: Any) -> list[str]:
        statements = empty(ops, *args, **kwargs)
        if not statements:
            return statements
        return [
            *guards.take_down_statements(connection.vendor),
            *statements,
            *guards.put_up_statements(connection.vendor),
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


@pytest.fixture
def logged_in() -> Callable[[Account], Client]:
    """Return a browser in which the account's owner has logged in with a second step."""
    return lambda account: factories.log_in(Client(), account)
