from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("credit", "0002_guard"),
        ("unions", "0004_catalyst_deeds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("link_serial", models.PositiveIntegerField(default=1)),
                ("shown", models.JSONField(blank=True, default=list)),
                ("scales", models.JSONField(blank=True, default=list)),
                (
                    "lender",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.lender",
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
                "indexes": [models.Index(fields=["union", "lender"], name="tender_invitation_by_lender")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Bid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("annual_rate", models.DecimalField(decimal_places=6, max_digits=9, verbose_name="tasa anual")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("level", "pagos iguales"),
                            ("level_principal", "capital en partes iguales"),
                            ("bullet", "capital al final"),
                            ("flat", "interés sobre el préstamo completo"),
                        ],
                        default="level",
                        max_length=16,
                        verbose_name="cómo se paga",
                    ),
                ),
                (
                    "every",
                    models.CharField(
                        choices=[
                            ("week", "cada semana"),
                            ("fortnight", "cada catorce días"),
                            ("half_month", "cada quincena"),
                            ("month", "cada mes"),
                        ],
                        default="month",
                        max_length=10,
                        verbose_name="cada cuánto",
                    ),
                ),
                (
                    "count",
                    models.CharField(
                        choices=[
                            ("actual/360", "días reales entre 360"),
                            ("actual/365", "días reales entre 365"),
                            ("30/360", "meses de 30 días entre 360"),
                            ("periods", "partes iguales del año"),
                        ],
                        default="actual/360",
                        max_length=10,
                        verbose_name="cómo se cuentan los días",
                    ),
                ),
                ("rest_in", models.JSONField(blank=True, default=list, verbose_name="meses sin pago")),
                (
                    "interest_only",
                    models.PositiveSmallIntegerField(default=0, verbose_name="primeros pagos, solo de interés"),
                ),
                ("round_to", models.PositiveIntegerField(default=1)),
                (
                    "iva",
                    models.DecimalField(
                        decimal_places=6,
                        default=Decimal("0.16"),
                        max_digits=9,
                        verbose_name="IVA sobre interés y comisiones",
                    ),
                ),
                ("opening_fee_minor", models.BigIntegerField(default=0, verbose_name="comisión de apertura, fija")),
                (
                    "opening_fee_rate",
                    models.DecimalField(
                        decimal_places=6,
                        default=0,
                        max_digits=9,
                        verbose_name="comisión de apertura, parte del préstamo",
                    ),
                ),
                ("each_fee_minor", models.BigIntegerField(default=0, verbose_name="cargo con cada pago")),
                (
                    "guarantee_rate",
                    models.DecimalField(decimal_places=6, default=0, max_digits=9, verbose_name="garantía en efectivo"),
                ),
                (
                    "guarantee_yield",
                    models.DecimalField(
                        decimal_places=6, default=0, max_digits=9, verbose_name="rendimiento de la garantía"
                    ),
                ),
                (
                    "late_rate",
                    models.DecimalField(decimal_places=6, default=0, max_digits=9, verbose_name="tasa de mora"),
                ),
                (
                    "penalty",
                    models.DecimalField(decimal_places=6, default=0, max_digits=9, verbose_name="pena por pago tarde"),
                ),
                ("grace_days", models.PositiveSmallIntegerField(default=0, verbose_name="días de gracia")),
                ("amount_minor", models.BigIntegerField(verbose_name="cuánto presta en total")),
                ("payments", models.PositiveSmallIntegerField(verbose_name="en cuántos pagos")),
                ("asks", models.CharField(blank=True, max_length=600, verbose_name="qué otra garantía pide")),
                ("conditions", models.CharField(blank=True, max_length=1000, verbose_name="condiciones")),
                ("valid_until", models.DateField(verbose_name="vale hasta el")),
                ("given_by", models.CharField(max_length=160, verbose_name="quién contesta")),
                ("typed_by", models.CharField(max_length=160)),
                ("given_on", models.DateField()),
                (
                    "invitation",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bids",
                        to="tenders.bankinvitation",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("annual_rate__range", (0, Decimal("10"))),
                            ("each_fee_minor__gte", 0),
                            ("guarantee_rate__gte", 0),
                            ("guarantee_rate__lt", 1),
                            ("guarantee_yield__range", (0, 1)),
                            ("iva__gte", 0),
                            ("iva__lt", 1),
                            ("late_rate__range", (0, Decimal("10"))),
                            ("opening_fee_minor__gte", 0),
                            ("opening_fee_rate__range", (0, 1)),
                            ("penalty__range", (0, 1)),
                            ("round_to__gte", 1),
                        ),
                        name="tenders_bid_rates_are_rates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_minor__gt", 0),
                            ("payments__range", (1, 600)),
                            models.Q(("given_by", ""), _negated=True),
                        ),
                        name="bid_is_sane",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "invitation", "-id"], name="bid_by_invitation")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=300, verbose_name="para qué")),
                ("until_on", models.DateField(verbose_name="hasta el")),
                ("given_on", models.DateField()),
                ("on_paper", models.BooleanField(default=False, verbose_name="firmó en papel")),
                ("taken_by", models.CharField(blank=True, max_length=160)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=160)),
                (
                    "application",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.application",
                    ),
                ),
                (
                    "lender",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.lender",
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
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("union", "application", "lender"),
                        name="consent_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__gte", models.F("given_on")),
                            (
                                "until_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("given_on"), "+", models.Value(366)
                                ),
                            ),
                        ),
                        name="consent_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True), name="consent_says_what_for"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("on_paper", False), ("taken_by", "")),
                            models.Q(("on_paper", True), models.Q(("taken_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="consent_on_paper_by_somebody",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "application", "lender"], name="consent_by_application")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Tender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=120, verbose_name="nombre del concurso")),
                ("closes_on", models.DateField(verbose_name="los bancos contestan hasta el")),
                (
                    "failing_bp",
                    models.PositiveIntegerField(verbose_name="de cada cien préstamos, cuántos se cree que fallan"),
                ),
                (
                    "lost_bp",
                    models.PositiveIntegerField(verbose_name="de cada cien pesos que fallan, cuántos se pierden"),
                ),
                (
                    "cover",
                    models.CharField(
                        choices=[
                            ("pari_passu", "paga su parte de cada pérdida"),
                            ("first_loss", "paga primero, hasta acabarse"),
                        ],
                        default="pari_passu",
                        max_length=12,
                        verbose_name="cómo paga el fondo",
                    ),
                ),
                ("part_bp", models.PositiveIntegerField(verbose_name="parte que responde el fondo")),
                ("pool_minor", models.BigIntegerField(verbose_name="dinero en el fondo")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en preparación"),
                            ("open", "los bancos contestan"),
                            ("closed", "por escoger"),
                            ("chosen", "escogido"),
                            ("called_off", "no se hizo"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("called_off_why", models.CharField(blank=True, max_length=600, verbose_name="por qué no se hizo")),
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
                    models.UniqueConstraint(fields=("union", "number"), name="tender_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("failing_bp__range", (1, 10000)),
                            ("lost_bp__range", (1, 10000)),
                            ("part_bp__range", (0, 10000)),
                            ("pool_minor__gte", 0),
                            models.Q(("title", ""), _negated=True),
                        ),
                        name="tender_is_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_on__isnull", True), ("state", "draft")),
                            ("state", "called_off"),
                            ("sent_on__isnull", False),
                            _connector="OR",
                        ),
                        name="tender_sent_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("state", "called_off"), _negated=True), ("called_off_why", "")),
                            models.Q(("state", "called_off"), models.Q(("called_off_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="tender_called_off_with_a_reason",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "state", "-id"], name="tender_by_state")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=1000, verbose_name="por qué esta")),
                ("name", models.CharField(max_length=160)),
                ("chosen_on", models.DateField()),
                (
                    "bid",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenders.bid",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tender",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="tenders.tender",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "tender"), name="chosen_once"),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="choice_says_why"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Bundled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("facts", models.JSONField(default=dict)),
                ("told", models.TextField(blank=True)),
                (
                    "application",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.application",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "tender",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundled",
                        to="tenders.tender",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "tender", "application"), name="bundled_once"),
                    models.UniqueConstraint(fields=("union", "tender", "number"), name="bundled_number_once"),
                ],
                "indexes": [models.Index(fields=["union", "application"], name="bundled_by_application")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="bankinvitation",
            name="tender",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="tenders.tender",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankinvitation",
            constraint=models.UniqueConstraint(fields=("union", "tender", "lender"), name="invited_once"),
        ),
    ]
