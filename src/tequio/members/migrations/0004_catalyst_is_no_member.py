"""Whoever advises from outside is no member with a vote, and no member advises from outside: docs/adr/0010."""

from django.db import migrations

GUARD = """
CREATE FUNCTION member_is_no_catalyst() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF is_catalyst(NEW.union_id, NEW.user_id, union_day(), 'infinity') THEN
    RAISE EXCEPTION 'A catalyst is no member.' USING ERRCODE = 'TQ022';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER member_is_no_catalyst BEFORE INSERT OR UPDATE OF user_id, state ON members_member
FOR EACH ROW WHEN (NEW.user_id IS NOT NULL AND NEW.state NOT IN ('left', 'expelled'))
EXECUTE FUNCTION member_is_no_catalyst();

CREATE FUNCTION catalyst_is_no_member() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM unions_office WHERE union_id = NEW.union_id AND id = NEW.office_id AND kind = 'catalyst')
     AND EXISTS (
       SELECT 1 FROM members_member
       WHERE union_id = NEW.union_id AND user_id = NEW.user_id AND state NOT IN ('left', 'expelled')
     ) THEN
    RAISE EXCEPTION 'A catalyst is no member.' USING ERRCODE = 'TQ022';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER catalyst_is_no_member BEFORE INSERT OR UPDATE ON unions_term
FOR EACH ROW WHEN (NEW.ends_on IS NULL OR NEW.ends_on > union_day()) EXECUTE FUNCTION catalyst_is_no_member();
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0003_roster"), ("unions", "0004_catalyst_deeds")]

    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
