"""The room's pages: all that a template may see."""
