"""The monthly fee was a setting before it became a schedule: each value goes on ruling, with its source.

A value that began within a month rules from the next one. Nothing is late before the month is all but over, as before.
"""

from datetime import date

from django.db import migrations

KEY = "dues.monthly_fee_minor"


def move(apps, schema_editor):
    alias = schema_editor.connection.alias
    settings, schedules, brackets = (
        apps.get_model(*name).everywhere.using(alias)
        for name in (("unions", "Setting"), ("dues", "Schedule"), ("dues", "Bracket"))
    )
    for row in settings.filter(key=KEY).order_by("union_id", "valid_from"):
        schedule = schedules.create(
            union_id=row.union_id, cadence="monthly", valid_from=_month(row.valid_from), joining="whole", due_day=28,
            source=row.source or KEY,
        )  # fmt: skip
        brackets.create(union_id=row.union_id, schedule_id=schedule.pk, people_from=1, minor=row.value)


def _month(day):
    if day.day == 1:
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


class Migration(migrations.Migration):
    dependencies = [("dues", "0002_guard"), ("unions", "0003_catalyst")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
