"""Invented examples of every component and chart, for the gallery page in debug."""
