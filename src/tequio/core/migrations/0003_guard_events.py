"""Row security, append-only events chained by hash, and the shared cache table."""

from django.db import migrations

from tequio.core.operations import GrantTable, OwnByUnion

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are never changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""

# The head of each union's chain. The application may not touch it: only the trigger, which runs as the owner, does.
CHAIN = """
CREATE TABLE core_chain (
  union_id bigint PRIMARY KEY REFERENCES unions_union (id),
  number bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE FUNCTION event_hash(
  union_id bigint, number bigint, at timestamptz, kind text, user_id bigint, actor text, subject text,
  subject_id bigint, data jsonb, previous bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(
    union_id, number, (extract(epoch FROM at) * 1000000)::bigint, kind, user_id, actor, subject, subject_id, data
  )::text, 'UTF8'))
$$;

CREATE FUNCTION chain_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
                         NEW.subject_id, NEW.data, head.hash);
  UPDATE core_chain SET number = NEW.number, hash = NEW.hash WHERE union_id = NEW.union_id;
  RETURN NEW;
END $$;

CREATE TRIGGER chain_event BEFORE INSERT ON core_event FOR EACH ROW EXECUTE FUNCTION chain_event();
"""

CACHE = """
CREATE TABLE core_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""


def open_shared_tables(apps, schema_editor):
    """Tables of no union that the application reads and writes; django_migrations stays the owner's."""
    role = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app")
    for table in ("core_cache", "django_session", "django_content_type", "auth_permission", "auth_group"):
        schema_editor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role}")
    schema_editor.execute(f"GRANT SELECT ON core_chain, django_migrations TO {role}")
    schema_editor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role}")
    schema_editor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_belong_to_unions"),
        ("sessions", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(REFUSE_CHANGE, migrations.RunSQL.noop),
        OwnByUnion("event", append_only=True),
        OwnByUnion("doneonce"),
        GrantTable("user"),
        migrations.RunSQL(CHAIN, migrations.RunSQL.noop),
        migrations.RunSQL(CACHE, "DROP TABLE core_cache"),
        migrations.RunPython(open_shared_tables, migrations.RunPython.noop),
    ]
