"""`tequio found`: open a forum that may become a union, or play twelve weeks of one through with invented people."""

import argparse
import importlib
import json
from datetime import date
from typing import Any

from tequio.cli.demo import has_real_unions
from tequio.cli.migrate import bring_up_to_date
from tequio.cli.output import Trouble, say

DESCRIPTION = """Without an address: plays twelve weeks through, from a weekly forum to a union that governs itself, by
the same deeds that the pages do, and prints each stage in a sentence. Everybody in it is invented; it refuses where a
real union lives, and changes nothing when it was played before.

With an address (SLUG) it opens a real forum: its pages are at /SLUG/fundacion/, and whoever keeps it signs in with the
e-mail or telephone given here."""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "found", help="open a forum that becomes a union, or play one through", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("slug", nargs="?", help="the address of a real forum, such as totolapan")
    parser.add_argument("--name", help="what the forum is called")
    parser.add_argument("--trade", default="pottery", help="its trade pack (default: %(default)s)")
    parser.add_argument("--keeper", metavar="NAME", help="who keeps the forum until there is an election")
    parser.add_argument("--email", default="", help="the keeper's e-mail")
    parser.add_argument("--phone", default="", help="the keeper's telephone, +52…")
    parser.add_argument("--adviser", metavar="NAME", help="the outside adviser: drafts, sees and teaches, no more")
    parser.add_argument("--adviser-email", default="", help="the adviser's e-mail")
    parser.add_argument("--on", metavar="DAY", type=date.fromisoformat, help="the day it begins (or the play ends)")
    parser.add_argument("--json", action="store_true", help="print what happened as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    bring_up_to_date()
    # What follows needs the models, which are there only after the line above.
    day = options.on or importlib.import_module("django.utils.timezone").localdate()
    return _open(options, day) if options.slug else _play(options, day)


def _open(options: argparse.Namespace, day: date) -> int:
    actions = importlib.import_module("tequio.founding.actions")
    lacking = [flag for flag in ("name", "keeper") if not getattr(options, flag)]
    if not options.email and not options.phone:
        lacking.append("email or --phone")
    if options.adviser and not options.adviser_email:
        lacking.append("adviser-email")
    if lacking:
        raise Trouble("A forum needs " + ", ".join(f"--{flag}" for flag in lacking) + ". Nothing was opened.")
    adviser = actions.Keeper(options.adviser, options.adviser_email) if options.adviser else None
    try:
        union = actions.open_forum(
            slug=options.slug, name=options.name, trade_name=options.trade, begun_on=day, adviser=adviser,
            keeper=actions.Keeper(options.keeper, options.email, options.phone), by="tequio found", today=day,
        )  # fmt: skip
    except (_refusal(), _pack_broken()) as refusal:
        raise Trouble(f"{refusal} Nothing was opened.") from refusal
    address = f"/{union.slug}/fundacion/"
    if options.json:
        say(json.dumps({"slug": union.slug, "name": union.name, "address": address}, ensure_ascii=False))
    else:
        say(f"The forum «{union.name}» is open at {address}; {options.keeper} keeps it.")
    return 0


def _play(options: argparse.Namespace, day: date) -> int:
    if has_real_unions():
        raise Trouble(
            "A real union lives in this database; invented people do not mix with it.",
            "Play it in a folder of its own:  TEQUIO_HOME=~/tequio-demo tequio found",
            "Or open a real forum:  tequio found SLUG --name … --keeper … --email …",
        )
    forum = importlib.import_module("tequio.demo.forum")
    if forum.is_played():
        say("The twelve weeks were played before; nothing was changed.")
        return 0
    found = []
    for told in forum.stages(forum.Play(day)):
        if options.json:
            found.append({"day": told.day.isoformat(), "stage": told.stage, "said": told.said, "figures": told.figures})
        else:
            say(f"{told.day:%d/%m/%Y}  {told.said}")
    if options.json:
        say(json.dumps(found, ensure_ascii=False, indent=2))
    return 0


def _refusal() -> type[Exception]:
    kind: type[Exception] = importlib.import_module("tequio.core.refusals").Refusal
    return kind


def _pack_broken() -> type[Exception]:
    kind: type[Exception] = importlib.import_module("tequio.unions.trade").PackBroken
    return kind
