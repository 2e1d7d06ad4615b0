"""A telephone that the roster and the outside adviser share makes the adviser no member."""

from django.db import migrations

ACCOUNT_BY_PHONE = """
CREATE OR REPLACE FUNCTION account_by_phone(wanted text) RETURNS bigint
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
      AND NOT is_catalyst(m.union_id, account, union_day(), 'infinity')
      AND NOT EXISTS (
        SELECT 1 FROM members_person q JOIN members_member n ON n.union_id = q.union_id AND n.person_id = q.id
        WHERE q.phone = wanted AND q.union_id = p.union_id AND n.id <> m.id);
  RETURN account;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("web", "0001_open_the_door"), ("members", "0004_catalyst_is_no_member")]

    operations = [migrations.RunSQL(ACCOUNT_BY_PHONE, migrations.RunSQL.noop)]
