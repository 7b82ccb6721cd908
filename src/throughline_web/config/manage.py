"""``python -m throughline_web.config.manage``: Django's own commands, for child processes of the site."""

from __future__ import annotations

import sys

from throughline_web.config.commands import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
