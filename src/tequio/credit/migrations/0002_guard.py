"""Both walls, what never changes, and what the database refuses: one's own yes, a loan without two, money too early."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

KEPT = ("approval", "agreement", "instalment", "visit", "catchup", "catchuppart")
# What the application may change once a row is there; all the rest of it stays as it was written.
MAY_CHANGE = {
    "credit_product": "valid_until",
    "credit_borrowers": "name",
    "credit_application": "state, said_yes_on, on_paper, amount_minor, payments, every, product_id, purpose,"
    " purpose_said, repaid_from, income_minor, outgoings_minor, debts_minor, debts_said, workshop_id, taken_by",
    "credit_loan": "version, state, disbursed_on, through, handed_over_on, reference, paid_on, written_off_on,"
    " written_off_minor, written_off_why",
    "credit_payment": "fees_to_minor, penalty_to_minor, iva_to_minor, late_interest_to_minor, interest_to_minor,"
    " principal_to_minor, left_over_minor, remitted_on, cancelled_on, cancel_reason",
}

TWO_PEOPLE = """
CREATE FUNCTION credit_approval_by_another() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM credit_application own
    JOIN credit_application one ON one.union_id = own.union_id AND (one.id = own.id OR one.group_id = own.group_id)
    JOIN members_member member ON member.union_id = one.union_id AND member.id = one.member_id
    WHERE own.union_id = NEW.union_id AND own.id = NEW.application_id AND member.user_id = NEW.user_id
  ) THEN
    RAISE EXCEPTION 'Nobody decides on his own loan: application %.', NEW.application_id USING ERRCODE = 'TQ052';
  END IF;
  IF EXISTS (
    SELECT FROM credit_approval
    WHERE union_id = NEW.union_id AND application_id = NEW.application_id AND user_id = NEW.user_id
  ) THEN
    RAISE EXCEPTION 'Nobody decides twice on application %.', NEW.application_id USING ERRCODE = 'TQ053';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_another BEFORE INSERT ON credit_approval
  FOR EACH ROW EXECUTE FUNCTION credit_approval_by_another();

CREATE FUNCTION credit_two_said_yes(union_ bigint, application bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT user_id) FILTER (WHERE says_yes) >= 2 AND bool_and(says_yes)
  FROM credit_approval WHERE union_id = union_ AND application_id = application
$$;

CREATE FUNCTION credit_approved_by_two() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT coalesce(credit_two_said_yes(NEW.union_id, NEW.id), false) THEN
    RAISE EXCEPTION 'Two people have not said yes to application %.', NEW.id USING ERRCODE = 'TQ054';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approved_by_two BEFORE INSERT OR UPDATE ON credit_application
  FOR EACH ROW WHEN (NEW.state IN ('approved', 'lent')) EXECUTE FUNCTION credit_approved_by_two();

CREATE FUNCTION credit_loan_by_two() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT coalesce(credit_two_said_yes(NEW.union_id, NEW.application_id), false) THEN
    RAISE EXCEPTION 'Two people have not said yes to application %.', NEW.application_id USING ERRCODE = 'TQ054';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER loan_by_two BEFORE INSERT ON credit_loan FOR EACH ROW EXECUTE FUNCTION credit_loan_by_two();
"""

AFTER_LENDING = """
CREATE FUNCTION credit_paid_after_lent() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM credit_loan WHERE union_id = NEW.union_id AND id = NEW.loan_id AND disbursed_on <= NEW.paid_on
  ) THEN
    RAISE EXCEPTION 'Loan % was not handed out by %.', NEW.loan_id, NEW.paid_on USING ERRCODE = 'TQ055';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paid_after_lent BEFORE INSERT ON credit_payment
  FOR EACH ROW EXECUTE FUNCTION credit_paid_after_lent();

CREATE FUNCTION credit_stays_cancelled() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Payment % was taken back and stays so.', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays_cancelled BEFORE UPDATE ON credit_payment
  FOR EACH ROW WHEN (OLD.cancelled_on IS NOT NULL) EXECUTE FUNCTION credit_stays_cancelled();
"""


def narrow_grants(apps, schema_editor):
    role = app_role(schema_editor)
    for table, columns in MAY_CHANGE.items():
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
        schema_editor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {role}")


class Migration(migrations.Migration):
    dependencies = [
        ("credit", "0001_first_tables"),
        ("books", "0003_check_in_one_question"),
        ("core", "0006_deed_of_events"),
        ("members", "0004_catalyst_is_no_member"),
    ]

    operations = [
        *(OwnByUnion(name) for name in ("lender", "product", "borrowers", "application", "loan", "payment")),
        *(OwnByUnion(name, append_only=True) for name in KEPT),
        migrations.RunSQL(TWO_PEOPLE, migrations.RunSQL.noop),
        migrations.RunSQL(AFTER_LENDING, migrations.RunSQL.noop),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
