"""One order in a real browser, from quotation to payment: somebody declines, a piece is rejected, a kiln is late."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from tequio.books.queries import balance
from tequio.core.pictures import picture_of
from tequio.core.scope import in_union
from tequio.members.models import Member
from tequio.sales import actions, jobs, links
from tequio.sales.models import Inspection, Order, Payout, Split, Ticket
from tequio.sales.splitting import open_pieces
from tests import factories
from tests.sales import world as worlds
from tests.screens.browser import LIGHTS, assert_axe_clean, checked, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000
State = Ticket.State
A_PICTURE = (Path(__file__).parents[2] / "docs" / "pictures" / "split.png").read_bytes()


@pytest.fixture
def shop(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.on(timezone.localdate())
        world.rosa = factories.make_staff(union, "*", name="Rosa Ventas")
        world.mateo = factories.make_staff(union, "*", name="Mateo Presidente")
        for name in ("Ana", "Caro"):
            member = world.members[name]
            member.user = factories.make_user(name, phone=f"+52777111{member.pk % 10_000:04d}")
            member.save(update_fields=["user"])
        yield world


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def step(page, name):
    """One button of the order's page, and the page that asks."""
    page.get_by_role("link", name=name, exact=True).click()
    page.locator("main form").get_by_role("button", name=name).click()


def split_by_hand(shop, site, order_url, device, script):
    """Rosa asks and proposes, Mateo approves."""
    page = site.open(order_url + "repartos/", user=shop.rosa, device=device, script=script)
    press(page, "Buscar el reparto")
    page.get_by_text("La búsqueda empezó").wait_for()
    split = Split.objects.order_by("-pk").first()
    jobs.solve_split(union_id=shop.union.pk, split_id=split.pk)
    path = reverse("sales:split", kwargs={"union": shop.union.slug, "split_id": split.pk})
    page.goto(path)
    press(page, "Proponer este reparto")
    checked(page, script)
    other = site.open(path, user=shop.mateo, device=device, script=script)
    press(other, "Aprobar y ofrecer los trabajos")
    other.get_by_text("El reparto está aprobado").wait_for()
    return other


def standing(shop, *, line=None):
    return list(
        Ticket.objects.filter(order=shop.order, state__in=Ticket.STANDING)
        .select_related("line", "maker__member")
        .order_by("pk")
    )


def take_all(shop):
    """Everybody who was offered something says yes, over the telephone."""
    for ticket in Ticket.objects.filter(order=shop.order, state=State.OFFERED).select_related("maker").order_by("pk"):
        shop.answer(ticket)


