"""What a paper still lacks, by name: a paper with a gap is not printed, and nothing is made up to fill it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tequio.engines.shipping.customs import Criterion, Customs, criterion, digits, six_digits
from tequio.engines.shipping.goods import Line, Party, Shipment
from tequio.engines.shipping.totals import mismatches
from tequio.engines.ware import Rules

AGREEMENT = "usmca"
ROLES = ("exporter", "producer", "importer")
OF_TEN = 10


class Paper(StrEnum):
    PACKING_LIST = "packing_list"
    INVOICE = "invoice"
    ORIGIN = "origin"
    LABELS = "labels"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or cannot be: its code, of what, and more of it where there is more to say."""

    what: str
    of: str = ""
    more: str = ""


def gaps(paper: Paper, shipment: Shipment, customs: Customs, rules: Rules) -> tuple[Gap, ...]:
    """All that keeps a paper from being printed, each once."""
    found = [*_of_all(shipment), *_names(shipment, customs)]
    match paper:
        case Paper.PACKING_LIST:
            found += _of_party("buyer", shipment.buyer, "address")
        case Paper.INVOICE:
            found += _of_invoice(shipment)
        case Paper.ORIGIN:
            found += _of_origin(shipment, customs)
        case Paper.LABELS:
            found += [Gap("carton_link", str(each.number)) for each in shipment.cartons if not each.link]
            found += _of_ware(shipment, rules)
        case _:
            found += _of_ware(shipment, rules)
    return tuple(dict.fromkeys(found))


def _of_all(shipment: Shipment) -> Iterator[Gap]:
    if not shipment.number:
        yield Gap("shipment_number")
    yield from _of_party("seller", shipment.seller, "address")
    if not shipment.buyer.name:
        yield Gap("buyer_name")
    if not shipment.lines:
        yield Gap("lines")
    for line in shipment.lines:
        if not line.lots:
            yield Gap("lots", line.sku)
        if not line.net_g:
            yield Gap("weight", line.sku)
    for each in mismatches(shipment):
        yield Gap(f"differs_{each.what}", each.of, f"{each.lines:,} / {each.cartons:,}")


def _names(shipment: Shipment, customs: Customs) -> Iterator[Gap]:
    """A protected name on goods from elsewhere is on no paper."""
    for line in shipment.lines:
        for name in customs.forbidden((line.sku, line.name.es, line.name.en), line.code, line.state, shipment.on):
            yield Gap("protected_name", line.sku, name.name)


def _of_invoice(shipment: Shipment) -> Iterator[Gap]:
    if not shipment.invoice:
        yield Gap("invoice_number")
    yield from _of_party("seller", shipment.seller, "tax_id")
    yield from _of_party("buyer", shipment.buyer, "address", "tax_id")
    for field in ("currency", "incoterm", "place"):
        if not getattr(shipment, field):
            yield Gap(field)
    for line in shipment.lines:
        yield from _of_code(line, OF_TEN)
        if not line.price_minor:
            yield Gap("price", line.sku)
        if not line.made_in:
            yield Gap("made_in", line.sku)


def _of_origin(shipment: Shipment, customs: Customs) -> Iterator[Gap]:
    """The nine data of annex 5-A."""
    if shipment.certifies_as not in ROLES:
        yield Gap("certifies_as")
    contact = ("name", "person", "title", "address", "phone", "email")
    yield from _of_party("certifier", shipment.certifier or Party(), *contact)
    yield from _of_party("exporter", shipment.seller, "name", "address", "phone", "email")
    if shipment.producer is not None:
        yield from _of_party("producer", shipment.producer, "name", "address", "phone", "email")
    yield from _of_party("importer", shipment.importer or shipment.buyer, "name", "address", "phone", "email")
    for line in shipment.lines:
        yield from _of_code(line, 6)
        its = criterion_of(line, customs, shipment.on)
        if its.fault is not None:
            yield Gap(f"origin_{its.fault}", line.sku, ", ".join(its.materials))
    if shipment.period is None:
        if not shipment.invoice:
            yield Gap("invoice_or_period")
    elif not shipment.period[0] <= shipment.period[1] < _a_year_after(shipment.period[0]):
        yield Gap("period")


def _of_ware(shipment: Shipment, rules: Rules) -> Iterator[Gap]:
    if not shipment.destinations:
        yield Gap("destinations")
    for code in shipment.destinations:
        if code not in rules.destinations:
            yield Gap("no_rules_for", code)
    for line in shipment.lines:
        if line.shape is None:
            yield Gap("shape", line.sku)
        elif line.shape.use not in rules.uses:
            yield Gap("use", line.sku, line.shape.use)


def _of_party(who: str, party: Party, *fields: str) -> Iterator[Gap]:
    for field in dict.fromkeys(("name", *fields)):
        if not getattr(party, field).strip():
            yield Gap(f"{who}_{field}")


def _of_code(line: Line, length: int) -> Iterator[Gap]:
    if len(digits(line.code)) < length or not six_digits(line.code):
        yield Gap("code", line.sku, line.code)


def _a_year_after(day: date) -> date:
    """The same day of the next year; after a 29 February, 1 March."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def criterion_of(line: Line, customs: Customs, on: date) -> Criterion:
    """The origin criterion of a line under the treaty that its certification is for."""
    return criterion(customs, AGREEMENT, line.code, line.materials, on)
