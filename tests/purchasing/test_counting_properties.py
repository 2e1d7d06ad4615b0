"""Whatever arrives, the members' charges are the suppliers' bills and the stock keeps what nobody took."""

from collections import defaultdict
from decimal import Decimal

from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tequio.books.models import Balance
from tequio.engines.shares import split_whole_by
from tequio.purchasing import actions
from tequio.purchasing.models import Allotment, AwardLine, FreightCharge, Round
from tequio.purchasing.resharing import payable
from tequio.purchasing.surplus import surplus_of
from tequio.stock.models import Lot
from tests.purchasing.world import AFTER, CLOSES, OPENS, D

FEW = settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
GRAINS = st.one_of(st.integers(0, 30).map(D), st.integers(0, 30_000).map(lambda n: D(n) / 1000))


@st.composite
def lines(draw):
    """Order lines as (supplier, item, village, quantity, centavos), none twice."""
    places = draw(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), unique=True, min_size=1, max_size=6))
    return [(*place, draw(GRAINS.filter(bool)), draw(st.integers(0, 50_000))) for place in places]


def ordered_round(world, drawn, freight_minor, taken, surplus):
    """An ordered round as an approved plan leaves it: members' charges are the bill, they take at most what comes."""
    round_ = Round.objects.create(
        union=world.union, title="Azar", state=Round.State.ORDERED, opens_on=OPENS, closes_on=CLOSES, rule="weight",
        surplus=surplus,
    )  # fmt: skip
    comes = defaultdict(Decimal)
    for near, clay, tlaya, quantity, minor in drawn:
        line = AwardLine.objects.create(
            union=world.union, round=round_, supplier=world.near if near else world.far,
            item=world.clay if clay else world.frit, section=world.tlaya if tlaya else world.hueyapan, packs=1,
            quantity=quantity, goods_minor=minor,
        )  # fmt: skip
        comes[line.section_id, line.item_id] += quantity
    FreightCharge.objects.create(
        union=world.union, round=round_, supplier=world.near, drop="una", freight_minor=freight_minor
    )
    shares = []
    for place, quantity in sorted(comes.items()):
        grains = split_whole_by(int(quantity * 1000 * taken), {world.ana.pk: 3, world.beto.pk: 2, world.caro.pk: 0})
        shares += [(*place, member, D(grain) / 1000) for member, grain in grains.items() if grain]
    shares = shares or [(*max(comes), world.ana.pk, max(comes.values()))]
    bill = sum(minor for *_, minor in drawn) + freight_minor
    charges = split_whole_by(bill, {share: n % 4 for n, share in enumerate(shares, 1)})
    for (section, item, member, quantity), minor in charges.items():
        Allotment.objects.create(
            union=world.union, round=round_, member_id=member, section_id=section, item_id=item, quantity=quantity,
            charge_minor=minor, final_quantity=quantity, final_minor=minor,
        )  # fmt: skip
    return round_


def count_at_random(world, round_, data):
    counts = []
    for line in AwardLine.objects.filter(round=round_).order_by("pk"):
        received = min(line.quantity, data.draw(GRAINS)) if data.draw(st.booleans()) else line.quantity
        damaged = min(received, data.draw(GRAINS)) if data.draw(st.booleans()) else D(0)
        instead = data.draw(st.sampled_from([None, world.clay.pk, world.frit.pk]))
        counts.append(actions.Count(line.pk, received, damaged, instead))
    actions.count_goods(actor=world.buyer, round_id=round_.pk, counts=counts)
    actions.finish_receiving(actor=world.buyer, round_id=round_.pk)


def require_that_it_adds_up(round_):
    bill = sum(payable(line) for line in AwardLine.objects.filter(round=round_))
    bill += sum(stop.freight_minor for stop in FreightCharge.objects.filter(round=round_))
    shares = list(Allotment.objects.filter(round=round_))
    given_back = kept_minor(round_) if round_.surplus == "members" else 0
    assert sum(share.final_minor for share in shares) == bill - given_back
    assert all(share.final_minor >= 0 for share in shares)
    return bill


def kept_minor(round_):
    return sum(left.landed_minor for left in surplus_of(round_))


def left_over(round_):
    left = defaultdict(Decimal)
    for line in AwardLine.objects.filter(round=round_):
        left[line.section_id, line.came_instead_id or line.item_id] += line.received - line.damaged
    for share in Allotment.objects.filter(round=round_):
        left[share.section_id, share.item_id] -= share.final_quantity
    assert min(left.values()) >= 0
    return {place: quantity for place, quantity in left.items() if quantity}


def balances():
    rows = (
        Balance.objects.filter(member=None)
        .values("account__role")
        .annotate(debit=Sum("debit_minor"), credit=Sum("credit_minor"))
    )
    return {row["account__role"]: row["debit"] - row["credit"] for row in rows}


def on_hand(round_):
    rows = Lot.objects.filter(source_id=round_.pk, on_hand__gt=0)
    return {(lot.place_id, lot.item_id): lot.on_hand for lot in rows}


@FEW
@given(drawn=lines(), freight_minor=st.integers(0, 9_999), taken=st.sampled_from([D(1), D("0.5")]),
       surplus=st.sampled_from(["union", "members"]), data=st.data())  # fmt: skip
def test_whatever_arrives_the_bill_is_met_and_can_be_undone(world, drawn, freight_minor, taken, surplus, data):
    round_ = ordered_round(world, drawn, freight_minor, taken, surplus)
    as_awarded = set(Allotment.objects.filter(round=round_).values_list("pk", "quantity", "charge_minor"))
    told = {"actor": world.buyer, "round_id": round_.pk}
    before = balances()

    count_at_random(world, round_, data)
    require_that_it_adds_up(round_)
    actions.undo_receiving(**told, reason="mal contado")
    finals = Allotment.objects.filter(round=round_).values_list("pk", "final_quantity", "final_minor")
    assert set(finals) == as_awarded

    count_at_random(world, round_, data)
    for section in (world.tlaya, world.hueyapan):
        actions.hand_out_section(**told, section_id=section.pk, today=AFTER)
    actions.finish_handing_out(**told)
    actions.settle_round(**told, today=AFTER)
    bill = require_that_it_adds_up(round_)
    change = {role: minor - before.get(role, 0) for role, minor in balances().items()}
    assert change.get("purchase_clearing", 0) == 0
    kept = kept_minor(round_)
    assert -change.get("supplier_payable", 0) == bill
    assert change.get("member_receivable", 0) == bill - (kept if surplus == "members" else 0)
    assert -change.get("stock_surplus", 0) == (kept if surplus == "union" else 0)
    assert on_hand(round_) == left_over(round_)
    # What is on hand of the round is worth what the books say of it.
    held = Lot.objects.filter(source_id=round_.pk, on_hand__gt=0).aggregate(minor=Sum("cost_minor"))["minor"] or 0
    assert change.get("inventory", 0) == kept == held

    actions.undo_settlement(**told, today=AFTER, reason="otra vez")
    assert {role: minor for role, minor in balances().items() if minor} == {r: m for r, m in before.items() if m}
    assert on_hand(round_) == {}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
