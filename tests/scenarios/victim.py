"""A program that does deeds until it is killed: `python -m tests.scenarios.victim`, commanded line by line.

Each command runs in a forked child, so that dying costs no second start of the program:

  prepare                 an empty database, a union, a round to pledge in and one to settle
  settle AT               settle the round; SIGKILL itself at its AT-th statement (0: never)
  season                  settle and undo for ever
  pledge SEED             pledge for ever for members of its own
  check                   look at everything that must be true

A child says every deed that was acknowledged to it ("done …"), and the nursery says "ended PID CODE".
"""

import os
import random
import signal
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import django


def say(*words: Any) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())  # one write: lines of several children stay whole


def main() -> None:
    django.setup()
    commands: dict[str, Callable[..., None]] = {
        "prepare": prepare, "settle": settle, "season": season, "pledge": pledge, "check": check,
    }  # fmt: skip
    import tests.purchasing.world
    import tests.scenarios.truth  # noqa: F401 - before the first fork, so that no child has to

    for line in sys.stdin:
        name, *arguments = line.split()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                commands[name](*map(int, arguments))
                code = 0
            finally:
                os._exit(code)
        say("began", child)
        if name in ("prepare", "check", "settle"):
            say("ended", child, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def prepare() -> None:
    from django.core.management import call_command

    from tequio.core import database
    from tests import factories
    from tests.purchasing import world as worlds

    database.provision()
    call_command("migrate", database="owner", verbosity=0)
    with factories.union_in_scope() as union:
        world = worlds.build(union)
        world.to_handed_out()
        open_ = worlds.actions.draft_round(
            actor=world.buyer, title="Abril", opens_on=worlds.OPENS, closes_on=worlds.CLOSES,
            item_ids=[world.clay.pk, world.frit.pk], rule="weight",
        )  # fmt: skip
        worlds.actions.open_round(actor=world.buyer, round_id=open_.pk)
        for i in range(20):
            factories.make_member(union, f"Socia {i}", "Cruz", section=world.tlaya)


class Scene:
    """The union that `prepare` left, found again."""

    def __enter__(self) -> "Scene":
        from tequio.core.scope import in_union
        from tequio.purchasing.models import Round
        from tequio.unions.models import Union
        from tests import factories

        union = Union.objects.get()
        self.scope = in_union(union.pk)
        self.scope.__enter__()
        self.actor = factories.actor_with(union, "*")
        self.settling, self.open = (Round.objects.get(title=title).pk for title in ("Marzo", "Abril"))
        return self

    def __exit__(self, *fault: Any) -> None:
        self.scope.__exit__(*fault)


def settle(at: int) -> None:
    """Settle once; before the AT-th statement (the last ones are COMMIT and the word to the caller) die."""
    from django.db import connection

    from tequio.purchasing import actions
    from tests.purchasing.world import AFTER

    with Scene() as scene:
        seen = 0

        def count_and_die() -> None:
            nonlocal seen
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)

        def statement(execute: Any, *arguments: Any) -> Any:
            count_and_die()
            return execute(*arguments)

        commit = connection._commit

        def commit_and_maybe_die() -> None:
            count_and_die()
            commit()
            count_and_die()

        connection._commit = commit_and_maybe_die  # type: ignore[method-assign]
        with connection.execute_wrapper(statement):
            actions.settle_round(actor=scene.actor, round_id=scene.settling, today=AFTER)
        say("done", "settled", seen)


def season() -> None:
    from tequio.purchasing import actions
    from tequio.purchasing.models import Round
    from tests.purchasing.world import AFTER

    with Scene() as scene:
        told: dict[str, Any] = {"actor": scene.actor, "round_id": scene.settling, "today": AFTER}
        while True:
            if Round.objects.get(pk=scene.settling).state == Round.State.SETTLED:
                actions.undo_settlement(**told, reason="otra vez")
            else:
                actions.settle_round(**told)
            say("done", "season")


def pledge(seed: int) -> None:
    """Pledge ever more for five members that no other child pledges for."""
    from tequio.members.models import Member
    from tequio.purchasing import actions
    from tests.purchasing.world import DURING

    with Scene() as scene:
        members = list(Member.objects.order_by("pk")[3 + 5 * seed : 8 + 5 * seed])
        item = random.Random(seed).choice(_items(scene))
        quantity = 0
        while True:
            quantity += 1
            for member in members:
                actions.place_pledge(
                    actor=scene.actor, round_id=scene.open, member=member, item_id=item, quantity=Decimal(quantity),
                    today=DURING,
                )  # fmt: skip
                say("done", "pledge", member.pk, item, quantity)


def _items(scene: Scene) -> list[int]:
    from tequio.purchasing.models import RoundItem

    return list(RoundItem.objects.filter(round=scene.open).order_by("pk").values_list("item_id", flat=True))


def check() -> None:
    """Say what stands, after looking at everything that must be true."""
    from tequio.core.models import Event
    from tequio.purchasing.models import Pledge, Round
    from tests.scenarios.truth import assert_all_is_whole

    with Scene() as scene:
        assert_all_is_whole()
        say("stands", "state", Round.objects.get(pk=scene.settling).state)
        for kind in ("settled", "unsettled"):
            say("stands", kind, Event.objects.filter(kind=f"purchasing.round.{kind}").count())
        say("stands", "events", Event.objects.filter(kind="purchasing.pledge.placed").count())
        for pledge in Pledge.objects.filter(round_id=scene.open):
            say("stands", "pledge", pledge.member_id, pledge.item_id, int(pledge.quantity))


if __name__ == "__main__":
    main()
