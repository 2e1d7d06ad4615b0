"""What the database keeps of learning: answers stay as they were given, and a certificate is only ever annulled."""

from django.db import migrations

from tequio.core.operations import OwnByUnion, app_role

STAYS = """
CREATE TRIGGER done_once BEFORE UPDATE ON training_certificate FOR EACH ROW WHEN (OLD.revoked_on IS NOT NULL)
EXECUTE FUNCTION training_done_once();
"""


def narrow_grants(apps, schema_editor):
    role = app_role(schema_editor)
    schema_editor.execute(f"REVOKE UPDATE, DELETE ON training_certificate FROM {role}")
    schema_editor.execute(f"GRANT UPDATE (revoked_on, revoke_reason) ON training_certificate TO {role}")


class Migration(migrations.Migration):
    dependencies = [("training", "0005_learning")]

    operations = [
        OwnByUnion("quizanswer", append_only=True),
        OwnByUnion("feedback"),
        OwnByUnion("certificate"),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        migrations.RunPython(narrow_grants, migrations.RunPython.noop),
    ]
