from django.db import migrations

from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0003_charges"), ("books", "0002_guard"), ("stock", "0002_guard")]

    operations = [OwnByUnion("charge", append_only=True), OwnByUnion("chargeline")]