@pytest.mark.parametrize(("device", "script"), [("laptop", True), ("phone", False)])
def test_an_order_from_quotation_to_payment(site, shop, device, script):
    today, slug = shop.today, shop.union.slug
    page = site.open(f"/{slug}/ventas/nuevo/", user=shop.rosa, device=device, script=script)
    page.get_by_label("Comprador").select_option(label="Hotel Las Jacarandas")
    page.get_by_label("Nombre del pedido").fill("Tazas para el hotel")
    page.get_by_label("La cotización vale hasta").fill((today + timedelta(days=9)).isoformat())
    page.get_by_label("Fecha de entrega").fill((today + timedelta(days=60)).isoformat())
    press(page, "Guardar")
    page.get_by_role("link", name="Agregar un renglón").click()
    page.get_by_label("Producto").select_option(label="Taza")
    page.get_by_label("Piezas", exact=True).fill("300")
    page.get_by_label("Pago al taller por pieza buena").fill("40")
    page.get_by_label("¿Para qué es la pieza?").select_option("drink")
    page.get_by_label("Qué tan honda es por dentro").fill("95")
    page.get_by_label("Cuánto le cabe hasta el borde").fill("330")
    press(page, "Ver desde qué pago no pierden")
    page.get_by_text("págales $30.00 o más por pieza").wait_for()
    checked(page, script)
    press(page, "Guardar")
    page.get_by_text("$44.00").first.wait_for()
    step(page, "Mandar la cotización")
    step(page, "El comprador aceptó")
    checked(page, script)
    shop.order = Order.objects.get()
    order_url = reverse("sales:order", kwargs={"union": slug, "order_id": shop.order.pk})

    # Offered; told; Ana says yes on her telephone, Caro declines on hers, Dina takes fewer by the desk.
    desk = split_by_hand(shop, site, order_url, device, script)
    press(desk, "Avisar por mensaje")
    desk.get_by_text("Los mensajes están saliendo").wait_for()
    checked(desk, script)
    ana = site.open(f"/{slug}/ventas/mias/", user=shop.members["Ana"].user, device="phone", script=False)
    ana.get_by_role("heading", name="Taza").first.click()
    checked(ana, script=False)
    ana.get_by_role("button", name="Sí, hago las").click()
    ana.get_by_text("Aquí puedes decir cómo vas").wait_for()
    caro = site.open(f"/{slug}/ventas/mias/", user=shop.members["Caro"].user, device="phone", script=False)
    caro.get_by_role("heading", name="Taza").first.click()
    press(caro, "Esta vez no puedo")
    caro.get_by_text("Gracias por avisar a tiempo").wait_for()
    declined = Ticket.objects.get(state=State.DECLINED)
    assert declined.maker_id == shop.makers["Caro"].pk
    take_all(shop)
    content = {ticket.pk: (ticket.state, ticket.accepted, ticket.weeks) for ticket in standing(shop)}

    # What Caro left is split again; nobody who was content sees a change.
    split_by_hand(shop, site, order_url, device, script)
    assert {t.pk: (t.state, t.accepted, t.weeks) for t in standing(shop) if t.pk in content} == content
    take_all(shop)
    assert open_pieces(shop.order) == {}

    # Ana says how far she is, in three taps. Beto's kiln is late: the desk sees it and what mends it.
    ana.get_by_label("Formar", exact=True).check()
    press(ana, "Guardar mi avance")
    ana.get_by_text("Quedó tu avance").wait_for()
    late = next(t for t in standing(shop) if t.maker_id == shop.makers["Beto"].pk)
    early = {
        (date.fromisoformat(monday) - timedelta(weeks=12)).isoformat(): pieces for monday, pieces in late.weeks.items()
    }
    Ticket.objects.filter(pk=late.pk).update(weeks=early)
    desk.goto(order_url + "trabajos/")
    desk.get_by_text("No ha dicho que lleve nada").first.wait_for()
    checked(desk, script)
    desk.goto(reverse("sales:ticket", kwargs={"union": slug, "ticket_id": late.pk}))
    desk.get_by_label("¿Por qué?").fill("Se le cayó el horno")
    checked(desk, script)
    press(desk, "Quitar")
    desk.get_by_text("Lo que faltaba quedó libre").wait_for()
    # The committee leaves him out, with its reason, and splits again.
    desk.goto(order_url + "repartos/")
    desk.get_by_role("link", name="Fijar piezas o dejar fuera").click()
    desk.get_by_label("Taller").select_option(label=late.maker.member.name)
    desk.get_by_label("Motivo").fill("Sin horno")
    press(desk, "Guardar")
    desk.get_by_text("Motivo: Sin horno").wait_for()
    split_by_hand(shop, site, order_url, device, script)
    take_all(shop)

    # Ana brings hers; one is rejected, and she brings another.
    first = next(t for t in standing(shop) if t.maker_id == shop.makers["Ana"].pk)
    desk.goto(reverse("sales:inspect", kwargs={"union": slug, "ticket_id": first.pk}))
    desk.get_by_label("Buenas", exact=True).fill(str(first.accepted))
    desk.get_by_label("Rechazadas", exact=True).fill("1")
    desk.get_by_text("De qué están hechas, y nota").click()
    desk.get_by_label("Receta").fill(worlds.RECIPE)
    desk.get_by_label("Lote de material").fill(worlds.GLAZE)
    press(desk, "Guardar la revisión")
    desk.get_by_text(f"{first.accepted} buenas").first.wait_for()
    assert Inspection.objects.get().rejected == 1
    desk.get_by_label("Buenas", exact=True).fill("1")
    press(desk, "Guardar la revisión")
    desk.get_by_text("De este trabajo faltan 0").wait_for()  # more than asked is refused
    checked(desk, script)
    for ticket in standing(shop):
        if ticket.pk != first.pk:
            shop.inspect(ticket, ticket.standing)

    # Without a report they are no cups to drink from; with it they are.
    desk.goto(order_url)
    step(desk, "Entregar al comprador")
    desk.get_by_text("Hay piezas para alimentos sin análisis que alcance").wait_for()
    shop.prove()

    # Delivered, paid in two parts, and every workshop gets its own.
    desk.goto(order_url)
    step(desk, "Entregar al comprador")
    desk.get_by_text("El pedido está entregado").wait_for()
    for amount in ("5,000", "8,200"):
        desk.goto(order_url + "dinero/")
        desk.get_by_label("Cuánto pagó").fill(amount)
        press(desk, "Guardar")
        desk.get_by_text("El pago está en los libros").wait_for()
        press(desk, "Pagar a los talleres")
        desk.get_by_text("al centavo").first.wait_for()
    checked(desk, script)
    shop.order.refresh_from_db()
    assert shop.order.state == Order.State.PAID
    assert sum(Payout.objects.values_list("net_minor", flat=True)) == 300 * 4_000
    assert (balance("bank"), balance("maker_payable"), balance("buyer_receivable")) == (300 * 400, 0, 0)
    ana.goto(f"/{slug}/ventas/mias/")
    ana.get_by_text("Lo que te han pagado").wait_for()
    checked(ana, script=False)


