"""Each event tells the right under which it was done, and its hash covers that; events from before keep theirs."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# What `chain_event()` calls: an event without a deed is hashed as it always was.
HASH = """
DROP FUNCTION event_hash(bigint, bigint, timestamptz, text, bigint, text, text, bigint, jsonb, bytea);

CREATE FUNCTION event_hash(
  union_id bigint, number bigint, at timestamptz, kind text, user_id bigint, actor text, subject text,
  subject_id bigint, data jsonb, deed text, previous bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to((jsonb_build_array(
    union_id, number, (extract(epoch FROM at) * 1000000)::bigint, kind, user_id, actor, subject, subject_id, data
  ) || CASE WHEN deed = '' THEN '[]'::jsonb ELSE jsonb_build_array(deed) END)::text, 'UTF8'))
$$;

CREATE OR REPLACE FUNCTION chain_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE head core_chain;
BEGIN
  SELECT * INTO head FROM core_chain WHERE union_id = NEW.union_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO core_chain VALUES (NEW.union_id, 0, ''::bytea) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM core_chain WHERE union_id = NEW.union_id FOR UPDATE;
  END IF;
  NEW.number := head.number + 1;
  NEW.at := clock_timestamp();
  NEW.previous_hash := head.hash;
  NEW.hash := event_hash(NEW.union_id, NEW.number, NEW.at, NEW.kind, NEW.user_id, NEW.actor, NEW.subject,
                         NEW.subject_id, NEW.data, NEW.deed, head.hash);
  UPDATE core_chain SET number = NEW.number, hash = NEW.hash WHERE union_id = NEW.union_id;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0005_outbox")]

    operations = [
        migrations.AddField("event", "deed", models.CharField(max_length=80, db_default="")),
        migrations.AddIndex(
            "event",
            django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="event_by_time", autosummarize=True),
        ),
        migrations.RunSQL(HASH, migrations.RunSQL.noop),
    ]
