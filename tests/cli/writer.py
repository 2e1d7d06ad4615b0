"""Does one deed after another and says the number of each once it is committed, until it is stopped."""

import sys
from datetime import date

import django

django.setup()

from tequio.core import events  # noqa: E402
from tequio.core.action import action  # noqa: E402
from tequio.core.actors import Actor  # noqa: E402
from tequio.unions.models import Setting, Union  # noqa: E402


@action("tests.write")
def write(*, actor, name):
    """Set one value."""
    setting = Setting.objects.create(
        union_id=actor.union_id, key=name, value=1, valid_from=date(2026, 1, 1), source="test"
    )
    events.record(actor, "tests.written", setting)
    return setting


def main(name):
    union, _ = Union.objects.get_or_create(slug="tlayacapan", name="Unión", trade="x", founded_on=date(2020, 1, 1))
    actor = Actor(union_id=union.pk, name="Ana", rights=frozenset({"tests.write"}))
    number = 0
    while True:
        number += 1
        write(actor=actor, name=f"{name}-{number}")
        print(f"{name}-{number}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
