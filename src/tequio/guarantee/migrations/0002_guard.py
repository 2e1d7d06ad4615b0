"""Both walls, what never changes, and what the database refuses: a cap passed, one's own signature, one alone."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

KEPT = ("claimsignature", "part", "recovery", "returned")
# What the application may change once a row is there; all the rest of it stays as it was written.
MAY_CHANGE = {
    "guarantee_deal": "ends_on",
    "guarantee_cap": "said_yes_on, on_paper, ended_on",
    "guarantee_fundmove": "cancelled_on",
    "guarantee_claim": "state, paid_on, paid_from, entry_id",
}

NOT_ABOVE_A_CAP = """
CREATE FUNCTION guarantee_not_above_a_cap() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE cap guarantee_cap; lost bigint; back bigint;
BEGIN
  -- Of two claims at once the second sees what the first took.
  SELECT * INTO cap FROM guarantee_cap WHERE union_id = NEW.union_id AND id = NEW.cap_id FOR UPDATE;
  SELECT coalesce(sum(minor), 0) INTO lost FROM guarantee_part WHERE union_id = NEW.union_id AND cap_id = NEW.cap_id;
  SELECT coalesce(sum(returned.minor), 0) INTO back
  FROM guarantee_returned returned
  JOIN guarantee_part part ON part.union_id = returned.union_id AND part.id = returned.part_id
  WHERE part.union_id = NEW.union_id AND part.cap_id = NEW.cap_id;
  IF cap.member_id <> NEW.member_id OR cap.layer <> NEW.layer OR cap.said_yes_on IS NULL OR cap.ended_on IS NOT NULL
    OR lost - back + NEW.minor > cap.most_minor THEN
    RAISE EXCEPTION 'Member % did not sign for % under cap %.', NEW.member_id, NEW.minor, NEW.cap_id
      USING ERRCODE = 'TQ060';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER not_above_a_cap BEFORE INSERT ON guarantee_part
  FOR EACH ROW WHEN (NEW.cap_id IS NOT NULL) EXECUTE FUNCTION guarantee_not_above_a_cap();
"""

TWO_PEOPLE = """
CREATE FUNCTION guarantee_signed_by_another() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM guarantee_claim claim
    JOIN credit_loan loan ON loan.union_id = claim.union_id AND loan.id = claim.loan_id
    JOIN credit_application own ON own.union_id = loan.union_id AND own.id = loan.application_id
    JOIN credit_application one ON one.union_id = own.union_id AND (one.id = own.id OR one.group_id = own.group_id)
    JOIN members_member member ON member.union_id = one.union_id AND member.id = one.member_id
    WHERE claim.union_id = NEW.union_id AND claim.id = NEW.claim_id AND member.user_id = NEW.user_id
  ) OR EXISTS (
    SELECT FROM guarantee_claimsignature
    WHERE union_id = NEW.union_id AND claim_id = NEW.claim_id AND user_id = NEW.user_id
  ) THEN
    RAISE EXCEPTION 'Claim % is signed by another.', NEW.claim_id USING ERRCODE = 'TQ061';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed_by_another BEFORE INSERT ON guarantee_claimsignature
  FOR EACH ROW EXECUTE FUNCTION guarantee_signed_by_another();

CREATE FUNCTION guarantee_paid_by_two() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT coalesce((
    SELECT count(DISTINCT user_id) FILTER (WHERE says_yes) >= 2 AND bool_and(says_yes)
    FROM guarantee_claimsignature WHERE union_id = NEW.union_id AND claim_id = NEW.id
  ), false) THEN
    RAISE EXCEPTION 'Two people have not signed claim %.', NEW.id USING ERRCODE = 'TQ062';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paid_by_two BEFORE INSERT OR UPDATE ON guarantee_claim
  FOR EACH ROW WHEN (NEW.state = 'paid') EXECUTE FUNCTION guarantee_paid_by_two();

CREATE FUNCTION guarantee_stays_decided() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Row % of % is decided and stays as it is.', OLD.id, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays_decided BEFORE UPDATE ON guarantee_claim
  FOR EACH ROW WHEN (OLD.state <> 'asked') EXECUTE FUNCTION guarantee_stays_decided();
CREATE TRIGGER stays_ended BEFORE UPDATE ON guarantee_cap
  FOR EACH ROW WHEN (OLD.ended_on IS NOT NULL) EXECUTE FUNCTION guarantee_stays_decided();
CREATE TRIGGER stays_signed BEFORE UPDATE OF said_yes_on ON guarantee_cap
  FOR EACH ROW WHEN (OLD.said_yes_on IS NOT NULL) EXECUTE FUNCTION guarantee_stays_decided();
CREATE TRIGGER stays_cancelled BEFORE UPDATE ON guarantee_fundmove
  FOR EACH ROW WHEN (OLD.cancelled_on IS NOT NULL) EXECUTE FUNCTION guarantee_stays_decided();
"""

NOT_MORE_BACK = """
CREATE FUNCTION guarantee_not_more_back() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE paid bigint; back bigint;
BEGIN
  SELECT minor INTO paid FROM guarantee_part WHERE union_id = NEW.union_id AND id = NEW.part_id;
  SELECT coalesce(sum(minor), 0) INTO back
  FROM guarantee_returned WHERE union_id = NEW.union_id AND part_id = NEW.part_id;
  IF back + NEW.minor > paid THEN
    RAISE EXCEPTION 'Part % gets back more than was paid.', NEW.part_id USING ERRCODE = 'TQ063';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER not_more_back BEFORE INSERT ON guarantee_returned
  FOR EACH ROW EXECUTE FUNCTION guarantee_not_more_back();
"""


def narrow_grants(apps, schema_editor):
    role = app_role(schema_editor)
    for table, columns in MAY_CHANGE.items():
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
        schema_editor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {role}")


class Migration(migrations.Migration):
    dependencies = [
        ("guarantee", "0001_first_tables"),
        ("credit", "0002_guard"),
        ("books", "0003_check_in_one_question"),
        ("members", "0004_catalyst_is_no_member"),
    ]

    operations = [
        *(OwnByUnion(name) for name in ("deal", "cap", "fundmove", "claim")),
        *(OwnByUnion(name, append_only=True) for name in KEPT),
        migrations.RunSQL(NOT_ABOVE_A_CAP, migrations.RunSQL.noop),
        migrations.RunSQL(TWO_PEOPLE, migrations.RunSQL.noop),
        migrations.RunSQL(NOT_MORE_BACK, migrations.RunSQL.noop),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
