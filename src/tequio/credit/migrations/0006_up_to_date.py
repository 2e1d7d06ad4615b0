"""What is kept of loans with nothing overdue, and that the database takes it away when something is paid or agreed."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion

TAKEN_AWAY = """
CREATE FUNCTION credit_not_up_to_date() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'credit_payment' THEN
    DELETE FROM credit_uptodate WHERE union_id = NEW.union_id AND loan_id = NEW.loan_id;
  ELSE
    DELETE FROM credit_uptodate WHERE union_id = NEW.union_id AND loan_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER not_up_to_date AFTER INSERT OR UPDATE OF cancelled_on ON credit_payment
  FOR EACH ROW EXECUTE FUNCTION credit_not_up_to_date();
CREATE TRIGGER not_up_to_date AFTER UPDATE OF version, disbursed_on ON credit_loan
  FOR EACH ROW EXECUTE FUNCTION credit_not_up_to_date();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("credit", "0005_how_one_can_pay"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="UpToDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("balance_minor", models.BigIntegerField()),
                ("next_minor", models.BigIntegerField()),
                ("late_30_on", models.DateField(blank=True, null=True)),
                ("late_90_on", models.DateField(blank=True, null=True)),
                (
                    "loan",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="up_to_date",
                        to="credit.loan",
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
                    models.UniqueConstraint(fields=("union", "loan"), name="up_to_date_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("balance_minor__gte", 0), ("next_minor__gte", 0), ("until_on__gte", models.F("from_on"))
                        ),
                        name="up_to_date_from_a_day_to_another",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("uptodate"),
        migrations.RunSQL(TAKEN_AWAY, migrations.RunSQL.noop),
    ]
