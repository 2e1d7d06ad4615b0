"""Reports of laboratories; boxes for food only with a report of each lot; lines with the shape of their pieces."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion

GUARD = """
CREATE FUNCTION sales_food_is_proven() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  -- What a report found is judged by the program, with dated rules; that one stands for every lot is kept here.
  PERFORM 1 FROM sales_carton c JOIN sales_line l ON l.union_id = c.union_id AND l.id = c.line_id
    JOIN sales_inspection i ON i.union_id = NEW.union_id AND i.id = NEW.inspection_id
    WHERE c.union_id = NEW.union_id AND c.id = NEW.box_id AND c.as_food AND (l.ware = 'decorative' OR NOT EXISTS (
      SELECT FROM sales_labreport r WHERE r.union_id = NEW.union_id AND r.withdrawn_on IS NULL AND r."on" <= c.packed_on
        AND (r.inspection_id = i.id OR (i.material_lot <> '' AND lower(r.mix) = lower(i.material_lot)))));
  IF FOUND THEN
    RAISE EXCEPTION 'Lot % has no report that stands.', NEW.inspection_id USING ERRCODE = 'TQ046';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER food_is_proven AFTER INSERT ON sales_cartonpart
  FOR EACH ROW EXECUTE FUNCTION sales_food_is_proven();

CREATE FUNCTION sales_report_is_fixed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.withdrawn_on IS NOT NULL OR NEW.withdrawn_on IS NULL
    OR to_jsonb(OLD) - 'withdrawn_on' - 'withdrawn_why' <> to_jsonb(NEW) - 'withdrawn_on' - 'withdrawn_why' THEN
    RAISE EXCEPTION 'A report is withdrawn once, never changed.' USING ERRCODE = 'TQ047';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER report_is_fixed BEFORE UPDATE OR DELETE ON sales_labreport
  FOR EACH ROW EXECUTE FUNCTION sales_report_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0004_what_workshops_let_be_told"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="carton",
            name="as_food",
            field=models.BooleanField(default=False, verbose_name="para alimentos"),
        ),
        migrations.AddField(
            model_name="carton",
            name="mark",
            field=models.CharField(blank=True, max_length=20, verbose_name="cómo se marcó que es de adorno"),
        ),
        migrations.AddField(
            model_name="line",
            name="depth_mm",
            field=models.DecimalField(
                blank=True, decimal_places=1, max_digits=7, null=True, verbose_name="hondo por dentro"
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="use",
            field=models.CharField(blank=True, max_length=20, verbose_name="para qué es"),
        ),
        migrations.AddField(
            model_name="line",
            name="volume_ml",
            field=models.DecimalField(
                blank=True, decimal_places=1, max_digits=9, null=True, verbose_name="lo que le cabe"
            ),
        ),
        migrations.AlterField(
            model_name="line",
            name="ware",
            field=models.CharField(
                choices=[
                    ("flat", "plano para alimentos"),
                    ("small_hollow", "hondo para alimentos, menos de 1.1 litros"),
                    ("large_hollow", "hondo para alimentos, 1.1 litros o más"),
                    ("cup", "taza o jarro"),
                    ("pitcher", "jarra"),
                    ("cooking", "para cocinar"),
                    ("storage", "para guardar alimentos"),
                    ("decorative", "decorativo, no para alimentos"),
                ],
                max_length=12,
                verbose_name="uso de la pieza",
            ),
        ),
        migrations.CreateModel(
            name="LabReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, verbose_name="número")),
                ("laboratory", models.CharField(max_length=120, verbose_name="laboratorio")),
                ("method", models.CharField(max_length=40, verbose_name="método")),
                ("on", models.DateField(verbose_name="fecha del análisis")),
                ("lot", models.CharField(blank=True, max_length=40)),
                ("recipe", models.CharField(blank=True, max_length=80, verbose_name="receta")),
                ("mix", models.CharField(blank=True, max_length=80, verbose_name="lote de esmalte")),
                ("use", models.CharField(blank=True, max_length=20)),
                ("depth_mm", models.DecimalField(blank=True, decimal_places=1, max_digits=7, null=True)),
                ("volume_ml", models.DecimalField(blank=True, decimal_places=1, max_digits=9, null=True)),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="vale hasta")),
                ("noted_on", models.DateField()),
                ("noted_by", models.CharField(max_length=160)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=240)),
                (
                    "inspection",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
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
                    models.UniqueConstraint(fields=("union", "laboratory", "number"), name="lab_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("inspection__isnull", False), models.Q(("mix", ""), _negated=True), _connector="OR"
                        ),
                        name="lab_report_is_about_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            models.Q(("withdrawn_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lab_report_withdrawn_for_a_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["union", "inspection"], name="lab_report_by_lot"),
                    models.Index(fields=["union", "mix"], name="lab_report_by_mix"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="LabReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("piece", models.CharField(max_length=20)),
                ("substance", models.CharField(max_length=20)),
                ("amount", models.DecimalField(decimal_places=5, max_digits=12)),
                ("unit", models.CharField(max_length=12)),
                ("is_below", models.BooleanField(default=False)),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "report",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="sales.labreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "report", "piece", "substance"), name="lab_reading_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="lab_reading_not_below_zero"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("labreport"),
        OwnByUnion("labreading", append_only=True),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
