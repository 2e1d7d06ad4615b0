"""A job on a workshop's own telephone: from the offer to how the pay came about, and what it was worth."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tequio.makers.actions import give_consent
from tequio.production.models import Batch, Commitment
from tequio.sales import actions
from tequio.sales.models import Payout
from tequio.stock.models import PriceObservation
from tests import factories
from tests.makers import world as makers_worlds
from tests.screens.browser import LIGHTS, assert_axe_clean, checked, weigh
from tests.screens.test_sales_journey import LIGHT_ENOUGH, press, shop

pytestmark = pytest.mark.browser
assert shop  # the fixture: the four workshops, today


@pytest.fixture
def offered(shop):
    """Ana keeps her bench, and has 60 mugs before her."""
    shop.kiln = makers_worlds.keep_bench(shop, "Ana", people=1, kiln_litres=60)
    shop.job = makers_worlds.offer(shop, 60)
    return shop


def at(shop, name, **named):
    return reverse(name, kwargs={"union": shop.union.slug, **named})


def finish(shop):
    """Everybody else takes theirs on, all is brought, delivered and paid."""
    for ticket in shop.tickets(state="offered"):
        shop.answer(ticket)
    for ticket in shop.tickets(state="accepted"):
        shop.inspect(ticket, ticket.standing)
    shop.order = actions.ship_order(actor=shop.chair, order_id=shop.order.pk, today=shop.today)
    shop.pay(shop.order.billed_minor)
    actions.pay_makers(actor=shop.chair, order_id=shop.order.pk, today=shop.today)


def test_a_job_from_the_offer_to_the_pay_on_one_telephone(site, offered):
    shop, ana = offered, offered.members["Ana"]
    page = site.open(at(shop, "sales:my_job", ticket_id=shop.job.pk), user=ana.user, device="phone", script=False)
    page.get_by_role("button", name="Sí, hago las").click()
    page.get_by_text("Aquí puedes decir cómo vas").wait_for()
    held = Commitment.objects.get(source="sales.ticket")
    assert (held.pieces, held.member_id) == (60, ana.pk)

    # It stands in her own calendar; a batch for it says how far she is.
    page.goto(at(shop, "production:calendar"))
    page.get_by_text("Tazas para el hotel").first.wait_for()
    page.goto(at(shop, "production:batch_new"))
    page.get_by_label("¿Qué pieza?").select_option(label="Taza")
    page.get_by_label("¿Cuántas piezas?").fill("64")
    checked(page, script=False)
    press(page, "Guardar")
    page.get_by_text("Tanda empezada").wait_for()
    batch = makers_worlds.count(shop, Batch.objects.select_related("member").get(), 64, 63)
    assert batch.promise_id == held.pk
    page.goto(at(shop, "sales:my_job", ticket_id=shop.job.pk))
    page.get_by_text("Lo que llevas").wait_for()
    checked(page, script=False)

    # Fees may be taken of the pay as she says; and she notes what the shop in Cuautla pays her.
    makers_worlds.owe(shop, "Ana", 9_000)
    page.goto(at(shop, "makers:agreements"))
    page.get_by_label("De cada pago, hasta cuántos por ciento").first.fill("10")
    page.get_by_role("button", name="Estoy de acuerdo").first.click()
    page.get_by_text("Quedó el acuerdo").wait_for()
    checked(page, script=False)
    page.goto(at(shop, "sales:outside_new"))
    page.get_by_label("Pieza", exact=True).select_option(label="Taza")
    page.get_by_label("Cuánto pagan por pieza").fill("31.50")
    page.get_by_label("B: lista o encuesta").check()
    page.get_by_label("Quién paga eso, o dónde").fill("Tienda de Cuautla")
    press(page, "Guardar el precio")
    page.get_by_text("Quedó anotado").wait_for()
    assert PriceObservation.objects.get().member_id == ana.pk

    finish(shop)
    page.goto(at(shop, "sales:my_jobs"))
    page.get_by_role("link", name="Tazas para el hotel").first.click()
    payout = Payout.objects.get(maker=shop.makers["Ana"])
    assert payout.withheld_minor == min(9_000, payout.gross_minor // 10)
    page.get_by_text("De lo ganado a lo recibido").wait_for()
    checked(page, script=False)
    page.goto(at(shop, "benefit:mine"))
    page.get_by_text("Lo que vendiste con la unión").wait_for()
    page.get_by_text("tu unión te dejó").wait_for()
    checked(page, script=False)


@pytest.fixture
def done(shop):
    """One order paid; in the next, Ana's kiln breaks."""
    caro = shop.members["Caro"]
    kiln = makers_worlds.keep_bench(shop, "Ana", people=1, kiln_litres=60)
    shop.making(title="Tazas para la feria")
    makers_worlds.owe(shop, "Caro", 9_000)
    own = factories.actor_with(shop.union, member=caro)
    give_consent(actor=own, member=caro, debt="dues.fees", share_bp=1_000, today=shop.today)
    ticket = next(t for t in shop.tickets() if t.maker_id == shop.makers["Caro"].pk)
    shop.answer(ticket)
    actions.give_advance(
        actor=shop.chair, ticket_id=ticket.pk, kind="bank", amount_minor=10_000, today=shop.today, note="Leña"
    )
    actions.record_outside(
        actor=shop.seller, member=caro, item_id=shop.mug.pk, price=makers_worlds.Decimal("28.00"), grade="B",
        observed_on=shop.today - timedelta(days=3), today=shop.today, place="Mercado de Cuernavaca",
    )  # fmt: skip
    finish(shop)
    shop.paid = shop.order
    shop.job = makers_worlds.offer(shop, 60)
    shop.answer(shop.job)
    makers_worlds.count(shop, makers_worlds.begin(shop, shop.job, 64), 64, 63)
    makers_worlds.retire(shop, kiln)
    return shop


