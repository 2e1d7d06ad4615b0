"""Which unions somebody belongs to on the union's own day, not on the day of the server's clock."""

from django.db import migrations

UNIONS_OF = """
DROP FUNCTION unions_of_user(bigint);

CREATE FUNCTION unions_of_user(wanted bigint, day date) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT union_id FROM members_member WHERE user_id = wanted
  UNION
  SELECT union_id FROM unions_term WHERE user_id = wanted
    AND begins_on <= day AND (ends_on IS NULL OR ends_on > day)
$$;
"""


def open_to_the_program(apps, schema_editor):
    role = schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app")
    schema_editor.execute("REVOKE ALL ON FUNCTION unions_of_user(bigint, date) FROM PUBLIC")
    schema_editor.execute(f"GRANT EXECUTE ON FUNCTION unions_of_user(bigint, date) TO {role}")


class Migration(migrations.Migration):
    dependencies = [("web", "0002_catalyst_is_no_member")]

    operations = [
        migrations.RunSQL(UNIONS_OF, migrations.RunSQL.noop),
        migrations.RunPython(open_to_the_program, migrations.RunPython.noop),
    ]
