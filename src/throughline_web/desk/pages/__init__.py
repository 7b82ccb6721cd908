"""Frozen page objects: all that a template may see."""
