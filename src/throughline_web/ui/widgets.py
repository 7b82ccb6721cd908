"""Form widgets of our own."""

from __future__ import annotations

from django.forms import FileInput


class DropFile(FileInput):
    """A file field one can also drop a file on.

    The browser's own input fills the whole field, so dropping works without JavaScript.
    ``accept`` (".csv,.xlsx") goes in ``attrs``; the field's help text says what is wanted.
    """

    template_name = "ui/forms/drop.html"
