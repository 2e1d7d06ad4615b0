"""What the database keeps of the fees: who may be referred to, what never changes, and that undone stays undone."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role
from tequio.core.references import ReferTogether

# What the application may change once a row is there; all the rest of it stays as it was written.
MAY_CHANGE = {
    "dues_relief": "ends_on",
    "dues_run": "undone_on",
    "dues_fee": "cancelled_on",
    "dues_receipt": "cancelled_on, cancel_reason",
    "dues_farewell": "paid_on, paid_from, pay_entry_id",
    "dues_certificate": "cancelled_on, farewell_id",
}

ENDED = {
    "dues_run": "undone_on", "dues_fee": "cancelled_on", "dues_receipt": "cancelled_on", "dues_farewell": "paid_on",
    "dues_certificate": "cancelled_on",
}  # fmt: skip
STAYS = """
CREATE FUNCTION dues_stays_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Row % of % has ended and stays as it is.', OLD.id, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER stays_ended BEFORE UPDATE ON {table} FOR EACH ROW WHEN (OLD.{column} IS NOT NULL)"
    " EXECUTE FUNCTION dues_stays_ended();\n"
    for table, column in ENDED.items()
)


def narrow_grants(apps, schema_editor):
    role = app_role(schema_editor)
    for table, columns in MAY_CHANGE.items():
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
        schema_editor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {role}")


class Migration(migrations.Migration):
    dependencies = [("dues", "0001_first_tables"), ("books", "0003_check_in_one_question"), ("members", "0002_guard")]

    operations = [
        OwnByUnion("schedule", append_only=True),
        OwnByUnion("bracket", append_only=True),
        OwnByUnion("relief"),
        OwnByUnion("run"),
        OwnByUnion("skip", append_only=True),
        OwnByUnion("fee", unreferenced=("run", "member", "entry")),
        ReferTogether(
            "dues_fee",
            to={"member_id": "members_member"},
            to_lasting={"run_id": "dues_run", "entry_id": "books_entry"},
        ),
        OwnByUnion("receipt"),
        OwnByUnion("farewell"),
        OwnByUnion("certificate"),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
