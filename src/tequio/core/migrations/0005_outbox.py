"""The outbox of text messages, closed while a union is in scope: its codes are nobody's business there."""

from django.db import migrations, models

from tequio.core.operations import GrantTable

CLOSE = """
ALTER TABLE core_outboxmessage ENABLE ROW LEVEL SECURITY;
CREATE POLICY outside_unions ON core_outboxmessage
  USING (coalesce(current_setting('tequio.union', true), '') = '');
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0004_open_jobs")]

    operations = [
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone", models.CharField(max_length=16, verbose_name="teléfono")),
                ("text", models.CharField(max_length=480, verbose_name="texto")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("gateway", models.CharField(blank=True, max_length=40)),
            ],
            options={"indexes": [models.Index(fields=["phone", "-id"], name="outbox_by_phone")]},
        ),
        GrantTable("outboxmessage"),
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
    ]
