"""What `./run test`, `check` and `fix` do, stage by stage; pytest knows nothing of it."""

from __future__ import annotations
