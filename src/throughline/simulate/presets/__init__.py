"""Presets of the simulation: calibration, words and names as dated data."""

from __future__ import annotations
