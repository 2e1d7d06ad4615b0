"""The call by text message: one row for each member, so that nobody is told twice and nobody is forgotten."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0003_section_elections"),
        ("members", "0003_roster"),
        ("unions", "0003_catalyst"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("call", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "por mandar"),
                            ("sending", "no se sabe si le llegó"),
                            ("sent", "mandado"),
                            ("kept", "en la bandeja, sin servicio de mensajes"),
                            ("phoneless", "sin teléfono en el padrón"),
                            ("failed", "el servicio de mensajes no lo aceptó"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("asked_by", models.CharField(max_length=160)),
                (
                    "assembly",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="assembly.assembly",
                    ),
                ),
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
                    models.UniqueConstraint(fields=("union", "assembly", "member", "call"), name="dispatch_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("dispatch"),
    ]
