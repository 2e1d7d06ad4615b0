"""Both walls for what a loan's life brought: reminders, consents, identification files and notices."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

MAY_CHANGE = {"credit_reminder": "state", "credit_deductionconsent": "withdrawn_on"}


def narrow_grants(apps, schema_editor):
    role = app_role(schema_editor)
    for table, columns in MAY_CHANGE.items():
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
        schema_editor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {role}")


class Migration(migrations.Migration):
    dependencies = [("credit", "0003_life_of_a_loan")]

    operations = [
        OwnByUnion("reminder"),
        OwnByUnion("deductionconsent"),
        OwnByUnion("borrowerfile", append_only=True),
        OwnByUnion("authoritynotice", append_only=True),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
