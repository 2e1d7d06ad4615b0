"""A loan in a browser: asked by phone, approved by two, two years with a late payer; and a village without signal."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tequio.core.scope import in_union
from tequio.credit import actions, queries
from tequio.credit.models import Application, Loan, Payment
from tests import factories
from tests.credit import world as worlds
from tests.screens.browser import checked, weigh

pytestmark = pytest.mark.browser
LIGHT_ENOUGH = 50_000
BEGINS = date(2024, 3, 4)


class Clock:
    """The day on which the union is."""

    def __init__(self, today):
        self.today = today
        self.real = timezone.localdate

    def __call__(self, value=None, *more):
        return self.today if value is None else self.real(value, *more)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock(BEGINS)
    monkeypatch.setattr("django.utils.timezone.localdate", clock)
    return clock


@pytest.fixture
def bank(live):
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.product_of(BEGINS - timedelta(days=60))
        world.marta = factories.make_staff(union, "*", name="Marta Crédito")
        world.committee = [
            factories.make_staff(union, "credit.application.decide", "credit.loan.see", name=name)
            for name in ("Rosa Comité", "Luis Comité")
        ]
        yield world


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def ask_by_phone(site, bank, script):
    page = site.open(f"/{bank.union.slug}/credito/mio/", user=bank.ana.user, device="phone", script=script, dark=True)
    checked(page, script)
    page.get_by_role("link", name="Ver cuánto cuesta y pedir").click()
    page.get_by_label("¿Cuánto necesitas?").fill("24,000")
    page.get_by_label("¿En cuántos pagos?").fill("24")
    page.get_by_label("Lluvias: sin pagos de junio a octubre").check()
    checked(page, script)
    site.screenshot(page, "credito-pedir-1")
    press(page, "Seguir")
    page.get_by_text("Es un ejemplo con su tasa").wait_for()
    checked(page, script)
    press(page, "Atrás")
    page.get_by_label("No, pago todo el año").check()
    press(page, "Seguir")
    page.get_by_text("cada pago").wait_for()
    checked(page, script)
    site.screenshot(page, "credito-pedir-2")
    page.get_by_label("materiales").check()
    page.get_by_label("Cuéntalo en una frase").fill("Barro y leña para la temporada")
    page.get_by_label("¿Con qué lo vas a pagar?").fill("Ventas de noviembre")
    press(page, "Seguir")
    for label, told in (("¿Cuánto entra", "9000"), ("¿Cuánto sale?", "5000"), ("¿Cuánto pagas al mes", "500")):
        page.get_by_label(label).fill(told)
    press(page, "Seguir")
    page.get_by_text("Revisa antes de mandar").wait_for()
    page.get_by_text("$3,500.00").wait_for()
    checked(page, script)
    site.screenshot(page, "credito-pedir-revisar")
    press(page, "Mandar mi solicitud")
    page.get_by_text("Dos personas la van a ver").wait_for()
    checked(page, script)
    return page


def decide(site, bank, application, device, script):
    for user, reason in zip(
        bank.committee, ("Paga a tiempo sus compras.", "Su temporada alcanza para esto."), strict=True
    ):
        page = site.open(application.get_absolute_url(), user=user, device=device, script=script)
        checked(page, script)
        site.screenshot(page, f"credito-solicitud-{device}")
        page.get_by_label("Sí", exact=True).check()
        page.get_by_label("¿Por qué?").fill(reason)
        press(page, "Decirlo con mi nombre")
        page.get_by_text("Quedó lo que dijiste").wait_for()


def lend(site, bank, application, device, script):
    page = site.open(application.get_absolute_url(), user=bank.marta, device=device, script=script)
    page.get_by_role("link", name="Falta su expediente de ley").click()
    page.get_by_label("Número de la identificación").fill("1234567890123")
    page.get_by_label("Comprobante de domicilio").fill("Recibo de luz")
    page.get_by_label("Fecha del comprobante").fill((BEGINS - timedelta(days=20)).isoformat())
    page.get_by_label("¿A qué se dedica?").fill("Alfarería")
    press(page, "Guardar")
    page.get_by_text("Quedó el expediente").wait_for()
    page.goto(application.get_absolute_url())
    page.get_by_role("link", name="Anotar lo acordado con el banco").click()
    checked(page, script)
    press(page, "Guardar el acuerdo")
    page.get_by_text("Quedó el acuerdo").wait_for()
    checked(page, script)
    page.get_by_role("link", name="Anotar que se entregó").click()
    page.get_by_label("el banco se lo da a la persona").check()
    press(page, "Guardar")
    page.get_by_text("El préstamo ya corre").wait_for()
    return page


def pay(page, loan, minor):
    page.goto(reverse("credit:loan_deed", kwargs={"union": "tlayacapan", "loan_id": loan.pk, "what": "pago"}))
    page.get_by_label("¿Cuánto pagó?").fill(f"{minor / 100:.2f}")
    press(page, "Guardar")
    page.get_by_text("Listo el recibo").wait_for()


@pytest.mark.parametrize(("device", "script"), [("laptop", True), ("phone", False)])
def test_a_loan_from_asking_to_its_last_payment_with_a_late_payer(site, bank, clock, device, script):
    ask_by_phone(site, bank, script)
    application = Application.objects.select_related("union").get()
    decide(site, bank, application, device, script)
    page = lend(site, bank, application, device, script)
    loan = Loan.objects.select_related("union").get()
    due = list(queries.instalments_of(loan))
    assert len(due) == 24

    # Two payments on their day at the counter; then three months in which nothing comes.
    for row in due[:2]:
        clock.today = row.due_on
        pay(page, loan, row.minor)
    checked(page, script)
    clock.today = due[4].due_on + timedelta(days=10)
    page.goto(reverse("credit:arrears", kwargs={"union": bank.union.slug}))
    page.get_by_text("días tarde").first.wait_for()
    checked(page, script)
    site.screenshot(page, f"credito-tarde-{device}")
    press(page, "Mandar los recordatorios")
    page.get_by_text("Los recordatorios van en camino").wait_for()
    page.goto(loan.get_absolute_url())
    page.get_by_role("link", name="Anotar una visita").click()
    page.get_by_label("platicamos", exact=True).check()
    page.get_by_label("¿Qué pasó?").fill("Se enfermó su mamá; vende en octubre y paga.")
    press(page, "Guardar")
    page.get_by_text("Quedó la visita").wait_for()
    page.get_by_role("link", name="Acordar cómo se pone al corriente").click()
    owed = queries.standing_of(loan, clock.today).overdue_minor
    page.get_by_label("Primer pago, ¿qué día?").fill((clock.today + timedelta(days=7)).isoformat())
    page.get_by_label("Primer pago, ¿cuánto?").fill(f"{owed / 100:.2f}")
    checked(page, script)
    press(page, "Guardar")
    page.get_by_text("Acordó el").wait_for()
    checked(page, script)
    site.screenshot(page, f"credito-prestamo-{device}")
    own = site.open(
        reverse("credit:my_loan", kwargs={"union": bank.union.slug, "loan_id": loan.pk}), user=bank.ana.user,
        device="phone", script=False,
    )  # fmt: skip
    own.get_by_text("Lo que acordaste para ponerte al corriente").wait_for()
    checked(own, script=False)
    site.screenshot(own, "credito-mio-tarde")

    # He catches up, pays the rest of two years, a week late each time, and the last payment closes it.
    clock.today += timedelta(days=7)
    pay(page, loan, queries.standing_of(loan, clock.today).overdue_minor)
    for row in due[5:-1]:
        on = row.due_on + timedelta(days=7)
        minor = queries.standing_of(loan, on).overdue_minor
        actions.record_payment(actor=bank.desk, loan_id=loan.pk, minor=minor, into="cash", on=on, today=on)
    clock.today = due[-1].due_on
    pay(page, loan, queries.standing_of(loan, clock.today).standing.to_close)
    page.get_by_text("Pagado", exact=True).wait_for()
    checked(page, script)
    loan.refresh_from_db()
    assert (loan.state, loan.paid_on) == (Loan.State.PAID, due[-1].due_on)
    paid = Payment.objects.all()
    assert sum(each.principal_to_minor for each in paid) == 24_000_00
    assert sum(each.late_interest_to_minor for each in paid) > 0
    # What was collected is the lender's, to the centavo, and is passed on.
    page.goto(reverse("credit:lender", kwargs={"union": bank.union.slug, "lender_id": bank.lender.pk}))
    page.get_by_role("link", name="Entregarle lo cobrado").click()
    press(page, "Guardar")
    page.get_by_text("Quedó entregado todo lo cobrado").wait_for()
    total = sum(each.minor for each in paid)
    assert bank.books() == {"cash": total, "bank": -total}
    own.goto(own.url)
    own.get_by_text("¡Gracias!").wait_for()


@pytest.mark.parametrize("name", ["mine", "ask"])
def test_a_members_credit_is_light(site, bank, clock, name):
    path = reverse(f"credit:{name}", kwargs={"union": bank.union.slug})
    weight = weigh(site, path, user=bank.ana.user, device="phone")
    assert weight.total <= LIGHT_ENOUGH, weight


def test_a_village_is_collected_without_signal_and_sent_twice_it_counts_once(site, bank, clock):
    loan, other = bank.lend(today=BEGINS), bank.lend(bank.beto, today=BEGINS)
    (first,) = [row for row in queries.instalments_of(loan) if row.number == 1]
    clock.today = first.due_on
    path = reverse("credit:village", kwargs={"union": bank.union.slug, "section_id": bank.village.pk})
    page = site.open(path, user=bank.marta, device="phone")
    page.locator("form[data-ready]").wait_for()
    checked(page)
    page.locator("form[data-ready]").wait_for()
    page.get_by_text("le toca $2,526.29").first.wait_for()
    site.screenshot(page, "credito-pueblo")

    page.context.set_offline(True)
    page.get_by_label("Ana Luna").fill("2526.29")
    press(page, "Mandar lo cobrado")
    page.get_by_text("No se perdió nada").wait_for()
    page.reload()  # the phone was put away and the page opened again in the village
    page.get_by_label("Ana Luna").wait_for()
    assert page.get_by_label("Ana Luna").input_value() == "2526.29"
    page.get_by_label("Beto Ríos").fill("1000")
    site.screenshot(page, "credito-pueblo-sin-senal")
    assert not Payment.objects.exists()

    page.context.set_offline(False)
    kept = page.evaluate("JSON.stringify(localStorage)")
    press(page, "Mandar lo cobrado")
    page.get_by_text("Quedó recibida la hoja").wait_for()
    assert page.evaluate("localStorage.length") == 0
    # As if the answer had been lost on its way: what was kept is there still, and is sent again.
    page.evaluate("(kept) => Object.assign(localStorage, JSON.parse(kept))", kept)
    page.goto(path)
    press(page, "Mandar lo cobrado")
    page.get_by_text("Quedó recibida la hoja").wait_for()

    found = Payment.objects.order_by("loan__number")
    assert [(each.loan_id, each.minor, each.paid_on) for each in found] == [
        (loan.pk, 2_526_29, first.due_on), (other.pk, 1_000_00, first.due_on),
    ]  # fmt: skip
    assert bank.books() == {"cash": 3_526_29, "loan_collected": -3_526_29}


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_the_other_pages_are_accessible_and_fit(site, bank, clock, device):
    bank.with_group(BEGINS)
    loan = bank.lend(bank.dina, today=BEGINS)
    clock.today = BEGINS + timedelta(days=50)
    slug = bank.union.slug
    paid = actions.record_payment(actor=bank.desk, loan_id=loan.pk, minor=1_000_00, into="cash", on=clock.today,
                                  today=clock.today)  # fmt: skip
    own = Application.objects.get(member=bank.ana)
    pages = {
        "home": {}, "villages": {}, "lenders": {}, "register": {}, "application_new": {},
        "lender": {"lender_id": bank.lender.pk}, "product_new": {"lender_id": bank.lender.pk},
        "application": {"application_id": own.pk}, "payment": {"payment_id": paid.pk},
        "payment_cancel": {"payment_id": paid.pk}, "loan": {"loan_id": loan.pk},
        "file_new": {"member_id": bank.ana.pk},
    }  # fmt: skip
    for dark in (device == "phone", device != "phone"):
        page = site.visitor(user=bank.marta, device=device, dark=dark)
        for name, named in pages.items():
            page.goto(reverse(f"credit:{name}", kwargs={"union": slug, **named}))
            checked(page)
            site.screenshot(page, f"credito-{name}-{device}-{'noche' if dark else 'dia'}")
    for what in ("visita", "ponerse-al-corriente", "descontar", "reestructurar", "castigar"):
        page.goto(reverse("credit:loan_deed", kwargs={"union": slug, "loan_id": loan.pk, "what": what}))
        checked(page)
        site.screenshot(page, f"credito-{what}-{device}")
    beto = site.visitor(user=bank.beto.user, device="phone", dark=device == "phone")
    his = Application.objects.get(member=bank.beto)
    for path in (reverse("credit:mine", kwargs={"union": slug}),
                 reverse("credit:my_application", kwargs={"union": slug, "application_id": his.pk})):  # fmt: skip
        beto.goto(path)
        checked(beto)
        site.screenshot(beto, f"credito-beto-{path.strip('/').split('/')[-1]}-{device}")
    beto.get_by_role("link", name="Decir que sí con mis datos").click()
    checked(beto)
