"""What the database keeps of production: pieces neither appear nor vanish, a load's fuel is shared to the centavo."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

# When a transaction ends, a batch holds what it began with less what was lost in the stages that were counted.
BALANCE = """
CREATE FUNCTION production_pieces_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  of_union bigint := coalesce(NEW.union_id, OLD.union_id);
  wanted bigint; began integer; held integer; lost integer;
BEGIN
  IF TG_TABLE_NAME = 'production_batch' THEN
    wanted := NEW.id;
  ELSE
    wanted := coalesce(NEW.batch_id, OLD.batch_id);
  END IF;
  SELECT pieces, alive INTO began, held FROM production_batch WHERE union_id = of_union AND id = wanted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(sum(entered - good), 0) INTO lost FROM production_count
  WHERE union_id = of_union AND batch_id = wanted;
  IF held <> began - lost THEN
    RAISE EXCEPTION 'Batch % began with % pieces and lost %; it cannot hold %.', wanted, began, lost, held
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER pieces_balance AFTER INSERT OR UPDATE ON production_batch
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION production_pieces_balance();
CREATE CONSTRAINT TRIGGER pieces_balance AFTER INSERT OR UPDATE OR DELETE ON production_count
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION production_pieces_balance();

CREATE FUNCTION production_fuel_is_shared() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE shared bigint; open bigint;
BEGIN
  SELECT coalesce(sum(fuel_minor), 0), count(*) FILTER (WHERE fuel_minor IS NULL) INTO shared, open
  FROM production_loadpart WHERE union_id = NEW.union_id AND load_id = NEW.id;
  IF NEW.state = 'fired' AND (shared <> NEW.fuel_minor OR open > 0) THEN
    RAISE EXCEPTION 'Load % burnt %, and its parts bear % (% of them nothing).', NEW.id, NEW.fuel_minor, shared, open
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fuel_is_shared AFTER INSERT OR UPDATE ON production_load
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION production_fuel_is_shared();

-- What was fired or called off stays as it is, and so do its parts.
CREATE FUNCTION production_load_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Load % is % and stays as it is.', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON production_load FOR EACH ROW WHEN (OLD.state <> 'planned')
EXECUTE FUNCTION production_load_stays();

CREATE FUNCTION production_part_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Part % was fired and stays as it is.', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON production_loadpart FOR EACH ROW WHEN (OLD.fuel_minor IS NOT NULL)
EXECUTE FUNCTION production_part_stays();
"""


def keep_rows(apps, schema_editor):
    role = app_role(schema_editor)
    for table in ("production_kiln", "production_load", "production_commitment"):
        schema_editor.execute(f"REVOKE DELETE ON {table} FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("production", "0001_first_tables"), ("members", "0002_guard")]

    operations = [
        OwnByUnion("means"),
        OwnByUnion("kiln"),
        OwnByUnion("pause"),
        OwnByUnion("weeknote"),
        OwnByUnion("batch"),
        OwnByUnion("load"),
        OwnByUnion("loadpart"),
        OwnByUnion("count"),
        OwnByUnion("commitment"),
        OwnByUnion("productionfeed"),
        migrations.RunSQL(BALANCE, migrations.RunSQL.noop),
        migrations.RunPython(keep_rows, migrations.RunPython.noop),
    ]
