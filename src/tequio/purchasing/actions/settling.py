"""Every member is charged and every supplier's bill is booked, in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from tequio.books.steps import EntryDraft, post_entries, reverse_entries
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.engines.leftover import Left
from tequio.purchasing.errors import NotAllHandedOut
from tequio.purchasing.models import Allotment, AwardLine, Charge, ChargeLine, FreightCharge, Round
from tequio.purchasing.postings import SOURCE, member_entry, supplier_entry, surplus_entry
from tequio.purchasing.resharing import payable
from tequio.purchasing.steps import locked_round, move_to, require_state
from tequio.purchasing.stocking import put_in_stock_and_hand_out, take_back_from_stock
from tequio.purchasing.surplus import arrived_in, surplus_of
from tequio.stock.queries import best_prices_alone

Line = tuple[int, int, Decimal, int]  # section, item, quantity, centavos


@action("purchasing.goods.finish_handing_out")
def finish_handing_out(*, actor: Actor, round_id: int) -> Round:
    """End the handing out: every member has his goods. Raises NotNow, NotAllHandedOut."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.RECEIVED)
    waiting = Allotment.objects.filter(round=round_, is_handed_out=False, final_quantity__gt=0)
    names = sorted(waiting.values_list("section__name", flat=True).distinct())
    if names:
        raise NotAllHandedOut(sections=", ".join(names))
    move_to(round_, Round.State.HANDED_OUT)
    events.record(actor, "purchasing.goods.all_handed_out", round_, title=round_.title)
    return round_


@action("purchasing.goods.undo_handing_out")
def undo_handing_out(*, actor: Actor, round_id: int, reason: str) -> Round:
    """Open the handing out again. Raises NotNow."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.HANDED_OUT)
    move_to(round_, Round.State.RECEIVED)
    events.record(actor, "purchasing.goods.handing_out_undone", round_, title=round_.title, reason=reason)
    return round_


@action("purchasing.round.settle")
def settle_round(*, actor: Actor, round_id: int, today: date) -> Round:
    """Charge every member what he received and book what every supplier is owed. Raises NotNow, PeriodClosed."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.HANDED_OUT)
    lines = _lines_by_member(round_)
    bills = _bills(round_)
    members = sorted(lines)
    arrived = arrived_in(round_)
    surplus = surplus_of(round_, arrived)
    kept = sum(left.landed_minor for left in surplus)
    entries = post_entries(
        actor,
        [
            member_entry(round_.pk, round_.title, today, member, [line[3] for line in lines[member]])
            for member in members
        ]
        + [
            supplier_entry(round_.pk, round_.title, today, name, minor)
            for (_supplier, name), minor in sorted(bills.items())
            if minor
        ]
        + ([_surplus(round_, today, surplus)] if kept else []),
    )
    attempt = _write_charges(round_, today, lines, dict(zip(members, entries, strict=False)))
    put_in_stock_and_hand_out(actor, round_, today, arrived, surplus)
    move_to(round_, Round.State.SETTLED, settled_on=today)
    charged = sum(line[3] for mine in lines.values() for line in mine)
    events.record(
        actor, "purchasing.round.settled", round_, title=round_.title, members=len(members), charged_minor=charged,
        suppliers=len(bills), attempt=attempt, surplus_minor=kept,
    )  # fmt: skip
    return round_


def _lines_by_member(round_: Round) -> Mapping[int, list[Line]]:
    """Each member's materials with what he owes, one line per material and village."""
    rows = (
        Allotment.objects.filter(round=round_)
        .values("member_id", "section_id", "item_id")
        .annotate(quantity=Sum("final_quantity"), minor=Sum("final_minor"))
        .order_by("member_id", "item_id", "section_id")
        .values_list("member_id", "section_id", "item_id", "quantity", "minor")
    )
    lines: dict[int, list[Line]] = defaultdict(list)
    for member, section, item, quantity, minor in rows:
        if quantity or minor:
            lines[member].append((section, item, quantity, minor))
    # Someone whose goods cost nothing has nothing to be charged; his goods still leave the stock.
    return {member: mine for member, mine in lines.items() if any(line[3] for line in mine)}


def _bills(round_: Round) -> Mapping[tuple[int, str], int]:
    """What each supplier (id and name) is owed, goods as they came and freight as agreed."""
    bills: dict[tuple[int, str], int] = defaultdict(int)
    for line in AwardLine.objects.filter(round=round_).select_related("supplier"):
        bills[line.supplier_id, line.supplier.name] += payable(line)
    for stop in FreightCharge.objects.filter(round=round_).select_related("supplier"):
        bills[stop.supplier_id, stop.supplier.name] += stop.freight_minor
    return bills


def _surplus(round_: Round, today: date, surplus: Sequence[Left]) -> EntryDraft:
    text = _("%(title)s: lo que sobró") % {"title": round_.title}
    given_back = round_.surplus == Round.Surplus.MEMBERS
    return surplus_entry(round_.pk, text, today, [left.landed_minor for left in surplus], given_back)


def _write_charges(round_: Round, today: date, lines: Mapping[int, list[Line]], entry_of: Mapping[int, int]) -> int:
    before = Charge.objects.filter(round=round_).aggregate(last=Max("attempt"))["last"] or 0
    attempt, union_id = before + 1, round_.union_id
    charges = insert_rows(
        Charge,
        ("union_id", "round_id", "attempt", "member_id", "entry_id", "total_minor", "charged_on"),
        (
            (union_id, round_.pk, attempt, member, entry_of[member], sum(line[3] for line in mine), today)
            for member, mine in lines.items()
        ),
    )
    # The evidence is fixed now: what proves a saving must be what was known when it was made.
    evidence = best_prices_alone({line[:2] for mine in lines.values() for line in mine}, today)
    proof = {pair: seen.pk for pair, seen in evidence.items()}
    insert_rows(
        ChargeLine,
        ("union_id", "charge_id", "item_id", "section_id", "quantity", "minor", "observation_id"),
        (
            (union_id, charge, item, section, quantity, minor, proof.get((section, item)))
            for charge, mine in zip(charges, lines.values(), strict=True)
            for section, item, quantity, minor in mine
        ),
    )
    return attempt


@action("purchasing.round.unsettle")
def undo_settlement(*, actor: Actor, round_id: int, today: date, reason: str) -> Round:
    """Reverse every entry of a settlement and take the goods back into stock. Raises NotNow, PeriodClosed."""
    round_ = locked_round(round_id)
    require_state(round_, Round.State.SETTLED)
    reversed_ = reverse_entries(actor, source=SOURCE, source_id=round_.pk, on=today)
    take_back_from_stock(actor, round_, today)
    move_to(round_, Round.State.HANDED_OUT, settled_on=None)
    events.record(
        actor, "purchasing.round.unsettled", round_, title=round_.title, reason=reason, entries=len(reversed_)
    )
    return round_
