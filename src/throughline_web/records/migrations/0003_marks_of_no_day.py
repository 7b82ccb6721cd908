"""Periods and counted occasions are found without reading a school's lessons."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_school_days_stand_ready'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='mark',
            index=models.Index(condition=models.Q(('granularity', 'period'), ('occasions__isnull', False), _connector='OR'), fields=['unit', 'ends_on'], name='mark_of_no_day'),
        ),
    ]
