"""What a certificate counts stays while it stands: no attendance of its course goes away or becomes another's."""

from django.db import migrations

COUNTED = """
CREATE FUNCTION training_is_counted() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE taught bigint;
BEGIN
  SELECT course_id INTO taught FROM training_session WHERE union_id = OLD.union_id AND id = OLD.session_id;
  -- While certificates of the course are being awarded, nothing that they count goes away.
  PERFORM 1 FROM training_course WHERE union_id = OLD.union_id AND id = taught FOR SHARE;
  IF EXISTS (SELECT 1 FROM training_certificate
             WHERE union_id = OLD.union_id AND course_id = taught AND person_id = OLD.person_id
               AND revoked_on IS NULL) THEN
    RAISE EXCEPTION 'A certificate of person % counts attendance %; annul it first.', OLD.person_id, OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_counted BEFORE DELETE OR UPDATE OF session_id, person_id ON training_attendance
FOR EACH ROW EXECUTE FUNCTION training_is_counted();
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0007_prepares_for_an_office")]

    operations = [migrations.RunSQL(COUNTED, migrations.RunSQL.noop)]
