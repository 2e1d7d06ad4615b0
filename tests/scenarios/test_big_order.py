"""One big order told through what people do: from what a mug costs Ana to the money in her account, to the centavo.

A hotel abroad wants 300 mugs and 60 plates. Ana and Beto measure their benches, Caro and Dina have cards. Caro
declines, Beto's kiln breaks, one of Ana's mugs is rejected; the buyer pays in dollars, in two parts, at two rates.
"""

from datetime import timedelta
from decimal import Decimal

import pytest

from tequio.benefit import queries as benefit
from tequio.benefit.spans import Span
from tequio.books.queries import balance
from tequio.makers.actions import give_consent
from tequio.production import queries as bench
from tequio.production.models import Commitment
from tequio.sales import actions, queries
from tequio.sales.models import Order, Payout, Ticket, Withholding
from tequio.sales.risk import repair_of, standings
from tequio.sales.splitting import open_pieces
from tequio.unions.actions import change_setting
from tests import factories
from tests.makers import world as worlds
from tests.makers.world import FIVE, TODAY
from tests.sales.test_settling import note_rate
from tests.scenarios.truth import assert_all_is_whole

MUGS, PLATES = 300, 60
ANA = 120
FEE_BP = 250
SPAN = Span(TODAY - timedelta(days=60), TODAY + timedelta(days=300), "x", "x")


