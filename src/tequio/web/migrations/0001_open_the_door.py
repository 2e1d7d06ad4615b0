"""Lets the application use the tables of the sign-in library, and answers what is asked before a union is in scope."""

from django.db import migrations

# The roster is where accounts come from. One telephone may serve a whole household: then it names no single member of
# that union, and nobody is linked until the office gives each a number.
ACCOUNT_BY_PHONE = """
CREATE FUNCTION account_by_phone(wanted text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE account bigint; owner_name text;
BEGIN
  IF coalesce(wanted, '') = '' THEN RETURN NULL; END IF;
  SELECT min(concat_ws(' ', p.nombres, nullif(p.primer_apellido, ''), nullif(p.segundo_apellido, '')))
    INTO owner_name
    FROM members_person p JOIN members_member m ON m.union_id = p.union_id AND m.person_id = p.id
    WHERE p.phone = wanted AND m.user_id IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM members_person q JOIN members_member n ON n.union_id = q.union_id AND n.person_id = q.id
        WHERE q.phone = wanted AND q.union_id = p.union_id AND n.id <> m.id);
  SELECT id INTO account FROM core_user WHERE phone = wanted;
  IF owner_name IS NULL THEN RETURN account; END IF;
  IF account IS NULL THEN
    INSERT INTO core_user (password, name, phone, phone_verified, is_active, joined_at)
      VALUES ('!', left(owner_name, 160), wanted, false, true, now())
      ON CONFLICT (phone) DO UPDATE SET phone = excluded.phone
      RETURNING id INTO account;
  END IF;
  UPDATE members_member m SET user_id = account
    FROM members_person p
    WHERE m.union_id = p.union_id AND m.person_id = p.id AND p.phone = wanted AND m.user_id IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM members_member n WHERE n.union_id = m.union_id AND n.user_id = account)
      AND NOT EXISTS (
        SELECT 1 FROM members_person q JOIN members_member n ON n.union_id = q.union_id AND n.person_id = q.id
        WHERE q.phone = wanted AND q.union_id = p.union_id AND n.id <> m.id);
  RETURN account;
END $$;
"""

UNIONS_OF = """
CREATE FUNCTION unions_of_user(wanted bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT union_id FROM members_member WHERE user_id = wanted
  UNION
  SELECT union_id FROM unions_term WHERE user_id = wanted
    AND begins_on <= current_date AND (ends_on IS NULL OR ends_on > current_date)
$$;
"""

# Whoever has the old number must not stay the member: a corrected telephone ends what was opened by the old one.
PHONE_CHANGED = """
CREATE FUNCTION close_old_phone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE members_member m SET user_id = NULL
    FROM core_user u
    WHERE m.union_id = NEW.union_id AND m.person_id = NEW.id AND u.id = m.user_id
      AND u.email IS NULL AND u.phone IS DISTINCT FROM NEW.phone;
  RETURN NULL;
END $$;

CREATE TRIGGER close_old_phone AFTER UPDATE OF phone ON members_person FOR EACH ROW
WHEN (OLD.phone IS DISTINCT FROM NEW.phone) EXECUTE FUNCTION close_old_phone();
"""

TABLES = ("account_emailaddress", "account_emailconfirmation", "mfa_authenticator")


def open_library(apps, schema_editor):
    role = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app")
    for table in TABLES:
        schema_editor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role}")
    schema_editor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    for function in ("account_by_phone(text)", "unions_of_user(bigint)"):
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {role}")


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("members", "0003_roster"),
        ("unions", "0002_guard"),
    ]

    operations = [
        migrations.RunSQL(ACCOUNT_BY_PHONE, migrations.RunSQL.noop),
        migrations.RunSQL(UNIONS_OF, migrations.RunSQL.noop),
        migrations.RunSQL(PHONE_CHANGED, migrations.RunSQL.noop),
        migrations.RunPython(open_library, migrations.RunPython.noop),
    ]
