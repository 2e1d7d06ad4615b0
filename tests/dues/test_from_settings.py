"""The monthly fee that was a setting goes on ruling as a schedule, with its source."""

import importlib
from datetime import date

from django.apps import apps
from django.db import connections

from tequio.core.scope import in_union
from tequio.dues.models import Bracket, Schedule
from tequio.unions.models import Setting
from tests import factories

move = importlib.import_module("tequio.dues.migrations.0003_schedules_from_settings").move


def test_each_value_becomes_a_schedule(live):
    union = factories.make_union()
    with in_union(union.pk):
        for value, begins in ((10_00, date(2024, 1, 15)), (12_00, date(2025, 12, 2)), (15_00, date(2026, 3, 1))):
            Setting.objects.create(union=union, key="dues.monthly_fee_minor", value=value, valid_from=begins,
                                   source=f"Acta de {begins.year}")  # fmt: skip
    with connections["owner"].schema_editor() as editor:
        move(apps, editor)
    connections["owner"].close()

    with in_union(union.pk):
        made = Schedule.objects.order_by("valid_from").values_list("valid_from", "source", "due_day", "cadence")
        assert list(made) == [
            (date(2024, 2, 1), "Acta de 2024", 28, "monthly"), (date(2026, 1, 1), "Acta de 2025", 28, "monthly"),
            (date(2026, 3, 1), "Acta de 2026", 28, "monthly"),
        ]  # fmt: skip
        found = Bracket.objects.order_by("schedule__valid_from").values_list("people_from", "minor")
        assert list(found) == [(1, 10_00), (1, 12_00), (1, 15_00)]