def pages(shop):
    caro = shop.members["Caro"]
    payout = Payout.objects.get(maker=shop.makers["Caro"])
    seen = PriceObservation.objects.get()
    return (
        {
            "pay": at(shop, "sales:pay", payout_id=payout.pk), "my-jobs": at(shop, "sales:my_jobs"),
            "agreements": at(shop, "makers:agreements"), "outside": at(shop, "sales:outside_new"),
            "worth": at(shop, "benefit:mine"), "evidence": at(shop, "benefit:evidence", observation_id=seen.pk),
        },
        {
            "late": at(shop, "sales:tickets", order_id=shop.order.pk),
            "money": at(shop, "sales:money", order_id=shop.paid.pk),
            "job": at(shop, "sales:ticket", ticket_id=shop.job.pk), "pay": at(shop, "sales:pay", payout_id=payout.pk),
            "agreements": at(shop, "makers:agreements_of", member_id=caro.pk),
            "outside": at(shop, "sales:outside_new"), "committee": at(shop, "benefit:committee"),
            "worth": at(shop, "benefit:member", member_id=caro.pk),
        },
    )  # fmt: skip


def test_pages_of_a_workshop_and_of_the_desk_fit_and_break_no_rule(site, done):
    own, desk = pages(done)
    caro = done.members["Caro"].user
    for name, path in own.items():
        page = site.open(path, user=caro, device="phone", dark=name in ("pay", "worth"))
        checked(page)
        site.screenshot(page, f"makers-{name}-phone")
        assert weigh(site, path, user=caro, device="phone").total < LIGHT_ENOUGH
        assert_axe_clean(page)
    for device, lights in LIGHTS.items():
        page = site.visitor(user=done.rosa, device=device, dark="dark" in lights and device == "laptop")
        for name, path in desk.items():
            page.goto(path)
            checked(page)
            site.screenshot(page, f"makers-desk-{name}-{device}")