@pytest.fixture
def world(union):
    world = worlds.build(union)
    worlds.keep_bench(world, "Beto", people=1, kiln_litres=45)
    worlds.note_weeks(world, "Ana", FIVE)
    change_setting(
        actor=world.chair, setting="sales.fee_bp", value=FEE_BP, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    note_rate(world, "17.0000", TODAY)
    return world


def mugs(world, name, **only):
    return Ticket.objects.select_related("line__item", "maker__member__person", "order").get(
        order=world.order, maker=world.makers[name], line__item=world.mug, **only
    )


def row(world, ticket):
    return standings([Ticket.objects.select_related("line__item", "maker__member", "order").get(pk=ticket.pk)],
                     "pottery", world.today)[0]  # fmt: skip


def take_all(world):
    for ticket in world.tickets(state="offered"):
        world.answer(ticket)


def test_from_the_cost_of_a_piece_to_the_money_in_the_members_account(world):
    ana, beto = world.members["Ana"], world.members["Beto"]

    # What a mug costs Ana: material and fuel 2 x 360.00, eight days at the wage of the law, over 160 good ones.
    wage = bench.wage_here(TODAY).minor
    cost = bench.costs("taza", TODAY)[ana.pk]
    assert cost.floor_minor == -(-(2 * 360_00 + 8 * wage) // 160)
    assert cost.floor_minor < 4_000
    # The floor of the quotation: she alone could make 300 in nine weeks; for 600 Caro, the next cheapest, is needed.
    by = TODAY + timedelta(days=67)
    assert queries.floor_of(world.mug.pk, MUGS, by, TODAY) == cost.floor_minor
    assert queries.floor_of(world.mug.pk, 2 * MUGS, by, TODAY) == 29_00

    # Quoted in dollars, accepted, split: 120 mugs to Ana by the committee's word. Her note of what she gets outside.
    actions.record_outside(
        actor=factories.actor_with(world.union, member=ana), member=ana, item_id=world.mug.pk, price=Decimal("31.50"),
        observed_on=TODAY, grade="B", today=TODAY, place="Tienda de Cuautla",
    )  # fmt: skip
    job = world.answer(worlds.offer(world, ANA, currency="USD", destination="US"))
    held = worlds.promised_for(job)
    assert (held.pieces, held.state, held.weeks) == (ANA, "open", job.weeks)

    # Caro declines; what she leaves is split again, and nobody who was content sees a change.
    caro = next(ticket for ticket in world.tickets(state="offered", maker=world.makers["Caro"]))
    world.answer(caro, 0)
    take_all(world)
    content = {t.pk: (t.accepted, t.weeks) for t in world.tickets(state="accepted")}
    if open_pieces(world.order):
        world.split()
        take_all(world)
    assert {t.pk: (t.accepted, t.weeks) for t in world.tickets(state="accepted") if t.pk in content} == content
    assert open_pieces(world.order) == {}

    # Beto's kiln breaks: his job shows at once, with who could make it; it is taken back and split again.
    late = next(t for t in world.tickets(state="accepted", maker=world.makers["Beto"]))
    worlds.retire(world, worlds.kiln_of(world, "Beto"))
    told = row(world, late)
    assert (told.is_late, told.why) == (True, "Su taller no tiene horno en uso.")
    assert world.makers["Beto"] not in {maker for maker, _ in repair_of(told, world.today).parts}
    for ticket in world.tickets(state="accepted", maker=world.makers["Beto"]):
        actions.cut_ticket(actor=world.chair, ticket_id=ticket.pk, reason="Se cayó el horno")
    assert not Commitment.objects.filter(member=beto, state="open").exists()
    world.split()
    assert not world.tickets(state="offered", maker=world.makers["Beto"])
    take_all(world)
    assert open_pieces(world.order) == {}
    assert all(week.taken.of(each) <= week.there.of(each)
               for week in bench.week_places(bench.mondays_from(TODAY, 12), TODAY, [ana.pk]).values()
               for each in worlds.Resource)  # fmt: skip

    # 500 pesos beforehand for glaze. Two batches say how far she is: of 130 begun 6 break in drying and fire.
    actions.give_advance(actor=world.chair, ticket_id=job.pk, kind="bank", amount_minor=500_00, today=TODAY)
    world.on(TODAY + timedelta(days=12))
    worlds.count(world, worlds.begin(world, job, 70), 70, 70, 68, 67)
    worlds.count(world, worlds.begin(world, job, 60), 60, 60, 58, 57)
    assert [pieces for _, pieces in row(world, job).stages] == [124, 124, 124, 124, 0, 0, 0]

    # She brings 120 and one is rejected; the last one later. Everybody else brings all of it.
    world.on(TODAY + timedelta(days=40))
    world.inspect(job, ANA - 1, rejected=1, defects={"rajada": 1})
    assert worlds.promised_for(job).pieces == 1
    world.inspect(job, 1)
    assert worlds.promised_for(job).state == "kept"
    for ticket in world.tickets(state="accepted"):
        if ticket.pk != job.pk:
            world.inspect(ticket, ticket.standing)

    # Delivered at 18.00 a dollar: 300 mugs at 2.59 and 60 plates at 5.83.
    note_rate(world, "18.0000", world.today)
    world.order = actions.ship_order(actor=world.chair, order_id=world.order.pk, today=world.today)
    bill = MUGS * 259 + PLATES * 583
    assert world.order.billed_minor == bill == 1_126_80
    assert balance("buyer_receivable") == bill * 18
    earned = MUGS * 40_00 + PLATES * 90_00
    assert balance("maker_payable") == -earned

    # Ana owes 300 of fees and agreed to a fifth of each pay. The buyer pays in two parts, at 18.50 and at 17.60.
    worlds.owe(world, "Ana", 300_00)
    give_consent(
        actor=factories.actor_with(world.union, member=ana), member=ana, debt="dues.fees", share_bp=2_000, today=TODAY
    )
    world.pay(500_00, 500 * 18_50)
    actions.pay_makers(actor=world.chair, order_id=world.order.pk, today=world.today)
    rest = bill - 500_00
    world.pay(rest, rest * 1_760 // 100)
    world.order = actions.pay_makers(actor=world.chair, order_id=world.order.pk, today=world.today)
    assert world.order.state == Order.State.PAID

    # Ana's account, by hand: her pieces, less the fee of 2.5 %, the advance and what she owed.
    mine = list(Ticket.objects.filter(order=world.order, maker=world.makers["Ana"], state="accepted"))
    gross = sum(t.accepted * t.price_minor for t in mine)
    fee = (gross * FEE_BP + 5_000) // 10_000
    runs = list(Payout.objects.filter(maker=world.makers["Ana"]).order_by("run"))
    assert sum(run.gross_minor for run in runs) == gross
    assert sum(run.fee_minor for run in runs) == fee
    assert sum(run.advance_minor for run in runs) == 500_00
    assert sum(run.withheld_minor for run in runs) == 300_00 == sum(w.minor for w in Withholding.objects.all())
    assert sum(run.net_minor for run in runs) == gross - fee - 500_00 - 300_00
    assert balance("dues_receivable", member_id=ana.pk) == 0
    assert balance("maker_advance", member_id=ana.pk) == 0
    assert balance("maker_payable", member_id=ana.pk) == 0

    # The union's books: nothing owed on either side; what the dollar did stands on its own accounts.
    gain, loss = 500 * 50, bill * 18 - 500_00 * 18 - rest * 1_760 // 100
    assert {role: balance(role) for role in ("buyer_receivable", "maker_payable", "maker_advance", "joint_sales",
                                             "joint_cost", "fx_gain", "fx_loss")} == {
        "buyer_receivable": 0, "maker_payable": 0, "maker_advance": 0, "joint_sales": -bill * 18, "joint_cost": earned,
        "fx_gain": -gain, "fx_loss": loss,
    }  # fmt: skip
    fees = sum(Payout.objects.values_list("fee_minor", flat=True))
    assert balance("joint_fee") == -fees
    assert balance("bank") == bill * 18 + gain - loss - earned + fees + 300_00

    # What it was worth to her: what a mug left her against its cost, and against what she gets outside.
    sold = next(line for line in benefit.proof_of(ana.pk, SPAN).sold if line.ticket_id == job.pk)
    assert (sold.pieces, sold.earned_minor, sold.outside_minor) == (ANA, ANA * 40_00, ANA * 31_50)
    assert sold.gained_minor == sold.received_minor - ANA * 31_50
    assert sold.received_minor > ANA * cost.floor_minor
    assert sum(line.received_minor for line in benefit.proof_of(ana.pk, SPAN).sold) == gross - fee
    assert_all_is_whole()
