"""`tequio leverage FILE`."""

import argparse
import json
from typing import Any

from tequio.cli.leverage.rows import Loans, read_loans
from tequio.cli.output import Trouble, pesos, say
from tequio.engines.leverage import Cover, Distribution, Portfolio, losses, worth_to_lender
from tequio.engines.leverage.carry import Carried, carried

CONFIDENCES = (0.5, 0.9, 0.95, 0.99, 0.995)
BAR = 40


def run(options: argparse.Namespace) -> int:
    """Exit code 0; raises Trouble for what the person can put right."""
    loans = _shocked(read_loans(options.file), options.shock)
    told = losses(loans)
    cover, pool = Cover(options.cover), None if options.pool is None else round(options.pool * 100)
    result = carried(loans, told, options.confidence, cover, options.part, pool)
    worth = worth_to_lender(loans, told, cover, options.part)
    if options.json:
        say(json.dumps(_plain(loans, told, result, worth, options)))
    else:
        _tell(loans, told, result, worth, options)
    return 0


def _shocked(read: Loans, shocks: list[tuple[str, float]]) -> Portfolio:
    loans = read.portfolio
    for sector, factor in shocks:
        if sector not in read.sectors:
            raise Trouble(f"Ningún préstamo es del sector «{sector}».", "Hay: " + ", ".join(read.sectors) + ".")
        loans = loans.shocked(loans.weight[:, read.sectors.index(sector)] > 0, factor)
    return loans


def _tell(loans: Portfolio, told: Distribution, result: Carried, worth: float, options: argparse.Namespace) -> None:
    say(f"{len(loans):,} préstamos por {pesos(result.exposure)}.")
    say(f"En un año cualquiera se pierden {pesos(result.expected_loss)}.")
    most = told.quantile(CONFIDENCES[-1]) or 1
    for confidence in CONFIDENCES:
        loss = told.quantile(confidence)
        bar = "█" * max(round(loss / most * BAR), 0)
        say(f"  {confidence * 100:5.1f} % de los años, no más de {pesos(round(loss)):>18}  {bar}")
    how = "de cada pérdida" if options.cover == "pari_passu" else "de la cartera, y paga primero"
    say(f"El fondo responde por {options.part * 100:g} % {how}.")
    say(f"Para {options.confidence * 100:g} de cada 100 años debe tener {pesos(result.pool)}.")
    say(f"Así, un peso del fondo sostiene {result.credit_per_peso:.2f} pesos de crédito.")
    if options.pool is not None:
        say(f"Con {options.pool:,.2f} pesos se acabaría en {result.chance_used_up * 100:.2f} de cada 100 años.")
    say(f"Para el banco vale {worth:.0f} puntos base al año: tanto menos espera perder.")


def _plain(
    loans: Portfolio, told: Distribution, result: Carried, worth: float, options: argparse.Namespace
) -> dict[str, Any]:
    return {
        "loans": len(loans), "exposure": result.exposure, "expected_loss": result.expected_loss,
        "deviation": round(told.deviation), "unit": told.unit,
        "quantiles": {f"{each * 100:g}": round(told.quantile(each)) for each in CONFIDENCES},
        "cover": options.cover, "part": options.part, "confidence": options.confidence, "bad_year": result.bad_year,
        "pool": result.pool, "credit_per_peso": round(result.credit_per_peso, 4),
        "chance_used_up": round(result.chance_used_up, 6), "worth_basis_points": round(worth, 2),
    }  # fmt: skip
