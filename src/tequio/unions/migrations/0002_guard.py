from django.db import migrations

from tequio.core.operations import GrantTable, OwnByUnion


class Migration(migrations.Migration):
    dependencies = [("unions", "0001_initial"), ("core", "0003_guard_events")]

    operations = [
        GrantTable("union"),
        OwnByUnion("setting"),
        OwnByUnion("office"),
        OwnByUnion("officeright"),
        OwnByUnion("term"),
    ]
