"""What each workshop lets be told of it behind the QR of a box."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0003_what_papers_need"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shows_name", models.BooleanField(default=False, verbose_name="se puede decir su nombre")),
                ("shows_village", models.BooleanField(default=True, verbose_name="se puede decir su pueblo")),
                ("words", models.CharField(blank=True, max_length=280, verbose_name="lo que quiere contar")),
                ("told_on", models.DateField()),
                ("told_by", models.CharField(max_length=160)),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="sales.maker",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("union", "maker"), name="consent_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("consent"),
    ]
