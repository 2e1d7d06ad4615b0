"""What the database itself keeps: balance, permanence, numbers, closed periods, and the kept balances.

Every check works on all rows of a statement as a set: thousands of legs cost little more than a few, where foreign keys
and row triggers would cost several times the insert itself.
"""

from pathlib import Path

from django.db import migrations

from tequio.core.operations import OwnByUnion

HERE = Path(__file__).with_name("sql")


def _sql(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((HERE / f"{name}.sql").read_text(), migrations.RunSQL.noop)


def narrow_grants(apps, schema_editor):
    role = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app")
    schema_editor.execute(f"REVOKE DELETE ON books_account, books_period FROM {role}")
    # Only the triggers, which run as the owner, write what is kept.
    schema_editor.execute(f"REVOKE INSERT, UPDATE, DELETE ON books_balance, books_monthtotal FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("books", "0001_first_tables"), ("members", "0002_guard")]

    operations = [
        OwnByUnion("account"),
        OwnByUnion("period"),
        OwnByUnion("entry", append_only=True),
        OwnByUnion("leg", append_only=True, unreferenced=("entry", "account", "member")),
        OwnByUnion("balance", unreferenced=("account", "member")),
        OwnByUnion("monthtotal", unreferenced=("account", "member")),
        _sql("lock"),
        _sql("entries"),
        _sql("legs"),
        _sql("kept"),
        _sql("settled_facts"),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
