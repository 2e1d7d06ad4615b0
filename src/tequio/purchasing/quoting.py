"""What makes a supplier's answer sound; used alike for the form, the link and the spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from tequio.members.models import Section
from tequio.purchasing.errors import QuoteWrong
from tequio.purchasing.models import Quote, Round, RoundItem
from tequio.purchasing.models.rounds import MOST


@dataclass(frozen=True, slots=True)
class QuoteDraft:
    """One material as offered; `steps` are (from units, pesos per unit) in the order given."""

    item_id: int
    steps: tuple[tuple[Decimal, Decimal], ...]
    kind: str = Quote.Kind.ALL_UNITS
    pack: Decimal = Decimal(1)
    capacity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FreightDraft:
    """What bringing goods to one village costs; pesos per stop and per kilo."""

    section_id: int
    fixed: Decimal = Decimal(0)
    per_kg: Decimal = Decimal(0)
    drop: str = ""


def require_sound(
    round_: Round, minimum_order: Decimal, quotes: Sequence[QuoteDraft], freight: Sequence[FreightDraft]
) -> None:
    """Raises QuoteWrong with every fault found, each naming its material or village and what to do."""
    faults = list(find_faults(round_, minimum_order, quotes, freight))
    if faults:
        raise QuoteWrong(why=" ".join(faults))


def find_faults(
    round_: Round, minimum_order: Decimal, quotes: Sequence[QuoteDraft], freight: Sequence[FreightDraft]
) -> Iterator[str]:
    if not _within(minimum_order, 0, MOST * 100):
        yield _("El pedido mínimo no puede ser negativo ni tan grande.")
    names = dict(RoundItem.objects.filter(round=round_).values_list("item_id", "item__name"))
    seen: set[int] = set()
    for draft in quotes:
        if draft.item_id not in names:
            yield _("Un material no se compra en esta ronda; quítalo.")
            continue
        if draft.item_id in seen:
            yield _("%(item)s está dos veces; deja uno.") % {"item": names[draft.item_id]}
        seen.add(draft.item_id)
        yield from (_("%(item)s: %(why)s") % {"item": names[draft.item_id], "why": why} for why in _faults_of(draft))
    yield from _freight_faults(freight)


def _within(value: Decimal, least: int, most: int) -> bool:
    return value.is_finite() and least <= value <= most


def _faults_of(draft: QuoteDraft) -> Iterator[str]:
    if not draft.steps:
        yield _("falta el precio.")
    if draft.kind not in Quote.Kind.values:
        yield _("di si cada escalón vale para todo o para su tramo.")
    for number, (minimum, price) in enumerate(draft.steps, start=1):
        if not _within(minimum, 0, MOST):
            yield _("el escalón %(n)s empieza en una cantidad imposible (%(value)s).") % {"n": number, "value": minimum}
        if not _within(price, 0, MOST) or not round(price, 4):
            yield _("el precio del escalón %(n)s debe ser mayor que cero (dice %(value)s).") % {
                "n": number, "value": price,
            }  # fmt: skip
    minimums = [minimum for minimum, _price in draft.steps if minimum.is_finite()]
    if any(a == b for a, b in pairwise(minimums)):
        yield _("dos escalones empiezan en la misma cantidad; deja uno.")
    elif minimums != sorted(minimums):
        yield _("los escalones van de menor a mayor cantidad; ordénalos.")
    if not _within(draft.pack, 0, MOST) or not round(draft.pack, 3):
        yield _("el empaque debe ser mayor que cero.")
    least = max([*minimums[:1], *([draft.pack] if draft.pack.is_finite() else [])], default=Decimal(0))
    if draft.capacity is not None and not (draft.capacity.is_finite() and 0 < draft.capacity >= least):
        yield _("surte menos que su propio mínimo; corrige uno de los dos.")


def _freight_faults(freight: Sequence[FreightDraft]) -> Iterator[str]:
    names = dict(Section.objects.values_list("pk", "name"))
    seen: set[int] = set()
    stops: dict[str, Decimal] = {}
    for draft in freight:
        if draft.section_id not in names:
            yield _("Un pueblo del flete no es de la unión; quítalo.")
            continue
        name = names[draft.section_id]
        if draft.section_id in seen:
            yield _("El flete a %(place)s está dos veces; deja uno.") % {"place": name}
        seen.add(draft.section_id)
        if not _within(draft.fixed, 0, MOST) or not _within(draft.per_kg, 0, MOST):
            yield _("El flete a %(place)s no puede ser negativo ni tan grande.") % {"place": name}
        if draft.drop and stops.setdefault(draft.drop, draft.fixed) != draft.fixed:
            yield _("La parada «%(drop)s» tiene dos precios; debe ser uno.") % {"drop": draft.drop}
