"""An application says in which months its member cannot pay; his yes to what a group asked may say it anew."""

from django.db import migrations, models

from tequio.core.operations import app_role


def let_it_be_said(apps, schema_editor):
    schema_editor.execute(f"GRANT UPDATE (rest_in) ON credit_application TO {app_role(schema_editor)}")


class Migration(migrations.Migration):
    dependencies = [("credit", "0004_guard_life")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="rest_in",
            field=models.JSONField(blank=True, default=list, verbose_name="meses sin pago"),
        ),
        migrations.RunPython(let_it_be_said, migrations.RunPython.noop),
    ]
