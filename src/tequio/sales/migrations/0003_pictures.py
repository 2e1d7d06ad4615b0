import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0002_guard"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="DefectPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("whole", models.BinaryField()),
                ("small", models.BinaryField()),
                (
                    "inspection",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="sales.inspection",
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
                    models.UniqueConstraint(fields=("union", "inspection", "position"), name="defect_photo_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DesignSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("jpg", "foto o dibujo"), ("pdf", "PDF")], max_length=3)),
                ("content", models.BinaryField()),
                ("small", models.BinaryField(blank=True, default=b"")),
                ("sha256", models.CharField(max_length=64)),
                ("attached_on", models.DateField()),
                ("attached_by", models.CharField(max_length=160)),
                (
                    "line",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="design_sheets",
                        to="sales.line",
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
                    models.UniqueConstraint(fields=("union", "line"), name="design_sheet_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "pdf"), ("small", b"")),
                            models.Q(("kind", "jpg"), models.Q(("small", b""), _negated=True)),
                            _connector="OR",
                        ),
                        name="design_picture_has_a_small_one",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("designsheet"),
        OwnByUnion("defectphoto", append_only=True),
    ]
