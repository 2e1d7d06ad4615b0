"""Whoever is catalyst on a day does no deed of the union on it, and his office ends by a date: docs/adr/0010."""

from django.conf import settings
from django.db import migrations

ENDLESS = """
-- Those who advise without an end keep it until the next anniversary of the day on which they began.
UPDATE unions_term t SET ends_on =
  (t.begins_on + make_interval(years => extract(year FROM age(union_day(), least(t.begins_on, union_day())))::int + 1))
FROM unions_office o
WHERE o.union_id = t.union_id AND o.id = t.office_id AND o.kind = 'catalyst' AND t.ends_on IS NULL;
"""

GUARD = r"""
-- The union's day, whatever the clock of the server's place says.
CREATE FUNCTION union_day() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (clock_timestamp() AT TIME ZONE 'UNION_ZONE')::date
$$;

-- He brings papers in as well, to be looked at: unions/powers.py lists the rights, here are their verbs.
CREATE OR REPLACE FUNCTION catalyst_may(wanted text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT wanted ~ '\.(draft|see|teach|upload)$|^stock\.price\.record$'
$$;

CREATE FUNCTION is_catalyst(of_union bigint, person bigint, since date, until date) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM unions_term t
    JOIN unions_office o ON o.union_id = t.union_id AND o.id = t.office_id AND o.kind = 'catalyst'
    WHERE t.union_id = of_union AND t.user_id = person
      AND daterange(t.begins_on, t.ends_on) && daterange(since, until, '[]')
  )
$$;

-- Every deed writes one event in its own transaction; without the event there is no deed.
-- An event that names no deed is none of his either.
CREATE FUNCTION catalyst_does_not_decide() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF is_catalyst(NEW.union_id, NEW.user_id, union_day(), union_day()) THEN
    RAISE EXCEPTION 'A catalyst never does %.', NEW.deed USING ERRCODE = 'TQ020';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER catalyst_does_not_decide BEFORE INSERT ON core_event
FOR EACH ROW WHEN (NEW.user_id IS NOT NULL AND NOT catalyst_may(NEW.deed)) EXECUTE FUNCTION catalyst_does_not_decide();

-- How long the union lets advice run: its own setting, one year where it set none, and never more than three.
CREATE FUNCTION catalyst_years(of_union bigint, day date) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT least(3, coalesce((
    SELECT (value #>> '{}')::integer FROM unions_setting
    WHERE union_id = of_union AND key = 'unions.catalyst_years' AND valid_from <= day ORDER BY valid_from DESC LIMIT 1
  ), 1))
$$;

-- Ending sooner is always possible. From 29 February a year lasts until 1 March.
CREATE FUNCTION catalyst_term_ends() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.office_id = OLD.office_id AND NEW.begins_on >= OLD.begins_on
     AND NEW.ends_on <= coalesce(OLD.ends_on, 'infinity') THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1 FROM unions_office WHERE union_id = NEW.union_id AND id = NEW.office_id AND kind = 'catalyst')
     AND (NEW.ends_on IS NULL OR NEW.ends_on > NEW.begins_on
          + make_interval(years => catalyst_years(NEW.union_id, NEW.begins_on))
          + make_interval(days => (to_char(NEW.begins_on, 'MMDD') = '0229')::int)) THEN
    RAISE EXCEPTION 'A catalyst''s term ends, and in time.' USING ERRCODE = 'TQ023';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER catalyst_term_ends BEFORE INSERT OR UPDATE ON unions_term
FOR EACH ROW EXECUTE FUNCTION catalyst_term_ends();

-- An office is a catalyst's from its first day to its last, or never: nobody gets power with a new word.
CREATE FUNCTION catalyst_office_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'No office becomes a catalyst''s, and a catalyst''s becomes no other.' USING ERRCODE = 'TQ020';
END $$;
CREATE TRIGGER catalyst_office_stays BEFORE UPDATE OF kind ON unions_office FOR EACH ROW
WHEN (NEW.kind <> OLD.kind AND 'catalyst' IN (NEW.kind, OLD.kind)) EXECUTE FUNCTION catalyst_office_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("unions", "0003_catalyst"), ("core", "0006_deed_of_events")]

    operations = [
        migrations.RunSQL(GUARD.replace("UNION_ZONE", settings.TIME_ZONE), migrations.RunSQL.noop),
        migrations.RunSQL(ENDLESS, migrations.RunSQL.noop),
    ]
