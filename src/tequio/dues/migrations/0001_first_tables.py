import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("books", "0003_check_in_one_question"),
        ("members", "0003_roster"),
        ("unions", "0003_catalyst"),
    ]

    operations = [
        migrations.CreateModel(
            name="Farewell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("left_on", models.DateField()),
                ("reason", models.CharField(max_length=240)),
                ("capital_minor", models.BigIntegerField()),
                ("guarantee_minor", models.BigIntegerField()),
                ("advance_minor", models.BigIntegerField()),
                ("unused_minor", models.BigIntegerField()),
                ("dues_minor", models.BigIntegerField()),
                ("purchases_minor", models.BigIntegerField()),
                ("pays_minor", models.BigIntegerField()),
                ("owing_minor", models.BigIntegerField()),
                ("paid_on", models.DateField(blank=True, null=True)),
                (
                    "paid_from",
                    models.CharField(blank=True, choices=[("cash", "caja"), ("bank", "banco")], max_length=4),
                ),
                (
                    "entry",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
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
                    "pay_entry",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        null=True,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "member", "left_on"), name="farewell_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "pays_minor",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("capital_minor"), "+", models.F("guarantee_minor")
                                                    ),
                                                    "+",
                                                    models.F("advance_minor"),
                                                ),
                                                "+",
                                                models.F("unused_minor"),
                                            ),
                                            "-",
                                            models.F("dues_minor"),
                                        ),
                                        "-",
                                        models.F("purchases_minor"),
                                    ),
                                    "+",
                                    models.F("owing_minor"),
                                ),
                            )
                        ),
                        name="farewell_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owing_minor__gte", 0),
                            ("pays_minor__gte", 0),
                            models.Q(("pays_minor", 0), ("owing_minor", 0), _connector="OR"),
                        ),
                        name="farewell_pays_or_owes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_from", ""), ("paid_on__isnull", True), ("pay_entry__isnull", True)),
                            models.Q(
                                ("paid_from__in", ("cash", "bank")),
                                ("paid_on__isnull", False),
                                ("pay_entry__isnull", False),
                                ("pays_minor__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="farewell_paid_once",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(verbose_name="certificado")),
                ("value_minor", models.BigIntegerField()),
                ("subscribed_on", models.DateField()),
                ("cancelled_on", models.DateField(blank=True, null=True)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                (
                    "farewell",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="dues.farewell",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "member", "number"], name="certificate_by_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "number"), name="certificate_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value_minor__gt", 0)), name="certificate_is_worth_something"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(verbose_name="recibo")),
                ("dues_minor", models.BigIntegerField(default=0)),
                ("purchases_minor", models.BigIntegerField(default=0)),
                ("capital_minor", models.BigIntegerField(default=0)),
                ("into", models.CharField(choices=[("cash", "caja"), ("bank", "banco")], max_length=4)),
                ("received_on", models.DateField()),
                ("received_by", models.CharField(max_length=160)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("cancelled_on", models.DateField(blank=True, null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=240)),
                (
                    "entry",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                "indexes": [models.Index(fields=["union", "member", "received_on", "id"], name="receipt_by_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "number"), name="receipt_number_once"),
                    models.UniqueConstraint(fields=("union", "entry"), name="receipt_of_one_entry"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capital_minor__gte", 0),
                            ("dues_minor__gte", 0),
                            ("purchases_minor__gte", 0),
                            models.Q(
                                ("dues_minor__gt", 0),
                                ("purchases_minor__gt", 0),
                                ("capital_minor__gt", 0),
                                _connector="OR",
                            ),
                        ),
                        name="receipt_is_for_something",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Relief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rate_bp", models.PositiveSmallIntegerField(verbose_name="apoyo")),
                ("begins_on", models.DateField(verbose_name="desde")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="hasta antes de")),
                ("reason", models.CharField(max_length=240, verbose_name="motivo")),
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
                "indexes": [models.Index(fields=["union", "member", "begins_on"], name="relief_by_member")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("rate_bp__range", (1, 10000))), name="relief_of_a_part"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gt", models.F("begins_on")), _connector="OR"
                        ),
                        name="relief_ends_after_it_begins",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="relief_says_why"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cadence", models.CharField(choices=[("monthly", "cada mes"), ("yearly", "cada año")], max_length=8)),
                ("period_on", models.DateField()),
                ("charged_on", models.DateField()),
                ("members", models.PositiveIntegerField()),
                ("minor", models.BigIntegerField()),
                ("done_by", models.CharField(max_length=160)),
                ("done_at", models.DateTimeField(auto_now_add=True)),
                ("undone_on", models.DateField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["union", "period_on", "id"], name="run_by_period")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Fee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("monthly", "cuota del mes"), ("yearly", "cuota del año"), ("single", "cuota aparte")],
                        max_length=8,
                    ),
                ),
                ("period_on", models.DateField()),
                ("part", models.PositiveSmallIntegerField(default=1)),
                ("parts", models.PositiveSmallIntegerField(default=1)),
                ("minor", models.BigIntegerField()),
                ("due_on", models.DateField()),
                ("late_on", models.DateField()),
                ("people", models.PositiveSmallIntegerField(default=1)),
                ("full_minor", models.BigIntegerField()),
                ("outside_minor", models.BigIntegerField(default=0)),
                ("relief_minor", models.BigIntegerField(default=0)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("text", models.CharField(max_length=200)),
                ("cancelled_on", models.DateField(blank=True, null=True)),
                (
                    "entry",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="books.entry",
                    ),
                ),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                (
                    "run",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fees",
                        to="dues.run",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["union", "member", "due_on", "id"], name="fee_by_member"),
                    models.Index(fields=["union", "run", "id"], name="fee_by_run"),
                    models.Index(fields=["union", "entry"], name="fee_by_entry"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_on__isnull", True), models.Q(("kind", "single"), _negated=True)),
                        fields=("union", "member", "kind", "period_on", "part"),
                        name="fee_once_a_period",
                    ),
                    models.CheckConstraint(condition=models.Q(("minor__gt", 0)), name="fee_is_something"),
                    models.CheckConstraint(
                        condition=models.Q(("part__gte", 1), ("part__lte", models.F("parts"))), name="fee_part_of_parts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("late_on__gt", models.F("due_on"))), name="fee_late_after_it_is_due"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minor__lte", models.F("full_minor")), ("outside_minor__gte", 0), ("relief_minor__gte", 0)
                        ),
                        name="fee_no_more_than_asked",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cadence",
                    models.CharField(
                        choices=[("monthly", "cada mes"), ("yearly", "cada año")], max_length=8, verbose_name="se cobra"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="rige desde")),
                (
                    "joining",
                    models.CharField(
                        choices=[
                            ("whole", "paga el periodo completo"),
                            ("by_day", "paga los días que faltan"),
                            ("next", "empieza en el siguiente periodo"),
                        ],
                        max_length=8,
                        verbose_name="quien entra a medio periodo",
                    ),
                ),
                ("due_day", models.PositiveSmallIntegerField(verbose_name="se paga hasta el día")),
                ("instalments", models.PositiveSmallIntegerField(default=1, verbose_name="en cuántas partes")),
                ("grace_days", models.PositiveSmallIntegerField(default=0, verbose_name="días de prórroga")),
                ("source", models.CharField(max_length=240, verbose_name="dónde se decidió")),
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
                "indexes": [models.Index(fields=["union", "cadence", "valid_from", "id"], name="schedule_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__day", 1),
                            models.Q(("cadence", "monthly"), ("valid_from__month", 1), _connector="OR"),
                        ),
                        name="schedule_begins_with_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_day__range", (1, 28))), name="schedule_due_on_any_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("instalments", 1),
                            models.Q(("cadence", "yearly"), ("instalments__range", (1, 12))),
                            _connector="OR",
                        ),
                        name="schedule_in_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="schedule_says_where"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="schedule",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="dues.schedule",
            ),
        ),
        migrations.CreateModel(
            name="Bracket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people_from", models.PositiveSmallIntegerField(verbose_name="personas, desde")),
                ("minor", models.BigIntegerField(verbose_name="cuota")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "schedule",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brackets",
                        to="dues.schedule",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "schedule", "people_from"), name="bracket_once"),
                    models.CheckConstraint(
                        condition=models.Q(("minor__gte", 0)), name="bracket_asks_no_less_than_nothing"
                    ),
                    models.CheckConstraint(condition=models.Q(("people_from__gte", 1)), name="bracket_of_people"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Skip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=10)),
                ("note", models.CharField(blank=True, max_length=240)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "run",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skips",
                        to="dues.run",
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
                "constraints": [models.UniqueConstraint(fields=("union", "run", "member"), name="skip_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
    ]
