"""What the database keeps of sessions: none is deleted, and none changes unseen by calendars."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

# A cancelled session stays so, and what calendars show never changes while its sequence stays.
TOLD = """
CREATE FUNCTION training_calendars_learn() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state = 'cancelled' THEN
    RAISE EXCEPTION 'Session % is cancelled and stays as it is.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.uid <> OLD.uid OR NEW.sequence < OLD.sequence OR (NEW.sequence = OLD.sequence AND
    (NEW.topic, NEW.speaker, NEW.begins_at, NEW.minutes, NEW.place, NEW.material, NEW.state)
    IS DISTINCT FROM (OLD.topic, OLD.speaker, OLD.begins_at, OLD.minutes, OLD.place, OLD.material, OLD.state)) THEN
    RAISE EXCEPTION 'Session % changed and its sequence did not rise.', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calendars_learn BEFORE UPDATE ON training_session FOR EACH ROW
EXECUTE FUNCTION training_calendars_learn();

CREATE FUNCTION training_seats_hold() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE room integer; taken integer;
BEGIN
  SELECT seats INTO room FROM training_session
  WHERE union_id = NEW.union_id AND id = NEW.session_id FOR NO KEY UPDATE;
  SELECT count(*) INTO taken FROM training_seat WHERE union_id = NEW.union_id AND session_id = NEW.session_id;
  IF room IS NOT NULL AND taken > room THEN
    RAISE EXCEPTION 'Session % has % seats and no more.', NEW.session_id, room USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seats_hold AFTER INSERT ON training_seat FOR EACH ROW EXECUTE FUNCTION training_seats_hold();
"""


def keep_rows(apps, schema_editor):
    role = app_role(schema_editor)
    for table in ("training_programme", "training_course", "training_session"):
        schema_editor.execute(f"REVOKE DELETE ON {table} FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("training", "0001_first_tables"), ("members", "0002_guard")]

    operations = [
        OwnByUnion("programme"),
        OwnByUnion("course"),
        OwnByUnion("session"),
        OwnByUnion("seat"),
        OwnByUnion("feed"),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.RunPython(keep_rows, migrations.RunPython.noop),
    ]
