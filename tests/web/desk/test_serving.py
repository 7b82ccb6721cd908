"""The web server and the worker: together, or not at all."""

from __future__ import annotations

import sys
from time import monotonic

import pytest
from django.core.management import CommandError

from throughline_web.desk.management.commands import site_serve

ENDS = [sys.executable, "-c", "pass"]
STAYS = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.mark.parametrize("commands", [[ENDS, STAYS], [STAYS, ENDS]], ids=["server", "worker"])
def test_when_one_stops_by_itself_the_other_is_ended_and_it_is_said(commands):
    started = monotonic()

    with pytest.raises(CommandError, match="stopped by itself"):
        site_serve._run_together(commands)

    assert monotonic() - started < 30
