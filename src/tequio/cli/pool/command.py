"""`tequio pool solve DIR`: reads, solves, shares, writes."""

import argparse
import json

from tequio.cli.output import Trouble, say
from tequio.cli.pool.folder import Folder, read_folder
from tequio.cli.pool.results import as_json, pesos, write_results
from tequio.cli.pool.summary import write_pdf
from tequio.cli.searching import Ticker
from tequio.engines.pooling.model import Award, BadProblem, Infeasible
from tequio.engines.pooling.solve import solve
from tequio.engines.stability import BadRule, Basis, Rule, Sharing, share


def run(options: argparse.Namespace) -> int:
    """Exit code 0; raises Trouble for what the person can put right."""
    folder = read_folder(options.dir)
    award = _award(folder, options)
    sharing = _sharing(folder, award, options)
    out = options.out or options.dir / "resultado"
    written = write_results(out, award, sharing)
    if options.pdf:
        write_pdf(out / "summary.pdf", award, sharing)
        written.append("summary.pdf")
    if options.json:
        say(json.dumps(as_json(award, sharing), ensure_ascii=False))
        return 0
    say(f"Costo: ${pesos(award.cost_minor):,}. Cota: ${pesos(award.bound_minor):,} (a {award.gap * 100:.2f} %).")
    if award.outside_minor:
        say(f"Por su cuenta compran por ${pesos(award.outside_minor):,}, porque así sale más barato.")
    if award.dropped:
        say(f"Quedaron fuera {len(award.dropped)} pedidos; dropped.csv dice cuáles y por qué.")
    if sharing is not None and sharing.epsilon_minor:
        say(f"Un grupo de pueblos pagaría ${pesos(sharing.epsilon_minor):,} menos por su cuenta.")
    say(f"En {out}: {', '.join(written)}.")
    return 0


def _award(folder: Folder, options: argparse.Namespace) -> Award:
    try:
        return solve(
            folder.problem, seconds=options.seconds, gap=options.gap, on_progress=None if options.json else Ticker()
        )
    except BadProblem as bad:
        raise Trouble("Los datos se contradicen.", *(f"{f.where}: {f.why}" for f in bad.flaws)) from None
    except Infeasible as short:
        told = [
            f"Faltan {s.missing} de {s.material}" + (f" en {s.point}: nadie lo entrega ahí." if s.point else ".")
            for s in short.shortages
        ]
        raise Trouble("Los pedidos no se pueden surtir completos.", *told) from None
    except TimeoutError:
        raise Trouble("No alcanzó el tiempo.", "Da más segundos:  --seconds 300") from None


def _sharing(folder: Folder, award: Award, options: argparse.Namespace) -> Sharing | None:
    if not award.allotments:
        return None
    try:
        rule = Rule(Basis(options.rule), distance_km=folder.distances)
        return share(folder.problem, award, rule, seconds=options.seconds)
    except BadRule as bad:
        raise Trouble(
            f"La regla por distancia necesita los kilómetros a: {', '.join(bad.points)}.",
            "Escríbelos en distances.csv (punto, km).",
        ) from None
