"""The producers hold control, by construction: no office of a catalyst votes, pays, admits or approves."""

from django.db import migrations

GUARD = r"""
CREATE FUNCTION catalyst_may(wanted text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT wanted ~ '\.(draft|see|teach)$|^stock\.price\.record$'
$$;

CREATE FUNCTION keep_catalyst_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT catalyst_may(NEW."right") AND EXISTS (
    SELECT 1 FROM unions_office WHERE union_id = NEW.union_id AND id = NEW.office_id AND kind = 'catalyst'
  ) THEN
    RAISE EXCEPTION 'A catalyst never holds %.', NEW."right" USING ERRCODE = 'TQ020';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_catalyst_out BEFORE INSERT OR UPDATE ON unions_officeright
FOR EACH ROW EXECUTE FUNCTION keep_catalyst_out();

CREATE FUNCTION catalyst_office_is_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM unions_officeright
    WHERE union_id = NEW.union_id AND office_id = NEW.id AND NOT catalyst_may("right")
  ) THEN
    RAISE EXCEPTION 'Office % carries rights that a catalyst never holds.', NEW.code USING ERRCODE = 'TQ020';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER catalyst_office_is_empty BEFORE UPDATE OF kind ON unions_office
FOR EACH ROW WHEN (NEW.kind = 'catalyst') EXECUTE FUNCTION catalyst_office_is_empty();

-- Nor by a second office: whoever is catalyst on a day holds no other office on that day.
CREATE FUNCTION catalyst_holds_nothing_else() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_catalyst boolean;
BEGIN
  SELECT kind = 'catalyst' INTO is_catalyst FROM unions_office WHERE union_id = NEW.union_id AND id = NEW.office_id;
  IF EXISTS (
    SELECT 1 FROM unions_term t JOIN unions_office o ON o.union_id = t.union_id AND o.id = t.office_id
    WHERE t.union_id = NEW.union_id AND t.user_id = NEW.user_id AND t.id <> NEW.id
      AND (o.kind = 'catalyst') <> is_catalyst
      AND daterange(t.begins_on, t.ends_on) && daterange(NEW.begins_on, NEW.ends_on)
  ) THEN
    RAISE EXCEPTION 'A catalyst holds no other office.' USING ERRCODE = 'TQ021';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER catalyst_holds_nothing_else BEFORE INSERT OR UPDATE ON unions_term
FOR EACH ROW EXECUTE FUNCTION catalyst_holds_nothing_else();
"""


class Migration(migrations.Migration):
    dependencies = [("unions", "0002_guard")]

    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
