from django.db import migrations

from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial"), ("unions", "0002_guard")]

    operations = [OwnByUnion(name) for name in ("section", "person", "household", "workshop", "member")]
