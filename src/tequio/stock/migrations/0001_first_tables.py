import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0003_roster"),
        ("unions", "0002_guard"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, verbose_name="clave")),
                ("name", models.CharField(max_length=120, verbose_name="nombre")),
                (
                    "kind",
                    models.CharField(
                        choices=[("material", "material"), ("product", "producto")], default="material", max_length=10
                    ),
                ),
                ("unit", models.CharField(max_length=12, verbose_name="unidad")),
                ("pack", models.DecimalField(decimal_places=3, default=1, max_digits=14, verbose_name="empaque")),
                (
                    "kg_per_unit",
                    models.DecimalField(decimal_places=4, default=1, max_digits=10, verbose_name="kilos por unidad"),
                ),
                ("sat_key", models.CharField(blank=True, max_length=8, verbose_name="clave SAT")),
                ("is_active", models.BooleanField(default=True)),
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
                    models.UniqueConstraint(fields=("union", "code"), name="item_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("pack__gt", 0), ("kg_per_unit__gte", 0)), name="item_is_sane"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_on", models.DateField()),
                ("cost_minor", models.BigIntegerField()),
                ("source", models.CharField(max_length=60)),
                ("source_id", models.BigIntegerField()),
                ("on_hand", models.DecimalField(decimal_places=3, default=0, editable=False, max_digits=14)),
                (
                    "item",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="stock.item",
                    ),
                ),
                (
                    "place",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
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
                "indexes": [
                    models.Index(fields=["union", "item", "place"], name="lot_by_item"),
                    models.Index(fields=["union", "source", "source_id"], name="lot_by_source"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("on_hand__gte", 0)), name="lot_never_below_zero")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("received", "entrada"),
                            ("handed_out", "entrega a socia o socio"),
                            ("taken_back", "devolución"),
                            ("corrected", "corrección"),
                        ],
                        max_length=12,
                    ),
                ),
                ("happened_on", models.DateField()),
                (
                    "lot",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="stock.lot",
                    ),
                ),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.union",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "lot", "id"], name="move_by_lot")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity", 0), _negated=True), name="move_moves_something"
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PriceObservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="lugar")),
                ("observed_on", models.DateField(verbose_name="fecha")),
                ("price", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="precio por unidad")),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("A", "A: recibo o su foto"),
                            ("B", "B: lista o encuesta con nombre"),
                            ("C", "C: de oídas"),
                        ],
                        max_length=1,
                        verbose_name="prueba",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="nota")),
                ("photo", models.FileField(blank=True, upload_to="prices/%Y/%m", verbose_name="foto")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_observations",
                        to="stock.item",
                    ),
                ),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
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
                "indexes": [
                    models.Index(fields=["union", "item", "section", "-observed_on"], name="price_alone_by_item")
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("price__gt", 0)), name="price_alone_is_positive")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
    ]
