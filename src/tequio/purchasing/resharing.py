"""Carries what arrived into the members' shares, village by village and material by material."""

from collections import defaultdict
from decimal import Decimal

from tequio.core.bulk import insert_rows
from tequio.engines.money import to_centavos
from tequio.engines.reshare import Arrival, Claim, Portion, reshare
from tequio.engines.shares import split_whole_by
from tequio.purchasing.models import Allotment, AwardLine, Round

Place = tuple[int, int]  # section, item


def reshare_round(round_: Round) -> int:
    """Set every share's final quantity and charge; returns how many changed. Shares whose goods came whole stay."""
    short = _short_places(round_)
    if not short:
        return 0
    shares: dict[Place, list[Allotment]] = defaultdict(list)
    for share in Allotment.objects.filter(round=round_, quantity__gt=0).order_by("pk"):
        shares[share.section_id, share.item_id].append(share)
    unpaid, changed = 0, 0
    for place, (arrivals, less_minor) in short.items():
        claims = [Claim(s.member_id, s.quantity, s.charge_minor) for s in shares[place]]
        due = sum(claim.charge_minor for claim in claims) - less_minor
        came = sum((a.quantity for a in arrivals), Decimal(0))
        if due < 0 or not came:
            # Nothing of it came, or what it saves is more than its takers were to pay: the difference is everyone's.
            unpaid += due
            less_minor += due
        changed += _write(round_, place, shares[place], reshare(claims, arrivals, less_minor) if claims else ())
    if unpaid:
        spread(round_, unpaid)
    return changed


def _short_places(round_: Round) -> dict[Place, tuple[list[Arrival], int]]:
    """Per village and material that did not come whole: what came fit for use, and by how much its bill shrinks."""
    arrivals: dict[Place, list[Arrival]] = defaultdict(list)
    less: dict[Place, int] = defaultdict(int)
    touched: set[Place] = set()
    for line in AwardLine.objects.filter(round=round_).order_by("pk"):
        place = (line.section_id, line.item_id)
        good = (line.received or Decimal(0)) - line.damaged
        arrivals[place].append(Arrival(good, line.came_instead_id))
        less[place] += line.goods_minor - payable(line)
        if good != line.quantity or line.came_instead_id:
            touched.add(place)
    return {place: (arrivals[place], less[place]) for place in sorted(touched)}


def payable(line: AwardLine) -> int:
    """Centavos owed to the supplier for one order line: the ordered price for what came fit for use."""
    good = line.quantity if line.received is None else line.received - line.damaged
    return to_centavos(Decimal(line.goods_minor) * good / line.quantity / 100)


def _write(round_: Round, place: Place, shares: list[Allotment], portions: tuple[Portion, ...]) -> int:
    section_id, item_id = place
    own = {p.member: p for p in portions if p.instead is None}
    for share in shares:
        portion = own.get(share.member_id)
        share.final_quantity = portion.quantity if portion else Decimal(0)
        share.final_minor = portion.charge_minor if portion else 0
    Allotment.objects.bulk_update(shares, ["final_quantity", "final_minor"], batch_size=2000)
    columns = ("union_id", "round_id", "member_id", "section_id", "item_id", "instead_of_id", "quantity",
               "charge_minor", "final_quantity", "final_minor", "is_handed_out")  # fmt: skip
    instead = [p for p in portions if p.instead is not None]
    insert_rows(
        Allotment, columns,
        ((round_.union_id, round_.pk, p.member, section_id, p.instead, item_id, 0, 0, p.quantity, p.charge_minor, False)
         for p in instead),
    )  # fmt: skip
    return len(shares) + len(instead)


def spread(round_: Round, minor: int) -> None:
    """Lay an amount on all shares of the round in proportion to what they pay."""
    paying = {s.pk: s for s in Allotment.objects.filter(round=round_, final_minor__gt=0).order_by("pk")}
    if not paying:
        paying = {s.pk: s for s in Allotment.objects.filter(round=round_, charge_minor__gt=0).order_by("pk")}
    parts = split_whole_by(minor, {pk: s.final_minor or s.charge_minor for pk, s in paying.items()})
    for pk, share in paying.items():
        share.final_minor += parts[pk]
    Allotment.objects.bulk_update(list(paying.values()), ["final_minor"], batch_size=2000)
