"""What candidates say of themselves, where the bylaws ask for parity."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0004_call_by_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="option",
            name="declares",
            field=models.CharField(blank=True, choices=[("f", "mujer"), ("m", "hombre")], max_length=1),
        ),
    ]
