"""Rounds in which nothing, or something else than pledged, is bought, and names that read like code."""

from decimal import Decimal

from django.db import connection

from tequio.books.models import Entry
from tequio.members.models import Person
from tequio.purchasing import actions, documents
from tequio.purchasing.models import Allotment, AwardLine, Charge, Plan, Round, Supplier
from tequio.purchasing.quoting import QuoteDraft
from tequio.stock.models import Lot, PriceObservation
from tests.purchasing.test_settling import balance
from tests.purchasing.world import AFTER, DURING, D


def award(world):
    actions.close_round(actor=world.buyer, round_id=world.round.pk)
    actions.accept_quotes(actor=world.buyer, round_id=world.round.pk, today=AFTER)
    plan = world.solved()
    assert plan.problem_found == ""
    actions.propose_award(actor=world.buyer, plan_id=plan.pk, today=AFTER)
    actions.approve_award(actor=world.chair, plan_id=plan.pk, today=AFTER)
    actions.issue_orders(actor=world.buyer, round_id=world.round.pk)


def settle(world):
    world.count_all()
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)
    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_round_in_which_all_buy_cheaper_alone_settles_empty(world):
    world.usual_pledges()
    world.usual_quotes()
    for item in (world.clay, world.frit):
        for section in (world.tlaya, world.hueyapan):
            PriceObservation.objects.create(
                union=world.union, item=item, section=section, observed_on=DURING, price=D("0.50"), grade="A"
            )
    award(world)
    settle(world)

    assert Round.objects.get().state == Round.State.SETTLED
    assert Plan.objects.get().cost_minor == 0
    assert not (Entry.objects.exists() or Charge.objects.exists() or Lot.objects.exists())
    actions.undo_settlement(actor=world.chair, round_id=world.round.pk, today=AFTER, reason="nada")


def test_when_nothing_arrives_anywhere_the_truck_is_still_paid_by_all(world):
    world.to_ordered()
    nothing = {f"{item}@{place}": ("0", 0, None) for item in ("Barro", "Frita") for place in ("Tlayacapan", "Hueyapan")}
    world.count_all(**nothing)
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)
    world.hand_out_all()
    actions.settle_round(actor=world.buyer, round_id=world.round.pk, today=AFTER)

    assert balance("supplier_payable") == -46400
    assert balance("member_receivable") == 46400
    assert not Lot.objects.exists()


def test_who_takes_a_substitute_beside_his_own_pays_one_line_for_it(world):
    """Caro asks for frit and for clay or else frit; nobody sells that much clay."""
    world.pledge(world.caro, world.clay, 20, substitutes=[world.frit.pk])
    world.pledge(world.caro, world.frit, 3)
    world.quote(world.near, [QuoteDraft(world.clay.pk, ((D(0), D(90)),)), QuoteDraft(world.frit.pk, ((D(0), D(4)),))])
    award(world)
    share = Allotment.objects.get()
    assert (share.member, share.item, share.quantity) == (world.caro, world.frit, Decimal(23))
    settle(world)

    assert balance("purchase_clearing") == 0
    assert [lot.on_hand for lot in Lot.objects.all()] == [0]
    assert Charge.objects.get().total_minor == AwardLine.objects.get().goods_minor + 20000 + 1150


def test_whole_packs_nobody_asked_for_stay_in_the_stock(world):
    world.pledge(world.ana, world.clay, 7)
    world.quote(world.near, [QuoteDraft(world.clay.pk, ((D(0), D(4)),), pack=D(25))])
    award(world)
    settle(world)

    # What Ana took is a lot of its own, emptied; what stays is another.
    assert sorted(lot.on_hand for lot in Lot.objects.all()) == [0, 18]
    assert balance("member_receivable") == -balance("supplier_payable") == 10000 + 20000 + 1250


def test_names_that_read_like_code_are_only_names_on_paper(world):
    code = '#panic("x") *b* $x$ #import "a" <k> @k \\ = [_'
    world.to_received()
    Supplier.objects.update(name=code)
    Person.objects.update(nombres=code)
    Round.objects.update(title=code)
    type(world.tlaya).objects.filter(pk=world.tlaya.pk).update(name=code, point_name=code)
    round_, near = Round.objects.get(), Supplier.objects.get(pk=world.near.pk)

    assert documents.order_pdf(round_, near, AFTER).startswith(b"%PDF")
    assert documents.handout_pdf(round_, world.tlaya).startswith(b"%PDF")
