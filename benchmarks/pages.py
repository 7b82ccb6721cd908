"""The worklist of 1,500 pupils and a pupil's page, beside a bare view that says a word.

All are asked through Django's own test client, which goes through every middleware, in the same
run and on the same database: the demo's, built in a temporary folder unless ``--var`` names one.
The bare view is asked by the same person, so that only the page itself makes the difference.

    python -m benchmarks.pages [--var FOLDER] [--requests 60] [--pupils 1500]

Aims: the 95th percentile within ten times that of the bare view, and never more than 15 queries.
"""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_QUERIES = 15
MOST_TIMES = 10
WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Page:
    """One address, measured."""

    name: str
    p95: float
    median: float
    queries: int


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="the folder of a demo that is built")
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--pupils", type=int, default=1500)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        var = asked.var or Path(folder)
        prepare(var, pupils=asked.pupils)
        show(measure_all(asked.requests))


def prepare(var: Path, *, pupils: int) -> None:
    """Start Django on a demo's folder, and build the demo where there is none."""
    os.environ["THROUGHLINE_VAR"] = str(var.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "throughline_web.config.settings.demo"
    import_module("throughline_web.config.wsgi")  # what a web server starts
    from throughline_web.desk.demo_building import build, is_built  # noqa: PLC0415 - after set-up

    if not is_built(var, pupils=pupils):
        build(var, pupils=pupils, say=lambda words: print(words, file=sys.stderr))


def measure_all(requests: int) -> list[Page]:
    """Measure the bare view, the worklist and the pupil page, turn by turn."""
    from throughline_web.config import urls  # noqa: PLC0415 - after set-up

    _add_bare_view(urls.urlpatterns)
    client = Client(HTTP_HOST="localhost")
    client.force_login(
        get_user_model().objects.get(email__startswith="elevhalsa@"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    addresses = {
        "a bare view": "/bare/",
        "worklist": reverse("desk:worklist"),
        "worklist, everybody": reverse("desk:worklist") + "?show=all",
        "pupil page": _first_pupil(client, reverse("desk:worklist")),
    }
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for turn in range(WARM_UP + requests):
        for name, address in addresses.items():
            seconds = _seconds(client, address)
            # The first turns fill caches of templates and addresses, as a server's start does.
            times[name] += [seconds] if turn >= WARM_UP else []
    return [
        Page(name, _share(times[name], 0.95), _share(times[name], 0.5), _queries(client, address))
        for name, address in addresses.items()
    ]


def show(pages: list[Page]) -> None:
    bare = pages[0]
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':24}{'median ms':>11}{'p95 ms':>9}{'ratio':>8}{'queries':>9}")
    for page in pages:
        ratio = page.p95 / bare.p95
        print(
            f"{page.name:24}{page.median * 1e3:11.1f}{page.p95 * 1e3:9.1f}{ratio:8.1f}{page.queries:9}"
        )
    slow = [page.name for page in pages if page.p95 > MOST_TIMES * bare.p95]
    if slow:
        print(f"Not within {MOST_TIMES} times the bare view: {', '.join(slow)}.")
    many = [page.name for page in pages if page.queries > MOST_QUERIES]
    if many:
        raise SystemExit(f"More than {MOST_QUERIES} queries: {', '.join(many)}.")


def _add_bare_view(patterns: list[object]) -> None:
    def bare(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    patterns.insert(0, path("bare/", bare))


def _first_pupil(client: Client, worklist: str) -> str:
    shown = client.get(worklist).content.decode()
    return re.findall(r'href="(/elever/[0-9a-f-]{36}/)"', shown)[0]


def _seconds(client: Client, address: str) -> float:
    started = perf_counter()
    response = client.get(address)
    seconds = perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}.")
    return seconds


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    # Where a transaction begins and ends is no question.
    marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(1 for one in asked.captured_queries if not one["sql"].startswith(marks))


def _share(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
