from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def real_data() -> Path:
    """The folder of real files; skipped where none is named, failed where the named one is gone."""
    named = os.environ.get("THROUGHLINE_REAL_DATA")
    if not named:
        pytest.skip("THROUGHLINE_REAL_DATA names no folder")
    folder = Path(named)
    if not (folder / "README.md").is_file():
        pytest.fail(f"THROUGHLINE_REAL_DATA names {folder}, which is not the folder of real files")
    return folder
