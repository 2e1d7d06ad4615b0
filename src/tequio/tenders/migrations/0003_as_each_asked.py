"""A bank may bid to take everybody at the rhythm that he asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenders", "0002_guard")]

    operations = [
        migrations.AddField(
            model_name="bid",
            name="as_asked",
            field=models.BooleanField(default=False, verbose_name="cada quien al ritmo que pidió"),
        ),
    ]
