"""A part of each sale goes to the guarantee fund out of the pay, as the member agreed: to the centavo, only once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.books.models import Entry
from tequio.books.queries import balance
from tequio.books.steps import reverse_entry
from tequio.guarantee.actions import offer_cap, take_contributions
from tequio.guarantee.errors import NothingToTake, TakingMoved
from tequio.guarantee.models import FundMove
from tequio.guarantee.queries.fund import held_by_member
from tequio.guarantee.queries.taking import open_sales, taking
from tequio.guarantee.steps import keep_from_pay
from tequio.makers.actions import give_consent, withdraw_consent
from tequio.makers.models import Consent
from tequio.sales.models import Withholding
from tequio.unions.actions import change_setting
from tests import factories
from tests.makers.test_pay import BILL, FEES, agree, owe, owed, paid, pay_makers
from tests.makers.world import TODAY

FUND = "guarantee.sales"


@pytest.fixture(autouse=True)
def three_in_a_hundred(world):
    """The assembly decided 3 % of each sale; Ana and Beto signed what they can lose."""
    world.rosa = factories.actor_with(world.union, "*", user=factories.make_user("Rosa Tesorera"))
    change_setting(
        actor=world.chair, setting="guarantee.sale_bp", value=300, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    for name in ("Ana", "Beto"):
        offer_cap(
            actor=world.rosa, member_id=world.members[name].pk, layer="pool", most_minor=5_000_00, today=TODAY,
            loan_id=None, signed_on_paper_on=TODAY - timedelta(days=30),
        )  # fmt: skip


def take(world):
    return take_contributions(actor=world.rosa, on=TODAY, today=TODAY, seen=taking(TODAY).digest)


def in_fund(world, name):
    return -balance("guarantee", world.members[name].pk)


def part(gross):
    return round(Decimal(gross) * 3 / 100)  # half to even, as the fund rounds


def test_the_part_is_kept_of_the_pay_and_is_not_charged_again(world):
    agree(world, "Ana", FUND)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    payout = paid(world, "Ana")
    minor = part(payout.gross_minor)

    sale = Entry.objects.get(source="sales.order", legs__account__role="joint_cost", legs__amount_minor__gt=0)
    taken = Withholding.objects.get()
    assert (taken.payout_id, taken.code, taken.minor) == (payout.pk, f"{FUND}.{sale.pk}", minor)
    assert payout.net_minor == payout.gross_minor - minor
    assert [(leg.account.role, leg.member_id, leg.amount_minor) for leg in taken.entry.legs.order_by("position")] == [
        ("maker_payable", world.members["Ana"].pk, minor), ("guarantee", world.members["Ana"].pk, -minor),
    ]  # fmt: skip
    move = FundMove.objects.get()
    assert (move.minor, move.into, move.completes) == (minor, "pay", True)
    assert (move.of_entry_id, move.entry_id) == (sale.pk, taken.entry_id)
    # It is in the fund at once: nothing is owed for it.
    assert held_by_member() == {world.members["Ana"].pk: minor}
    assert owed(world, "Ana", "member_receivable") == 0
    assert balance("maker_payable") == 0
    assert balance("bank") == BILL - sum(each.net_minor for each in world.order.payouts.all())
    # Only Beto's, who did not agree, is left to be charged.
    assert [row.member_id for row in taking(TODAY).rows] == [world.members["Beto"].pk]
    take(world)
    assert (in_fund(world, "Ana"), FundMove.objects.filter(member=world.members["Ana"]).count()) == (minor, 1)


def test_as_long_as_a_pay_is_to_come_who_agreed_is_not_charged(world):
    agree(world, "Ana", FUND)
    world.shipped()
    found = taking(TODAY)

    assert [row.member_id for row in found.rows] == [world.members["Beto"].pk]
    assert [row.member_id for row in found.waiting] == [world.members["Ana"].pk]
    assert take(world) == 1
    withdraw_consent(
        actor=factories.actor_with(world.union, member=world.members["Ana"]), member=world.members["Ana"], debt=FUND,
        today=TODAY,
    )  # fmt: skip
    assert [row.member_id for row in taking(TODAY).rows] == [world.members["Ana"].pk]


def test_a_sale_that_was_charged_is_not_kept_of_the_pay(world):
    world.shipped()
    assert take(world) == 2
    agree(world, "Ana", FUND)
    world.pay(BILL)
    pay_makers(world)

    assert not Withholding.objects.exists()
    assert in_fund(world, "Ana") == owed(world, "Ana", "member_receivable") == part(paid(world, "Ana").gross_minor)


def test_in_parts_and_capped_it_comes_to_the_same_centavo(world):
    agree(world, "Ana", FUND, share_bp=200)  # two in a hundred of each pay, of three that are asked
    world.shipped()
    for amount in (BILL // 3, BILL // 3):
        world.pay(amount)
        pay_makers(world)
    payouts = list(world.order.payouts.filter(maker=world.makers["Ana"]).order_by("run"))
    assert [each.withheld_minor for each in payouts] == [each.gross_minor * 200 // 10_000 for each in payouts]
    world.pay(BILL - 2 * (BILL // 3))
    pay_makers(world)
    gross = sum(each.gross_minor for each in world.order.payouts.filter(maker=world.makers["Ana"]))
    kept = list(FundMove.objects.filter(member=world.members["Ana"]).order_by("pk"))

    assert [each.completes for each in kept] == [False, False, False]
    missing = part(gross) - sum(each.minor for each in kept)
    assert missing > 0
    # The last pay is out; what the limit left is charged, and with it the part is whole.
    assert next((row.member_id, row.minor) for row in taking(TODAY).rows) == (world.members["Ana"].pk, missing)
    take(world)
    assert (in_fund(world, "Ana"), owed(world, "Ana", "member_receivable")) == (part(gross), missing)
    with pytest.raises(NothingToTake):
        take(world)


def test_fees_come_first_and_all_keep_to_the_limit_of_the_union(world):
    change_setting(
        actor=world.chair, setting="makers.withheld_percent", value=10, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    owe(world, "Ana", 90_000_00)
    agree(world, "Ana", FEES, share_bp=800)
    agree(world, "Ana", FUND)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    gross = paid(world, "Ana").gross_minor
    taken = {code.rpartition(".")[0] or code: minor for code, minor in Withholding.objects.values_list("code", "minor")}

    assert taken == {"dues": gross * 800 // 10_000, FUND: gross * 1_000 // 10_000 - gross * 800 // 10_000}
    assert in_fund(world, "Ana") == taken[FUND] < part(gross)


def test_who_signed_no_cap_gives_nothing(world):
    agree(world, "Caro", FUND)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)

    assert not Withholding.objects.exists()
    assert not FundMove.objects.exists()


def test_what_was_kept_of_a_sale_that_was_undone_goes_back_to_the_workshop(world):
    agree(world, "Ana", FUND)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    gross, move = paid(world, "Ana").gross_minor, FundMove.objects.get()
    reverse_entry(world.rosa, entry_id=move.of_entry_id, on=TODAY)

    assert take(world) == 1
    move.refresh_from_db()
    assert move.cancelled_on == TODAY
    assert in_fund(world, "Ana") == 0
    # Of what she was paid for pieces that are no sale any more, the union kept this part, and owes it her again.
    assert balance("maker_payable", world.members["Ana"].pk) == gross - move.minor
    with pytest.raises(NothingToTake):
        take(world)


def test_more_than_is_missing_is_never_kept(world):
    agree(world, "Ana", FUND)
    world.shipped()
    (sale,) = open_sales([world.members["Ana"].pk])
    entries = Entry.objects.count()
    with pytest.raises(TakingMoved):
        keep_from_pay(world.rosa, {sale.member_id: sale.minor + 1}, TODAY)

    assert (FundMove.objects.count(), Entry.objects.count()) == (0, entries)


def test_the_database_completes_a_part_once_and_keeps_no_purchase_of_a_pay(world):
    agree(world, "Ana", FUND)
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    move = FundMove.objects.get()
    told = {"union": world.union, "member": move.member, "minor": 1, "moved_on": TODAY, "done_by": "x",
            "entry": move.entry}  # fmt: skip
    for wrong in (
        {"kind": "sale", "of_entry": move.of_entry}, {"kind": "sale", "of_entry": move.of_entry, "into": "pay"},
        {"kind": "purchase", "of_entry": move.of_entry, "into": "pay"}, {"kind": "deposit", "into": "pay"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            FundMove.objects.create(**told | wrong)
    assert FundMove.objects.count() == 1


# --- what the member and the office see -------------------------------------------------------------------------------


def test_the_member_agrees_on_his_page_and_finds_it_on_his_slip_and_in_his_guarantee(world):
    member = world.members["Ana"]
    member.user = factories.make_user("Ana Luna")
    member.save(update_fields=["user"])
    client = Client()
    client.force_login(member.user)
    base = f"/{world.union.slug}"
    page = client.get(f"{base}/acuerdos/").content.decode()
    assert "3.00\N{NARROW NO-BREAK SPACE}% de lo que ganas" in page
    answer = client.post(f"{base}/acuerdos/", {"debt": FUND, "guarantee_sales-percent": 20, "once": "a"})
    assert answer.status_code == 302
    assert Consent.objects.filter(member=member, debt=FUND).update(given_on=TODAY) == 1  # the page's day is today's
    world.shipped()
    world.pay(BILL)
    pay_makers(world)
    payout = paid(world, "Ana")
    slip = client.get(f"{base}/ventas/pago/{payout.pk}/").content.decode()
    mine = client.get(f"{base}/garantias/mia/").content.decode()

    assert payout.withheld_minor == part(payout.gross_minor)
    shown = f"{payout.withheld_minor / 100:,.2f}"
    assert f"Fondo de garantía: {world.order.title}" in slip
    assert f"−${shown}" in slip
    assert "se descontó del pago" in mine
    assert f"${shown}" in mine


def test_nothing_of_it_is_asked_where_the_assembly_decided_nothing(world):
    change_setting(
        actor=world.chair, setting="guarantee.sale_bp", value=0, valid_from=TODAY, source="Asamblea", today=TODAY
    )
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    page = f"/{world.union.slug}/acuerdos/socias/{world.members['Ana'].pk}/"

    assert "guarantee_sales" not in client.get(page).content.decode()
    give_consent(
        actor=world.rosa,
        member=world.members["Ana"],
        debt=FUND,
        share_bp=500,
        today=TODAY,
        paper="Carta del 2 de marzo",
    )
    assert "Carta del 2 de marzo" in client.get(page).content.decode()