@pytest.fixture
def lived_in(shop):
    """Orders in every state, one with a long name, one late."""
    long = (
        "Vajilla completa para la posada de doña María Guadalupe Xochiquetzalli en temporada de fiestas de fin de año"
    )
    rates = {shop.today - timedelta(days=days): worlds.D("17.1234") + days for days in range(3)}
    actions.note_rates(actor=shop.seller, rates=rates, source="Banco de México, FIX", today=shop.today)
    shop.shipped(title="Tazas entregadas", currency="USD", destination="US", incoterm="FOB", place="Veracruz")
    shop.pay(30_000, 520_000)
    actions.pay_makers(actor=shop.chair, order_id=shop.order.pk, today=shop.today)
    line = shop.order.lines.get(number=1)
    actions.pack_cartons(actor=shop.seller, line_id=line.pk, cartons=3, per_carton=20, today=shop.today)
    shop.paid = shop.order
    shop.drafted(title="Cotización en borrador")
    shop.line(shop.mug, 1_000, 4_500, design="Azul cobalto, 8 cm de alto", tolerance="± 3 mm")
    shop.draft = shop.order
    shop.making(title=long)
    mine = shop.tickets(maker=shop.makers["Ana"])
    for ticket in shop.tickets():
        if ticket.maker_id == shop.makers["Beto"].pk:
            shop.answer(ticket)
            weeks = {(date.fromisoformat(m) - timedelta(weeks=20)).isoformat(): n for m, n in ticket.weeks.items()}
            Ticket.objects.filter(pk=ticket.pk).update(weeks=weeks)
    shop.answer(mine[0])
    actions.give_advance(
        actor=shop.chair, ticket_id=mine[0].pk, kind="bank", amount_minor=5_000, today=shop.today, note="Para leña"
    )
    seen = picture_of(A_PICTURE)
    shop.inspect(mine[0], 1, rework=1, rejected=1, defects={"rajada": 1}, photos=(seen, seen))
    actions.attach_design(actor=shop.seller, line_id=mine[0].line_id, content=A_PICTURE, today=shop.today)
    shop.ticket, shop.offered = mine[0], next(t for t in shop.tickets(state=State.OFFERED))
    actions.exclude_maker(
        actor=shop.seller, order_id=shop.order.pk, maker_id=shop.makers["Dina"].pk, is_out=True, reason="De viaje"
    )
    return shop


