"""The pages of credit as a browser without script asks for them: steps, refusals in their place, papers, and counts."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tequio.core.sheets import read_table
from tequio.credit import actions, queries
from tequio.credit.models import Application, Approval, AuthorityNotice, DeductionConsent, Loan, Payment, Product, Visit
from tests import factories
from tests.credit.test_loans import DUE, FIRST
from tests.credit.world import LENT


@pytest.fixture
def on(monkeypatch):
    """Set the day on which the union is."""

    def set_day(day):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *a: day)

    set_day(LENT)
    return set_day


@pytest.fixture
def office(world, client):
    client.force_login(factories.make_staff(world.union, "*", name="Marta"))
    return client


def at(name, **named):
    return reverse(f"credit:{name}", kwargs={"union": "tlayacapan", **named})


STEPS = (
    {"amount_minor": "24,000", "every": "month", "payments": "12", "together": "alone"},
    {"purpose": "material", "purpose_said": "Barro", "repaid_from": "Ventas"},
    {"income_minor": "9000", "outgoings_minor": "5000", "debts_minor": "0", "debts_said": ""},
)


def walk(client, path, steps, **more):
    """Send one step after the other, what was answered before travelling along."""
    told, page = dict(more), client.get(path)
    for place, step in enumerate((*steps, {})):
        told |= step
        page = client.post(path, told | {"paso": place})
    return page


# --- asking ----------------------------------------------------------------------------------------------------------


def test_a_member_asks_in_steps_and_what_is_missing_is_said_in_its_place(world, client, on):
    client.force_login(world.ana.user)
    page = client.post(at("ask"), STEPS[0] | {"paso": 0})
    assert (page.status_code, "$2,526.29 cada pago" in page.text, "CAT 42.8 % sin IVA" in page.text) == (
        200,
        True,
        True,
    )
    page = client.post(at("ask"), STEPS[0] | {"purpose": "material", "purpose_said": "Barro", "paso": 1})
    assert page.status_code == 422
    assert "Falta este dato." in page.text
    assert 'name="amount_minor" value="24,000"' in page.text
    assert not Application.objects.exists()

    done = walk(client, at("ask"), STEPS)
    application = Application.objects.get()
    assert done.url == at("my_application", application_id=application.pk)
    assert (application.state, application.amount_minor, application.on_paper) == ("sent", 24_000_00, False)
    # Another one waits until this one is decided.
    assert client.get(at("ask")).url == done.url


def test_back_changes_nothing_that_was_answered(world, client, on):
    client.force_login(world.ana.user)
    page = client.post(at("ask"), STEPS[0] | STEPS[1] | {"paso": 2, "ir": 0})
    assert 'value="24,000"' in page.text
    assert 'name="purpose_said" value="Barro"' in page.text


def test_who_is_underage_gets_the_sentence_on_the_last_page(world, client, on):
    world.ana.person.curp = "LUXA080312MMSNXNA5"
    world.ana.person.save(update_fields=["curp"])
    client.force_login(world.ana.user)
    page = walk(client, at("ask"), STEPS)

    assert page.status_code == 422
    assert "Ana Luna nació el 12/03/2008 y todavía no cumple 18 años" in page.text
    assert not Application.objects.exists()


def test_a_group_by_numbers_of_their_cards(world, client, on):
    client.force_login(world.ana.user)
    steps = (STEPS[0] | {"together": "group"}, *STEPS[1:])
    wrong = {"group_name": "Las del horno", "number_1": str(world.ana.number), "amount_1": "8000"}
    page = walk(client, at("ask"), (*steps, wrong))
    assert "Ese número no es de otra socia o socio." in page.text
    right = wrong | {"number_1": str(world.beto.number)}
    walk(client, at("ask"), (*steps, right))

    assert [(each.member, each.state, each.amount_minor) for each in Application.objects.order_by("pk")] == [
        (world.ana, "sent", 24_000_00), (world.beto, "asked", 8_000_00),
    ]  # fmt: skip
    his = Application.objects.get(member=world.beto)
    client.force_login(world.beto.user)
    assert "Falta tu sí o tu no" in client.get("/tlayacapan/").text
    path = at("my_application", application_id=his.pk)
    walk(client, path, STEPS)
    his.refresh_from_db()
    assert (his.state, his.amount_minor) == ("sent", 24_000_00)


def test_the_office_types_a_paper(world, office, on):
    found = office.get(at("application_new") + "?q=Luna")
    assert f"?socia={world.ana.pk}" in found.text
    done = walk(office, at("application_new") + f"?socia={world.ana.pk}", STEPS)

    application = Application.objects.get()
    assert done.url == application.get_absolute_url()
    assert (application.on_paper, application.taken_by) == (True, "Marta")


# --- deciding and lending --------------------------------------------------------------------------------------------


def test_one_says_yes_with_his_name_and_no_reason_is_no_answer(world, office, on):
    application = world.ask()
    path = at("application", application_id=application.pk)
    assert office.post(path, {"says_yes": "si", "reason": "sí"}).status_code == 422
    assert not Approval.objects.exists()
    office.post(path, {"says_yes": "si", "reason": "Paga a tiempo sus compras."})
    assert Approval.objects.get().name == "Marta"
    page = office.get(path)
    assert "Ya dijiste lo tuyo. Falta otra persona." in page.text
    assert "Paga a tiempo sus compras." in page.text


def agree(office, world, **more):
    application = world.approve(world.ask())
    path = at("agree", application_id=application.pk)
    form = office.get(path).context["form"]
    told = {name: form[name].value() for name in form.fields}
    told = {name: form.fields[name].prepare_value(value) for name, value in told.items() if value not in (None, "")}
    told |= {"lender": world.lender.pk, "starts_on": LENT.isoformat()} | more
    return office.post(path, told)


def test_the_agreement_is_filled_in_from_what_the_bank_announced(world, office, on):
    agree(office, world)
    loan = Loan.objects.get()

    assert next(row.minor for row in queries.instalments_of(loan)) == DUE
    assert str(queries.agreement_of(loan).late_rate) == "0.360000"


def test_a_negative_rate_is_said_on_the_form(world, office, on):
    page = agree(office, world, annual_rate="-12")

    assert page.status_code == 422
    assert "La tasa no puede ser menos de cero" in page.text
    assert not Loan.objects.exists()


def test_every_deed_of_a_loan_is_done_from_its_page(world, office, on):
    loan = world.agree(world.approve(world.ask()))
    world.file(world.ana)

    def do(what, **told):
        answer = office.post(at("loan_deed", loan_id=loan.pk, what=what), told)
        assert answer.status_code == 302, answer.text
        loan.refresh_from_db()

    do("entregar", through="union", on=LENT.isoformat())
    do("dar", from_="bank", on=LENT.isoformat())
    late = FIRST + timedelta(days=20)
    on(late)
    do("pago", minor="500", into="cash", on=late.isoformat())
    do("visita", found="met", happened="Vende el domingo y paga.", visited_on=late.isoformat())
    do("ponerse-al-corriente", day_1=(late + timedelta(days=7)).isoformat(), minor_1="2,000")
    do("descontar", cap_minor="1000", percent="40", ends_on="2026-12-31")
    assert (DeductionConsent.objects.get().cap_bp, Visit.objects.count()) == (4_000, 1)
    do("no-descontar")
    do("reestructurar", payments="18", reason="El banco dio más tiempo, Lic. Campos.")
    assert (loan.version, loan.state) == (2, "running")
    far = date(2026, 8, 1)
    on(far)
    do("castigar", reason="Se fue del pueblo y el banco lo dio por perdido.")
    assert loan.state == "written_off"
    page = office.get(loan.get_absolute_url())
    for said in ("Vende el domingo y paga.", "Acuerdos anteriores", "El banco lo dio por perdido"):
        assert said in page.text


def test_a_payment_before_the_loan_is_refused_on_its_form(world, office, on):
    loan = world.lend()
    page = office.post(at("loan_deed", loan_id=loan.pk, what="pago"), {
        "minor": "100", "into": "cash", "on": (LENT - timedelta(days=1)).isoformat(),
    })  # fmt: skip

    assert page.status_code == 422
    assert "El préstamo todavía no se había entregado ese día" in page.text
    assert not Payment.objects.exists()


# --- a member's own --------------------------------------------------------------------------------------------------


def test_a_member_lets_instalments_be_kept_and_takes_it_back(world, client, on):
    loan = world.lend()
    client.force_login(world.ana.user)
    path = at("my_loan", loan_id=loan.pk)
    client.post(path, {"cap_minor": "1,500", "percent": "50", "ends_on": "2026-12-31"})
    assert "cuando más $1,500.00 y nunca más del 50 %" in client.get(path).text
    client.post(path, {})
    assert DeductionConsent.objects.get().withdrawn_on == LENT
    # Another's loan is nowhere.
    client.force_login(world.beto.user)
    assert client.get(path).status_code == 404


def test_a_receipt_is_for_its_member_and_the_office(world, client, on):
    loan = world.lend()
    on(FIRST)
    payment = world.pay(loan, DUE, FIRST)
    path = at("payment", payment_id=payment.pk)
    client.force_login(world.ana.user)
    page = client.get(path)
    assert "$1,691.09" in page.text
    assert client.get(path + "?formato=pdf").content[:5] == b"%PDF-"
    client.force_login(world.beto.user)
    assert client.get(path).status_code == 403


# --- a village -------------------------------------------------------------------------------------------------------


def test_a_villages_list_sent_twice_collects_once(world, office, on):
    loan = world.lend()
    on(FIRST)
    path = at("village", section_id=world.village.pk)
    told = {"on": FIRST.isoformat(), "sheet": "ab12cd34", f"l{loan.pk}": "2,526.29"}
    for _again in range(2):
        assert office.post(path, told).status_code == 302
    # One who is no longer on the list, because he is paid up, is known all the same.
    page = office.post(path, told | {f"l{loan.pk}": "9.00"})

    assert page.status_code == 422
    assert "El comprobante ab12cd34-" in page.text
    assert [each.minor for each in Payment.objects.all()] == [DUE]


def test_the_sheet_of_a_village_prints(world, office, on):
    world.lend()
    on(FIRST)
    answer = office.get(at("village_sheet", section_id=world.village.pk) + "?hoja=ab12cd34")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    worker = office.get(at("worker"))
    assert worker["Content-Type"] == "text/javascript"


# --- the law against money laundering --------------------------------------------------------------------------------


def test_loans_of_six_months_add_up_and_the_page_warns_before_the_limit(world, office, on):
    """The limit of 2026: 1,605 UMA of 117.31 are 188,282.55."""
    big = {"principal_minor": 120_000_00}
    first = world.lend(**big)
    world.pay(first, 120_000_00, LENT)
    on(date(2026, 5, 2))
    assert "del límite" not in office.get(at("register")).text
    world.lend(today=date(2026, 5, 2), principal_minor=40_000_00)
    page = office.get(at("register"))
    assert "Ana Luna va en $160,000.00, 84 % del límite." in page.text
    # Another member with one loan past it.
    other = world.lend(world.beto, today=date(2026, 5, 2), principal_minor=188_282_55)
    page = office.get(at("register"))
    assert "Beto Ríos llegó a $188,282.55: hay que dar aviso a más tardar el 17 de junio de 2026." in page.text
    office.post(
        at("notice_new", loan_id=other.pk), {"month_on": "2026-05-02", "folio": "ACUSE-1", "given_on": "2026-05-02"}
    )
    assert AuthorityNotice.objects.get().minor == 188_282_55
    assert "hay que dar aviso" not in office.get(at("register")).text

    sheet = read_table("x.xlsx", office.get(at("register") + "?formato=xlsx").content)
    assert [row.cells[1] for row in sheet.rows][1:3] == ["Beto Ríos", "Ana Luna"]


def test_loans_more_than_six_months_apart_do_not_add_up(world, office, on):
    first = world.lend(principal_minor=120_000_00)
    world.pay(first, 120_000_00, LENT)
    world.lend(today=date(2026, 7, 16), principal_minor=120_000_00)
    on(date(2026, 7, 16))

    assert "hay que dar aviso" not in office.get(at("register")).text


def test_a_month_without_anything_to_tell_is_told_once(world, office, on):
    told = {"month_on": "2025-12-20", "folio": "ACUSE-0", "given_on": LENT.isoformat()}
    office.post(at("notice_none"), told)
    page = office.post(at("notice_none"), told)

    assert page.status_code == 422
    assert "De ese mes ya se dio aviso." in page.text
    assert [(each.member_id, each.month_on, each.minor) for each in AuthorityNotice.objects.all()] == [
        (None, date(2025, 12, 1), 0)
    ]  # fmt: skip


def test_a_file_is_noted_on_its_page(world, office, on):
    world.approve(world.ask())
    assert "Falta su expediente" in office.get(at("register")).text
    office.post(at("file_new", member_id=world.ana.pk), {
        "paper": "ine", "paper_number": "1", "address_proof": "Luz", "address_proof_on": "2026-01-02",
        "occupation": "Alfarería", "beneficiary": "",
    })  # fmt: skip
    assert queries.files_of([world.ana.pk])[world.ana.pk].for_himself
    assert "Falta su expediente" not in office.get(at("register")).text


# --- who lends, and what pages cost ----------------------------------------------------------------------------------


def test_terms_are_announced_and_what_was_collected_is_passed_on(world, office, on):
    form = {
        "name": "De temporada", "least_minor": "1000", "most_minor": "9000", "most_payments": "10",
        "valid_from": "2026-01-01", "source": "Oferta", "annual_rate": "24", "kind": "level", "every": "month",
        "count": "actual/360", "rest_in": ["6", "7"], "interest_only": "0", "iva": "16", "opening_fee_minor": "0",
        "opening_fee_rate": "1.5", "each_fee_minor": "0", "guarantee_rate": "10", "guarantee_yield": "0",
        "late_rate": "48", "penalty": "0", "grace_days": "3",
    }  # fmt: skip
    office.post(at("product_new", lender_id=world.lender.pk), form)
    product = Product.objects.order_by("-pk").first()
    assert (str(product.annual_rate), product.rest_in, str(product.opening_fee_rate)) == (
        "0.240000",
        [6, 7],
        "0.015000",
    )
    loan = world.lend()
    on(FIRST)
    world.pay(loan, DUE, FIRST)
    assert "<b>$2,526.29</b> por entregarle" in office.get(at("lender", lender_id=world.lender.pk)).text
    office.post(at("remit", lender_id=world.lender.pk), {"on": FIRST.isoformat(), "reference": "SPEI 1"})
    assert world.books() == {"cash": DUE, "bank": -DUE}


@pytest.mark.parametrize(
    ("name", "queries"), [("home", 18), ("arrears", 10), ("villages", 12), ("register", 14), ("lender", 18)]
)
def test_a_list_asks_the_same_however_many_loans_there_are(world, office, on, name, queries, django_assert_num_queries):
    page = at(name, lender_id=world.lender.pk) if name == "lender" else at(name)
    day = FIRST + timedelta(days=3)
    for member in (world.ana, world.beto):
        loan = world.lend(member)
    world.pay(loan, DUE, FIRST)  # Beto is up to date, Ana is not
    on(day)
    office.get(page)
    with django_assert_num_queries(queries):
        office.get(page)
    on(LENT)
    for name in ("Eva", "Fidel"):
        member = factories.make_member(world.union, name, section=world.village)
        member.person.born_on = date(1990, 1, 1)
        member.person.save(update_fields=["born_on"])
        loan = world.lend(member)
    world.pay(loan, DUE, FIRST)
    on(day)
    with django_assert_num_queries(queries):
        assert office.get(page).status_code == 200


def test_reminders_are_sent_from_the_list(world, office, on):
    world.lend()
    on(FIRST + timedelta(days=2))
    page = office.post(at("arrears"), follow=True)
    assert "Los recordatorios van en camino" in page.text
    assert actions.claim_reminders(5)[0].minor == DUE
