"""`tequio election count FILE` and `tequio election verify FILE`."""

import argparse
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from tequio.cli.election.table import print_count
from tequio.cli.output import Trouble, say
from tequio.engines.tally import (
    BadBallots,
    CannotCount,
    Count,
    Election,
    Lot,
    Published,
    Rule,
    count,
    count_as_plain,
    read_blt,
    read_published,
    verify,
)
from tequio.ui.counting import listed, told_difference, told_flaw, told_refusal

MOST_SENTENCES = 40


def register(subparsers: Any) -> None:
    election = subparsers.add_parser(
        "election",
        help="count ballots and check published results",
        description="Counts ballots and checks published results from files, without the web and without a database,"
        " so that anyone can recount anything.",
    )
    family = election.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parser = family.add_parser(
        "count",
        help="count the ballots of a BLT file",
        description="Reads a BLT file and prints quota, every stage and who is elected."
        " docs/reference/election-files.md describes the file and the JSON.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="ballots in the BLT format")
    parser.add_argument("--rule", choices=[str(rule) for rule in Rule], default="scottish", help="(scottish)")
    parser.add_argument("--seats", type=int, help="how many are elected (as the file says)")
    parser.add_argument("--seed", help="text announced before the vote, from which ties are drawn")
    parser.add_argument("--json", action="store_true", help="print quota, stages and elected as JSON")
    parser.set_defaults(run=run_count)

    parser = family.add_parser(
        "verify",
        help="recount a published election",
        description="Recounts a published list of ballots and compares the stated result with it, stage by stage."
        " Exits with 1 when they differ or the receipt is not in the list.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the list that the committee published")
    parser.add_argument("--receipt", metavar="CODE", help="show the ballot with the code of this receipt")
    parser.add_argument("--substitutes", type=int, metavar="N", default=0,
                        help="say who stands in for the elected: the same ballots without them")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print recount and differences as JSON")
    parser.set_defaults(run=run_verify)


def run_count(options: argparse.Namespace) -> int:
    """Exit code 0; raises Trouble for what the person can put right."""
    _speak()
    election = _election(options.file)
    lot = Lot(options.seed, election.order)
    seats = election.seats if options.seats is None else options.seats
    names = election.ballots.names
    try:
        result = count(election.ballots, seats, Rule(options.rule), lot)
    except CannotCount as cannot:
        raise _no_result(cannot, names, "Dila así:  --seed 'TEXTO'") from None
    if options.json:
        say(json.dumps({"title": election.title, **count_as_plain(result)}, ensure_ascii=False, indent=1))
    else:
        print_count(election.title, result)
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Exit code 0 when the statement is what the ballots give and the receipt, if asked for, is in the list."""
    _speak()
    content = _read(options.file)
    published = _published(content)
    try:
        checked = verify(published)
    except BadBallots as bad:
        raise _not_read(bad, in_list=True) from None
    except CannotCount as cannot:
        raise _no_result(cannot, published.names, "El archivo no la trae: pídela a la comisión.") from None
    mine = published.ballot_of(options.receipt) if options.receipt else None
    stand_in = published.substitutes(options.substitutes) if options.substitutes > 0 else ()
    missing = bool(options.receipt) and mine is None
    if options.json:
        told: dict[str, Any] = {
            "agrees": not checked.differences,
            "differences": [
                {"what": str(d.doubt), "stage": d.stage, "stated": d.stated, "counted": d.counted}
                for d in checked.differences
            ],
            "sha256": sha256(content).hexdigest(),
            "count": count_as_plain(checked.count),
        }
        if options.substitutes > 0:
            told["substitutes"] = list(stand_in)
        if options.receipt:
            told["ballot"] = None if mine is None else {"receipt": mine.receipt, "ranking": list(mine.ranking)}
        say(json.dumps(told, ensure_ascii=False, indent=1))
        return 1 if checked.differences or missing else 0
    print_count(published.title, checked.count)
    say()
    for difference in checked.differences:
        say(f"✗ {told_difference(difference)}")
    if not checked.differences:
        say(f"✓ El resultado publicado es el que dan sus {len(published.ballots):,} boletas.")
    if options.substitutes > 0:
        names = listed([checked.count.name(number) for number in stand_in]) or "nadie más tiene votos"
        say(f"Suplentes, en orden: {names}.")
    if options.receipt:
        _show_receipt(published, checked.count, options.receipt)
    say(f"Huella del archivo (sha256): {sha256(content).hexdigest()}")
    return 1 if checked.differences or missing else 0


def _show_receipt(published: Published, result: Count, receipt: str) -> None:
    mine = published.ballot_of(receipt)
    if mine is None:
        say(f"✗ El comprobante {receipt} no está en la lista. Lleva tu comprobante a la comisión.")
    elif not mine.ranking:
        say(f"✓ Tu boleta {mine.receipt} está en la lista: en blanco.")
    else:
        ranked = published.rule is not Rule.APPROVAL
        ranking = [
            f"{place}. {result.name(number)}" if ranked else result.name(number)
            for place, number in enumerate(mine.ranking, 1)
        ]
        say(f"✓ Tu boleta {mine.receipt} está en la lista: {listed(ranking)}.")


def _election(path: Path) -> Election:
    try:
        return read_blt(_read(path))
    except BadBallots as bad:
        raise _not_read(bad) from None


def _published(content: bytes) -> Published:
    try:
        return read_published(content.decode("utf-8-sig", "replace"))
    except BadBallots as bad:
        raise _not_read(bad, in_list=True) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise Trouble(f"No existe el archivo {path}.") from None


def _not_read(bad: BadBallots, *, in_list: bool = False) -> Trouble:
    shown, rest = bad.flaws[:MOST_SENTENCES], len(bad.flaws) - MOST_SENTENCES
    more = [f"… y {rest} más."] if rest > 0 else []
    return Trouble(
        "Hay boletas que corregir; no se contó nada.", *(told_flaw(flaw, in_list=in_list) for flaw in shown), *more
    )


def _no_result(cannot: CannotCount, names: tuple[str, ...], seed_from: str) -> Trouble:
    lot_needed = cannot.reason is CannotCount.Reason.LOT_NEEDED
    return Trouble(told_refusal(cannot, names), *([seed_from] if lot_needed else []))


def _speak() -> None:
    """Sentences are in Spanish, the language they are written in; no installation is needed to count."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
