"""The table that every process counts its rate limits in."""

from __future__ import annotations

from django.core.management import call_command
from django.db import migrations

TABLE = "organisations_cache"


def make_table(apps, editor) -> None:
    call_command("createcachetable", TABLE, database=editor.connection.alias, verbosity=0)


def drop_table(apps, editor) -> None:
    editor.execute(f"DROP TABLE IF EXISTS {editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_access_log_cannot_be_altered")]

    operations = [migrations.RunPython(make_table, drop_table)]
