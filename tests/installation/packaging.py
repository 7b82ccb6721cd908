"""The program as a municipality installs it: the wheel of this source, in an environment of its own.

Nothing is fetched that the lock does not name: packages come from the cache of the installer that
`./run` uses, and from the index only where the cache has been emptied.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
REMEDY = (
    "The wheel could not be built or installed. Its packages are neither in the installer's cache "
    "nor within reach: connect this machine to PyPI or your own index once, and start again."
)


def packaged_program(folder: Path) -> Path:
    """Build the wheel, install it with what the lock names, and return the `throughline` in it."""
    environment = folder / "environment"
    around = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(environment)}
    around.pop("VIRTUAL_ENV", None)
    _install(["build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)], around)
    locked = ["sync", "--quiet", "--frozen", "--extra", "site", "--no-dev", "--no-install-project"]
    _install([*locked, "--project", str(ROOT), "--python", sys.executable], around)
    (wheel,) = folder.glob("throughline-*.whl")
    python = environment / "bin" / "python"
    _install(
        ["pip", "install", "--quiet", "--no-deps", "--python", str(python), str(wheel)], around
    )
    return python.with_name("throughline")


def _install(words: list[str], environment: dict[str, str]) -> None:
    """Run the installer on its cache alone, and only then on the index.

    Raises:
        RuntimeError: neither has what is needed; the message is the remedy.
    """
    said = ""
    for offline in (["--offline"], []):
        command = [_installer(), *words, *offline]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        said = done.stderr
    raise RuntimeError(f"{said}\n{REMEDY}")


def _installer() -> str:
    own = sorted((ROOT / ".tools").glob("uv-*/bin/uv"))
    found = str(own[-1]) if own else shutil.which("uv")
    if found is None:
        raise RuntimeError("There is no installer here yet: ./run test fetches it into .tools.")
    return found
