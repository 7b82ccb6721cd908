"""Form widgets of our own."""

from __future__ import annotations

from django.forms import FileInput


class DropFile(FileInput):
    """A file field in the page's own language, which one can also drop a file on.

    The browser's own input lies unseen over the whole field, so choosing and dropping work
    without JavaScript. A page that loads ``ui/files.js`` also says which files are chosen, and
    takes them wherever on it they are dropped. ``accept`` (".csv,.xlsx") goes in ``attrs``; the
    field's help text says what is wanted.
    """

    template_name = "ui/forms/drop.html"
