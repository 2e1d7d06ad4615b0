"""Evidence is withdrawn and never lost; a lot starts empty, and two who move the same lots wait in turn."""

from django.db import migrations, models

GUARDS = """
CREATE FUNCTION keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'An observed price is withdrawn, never changed or deleted.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_evidence BEFORE DELETE ON stock_priceobservation FOR EACH ROW EXECUTE FUNCTION keep_evidence();
CREATE TRIGGER keep_what_was_seen BEFORE UPDATE ON stock_priceobservation FOR EACH ROW
WHEN ((OLD.id, OLD.union_id, OLD.item_id, OLD.section_id, OLD.place, OLD.observed_on, OLD.price, OLD.grade, OLD.note,
       OLD.photo) IS DISTINCT FROM (NEW.id, NEW.union_id, NEW.item_id, NEW.section_id, NEW.place, NEW.observed_on,
       NEW.price, NEW.grade, NEW.note, NEW.photo)
      OR OLD.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at)
EXECUTE FUNCTION keep_evidence();

CREATE FUNCTION lot_starts_empty() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_lots WHERE on_hand <> 0) THEN
    RAISE EXCEPTION 'A lot starts empty: moves fill it.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER lot_starts_empty AFTER INSERT ON stock_lot REFERENCING NEW TABLE AS new_lots
FOR EACH STATEMENT EXECUTE FUNCTION lot_starts_empty();

CREATE OR REPLACE FUNCTION keep_on_hand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  PERFORM 1 FROM stock_lot WHERE id IN (SELECT lot_id FROM new_moves) ORDER BY id FOR UPDATE;
  UPDATE stock_lot SET on_hand = on_hand + moved.quantity
  FROM (SELECT lot_id, sum(quantity) AS quantity FROM new_moves GROUP BY lot_id) moved
  WHERE stock_lot.id = moved.lot_id;
  RETURN NULL;
END $$;
"""


def evidence_is_withdrawn_only(apps, schema_editor):
    role = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app")
    schema_editor.execute(f"REVOKE UPDATE, DELETE ON stock_priceobservation FROM {role}")
    schema_editor.execute(f"GRANT UPDATE (withdrawn_at) ON stock_priceobservation TO {role}")


class Migration(migrations.Migration):
    dependencies = [("stock", "0002_guard")]

    operations = [
        migrations.AddConstraint(
            "priceobservation",
            models.CheckConstraint(condition=models.Q(("grade__in", ["A", "B", "C"])), name="price_alone_has_a_grade"),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunPython(evidence_is_withdrawn_only, migrations.RunPython.noop),
    ]
