"""What members agreed to pay out of what they earn."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0004_catalyst_is_no_member"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("debt", models.CharField(max_length=40)),
                ("share_bp", models.PositiveSmallIntegerField(verbose_name="hasta qué parte de cada pago")),
                ("most_minor", models.BigIntegerField(blank=True, null=True, verbose_name="y no más de")),
                ("paper", models.CharField(blank=True, max_length=160, verbose_name="dónde está la carta firmada")),
                ("given_on", models.DateField()),
                ("given_by", models.CharField(max_length=160)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("union", "member", "debt"),
                        name="pay_consent_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_bp__range", (1, 10000)),
                            models.Q(("most_minor__isnull", True), ("most_minor__gt", 0), _connector="OR"),
                        ),
                        name="pay_consent_has_a_cap",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("consent"),
    ]
