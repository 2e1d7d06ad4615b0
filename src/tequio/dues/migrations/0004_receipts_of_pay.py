"""A receipt may come out of what the union owed the member."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dues", "0003_schedules_from_settings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="receipt",
            name="into",
            field=models.CharField(
                choices=[("cash", "caja"), ("bank", "banco"), ("pay", "de lo que ganó con sus piezas")], max_length=4
            ),
        ),
    ]
