"""Runs the engines for one kind of plan and says in sentences what cannot be."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.engines.clock import Progress
from tequio.engines.pooling.model import Award, Infeasible, Problem
from tequio.engines.pooling.solve import solve
from tequio.engines.pooling.variants import nearest_suppliers, single_suppliers
from tequio.engines.stability.model import Rule, Sharing
from tequio.engines.stability.sharing import share
from tequio.members.models import Section
from tequio.purchasing.models import Plan
from tequio.stock.models import Item

NO_SINGLE_SUPPLIER = gettext_lazy("Ningún proveedor cotizó todos los materiales y llega a todos los pueblos.")
STABILITY_PART = 3  # a third of the time goes to sharing


class NoSingleSupplier(Exception):
    """No supplier alone can serve the round."""


def solve_kind(
    problem: Problem, kind: str, rule: Rule, seconds: int, on_progress: Callable[[Progress], bool]
) -> tuple[Award, Sharing]:
    """The award of one kind and its sharing. Raises Infeasible, BadProblem, NoSingleSupplier."""
    if kind == Plan.Kind.ONE_SUPPLIER:
        problem, award = _best_single(problem, seconds, on_progress)
    else:
        if kind == Plan.Kind.NEAREST:
            problem = nearest_suppliers(problem)
        award = solve(problem, seconds=seconds - seconds / STABILITY_PART, on_progress=on_progress)
    return award, share(problem, award, rule, seconds=seconds / STABILITY_PART)


def _best_single(problem: Problem, seconds: int, on_progress: Callable[[Progress], bool]) -> tuple[Problem, Award]:
    found: list[tuple[int, Problem, Award]] = []
    candidates = list(single_suppliers(problem))
    for _code, alone in candidates:
        try:
            award = solve(alone, seconds=seconds / 2 / len(candidates), on_progress=on_progress)
        except Infeasible:
            continue
        found.append((award.total_minor, alone, award))
    if not found:
        raise NoSingleSupplier
    best = min(found, key=lambda row: row[0])
    # The bound of one supplier is no bound on the others: the weakest of all holds for the kind.
    return best[1], replace(best[2], bound_minor=min(row[2].bound_minor for row in found))


def sentences_of(lack: Infeasible) -> Iterator[str]:
    items = {str(item.pk): item for item in Item.objects.filter(pk__in=[int(s.material) for s in lack.shortages])}
    places = {str(section.pk): section.name for section in Section.objects.all()}
    for shortage in lack.shortages:
        item = items[shortage.material]
        told = {"quantity": f"{shortage.missing.normalize():f}", "unit": item.unit, "item": item.name,
                "place": places.get(shortage.point or "", "")}  # fmt: skip
        if shortage.point:
            yield (
                _("A %(place)s nadie puede llevar %(quantity)s %(unit)s de %(item)s. Pide flete a un proveedor.") % told
            )
        else:
            yield _("Faltan %(quantity)s %(unit)s de %(item)s: los proveedores no surten tanto. Invita a otro.") % told
