"""What the database keeps of attendance: nobody comes to what was called off, and pages and doubts are read once."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

MAY_CHANGE = {"training_signinpage": "read_at", "training_doubt": "decided_at, decided_by, picture"}

HELD = """
CREATE FUNCTION training_held() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM training_session
             WHERE union_id = NEW.union_id AND id = NEW.session_id AND state = 'cancelled') THEN
    RAISE EXCEPTION 'Session % was called off; nobody comes to it.', NEW.session_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER held BEFORE INSERT OR UPDATE ON training_attendance FOR EACH ROW EXECUTE FUNCTION training_held();

CREATE FUNCTION training_stays_held() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM training_attendance WHERE union_id = NEW.union_id AND session_id = NEW.id) THEN
    RAISE EXCEPTION 'Somebody came to session %; it cannot be called off.', NEW.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays_held BEFORE UPDATE OF state ON training_session FOR EACH ROW
WHEN (NEW.state = 'cancelled') EXECUTE FUNCTION training_stays_held();

CREATE FUNCTION training_done_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Row % of % is done and stays as it is.', OLD.id, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER done_once BEFORE UPDATE ON training_signinpage FOR EACH ROW WHEN (OLD.read_at IS NOT NULL)
EXECUTE FUNCTION training_done_once();
CREATE TRIGGER done_once BEFORE UPDATE ON training_doubt FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL)
EXECUTE FUNCTION training_done_once();
"""


def narrow_grants(apps, schema_editor):
    role = app_role(schema_editor)
    schema_editor.execute(f"REVOKE UPDATE ON training_attendance FROM {role}")
    for table, columns in MAY_CHANGE.items():
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
        schema_editor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {role}")


class Migration(migrations.Migration):
    dependencies = [("training", "0003_attendance")]

    operations = [
        OwnByUnion("attendance"),
        OwnByUnion("signinpage"),
        OwnByUnion("doubt"),
        migrations.RunSQL(HELD, migrations.RunSQL.noop),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
