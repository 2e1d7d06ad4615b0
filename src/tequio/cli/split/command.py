"""`tequio split solve DIR`: reads, solves, writes."""

import argparse
import json

from tequio.cli.output import Trouble, say
from tequio.cli.searching import Ticker
from tequio.cli.split.folder import read_folder
from tequio.cli.split.results import as_json, pesos, write_results
from tequio.cli.split.words import say_flaw, say_shortage
from tequio.engines.splitting.model import BadOrder, Infeasible, Order, Split
from tequio.engines.splitting.solve import solve


def run(options: argparse.Namespace) -> int:
    """Exit code 0; raises Trouble for what the person can put right."""
    order = read_folder(options.dir)
    split = _split(order, options)
    out = options.out or options.dir / "resultado"
    written = write_results(out, split)
    if options.json:
        say(json.dumps(as_json(split), ensure_ascii=False))
        return 0
    workers = len({part.workshop for part in split.parts})
    pieces = sum(part.pieces for part in split.parts)
    say(f"{pieces:,} piezas en {workers} talleres. Costo: ${pesos(split.bill.money_minor):,}.")
    say(
        f"Con riesgo, prisa y partes que faltan: ${pesos(split.total_minor):,}."
        f" Cota: ${pesos(split.bound_minor):,} (a {split.gap * 100:.2f} %)."
    )
    say(f"En {out}: {', '.join(written)}.")
    return 0


def _split(order: Order, options: argparse.Namespace) -> Split:
    try:
        return solve(order, seconds=options.seconds, gap=options.gap, on_progress=None if options.json else Ticker())
    except BadOrder as bad:
        raise Trouble("Los datos se contradicen.", *(say_flaw(flaw, {}) for flaw in bad.flaws)) from None
    except Infeasible as short:
        raise Trouble("El pedido no se puede hacer completo.", *map(say_shortage, short.shortages)) from None
    except TimeoutError:
        raise Trouble("No alcanzó el tiempo.", "Da más segundos:  --seconds 300") from None
