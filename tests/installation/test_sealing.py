"""The access log of an installation is sealed by its worker, with no timer beside it."""

from __future__ import annotations

from tests.installation.operating import Installation, wait_for


def test_a_worker_seals_the_access_log_and_anchors_it_outside_the_database(tmp_path):
    installation = Installation(tmp_path / "site")
    installation.init()
    anchor = installation.var / "access-log.anchor"

    with installation.running("worker") as worker:
        wait_for(anchor.is_file, meanwhile=worker)

    said = installation.site("verify_access_log")
    assert said.returncode == 0, said.stderr
    assert not said.stdout.startswith("0 ")
    assert "\n0 entries not yet sealed" in said.stdout
    assert anchor.stat().st_mode & 0o077 == 0
