"""Whoever advises from outside gets no place in an assembly, whatever membership a row may show: docs/adr/0010."""

from django.db import migrations

GUARD = """
CREATE FUNCTION adviser_gets_no_credential() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added c
    JOIN members_member m ON m.union_id = c.union_id AND m.id = c.member_id
    JOIN unions_term t ON t.union_id = m.union_id AND t.user_id = m.user_id
    JOIN unions_office o ON o.union_id = t.union_id AND o.id = t.office_id AND o.kind = 'catalyst'
    WHERE daterange(t.begins_on, t.ends_on) @> union_day()
  ) THEN
    RAISE EXCEPTION 'An outside adviser gets no credential.' USING ERRCODE = 'TQ022';
  END IF;
  RETURN NULL;
END $$;
-- Once for all credentials of a statement: an assembly gives thousands.
CREATE TRIGGER adviser_gets_no_credential AFTER INSERT ON assembly_credential
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION adviser_gets_no_credential();
"""


class Migration(migrations.Migration):
    dependencies = [("assembly", "0005_parity_is_declared"), ("members", "0004_catalyst_is_no_member")]

    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
