"""Triggers: entries and seals are never removed, and an entry changes only by being emptied.

SQLite forgets a table's triggers when a migration rebuilds the table; ``keep_up_guards`` puts them
up again after every ``migrate``.
"""

from __future__ import annotations

from django.db import migrations

from throughline_web.organisations.accesslog.guards import put_up_guards, take_down_guards


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_people_and_units")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: put_up_guards(editor.connection),
            lambda apps, editor: take_down_guards(editor.connection),
        ),
    ]
