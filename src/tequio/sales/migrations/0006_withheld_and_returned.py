"""What is withheld of a payout for other debts, and advances that workshops give back."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [
        ("books", "0003_check_in_one_question"),
        ("sales", "0005_what_laboratories_found"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdvanceReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_minor", models.BigIntegerField(verbose_name="importe")),
                (
                    "into",
                    models.CharField(
                        choices=[("bank", "al banco"), ("cash", "a la caja"), ("round", "vuelve a deber el material")],
                        max_length=5,
                        verbose_name="cómo lo devuelve",
                    ),
                ),
                ("returned_on", models.DateField()),
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
                        related_name="+",
                        to="sales.maker",
                    ),
                ),
                (
                    "order",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advance_returns",
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
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="advance_return_is_positive"
                    )
                ],
                "indexes": [models.Index(fields=["union", "order", "maker"], name="advance_return_by_maker")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("minor", models.BigIntegerField()),
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
                    "payout",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withholdings",
                        to="sales.payout",
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
                    models.UniqueConstraint(fields=("union", "payout", "code"), name="withholding_once"),
                    models.CheckConstraint(condition=models.Q(("minor__gt", 0)), name="withholding_is_positive"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="payout",
            name="payout_adds_up",
        ),
        migrations.AddField(
            model_name="payout",
            name="withheld_minor",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("advance_minor__gte", 0),
                    ("fee_minor__gte", 0),
                    (
                        "gross_minor",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("net_minor"), "+", models.F("fee_minor")
                                ),
                                "+",
                                models.F("advance_minor"),
                            ),
                            "+",
                            models.F("withheld_minor"),
                        ),
                    ),
                    ("gross_minor__gt", 0),
                    ("net_minor__gte", 0),
                    ("withheld_minor__gte", 0),
                ),
                name="payout_adds_up",
            ),
        ),
        OwnByUnion("withholding", append_only=True),
        OwnByUnion("advancereturn", append_only=True),
    ]
