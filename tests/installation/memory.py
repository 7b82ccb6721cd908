"""What processes have needed at most, as the kernel counted it (Linux)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Peaks:
    """The most memory, in MB, that the worker and the hungriest web process have held so far."""

    worker: float
    web: float


def peaks_of(serving: int) -> Peaks:
    """Return the peaks of the processes that one `serve` has started."""
    family = _descendants(serving)
    workers = [pid for pid in family if b"site_worker" in _read(pid, "cmdline")]
    web = [pid for pid in family if pid not in workers]
    assert workers, "The worker does not run."
    assert web, "The web server does not run."
    return Peaks(max(map(_peak, workers)), max(map(_peak, web)))


def _descendants(pid: int) -> list[int]:
    parents = {int(path.name): _parent(path.name) for path in PROC.glob("[0-9]*")}
    family = [pid]
    for each in family:
        family += [child for child, parent in parents.items() if parent == each]
    return family[1:]


def _parent(pid: str) -> int:
    told = _read(pid, "stat").rpartition(b")")[2].split()
    return int(told[1]) if told else 0


def _peak(pid: int) -> float:
    for line in _read(pid, "status").splitlines():
        if line.startswith(b"VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _read(pid: int | str, name: str) -> bytes:
    try:
        return (PROC / str(pid) / name).read_bytes()
    except OSError:
        # It has ended meanwhile.
        return b""
