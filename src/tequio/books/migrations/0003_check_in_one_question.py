"""The checks of every booking, asked together; a number found by its index even where the table was empty once."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "in_one_question.sql"


class Migration(migrations.Migration):
    dependencies = [("books", "0002_guard")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
