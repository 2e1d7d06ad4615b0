"""The question that each pledge asks of its round keeps its plan: making it again took as long as all that it asks."""

from django.db import migrations

ONCE = "ALTER FUNCTION held_round(bigint, bigint, bigint, bigint[]) SET plan_cache_mode = force_generic_plan"
EACH_TIME = "ALTER FUNCTION held_round(bigint, bigint, bigint, bigint[]) RESET plan_cache_mode"


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0007_surplus_of_rounds")]

    operations = [migrations.RunSQL(ONCE, EACH_TIME)]
