
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_marks_of_no_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='grade',
            name='language_choice',
            field=models.BooleanField(null=True),
        ),
    ]
