"""Opens a real forum, or plays twelve weeks of one through."""

import argparse
import json
from datetime import date

from django.utils import timezone

from tequio.cli.demo import has_real_unions
from tequio.cli.output import Trouble, say
from tequio.core.refusals import Refusal
from tequio.demo import forum
from tequio.founding import actions
from tequio.unions.trade import PackBroken


def run(options: argparse.Namespace) -> int:
    day = options.on or timezone.localdate()
    return _open(options, day) if options.slug else _play(options, day)


def _open(options: argparse.Namespace, day: date) -> int:
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
    except (Refusal, PackBroken) as refusal:
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
