"""Each round says whose is what whole packs leave over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("purchasing", "0006_hold_rounds"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="surplus",
            field=models.CharField(
                choices=[
                    ("union", "queda en la bodega, como reserva de la unión"),
                    ("members", "la unión lo compra y baja la cuenta de cada quien"),
                ],
                default="union",
                max_length=10,
                verbose_name="lo que sobra",
            ),
        ),
    ]
