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

MODULE = "tequio.demo"


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="load the demo union",
        description="Loads the demo union, with members who are all invented, and prints how to sign in. Says so and"
        " changes nothing when it is already there. Refuses where a real union lives.",
    )
    parser.set_defaults(run=run)


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
    return bool(apps.get_model("unions", "Union").objects.filter(is_demo=True).exists())


def has_real_unions() -> bool:
    return bool(apps.get_model("unions", "Union").objects.filter(is_demo=False).exists())


def load_once() -> bool:
    """Load the demo; False when it is already there. Raises Trouble where this version brings none."""
    if has_demo():
        return False
    if not importlib.util.find_spec(MODULE):
        raise Trouble("This version of Tequio brings no demo.")
    # Two starts at once on one server would load it twice; the second waits here and finds it done.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('tequio demo'))")
        try:
            if has_demo():
                return False
            importlib.import_module(MODULE).load()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('tequio demo'))")
    return True


def sign_ins() -> Iterable[str]:
    """Lines that say who can sign in to the demo and with what."""
    if not importlib.util.find_spec(MODULE):
        return ()
    told = getattr(importlib.import_module(MODULE), "sign_ins", tuple)
    return tuple(told())
