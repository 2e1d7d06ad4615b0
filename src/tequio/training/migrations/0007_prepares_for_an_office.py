"""A course may prepare for an office: whoever has its certificate counts as able to carry it."""

import django.db.models.deletion
from django.db import migrations

import tequio.core.models

REFER = """
ALTER TABLE training_course
  ADD CONSTRAINT training_course_prepares_id_in_union FOREIGN KEY (union_id, prepares_id)
    REFERENCES unions_office (union_id, id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0006_guard_learning"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="prepares",
            field=tequio.core.models.UnionForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="unions.office",
            ),
        ),
        migrations.RunSQL(REFER, migrations.RunSQL.noop),
    ]
