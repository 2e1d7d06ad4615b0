from django.db import migrations

from tequio.core.operations import OwnByUnion

TABLES = (
    "round", "rounditem", "pledge", "supplier", "invitation", "quote", "quotestep", "freightrate", "plan", "awardline",
    "freightcharge", "allotment",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0001_first_tables"), ("stock", "0002_guard"), ("core", "0004_open_jobs")]

    operations = [OwnByUnion(name) for name in TABLES]
