"""Both walls; evidence is only ever withdrawn, once, and what was reckoned from it never changes."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

STAYS = """
CREATE FUNCTION benefit_stays_withdrawn() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Evidence % was withdrawn and stays so.', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays_withdrawn BEFORE UPDATE ON benefit_outsideloan
  FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION benefit_stays_withdrawn();
"""

# Of lines for the same payment, the one whose evidence stands. A payment counts as long as its agreement held and the
# loan ran: not after it was paid off or written off. Runs with the rights of who asks, so row security holds.
SPARED = """
CREATE FUNCTION benefit_spared(union_ bigint, first date, last date)
RETURNS TABLE (
  member_id bigint, loan_id bigint, loan_number bigint, number smallint, due_on date, cost_minor bigint,
  alone_minor bigint, seen_id bigint, cat numeric, grade varchar, place varchar, stands boolean
) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (line.loan_id, line.version, line.number)
    loan.member_id, line.loan_id, loan.number, line.number, line.due_on, line.cost_minor, line.alone_minor, seen.id,
    seen.cat, seen.grade, seen.place, seen.withdrawn_at IS NULL
  FROM benefit_sparedline line
  JOIN benefit_outsideloan seen ON seen.union_id = line.union_id AND seen.id = line.evidence_id
  JOIN credit_loan loan ON loan.union_id = line.union_id AND loan.id = line.loan_id
  WHERE line.union_id = union_ AND line.due_on BETWEEN first AND last
    AND (loan.paid_on IS NULL OR line.due_on <= loan.paid_on)
    AND (loan.written_off_on IS NULL OR line.due_on <= loan.written_off_on)
    AND NOT EXISTS (
      SELECT FROM credit_agreement later
      WHERE later.union_id = line.union_id AND later.loan_id = line.loan_id AND later.version > line.version
        AND later.starts_on < line.due_on
    )
  ORDER BY line.loan_id, line.version, line.number, seen.withdrawn_at IS NULL DESC, line.id DESC
$$;
"""


def narrow_grants(apps, schema_editor):
    role = app_role(schema_editor)
    schema_editor.execute(f"REVOKE UPDATE, DELETE ON benefit_outsideloan FROM {role}")
    schema_editor.execute(f"GRANT UPDATE (withdrawn_at) ON benefit_outsideloan TO {role}")


class Migration(migrations.Migration):
    dependencies = [("benefit", "0001_loans_outside"), ("credit", "0002_guard")]

    operations = [
        OwnByUnion("outsideloan"),
        OwnByUnion("sparedline", append_only=True),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        migrations.RunSQL(SPARED, migrations.RunSQL.noop),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
