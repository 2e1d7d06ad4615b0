"""Who sells, what an article is, how an order leaves and what boxes weigh; a random code for each box."""

import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0003_pictures"),
        ("stock", "0003_evidence_and_lots"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_en", models.CharField(max_length=120, verbose_name="nombre en inglés")),
                ("tariff", models.CharField(blank=True, max_length=16, verbose_name="fracción y NICO")),
                ("made_in", models.CharField(default="MX", max_length=2, verbose_name="país de origen")),
                ("net_g", models.PositiveIntegerField(verbose_name="gramos de una pieza")),
                ("per_carton", models.PositiveIntegerField(verbose_name="piezas en una caja")),
                ("tare_g", models.PositiveIntegerField(verbose_name="gramos de la caja con su relleno")),
                ("length_mm", models.PositiveIntegerField(blank=True, null=True)),
                ("width_mm", models.PositiveIntegerField(blank=True, null=True)),
                ("height_mm", models.PositiveIntegerField(blank=True, null=True)),
                ("use", models.CharField(blank=True, max_length=20, verbose_name="para qué es")),
                (
                    "depth_mm",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=7, null=True, verbose_name="hondo por dentro"
                    ),
                ),
                (
                    "volume_ml",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=9, null=True, verbose_name="lo que le cabe"
                    ),
                ),
                (
                    "item",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.item",
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
                    models.UniqueConstraint(fields=("union", "item"), name="article_once"),
                    models.CheckConstraint(
                        condition=models.Q(("net_g__gt", 0), ("per_carton__gt", 0)), name="article_weighs"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("height_mm__isnull", True), ("length_mm__isnull", True), ("width_mm__isnull", True)
                            ),
                            models.Q(("height_mm__gt", 0), ("length_mm__gt", 0), ("width_mm__gt", 0)),
                            _connector="OR",
                        ),
                        name="article_box_is_whole",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Ingredient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="material")),
                ("tariff", models.CharField(blank=True, max_length=16, verbose_name="fracción")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("wholly", "sacado o cosechado aquí"),
                            ("originating", "hecho aquí, con su certificación"),
                            ("foreign", "de fuera, o no se sabe"),
                        ],
                        max_length=12,
                        verbose_name="de dónde es",
                    ),
                ),
                (
                    "article",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ingredients",
                        to="sales.article",
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
                "constraints": [models.UniqueConstraint(fields=("union", "article", "name"), name="ingredient_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Seller",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="razón social")),
                ("address", models.CharField(blank=True, max_length=240, verbose_name="domicilio, con código postal")),
                ("state", models.CharField(blank=True, max_length=2, verbose_name="estado")),
                ("tax_id", models.CharField(blank=True, max_length=40, verbose_name="RFC")),
                ("person", models.CharField(blank=True, max_length=120, verbose_name="quién firma")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="su cargo")),
                ("phone", models.CharField(blank=True, max_length=24, verbose_name="teléfono")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                (
                    "certifies_as",
                    models.CharField(
                        blank=True,
                        choices=[("exporter", "como exportador"), ("producer", "como productor y exportador")],
                        max_length=10,
                        verbose_name="certifica el origen",
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
                "constraints": [models.UniqueConstraint(fields=("union",), name="seller_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Shipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="número de embarque")),
                ("invoice", models.CharField(blank=True, max_length=40, verbose_name="número de factura")),
                ("buyers_order", models.CharField(blank=True, max_length=60, verbose_name="pedido del comprador")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="lugar de entrega")),
                ("carrier", models.CharField(blank=True, max_length=120, verbose_name="transportista")),
                ("marks", models.CharField(blank=True, max_length=120, verbose_name="marcas en las cajas")),
                ("also", models.JSONField(default=list)),
                ("on", models.DateField(verbose_name="fecha")),
                (
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipments",
                        to="sales.order",
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
                    models.UniqueConstraint(fields=("union", "order"), name="shipment_once"),
                    models.UniqueConstraint(fields=("union", "number"), name="shipment_number_once"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Weighing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gross_g", models.PositiveIntegerField(verbose_name="peso bruto")),
                ("length_mm", models.PositiveIntegerField(blank=True, null=True)),
                ("width_mm", models.PositiveIntegerField(blank=True, null=True)),
                ("height_mm", models.PositiveIntegerField(blank=True, null=True)),
                ("weighed_on", models.DateField()),
                ("weighed_by", models.CharField(max_length=160)),
                (
                    "box",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighings",
                        to="sales.carton",
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
                    models.CheckConstraint(condition=models.Q(("gross_g__gt", 0)), name="weighing_is_positive"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("height_mm__isnull", True), ("length_mm__isnull", True), ("width_mm__isnull", True)
                            ),
                            models.Q(("height_mm__gt", 0), ("length_mm__gt", 0), ("width_mm__gt", 0)),
                            _connector="OR",
                        ),
                        name="weighing_size_is_whole",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "box", "-id"], name="weighing_by_box")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="carton",
            name="code",
            field=models.CharField(
                db_default=django.db.models.functions.text.Right(
                    django.db.models.functions.text.Replace(
                        django.db.models.functions.comparison.Cast(
                            django.contrib.postgres.functions.RandomUUID(), models.CharField()
                        ),
                        models.Value("-"),
                        models.Value(""),
                    ),
                    16,
                    output_field=models.CharField(),
                ),
                editable=False,
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="carton",
            constraint=models.UniqueConstraint(fields=("union", "code"), name="carton_code_once"),
        ),
        *(OwnByUnion(name) for name in ("seller", "article", "ingredient", "shipment")),
        OwnByUnion("weighing", append_only=True),
    ]
