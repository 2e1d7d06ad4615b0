"""A section keeps its share of a fixed number of delegates from the day on which its meeting is planned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0011_own_interest"),
    ]

    operations = [
        migrations.AddField(
            model_name="assembly",
            name="delegates",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
