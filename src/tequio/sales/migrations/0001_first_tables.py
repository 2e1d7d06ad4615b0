import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("books", "0003_check_in_one_question"),
        ("members", "0004_catalyst_is_no_member"),
        ("stock", "0003_evidence_and_lots"),
        ("unions", "0004_catalyst_deeds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Buyer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="comprador")),
                (
                    "country",
                    models.CharField(
                        choices=[
                            ("MX", "México"),
                            ("US", "Estados Unidos"),
                            ("CA", "Canadá"),
                            ("EU", "Unión Europea"),
                            ("XX", "otro país"),
                        ],
                        default="MX",
                        max_length=2,
                        verbose_name="país",
                    ),
                ),
                ("tax_id", models.CharField(blank=True, max_length=40, verbose_name="RFC o registro fiscal")),
                ("address", models.CharField(blank=True, max_length=240, verbose_name="domicilio")),
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
                "constraints": [models.UniqueConstraint(fields=("union", "name"), name="buyer_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Carton",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("packed_on", models.DateField()),
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
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="nombre")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                ("phone", models.CharField(blank=True, max_length=24, verbose_name="teléfono")),
                (
                    "buyer",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="sales.buyer",
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
                "constraints": [models.UniqueConstraint(fields=("union", "buyer", "name"), name="contact_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="fecha")),
                ("mxn_per_usd", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="pesos por dólar")),
                ("source", models.CharField(max_length=120, verbose_name="fuente")),
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
                    models.UniqueConstraint(fields=("union", "on"), name="exchange_rate_once"),
                    models.CheckConstraint(
                        condition=models.Q(("mxn_per_usd__gt", 0)), name="exchange_rate_is_positive"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent", models.PositiveIntegerField(verbose_name="piezas que trajo")),
                ("accepted", models.PositiveIntegerField(verbose_name="buenas")),
                ("rework", models.PositiveIntegerField(verbose_name="por componer")),
                ("rejected", models.PositiveIntegerField(verbose_name="rechazadas")),
                ("recipe", models.CharField(blank=True, max_length=80, verbose_name="receta")),
                ("material_lot", models.CharField(blank=True, max_length=80, verbose_name="lote de material")),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="nota")),
                ("inspected_on", models.DateField()),
                ("inspected_by", models.CharField(max_length=160)),
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
                            (
                                "sent",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("accepted"), "+", models.F("rework")
                                    ),
                                    "+",
                                    models.F("rejected"),
                                ),
                            ),
                            ("sent__gt", 0),
                        ),
                        name="inspection_adds_up",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="falla")),
                ("pieces", models.PositiveIntegerField(verbose_name="piezas")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "inspection",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="defects",
                        to="sales.inspection",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "inspection", "kind"), name="defect_once"),
                    models.CheckConstraint(condition=models.Q(("pieces__gt", 0)), name="defect_has_pieces"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CartonPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pieces", models.PositiveIntegerField()),
                (
                    "box",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="sales.carton",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "inspection",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packed",
                        to="sales.inspection",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "box", "inspection"), name="carton_part_once"),
                    models.CheckConstraint(condition=models.Q(("pieces__gt", 0)), name="carton_part_has_pieces"),
                ],
                "indexes": [models.Index(fields=["union", "inspection"], name="carton_part_by_lot")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("design", models.CharField(blank=True, max_length=240, verbose_name="hoja de diseño")),
                ("tolerance", models.CharField(blank=True, max_length=120, verbose_name="tolerancia")),
                (
                    "quality",
                    models.CharField(
                        choices=[
                            ("first", "primera"),
                            ("gallery", "de galería, pieza por pieza"),
                            ("second", "segunda, con detalles"),
                        ],
                        default="first",
                        max_length=8,
                        verbose_name="calidad",
                    ),
                ),
                (
                    "ware",
                    models.CharField(
                        choices=[
                            ("flat", "plano para alimentos"),
                            ("small_hollow", "hondo para alimentos, menos de 1.1 litros"),
                            ("large_hollow", "hondo para alimentos, 1.1 litros o más"),
                            ("cup", "taza o jarro"),
                            ("pitcher", "jarra"),
                            ("decorative", "decorativo, no para alimentos"),
                        ],
                        max_length=12,
                        verbose_name="uso de la pieza",
                    ),
                ),
                ("pieces", models.PositiveIntegerField(verbose_name="piezas")),
                ("maker_minor", models.BigIntegerField(verbose_name="pago al taller por pieza buena")),
                ("price_minor", models.BigIntegerField(verbose_name="precio al comprador por pieza")),
                ("due_on", models.DateField(verbose_name="lista el")),
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
                    models.CheckConstraint(
                        condition=models.Q(("pieces__gt", 0), ("pieces__lte", 1000000)), name="order_line_pieces"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maker_minor__gt", 0), ("price_minor__gt", 0)), name="order_line_prices"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="carton",
            name="line",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sales.line"
            ),
        ),
        migrations.CreateModel(
            name="Maker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_active", models.BooleanField(default=True, verbose_name="recibe trabajos")),
                ("least", models.PositiveIntegerField(default=1, verbose_name="lo menos que le conviene")),
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
                    models.UniqueConstraint(fields=("union", "member"), name="maker_once"),
                    models.CheckConstraint(condition=models.Q(("least__gt", 0)), name="maker_least_is_positive"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="nombre del pedido")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en preparación"),
                            ("quoted", "cotizado"),
                            ("ordered", "aceptado"),
                            ("making", "en los talleres"),
                            ("shipped", "entregado"),
                            ("paid", "pagado a talleres"),
                            ("lost", "no se hizo"),
                            ("cancelled", "cancelado"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[("MXN", "pesos (MXN)"), ("USD", "dólares (USD)")],
                        default="MXN",
                        max_length=3,
                        verbose_name="moneda",
                    ),
                ),
                ("rate", models.DecimalField(decimal_places=4, default=1, max_digits=10)),
                ("rate_on", models.DateField(blank=True, null=True)),
                (
                    "incoterm",
                    models.CharField(
                        choices=[
                            ("EXW", "EXW: recoge en la unión"),
                            ("FCA", "FCA: se entrega a su transportista"),
                            ("FOB", "FOB: se entrega en el puerto de salida"),
                            ("CIF", "CIF: con flete y seguro al puerto de llegada"),
                            ("DAP", "DAP: se entrega en su lugar"),
                        ],
                        default="EXW",
                        max_length=3,
                        verbose_name="entrega (Incoterm)",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="lugar de entrega")),
                (
                    "destination",
                    models.CharField(
                        choices=[
                            ("MX", "México"),
                            ("US", "Estados Unidos"),
                            ("CA", "Canadá"),
                            ("EU", "Unión Europea"),
                            ("XX", "otro país"),
                        ],
                        max_length=2,
                        verbose_name="destino",
                    ),
                ),
                ("valid_until", models.DateField(verbose_name="vale hasta")),
                ("due_on", models.DateField(verbose_name="fecha de entrega")),
                ("margin_bp", models.PositiveIntegerField(verbose_name="margen de la unión")),
                ("fee_bp", models.PositiveIntegerField(default=0)),
                ("accepted_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closed_rate", models.DecimalField(blank=True, decimal_places=4, max_digits=10, null=True)),
                ("billed_minor", models.BigIntegerField(blank=True, null=True)),
                ("billed_mxn_minor", models.BigIntegerField(blank=True, null=True)),
                ("link_serial", models.PositiveIntegerField(default=1)),
                (
                    "buyer",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="sales.buyer",
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
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="order_rate_is_positive"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("currency", "MXN"), _negated=True), ("rate", 1), _connector="OR"),
                        name="order_pesos_have_rate_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("fee_bp__lte", 10000)), name="order_fee_is_a_part"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("billed_minor__isnull", True), ("closed_on__isnull", True)),
                            models.Q(
                                ("billed_minor__gte", 0),
                                ("billed_mxn_minor__gte", 0),
                                ("closed_on__isnull", False),
                                ("closed_rate__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="order_billed_when_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("shipped", "paid")), _negated=True),
                            ("billed_minor__isnull", False),
                            _connector="OR",
                        ),
                        name="order_shipped_is_billed",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "state", "due_on"], name="order_by_state")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="line",
            name="order",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="sales.order"
            ),
        ),
        migrations.CreateModel(
            name="FairShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gets_minor", models.BigIntegerField()),
                ("due_minor", models.BigIntegerField()),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fair_shares",
                        to="sales.maker",
                    ),
                ),
                (
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fair_shares",
                        to="sales.order",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "order", "maker"), name="fair_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("due_minor__gte", 0), ("gets_minor__gte", 0)),
                        name="fair_share_not_negative",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=240, verbose_name="motivo")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.maker",
                    ),
                ),
                (
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="sales.order",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "order", "maker"), name="exclusion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="exclusion_has_a_reason"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="carton",
            name="order",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cartons",
                to="sales.order",
            ),
        ),
        migrations.CreateModel(
            name="BuyerPayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_minor", models.BigIntegerField(verbose_name="pagó")),
                ("received_minor", models.BigIntegerField(verbose_name="entró en pesos")),
                (
                    "into",
                    models.CharField(
                        choices=[("bank", "al banco"), ("cash", "a la caja")],
                        default="bank",
                        max_length=4,
                        verbose_name="a dónde entró",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="referencia")),
                ("paid_on", models.DateField(verbose_name="fecha del pago")),
                ("is_advance", models.BooleanField()),
                (
                    "entry",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="sales.order",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0), ("received_minor__gt", 0)),
                        name="buyer_payment_is_positive",
                    )
                ],
                "indexes": [models.Index(fields=["union", "order"], name="buyer_payment_by_order")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("lead_free", "sin plomo, con análisis")],
                        default="lead_free",
                        max_length=12,
                        verbose_name="constancia",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=120, verbose_name="número o laboratorio")),
                ("valid_until", models.DateField(verbose_name="vale hasta")),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
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
                "indexes": [models.Index(fields=["union", "maker", "kind"], name="maker_paper_by_maker")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run", models.PositiveSmallIntegerField()),
                ("gross_minor", models.BigIntegerField()),
                ("fee_minor", models.BigIntegerField()),
                ("advance_minor", models.BigIntegerField()),
                ("net_minor", models.BigIntegerField()),
                ("paid_on", models.DateField()),
                (
                    "entry",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payouts",
                        to="sales.maker",
                    ),
                ),
                (
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payouts",
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
                    models.UniqueConstraint(fields=("union", "order", "run", "maker"), name="payout_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("advance_minor__gte", 0),
                            ("fee_minor__gte", 0),
                            (
                                "gross_minor",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net_minor"), "+", models.F("fee_minor")
                                    ),
                                    "+",
                                    models.F("advance_minor"),
                                ),
                            ),
                            ("gross_minor__gt", 0),
                            ("net_minor__gte", 0),
                        ),
                        name="payout_adds_up",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "maker"], name="payout_by_maker")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pieces", models.PositiveIntegerField(verbose_name="piezas")),
                ("reason", models.CharField(max_length=240, verbose_name="motivo")),
                (
                    "line",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pins",
                        to="sales.line",
                    ),
                ),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                "constraints": [
                    models.UniqueConstraint(fields=("union", "line", "maker"), name="pin_once"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("reason", ""), _negated=True), ("pieces__gt", 0)),
                        name="pin_has_a_reason",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("per_week", models.PositiveIntegerField(verbose_name="piezas buenas por semana")),
                ("cost_minor", models.BigIntegerField(verbose_name="lo que le cuesta cada pieza")),
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
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
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
                "constraints": [
                    models.UniqueConstraint(fields=("union", "maker", "item"), name="skill_once"),
                    models.CheckConstraint(
                        condition=models.Q(("per_week__gt", 0), ("cost_minor__gte", 0)), name="skill_is_sane"
                    ),
                ],
                "indexes": [models.Index(fields=["union", "item"], name="skill_by_item")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Split",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "en espera"),
                            ("running", "calculando"),
                            ("ready", "listo"),
                            ("failed", "no se pudo"),
                            ("approved", "aprobado"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("seconds_allowed", models.PositiveIntegerField(default=30)),
                ("first_on", models.DateField()),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("total_minor", models.BigIntegerField(null=True)),
                ("bound_minor", models.BigIntegerField(null=True)),
                ("seconds", models.FloatField(default=0)),
                ("stop_asked", models.BooleanField(default=False)),
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
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="splits",
                        to="sales.order",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="split_approved_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="split_approved_by_somebody",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "order", "-id"], name="split_by_order")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "ofrecido"),
                            ("accepted", "aceptado"),
                            ("declined", "rechazado"),
                            ("lapsed", "sin respuesta"),
                            ("withdrawn", "retirado"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("pieces", models.PositiveIntegerField(verbose_name="piezas")),
                ("accepted", models.PositiveIntegerField(blank=True, null=True)),
                ("price_minor", models.BigIntegerField(verbose_name="pago por pieza buena")),
                ("answer_by", models.DateField(verbose_name="contesta a más tardar")),
                ("due_on", models.DateField(verbose_name="lista el")),
                ("weeks", models.JSONField(default=dict)),
                ("why", models.JSONField(default=dict)),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="recado")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "line",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="sales.line",
                    ),
                ),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="sales.maker",
                    ),
                ),
                (
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="sales.order",
                    ),
                ),
                (
                    "split",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="sales.split",
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
                        condition=models.Q(("pieces__gt", 0), ("price_minor__gt", 0)), name="ticket_is_sane"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "accepted"), _negated=True),
                                ("accepted__isnull", False),
                                _connector="OR",
                            ),
                            models.Q(
                                ("accepted__isnull", True),
                                models.Q(("accepted__gt", 0), ("accepted__lte", models.F("pieces"))),
                                _connector="OR",
                            ),
                        ),
                        name="ticket_accepts_at_most_what_is_offered",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["union", "order", "state"], name="ticket_by_order"),
                    models.Index(fields=["union", "maker", "state"], name="ticket_by_maker"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.CharField(max_length=40, verbose_name="etapa")),
                ("pieces", models.PositiveIntegerField(verbose_name="piezas")),
                ("noted_on", models.DateField()),
                ("noted_by", models.CharField(max_length=160)),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "ticket",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="sales.ticket",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "ticket", "-id"], name="progress_by_ticket")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="inspection",
            name="ticket",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="sales.ticket",
            ),
        ),
        migrations.CreateModel(
            name="Advance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bank", "dinero, del banco"),
                            ("cash", "dinero, de la caja"),
                            ("round", "material de una ronda que debe"),
                        ],
                        max_length=6,
                        verbose_name="qué se le adelanta",
                    ),
                ),
                ("amount_minor", models.BigIntegerField(verbose_name="importe")),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="nota")),
                ("given_on", models.DateField()),
                (
                    "entry",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "ticket",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advances",
                        to="sales.ticket",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount_minor__gt", 0)), name="advance_is_positive")
                ],
                "indexes": [models.Index(fields=["union", "ticket"], name="advance_by_ticket")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="TicketText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "en espera"),
                            ("sending", "saliendo"),
                            ("sent", "enviado"),
                            ("kept", "guardado, sin servicio de mensajes"),
                            ("failed", "no salió"),
                            ("phoneless", "sin teléfono"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "maker",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.maker",
                    ),
                ),
                (
                    "split",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="sales.split",
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
                "constraints": [models.UniqueConstraint(fields=("union", "split", "maker"), name="ticket_text_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("union", "order", "number"), name="order_line_once"),
        ),
        migrations.AddConstraint(
            model_name="carton",
            constraint=models.UniqueConstraint(fields=("union", "order", "number"), name="carton_once"),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["union", "ticket"], name="inspection_by_ticket"),
        ),
    ]