def paths(shop):
    slug, order = shop.union.slug, shop.order

    def to(page, **named):
        return reverse(f"sales:{page}", kwargs={"union": slug, **named})

    split = Split.objects.filter(order=order).get()
    return {
        "desk": to("desk"), "new": to("order_new"), "buyers": to("buyers"), "rates": to("rates"),
        "makers": to("makers"), "order": order.get_absolute_url(), "draft": shop.draft.get_absolute_url(),
        "edit": to("order_edit", order_id=shop.draft.pk), "line": to("line_new", order_id=shop.draft.pk),
        "deed": to("order_deed", order_id=order.pk, name="cancelar"), "history": to("history", order_id=order.pk),
        "splits": to("splits", order_id=order.pk), "split": to("split", split_id=split.pk),
        "fix": to("split_fix", order_id=order.pk), "tickets": to("tickets", order_id=order.pk),
        "ticket": to("ticket", ticket_id=shop.ticket.pk), "offered": to("ticket", ticket_id=shop.offered.pk),
        "design": to("design", line_id=shop.ticket.line_id),
        "design-none": to("design", line_id=shop.draft.lines.get().pk),
        "inspect": to("inspect", ticket_id=shop.ticket.pk), "cartons": to("cartons", order_id=shop.paid.pk),
        "money": to("money", order_id=shop.paid.pk),
    }  # fmt: skip


def test_every_page_of_the_desk_fits_and_breaks_no_rule(site, lived_in):
    for device, lights in LIGHTS.items():
        for light in lights:
            page = site.visitor(user=lived_in.rosa, device=device, dark=light == "dark")
            for name, path in paths(lived_in).items():
                page.goto(path)
                assert page.get_by_role("heading", level=1).is_visible(), path
                checked(page)
                site.screenshot(page, f"sales-{name}-{device}-{light}")


def test_a_members_pages_are_light_and_whole_without_script(site, lived_in):
    slug, ana = lived_in.union.slug, lived_in.members["Ana"].user
    mine = Ticket.objects.filter(maker=lived_in.makers["Ana"]).order_by("-pk")
    offered = mine.filter(state=State.OFFERED).first() or lived_in.ticket
    for name, path in {
        "my-jobs": f"/{slug}/ventas/mias/",
        "my-job": reverse("sales:my_job", kwargs={"union": slug, "ticket_id": lived_in.ticket.pk}),
        "my-offer": reverse("sales:my_job", kwargs={"union": slug, "ticket_id": offered.pk}),
    }.items():
        page = site.open(path, user=ana, device="phone", script=False, dark=name == "my-job")
        checked(page, script=False)
        site.screenshot(page, f"sales-{name}-phone")
        assert_axe_clean(site.open(path, user=ana, device="phone"))
        assert weigh(site, path, user=ana, device="phone").total < LIGHT_ENOUGH


def test_the_buyer_sees_his_order_by_his_link_and_nothing_else(site, lived_in):
    path = reverse("buyer_link", args=[links.ORDER.token_for(lived_in.order)])
    page = site.open(path, device="phone")
    page.get_by_text("piezas hechas y revisadas").wait_for()
    checked(page)
    site.screenshot(page, "sales-buyer-phone")
    names = [member.person.nombres for member in Member.objects.select_related("person")]
    assert not [name for name in names if name in page.locator("main").inner_text()]

    actions.renew_link(actor=lived_in.seller, order_id=lived_in.order.pk)
    page.goto(path)
    page.get_by_text("Este enlace ya no sirve").first.wait_for()
    checked(page)
