"""A promise may say in which weeks it is made, and a batch for which promise."""

import django.db.models.deletion
from django.db import migrations, models

import tequio.core.models

IN_UNION = """
ALTER TABLE production_batch ADD CONSTRAINT production_batch_promise_id_in_union FOREIGN KEY (union_id, promise_id)
REFERENCES production_commitment (union_id, id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("production", "0002_guard")]

    operations = [
        migrations.AddField(model_name="commitment", name="weeks", field=models.JSONField(blank=True, default=dict)),
        migrations.AddField(
            model_name="batch",
            name="promise",
            field=tequio.core.models.UnionForeignKey(
                blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="batches", to="production.commitment",
            ),
        ),
        migrations.RunSQL(IN_UNION, migrations.RunSQL.noop),
    ]  # fmt: skip
