"""`tequio split solve DIR` and `tequio split again DIR`: read, solve, write."""

import argparse
import json
from collections.abc import Callable
from typing import Any, TypeVar

from tequio.cli.output import Trouble, pesos, say
from tequio.cli.searching import Ticker
from tequio.cli.split.folder import read_again, read_folder
from tequio.cli.split.results import again_as_json, as_json, write_results
from tequio.cli.split.words import Words
from tequio.engines.splitting.model import BadOrder, Infeasible, Split
from tequio.engines.splitting.resplit import Resplit, resplit
from tequio.engines.splitting.solve import solve

Found = TypeVar("Found")


def run(options: argparse.Namespace) -> int:
    """Exit code 0; raises Trouble for what the person can put right."""
    words = Words(options.lang)
    return _again(options, words) if options.asked == "again" else _solve(options, words)


def _solve(options: argparse.Namespace, words: Words) -> int:
    order = read_folder(options.dir, words)
    split = _found(lambda: solve(order, **_how(options)), words)
    out = options.out or options.dir / "resultado"
    written = write_results(out, split, words)
    if options.json:
        say(json.dumps(as_json(split, words), ensure_ascii=False))
        return 0
    _tell(split, words)
    say(words.say("written", out=out, files=", ".join(written)))
    return 0


def _again(options: argparse.Namespace, words: Words) -> int:
    """What was accepted stands; only what is open is placed anew."""
    order = read_folder(options.dir, words)
    parts, answers = read_again(options.dir, words)
    again: Resplit = _found(lambda: resplit(order, parts, answers, first=options.first, **_how(options)), words)
    out = options.out or options.dir / "otra-vez"
    written = write_results(out, again.split, words, again)
    if options.json:
        say(json.dumps(again_as_json(again, words), ensure_ascii=False))
        return 0
    _tell(again.split, words)
    say(words.say("again", untouched=len(again.untouched), changed=len(again.changed), allowed=again.allowed))
    if again.beyond:
        say(words.say("beyond"))
    say(words.say("written", out=out, files=", ".join(written)))
    return 0


def _how(options: argparse.Namespace) -> dict[str, Any]:
    return {"seconds": options.seconds, "gap": options.gap, "on_progress": None if options.json else Ticker()}


def _tell(split: Split, words: Words) -> None:
    workers = len({part.workshop for part in split.parts})
    pieces = sum(part.pieces for part in split.parts)
    say(words.say("found", pieces=f"{pieces:,}", workers=workers, cost=pesos(split.bill.money_minor)))
    gap = f"{split.gap * 100:.2f}"
    say(words.say("bound", total=pesos(split.total_minor), bound=pesos(split.bound_minor), gap=gap))


def _found(search: Callable[[], Found], words: Words) -> Found:
    try:
        return search()
    except BadOrder as bad:
        raise Trouble(words.say("contradict"), *(words.flaw(flaw, {}) for flaw in bad.flaws)) from None
    except Infeasible as short:
        raise Trouble(words.say("cannot"), *map(words.shortage, short.shortages)) from None
    except TimeoutError:
        raise Trouble(words.say("too_short"), words.say("more_seconds")) from None
