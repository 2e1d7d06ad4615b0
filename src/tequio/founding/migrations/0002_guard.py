"""What the database keeps of a founding: no stage is skipped, and no act without a vote that carried."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

TABLES = ("founding", "problem", "ranking", "promoter", "answer", "founder", "registration")

GUARD = """
CREATE FUNCTION founding_goes_step_by_step() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  stages constant text[] := ARRAY[
    'forum', 'ranking', 'promoters', 'form', 'bylaws', 'assembly', 'founded', 'governed'
  ];
  steps integer := array_position(stages, NEW.stage::text) - array_position(stages, OLD.stage::text);
BEGIN
  IF steps NOT IN (0, 1) AND NOT (OLD.stage = 'assembly' AND NEW.stage = 'bylaws') THEN
    RAISE EXCEPTION 'A founding does not go from % to %.', OLD.stage, NEW.stage USING ERRCODE = 'TQ040';
  END IF;
  IF NEW.stage = 'founded' AND OLD.stage = 'assembly' THEN
    IF NOT EXISTS (
      SELECT 1 FROM assembly_assembly WHERE union_id = NEW.union_id AND id = NEW.assembly_id AND state = 'closed'
    ) OR 3 <> (
      SELECT count(*) FROM assembly_motion WHERE union_id = NEW.union_id AND state = 'carried'
        AND id IN (NEW.constitution_id, NEW.adoption_id, NEW.fee_id)
    ) THEN
      RAISE EXCEPTION 'The founding assembly did not found this union.' USING ERRCODE = 'TQ041';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_step_by_step BEFORE UPDATE ON founding_founding FOR EACH ROW
EXECUTE FUNCTION founding_goes_step_by_step();
"""


def keep_rows(apps, schema_editor):
    role = app_role(schema_editor)
    for table in ("founding_founding", "founding_ranking", "founding_registration"):
        schema_editor.execute(f"REVOKE DELETE ON {table} FROM {role}")


class Migration(migrations.Migration):
    dependencies = [
        ("founding", "0001_first_tables"),
        ("assembly", "0002_guard"),
        ("members", "0002_guard"),
        ("training", "0002_guard"),
    ]

    operations = [
        *(OwnByUnion(table) for table in TABLES),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        migrations.RunPython(keep_rows, migrations.RunPython.noop),
    ]
