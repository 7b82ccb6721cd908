"""Throughline, the site: a thin Django on the rooms of the core."""
