"""A text message may have a key, under which it is sent once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0006_deed_of_events")]

    operations = [
        migrations.AddField(
            model_name="outboxmessage",
            name="key",
            field=models.CharField(blank=True, max_length=80, null=True, unique=True),
        ),
    ]
