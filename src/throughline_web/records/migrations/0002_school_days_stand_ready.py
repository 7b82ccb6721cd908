"""The school days stand ready; those of runs that were settled before are read from their days."""

import django.db.models.deletion
from django.db import migrations, models


def write_days_of_settled_runs(apps, schema_editor):
    pupil_day, school_day = (apps.get_model('records', name) for name in ('PupilDay', 'SchoolDay'))
    taught = pupil_day.objects.exclude(offered=0).order_by()
    days = taught.values_list('run_id', 'unit_id', 'day').distinct()
    school_day.objects.bulk_create(
        school_day(run_id=run, unit_id=unit, day=day) for run, unit, day in days
    )


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_cache_table'),
        ('records', '0001_marks_days_and_grades'),
        ('sources', '0002_removed_roster_rows_are_noted'),
    ]

    operations = [
        migrations.CreateModel(
            name='SchoolDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.importrun')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['run'], name='school_day_by_run')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'day', 'run'), name='school_day_once_per_run')],
            },
        ),
        migrations.RunPython(write_days_of_settled_runs, migrations.RunPython.noop),
    ]
