"""The ``throughline`` command: the one place of the core that opens files and talks to a terminal."""
