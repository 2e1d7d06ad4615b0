"""`tequio demo`: load the demo union, once."""

import argparse
import importlib
import importlib.util
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection

from tequio.cli.migrate import bring_up_to_date
from tequio.cli.output import Trouble, say

MODULE = "tequio.demo.load"


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="load the demo union",
        description="Loads the demo union, with members who are all invented, and prints how to sign in. Says so and"
        " changes nothing when it is already there. Refuses where a real union lives.",
    )
    parser.set_defaults(run=run)
    drive = parser.add_subparsers(metavar="[round]").add_parser(
        "round",
        help="drive the open round of the demo to its settlement",
        description="Goes on with the open round from where it stands: closes it, finds the cheapest award, has it"
        " approved by a second person, orders, receives, hands out and settles, by the deeds that the pages do, and"
        " prints each of them. Settled already, it changes nothing.",
    )
    drive.set_defaults(first=bring_up_to_date, work="tequio.cli.driving")


def run(options: argparse.Namespace) -> int:
    bring_up_to_date()
    if has_real_unions():
        raise Trouble(
            "A real union lives in this database; the demo does not mix with it.",
            "Give the demo a folder of its own:  TEQUIO_HOME=~/tequio-demo tequio demo",
        )
    say("The demo union is loaded." if load_once() else "The demo union is already there; nothing was changed.")
    for line in sign_ins():
        say(f"  {line}")
    return 0


def has_demo() -> bool:
    """Whether the demo is there, whole."""
    return bool(importlib.util.find_spec(MODULE)) and bool(importlib.import_module(MODULE).is_loaded())


def has_real_unions() -> bool:
    return bool(apps.get_model("unions", "Union").objects.filter(is_demo=False).exists())


def load_once() -> bool:
    """Load the demo; False when it is already there. Raises Trouble where this version brings none."""
    if not importlib.util.find_spec(MODULE):
        raise Trouble("This version of Tequio brings no demo.")
    # Two starts at once on one server would load it twice; the second waits here and finds it done.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('tequio demo'))")
        try:
            if has_demo():
                return False
            importlib.import_module(MODULE).load(tell=lambda sentence: say(f"  {sentence}"))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('tequio demo'))")
    return True


def sign_ins() -> Iterable[str]:
    """Lines that say who can sign in to the demo and with what."""
    if not importlib.util.find_spec(MODULE):
        return ()
    rows = importlib.import_module(MODULE).signins()
    width = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return tuple(f"{who:<{width[0]}}  {name:<{width[1]}}  {secret}" for who, name, secret in rows)
