"""What the database itself keeps: balance, permanence, closed periods, and the kept balances."""

from django.db import migrations

from tequio.core.operations import OwnByUnion

# Every check works on all rows of a statement as a set: thousands of legs cost what a few cost.
GUARDS = """
ALTER TABLE books_entry ADD COLUMN transaction xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE FUNCTION entry_in_open_period() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE closed date;
BEGIN
  INSERT INTO books_period (union_id, month)
  SELECT DISTINCT union_id, date_trunc('month', "on")::date FROM new_entries ON CONFLICT DO NOTHING;
  -- The lock makes closing wait for entries under way, and entries for a closing under way.
  PERFORM 1 FROM books_period p
  WHERE (p.union_id, p.month) IN (SELECT union_id, date_trunc('month', "on")::date FROM new_entries)
  ORDER BY p.union_id, p.month FOR SHARE;
  SELECT p.month INTO closed FROM books_period p
  WHERE (p.union_id, p.month) IN (SELECT union_id, date_trunc('month', "on")::date FROM new_entries)
    AND p.closed_at IS NOT NULL LIMIT 1;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'Period % is closed.', to_char(closed, 'YYYY-MM')
      USING ERRCODE = 'TQ001', DETAIL = to_char(closed, 'YYYY-MM');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entry_in_open_period AFTER INSERT ON books_entry REFERENCING NEW TABLE AS new_entries
FOR EACH STATEMENT EXECUTE FUNCTION entry_in_open_period();

CREATE FUNCTION entry_has_legs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM books_leg WHERE union_id = NEW.union_id AND entry_id = NEW.id) THEN
    RAISE EXCEPTION 'Entry % has no legs.', NEW.id USING ERRCODE = 'TQ002';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_has_legs AFTER INSERT ON books_entry DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION entry_has_legs();

CREATE FUNCTION legs_are_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE wrong bigint;
BEGIN
  SELECT entry_id INTO wrong FROM new_legs GROUP BY entry_id HAVING sum(amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % does not balance.', wrong USING ERRCODE = 'TQ002';
  END IF;
  SELECT l.entry_id INTO wrong FROM (SELECT DISTINCT union_id, entry_id FROM new_legs) l
  LEFT JOIN books_entry e ON e.id = l.entry_id AND e.union_id = l.union_id AND e.transaction = pg_current_xact_id()
  WHERE e.id IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % is finished: it takes no more legs.', wrong USING ERRCODE = 'TQ003';
  END IF;
  SELECT l.account_id INTO wrong FROM (SELECT DISTINCT union_id, account_id, member_id IS NOT NULL AS named FROM new_legs) l
  LEFT JOIN books_account a ON a.id = l.account_id AND a.union_id = l.union_id AND a.by_member = l.named
  WHERE a.id IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Account % is not of this union, or its legs must (or must not) name a member.', wrong
      USING ERRCODE = 'TQ004';
  END IF;
  SELECT l.member_id INTO wrong FROM (SELECT DISTINCT union_id, member_id FROM new_legs WHERE member_id IS NOT NULL) l
  LEFT JOIN members_member m ON m.id = l.member_id AND m.union_id = l.union_id WHERE m.id IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Member % is not of this union.', wrong USING ERRCODE = 'TQ004';
  END IF;
  -- In one order for everybody, so that two postings never wait for each other in a circle.
  INSERT INTO books_balance AS b (union_id, month, account_id, member_id, debit_minor, credit_minor)
  SELECT l.union_id, date_trunc('month', e."on")::date, l.account_id, l.member_id,
         sum(greatest(l.amount_minor, 0)), sum(greatest(-l.amount_minor, 0))
  FROM new_legs l JOIN books_entry e ON e.id = l.entry_id
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4 NULLS FIRST, 2
  ON CONFLICT (union_id, account_id, member_id, month) DO UPDATE
  SET debit_minor = b.debit_minor + excluded.debit_minor, credit_minor = b.credit_minor + excluded.credit_minor;
  RETURN NULL;
END $$;
CREATE TRIGGER legs_are_sound AFTER INSERT ON books_leg REFERENCING NEW TABLE AS new_legs
FOR EACH STATEMENT EXECUTE FUNCTION legs_are_sound();

CREATE FUNCTION keep_who_has_legs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM books_leg WHERE union_id = OLD.union_id AND member_id = OLD.id) THEN
    RAISE EXCEPTION 'Member % has entries in the books and cannot be deleted.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER keep_who_has_legs BEFORE DELETE ON members_member FOR EACH ROW EXECUTE FUNCTION keep_who_has_legs();
"""


def narrow_grants(apps, schema_editor):
    role = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app")
    schema_editor.execute(f"REVOKE DELETE ON books_account, books_period FROM {role}")
    # Only the triggers, which run as the owner, write the kept balances.
    schema_editor.execute(f"REVOKE INSERT, UPDATE, DELETE ON books_balance FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("books", "0001_first_tables"), ("members", "0002_guard")]

    operations = [
        OwnByUnion("account"),
        OwnByUnion("period"),
        OwnByUnion("entry", append_only=True),
        # Accounts and members are checked as a set by legs_are_sound(); a foreign key for each leg would cost three
        # times as much as the insert itself.
        OwnByUnion("leg", append_only=True, unreferenced=("account", "member")),
        OwnByUnion("balance", unreferenced=("account", "member")),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
