"""Whether an event could be a catalyst's is asked inside the trigger, where the question stays planned.

PostgreSQL plans the WHEN of a trigger anew for each statement: with a function in it, that took a sixth of the time
of every deed's event.
"""

from django.db import migrations

INSIDE = """
CREATE OR REPLACE FUNCTION catalyst_does_not_decide() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.user_id IS NOT NULL AND NOT catalyst_may(NEW.deed)
     AND is_catalyst(NEW.union_id, NEW.user_id, union_day(), union_day()) THEN
    RAISE EXCEPTION 'A catalyst never does %.', NEW.deed USING ERRCODE = 'TQ020';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER catalyst_does_not_decide ON core_event;
CREATE TRIGGER catalyst_does_not_decide BEFORE INSERT ON core_event
FOR EACH ROW EXECUTE FUNCTION catalyst_does_not_decide();
"""


class Migration(migrations.Migration):
    dependencies = [("unions", "0004_catalyst_deeds")]

    operations = [migrations.RunSQL(INSIDE, migrations.RunSQL.noop)]
