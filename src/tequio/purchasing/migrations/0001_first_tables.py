import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "__first__"),
        ("members", "0003_roster"),
        ("stock", "0002_guard"),
        ("unions", "0002_guard"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minimum_order",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="pedido mínimo"),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="vigente hasta")),
                ("payment_days", models.PositiveSmallIntegerField(default=0, verbose_name="días de crédito")),
                ("link_serial", models.PositiveIntegerField(default=1)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                    models.CheckConstraint(
                        condition=models.Q(("minimum_order__gte", 0)), name="minimum_order_not_negative"
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("all_units", "el escalón vale para todo"),
                            ("incremental", "cada escalón vale para su tramo"),
                        ],
                        default="all_units",
                        max_length=12,
                        verbose_name="forma",
                    ),
                ),
                ("pack", models.DecimalField(decimal_places=3, default=1, max_digits=14, verbose_name="empaque")),
                (
                    "capacity",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="lo más que surte"
                    ),
                ),
                (
                    "invitation",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="purchasing.invitation",
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
                    models.UniqueConstraint(fields=("union", "invitation", "item"), name="quote_once"),
                    models.CheckConstraint(condition=models.Q(("pack__gt", 0)), name="quote_pack_is_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__isnull", True), ("capacity__gt", 0), _connector="OR"),
                        name="quote_capacity_is_positive",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="QuoteStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minimum", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="desde")),
                ("price", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="precio por unidad")),
                (
                    "quote",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="purchasing.quote",
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
                    models.UniqueConstraint(fields=("union", "quote", "minimum"), name="quote_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(("minimum__gte", 0), ("price__gt", 0)), name="quote_step_is_sane"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="nombre de la ronda")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "borrador"),
                            ("open", "abierta"),
                            ("closed", "cerrada"),
                            ("quoted", "cotizada"),
                            ("awarded", "adjudicada"),
                            ("ordered", "pedida"),
                            ("received", "recibida"),
                            ("handed_out", "entregada"),
                            ("settled", "liquidada"),
                            ("cancelled", "cancelada"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="abre el")),
                ("closes_on", models.DateField(verbose_name="cierra el")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("value", "por valor de lo pedido"),
                            ("quantity", "por cantidad"),
                            ("weight", "por peso"),
                            ("distance", "por peso y distancia"),
                        ],
                        default="value",
                        max_length=10,
                        verbose_name="reparto",
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["union", "state", "closes_on"], name="round_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opens_on"))), name="round_closes_after_it_opens"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on__isnull", False), ("state", "settled")),
                            models.Q(models.Q(("state", "settled"), _negated=True), ("settled_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="round_settled_has_its_day",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="cantidad")),
                (
                    "tolerance",
                    models.DecimalField(decimal_places=3, default=0, max_digits=14, verbose_name="hasta tanto más"),
                ),
                (
                    "walk_away",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=14, null=True, verbose_name="precio máximo"
                    ),
                ),
                ("substitutes", models.JSONField(blank=True, default=list)),
                ("placed_at", models.DateTimeField(auto_now=True)),
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
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
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
                (
                    "round",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="purchasing.round",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "round", "item", "section"], name="pledge_by_item")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "round", "member", "item"), name="pledge_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0), ("quantity__lte", 1000000)), name="pledge_is_sane"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tolerance__gte", 0), ("tolerance__lte", 1000000)),
                        name="pledge_tolerance_is_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("walk_away__isnull", True), ("walk_away__gt", 0), _connector="OR"),
                        name="pledge_walk_away_is_positive",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cheapest", "lo más barato"),
                            ("one_supplier", "un solo proveedor"),
                            ("nearest", "el proveedor más cercano"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "en espera"),
                            ("running", "calculando"),
                            ("ready", "listo"),
                            ("failed", "no se pudo"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("seconds_allowed", models.PositiveIntegerField(default=60)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("incumbent_minor", models.BigIntegerField(null=True)),
                ("bound_minor", models.BigIntegerField(null=True)),
                ("seconds", models.FloatField(default=0)),
                ("stop_asked", models.BooleanField(default=False)),
                ("cost_minor", models.BigIntegerField(null=True)),
                ("gap", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("problem_found", models.TextField(blank=True)),
                ("result", models.JSONField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "round",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="purchasing.round",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "round", "-id"], name="plan_by_round")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_approved_by_a_second_person",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="invitation",
            name="round",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="purchasing.round",
            ),
        ),
        migrations.CreateModel(
            name="Allotment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("charge_minor", models.BigIntegerField()),
                ("final_quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("final_minor", models.BigIntegerField()),
                ("is_handed_out", models.BooleanField(default=False)),
                (
                    "instead_of",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.item",
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
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
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
                (
                    "round",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allotments",
                        to="purchasing.round",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "round", "section", "item"], name="allotment_by_place")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "round", "member", "section", "item", "instead_of"),
                        name="allotment_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 0), ("final_quantity__gte", 0)), name="allotment_is_sane"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RoundItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "round",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="purchasing.round",
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
                "constraints": [models.UniqueConstraint(fields=("union", "round", "item"), name="round_item_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, verbose_name="clave")),
                ("name", models.CharField(max_length=160, verbose_name="proveedor")),
                ("rfc", models.CharField(blank=True, max_length=13, verbose_name="RFC")),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="teléfono")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                ("town", models.CharField(blank=True, max_length=120, verbose_name="lugar")),
                ("is_demo", models.BooleanField(default=False)),
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
                "constraints": [models.UniqueConstraint(fields=("union", "code"), name="supplier_code_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="invitation",
            name="supplier",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="purchasing.supplier",
            ),
        ),
        migrations.CreateModel(
            name="FreightCharge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drop", models.CharField(max_length=120)),
                ("freight_minor", models.BigIntegerField()),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "round",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freight_charges",
                        to="purchasing.round",
                    ),
                ),
                (
                    "supplier",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="purchasing.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "round", "supplier", "drop"), name="freight_charge_once"),
                    models.CheckConstraint(
                        condition=models.Q(("freight_minor__gte", 0)), name="freight_charge_not_negative"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AwardLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("packs", models.PositiveIntegerField()),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("goods_minor", models.BigIntegerField()),
                ("received", models.DecimalField(decimal_places=3, max_digits=14, null=True, verbose_name="recibido")),
                ("damaged", models.DecimalField(decimal_places=3, default=0, max_digits=14, verbose_name="dañado")),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="nota")),
                (
                    "came_instead",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stock.item",
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
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
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
                (
                    "round",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_lines",
                        to="purchasing.round",
                    ),
                ),
                (
                    "supplier",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="purchasing.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "round", "supplier", "item", "section"), name="award_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0), ("goods_minor__gte", 0)), name="award_line_is_sane"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("damaged", 0), ("received__isnull", True)),
                            models.Q(
                                ("damaged__gte", 0),
                                ("received__gte", models.F("damaged")),
                                ("received__lte", models.F("quantity")),
                            ),
                            _connector="OR",
                        ),
                        name="award_line_received_is_sane",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="FreightRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fixed", models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name="por parada")),
                ("per_kg", models.DecimalField(decimal_places=4, default=0, max_digits=14, verbose_name="por kilo")),
                ("drop", models.CharField(blank=True, max_length=40, verbose_name="parada compartida")),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
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
                (
                    "invitation",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freight",
                        to="purchasing.invitation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "invitation", "section"), name="freight_once"),
                    models.CheckConstraint(
                        condition=models.Q(("fixed__gte", 0), ("per_kg__gte", 0)), name="freight_not_negative"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("union", "round", "supplier"), name="invitation_once"),
        ),
    ]
