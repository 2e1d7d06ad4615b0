"""Pages of tenders asked by a client: what each costs in queries, who is let in, what a bank is told."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from tequio.books.drafts import EntryDraft, LegDraft
from tequio.books.steps import post_entry
from tequio.core.models import Event
from tequio.credit.models import Application
from tequio.engines import dossier
from tequio.tenders import actions
from tequio.tenders.links import BANK
from tequio.tenders.models import Bid, Consent
from tequio.tenders.papers import FORMS, key_of
from tequio.ui.templatetags.tequio import moment
from tests import factories
from tests.tenders import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union, today=timezone.localdate())


@pytest.fixture
def rosa(union):
    return signed_in(factories.make_staff(union, "*"))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def base(world):
    return f"/{world.union.slug}/concursos"


def link(world, lender=None):
    return f"/banco/{BANK.token_for(world.invitation(lender))}/"


# Whose page it is, who is signed in, in which union, offices and navigation: what every page asks.
@pytest.mark.parametrize(("path", "queries"), [("/", 9), ("/bancos/", 10)])
def test_a_list_asks_the_same_however_long_it_is(world, rosa, path, queries, django_assert_num_queries):
    world.sent()
    world.bid()
    rosa.get(base(world) + path)
    with django_assert_num_queries(queries):
        rosa.get(base(world) + path)
    for _ in range(4):
        world.bid(annual_rate=Decimal("0.28"))
        world.bid(world.other)
    world.prepared(title="Otro")
    with django_assert_num_queries(queries):
        assert rosa.get(base(world) + path).status_code == 200


def test_another_member_finds_neither_dossier_nor_consents(world):
    beto = signed_in(world.members["Beto"].user)
    own = f"{base(world)}/mio/{world.applications['Ana'].pk}/"

    assert {beto.get(own).status_code, beto.get(f"{own}permisos/").status_code, beto.get(f"{own}carta.pdf").status_code,
            beto.post(f"{own}permisos/retirar/", {"consent": "1"}).status_code} == {404}  # fmt: skip


def test_from_the_application_a_member_and_the_office_find_the_dossier(world, rosa):
    application = world.applications["Ana"].pk
    credit = f"/{world.union.slug}/credito"
    ana = signed_in(world.members["Ana"].user)

    assert f'href="{base(world)}/mio/{application}/"' in ana.get(f"{credit}/mio/solicitud/{application}/").text
    assert f'href="{base(world)}/expediente/{application}/"' in rosa.get(f"{credit}/solicitud/{application}/").text


def test_a_new_tender_begins_with_what_the_pool_holds(world, rosa):
    factories.open_books(world.union)
    legs = (LegDraft("bank", 5_000_00), LegDraft("guarantee", -5_000_00, world.members["Ana"].pk))
    post_entry(world.committee, EntryDraft(world.today, "Fondo", "tests.fund", 1, legs))

    assert 'name="pool_minor" value="5000.00"' in rosa.get(f"{base(world)}/nuevo/").text


def test_the_letter_to_sign_names_the_banks(world):
    ana = signed_in(world.members["Ana"].user)
    answer = ana.get(f"{base(world)}/mio/{world.applications['Ana'].pk}/carta.pdf")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_the_office_opens_a_dossier_by_a_deed_that_the_member_sees(world, rosa):
    path = f"{base(world)}/expediente/{world.applications['Ana'].pk}/"
    assert rosa.get(path).status_code == 200
    assert not Event.objects.exists()
    assert "Lo que declara" in rosa.post(path, {"form": "page"}).text
    assert rosa.post(path, {"form": "exe"}).status_code == 404
    answer = rosa.post(path, {"form": "json"})

    assert dossier.check(answer.content, key_of(world.union).public).verdict is dossier.Verdict.INTACT
    jsonschema.validate(json.loads(answer.content), json.loads(dossier.SCHEMA.read_text()))
    opened = Event.objects.filter(kind="tenders.dossier.opened").order_by("number")
    assert [(each.actor, each.data["lender"], each.data["form"]) for each in opened] == [
        ("Rosa Tesorera", "", "page"), ("Rosa Tesorera", "", "json")
    ]  # fmt: skip
    ana = signed_in(world.members["Ana"].user)
    assert "Rosa Tesorera, de la unión" in ana.get(f"{base(world)}/mio/{world.applications['Ana'].pk}/permisos/").text


@pytest.mark.parametrize("form", FORMS)
def test_a_bank_gets_sealed_files_with_the_same_bytes_each_time(world, form):
    world.sent()
    one = Client().get(f"{link(world)}carpeta.{form}").content
    other = Client().get(f"{link(world)}3.{form}").content

    for content, path in ((one, f"carpeta.{form}"), (other, f"3.{form}")):
        assert dossier.check(content, key_of(world.union).public).verdict is dossier.Verdict.INTACT
        assert Client().get(link(world) + path).content == content
    if form == "json":
        jsonschema.validate(json.loads(one), json.loads(dossier.SCHEMA.read_text()))
        jsonschema.validate(json.loads(other), json.loads(dossier.SCHEMA.read_text()))
        assert json.loads(other)["lender"] == "Banco de la Sierra"
    assert Event.objects.filter(kind="tenders.dossier.opened").count() == 2


def test_a_bank_opens_nothing_that_was_not_for_it(world):
    for name in list(world.applications)[:3]:
        world.consent(name, world.other)
    for name in list(world.applications)[2:]:
        world.consent(name, world.bank)
    world.prepared()
    worlds.actions.send_tender(actor=world.committee, tender_id=world.tender.pk, seed="x", today=world.today)
    numbers = {each.application_id: each.number for each in world.tender.bundled.all()}
    ana = numbers[world.applications["Ana"].pk]

    assert Client().get(f"{link(world, world.other)}{ana}.json").status_code == 200
    assert Client().get(f"{link(world)}{ana}.json").status_code == 410
    assert Client().get(f"{link(world)}99.json").status_code == 410
    assert Client().get(f"{link(world)}{ana}.exe").status_code == 404


FULL = {
    "amount_minor": "150,000", "annual_rate": "30", "payments": "12", "every": "month", "kind": "level",
    "opening_fee_rate": "2", "opening_fee_minor": "0", "each_fee_minor": "0", "iva": "16", "guarantee_rate": "10",
    "late_rate": "45", "given_by": "Lic. Prueba", "conditions": "Visita previa",
}  # fmt: skip


def full(world, **changed):
    return FULL | {"valid_until": (world.today + timedelta(days=30)).isoformat()} | changed


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"opening_fee_rate": ""}, "Falta la comisión de apertura. Si no la cobra, escribe 0."),
    ({"each_fee_minor": ""}, "Falta el cargo con cada pago. Si no lo hay, escribe 0."),
    ({"iva": ""}, "Falta el IVA. Si está exento, escribe 0."),
    ({"annual_rate": "-3"}, "No puede ser negativo: escribe 0 o más."),
    ({"annual_rate": "treinta"}, "Escribe solo el número del por ciento, por ejemplo 36 o 16.5."),
    ({"valid_until": "2020-01-01"}, "Ese día ya pasó. Escribe hasta cuándo vale."),
    ({"kind": "regalado"}, "Escoge una opción de la lista."),
])  # fmt: skip
def test_a_bid_that_lacks_something_is_told_so_and_keeps_what_was_typed(world, changed, sentence):
    world.sent()
    answer = Client().post(link(world), full(world, **changed))

    assert sentence in answer.text
    assert 'value="150,000"' in answer.text
    assert "Visita previa" in answer.text
    assert not Bid.objects.exists()


def test_a_bid_sent_twice_is_one_and_a_closed_tender_says_so(world):
    world.sent()
    for _ in range(2):
        assert "Gracias: tu propuesta quedó guardada." in Client().post(link(world), full(world, once="k1")).text
    bid = Bid.objects.get()
    assert (bid.annual_rate, bid.guarantee_rate, bid.amount_minor) == (Decimal("0.3"), Decimal("0.1"), 150_000_00)
    assert bid.typed_by == "Banco de la Sierra, por su enlace"
    worlds.actions.close_tender(actor=world.committee, tender_id=world.tender.pk)
    answer = Client().post(link(world), full(world, annual_rate="20", once="k2"))

    assert "Este concurso ya no recibe propuestas." in answer.text
    assert Bid.objects.count() == 1


def test_the_office_sees_which_bank_opened_the_bundle_and_when(world, rosa, django_assert_num_queries):
    world.sent()
    path = f"{base(world)}/{world.tender.pk}/"
    before = rosa.get(path)
    assert before.text.count("Todavía no abre la carpeta.") == 2
    assert "Quién ha abierto la carpeta" not in before.text

    Client().get(link(world))
    with django_assert_num_queries(16):
        page = rosa.get(path)
    assert f"Abrió la carpeta una vez: {moment(Event.objects.latest('number').at)}." in page.text
    Client().get(f"{link(world)}carpeta.pdf")
    Client().get(f"{link(world)}carpeta.json")
    with django_assert_num_queries(16):
        page = rosa.get(path)

    assert "Abrió la carpeta 3 veces; la última, " in page.text
    assert page.text.count("Todavía no abre la carpeta.") == 1
    assert re.findall(r": Banco de la Sierra, ([^<]+)</li>", page.text) == ["JSON", "PDF", "en pantalla"]


def test_who_may_not_choose_does_not(world, union):
    world.closed()
    clerk = signed_in(factories.make_staff(union, "tenders.tender.see"))
    page = clerk.get(f"{base(world)}/{world.tender.pk}/")
    assert (page.status_code, "Anotar lo que escogió" in page.text) == (200, False)
    answer = clerk.post(f"{base(world)}/{world.tender.pk}/escoger/", {"bid": Bid.objects.first().pk, "reason": "x"})

    assert answer.status_code == 403
    assert not world.tender.choices.exists()


def test_a_consent_that_nobody_has_is_not_withdrawn(world):
    consent = world.consent("Ana", world.bank)
    beto = signed_in(world.members["Beto"].user)
    own = f"{base(world)}/mio/{world.applications['Beto'].pk}/permisos/"
    beto.post(f"{own}retirar/", {"consent": str(consent.pk), "once": "z"})
    beto.post(f"{own}retirar/", {"consent": "nada", "once": "z2"})

    assert Consent.objects.get().withdrawn_at is None


def test_what_the_committee_chose_is_filled_in_where_the_agreement_is_written(world, rosa):
    ana = f"/{world.union.slug}/credito/solicitud/{world.applications['Ana'].pk}/acordar/"
    world.closed()
    assert rosa.get(ana).context["offered"] is None

    bid = Bid.objects.get(invitation__lender=world.other)
    actions.choose_bid(
        actor=world.committee, tender_id=world.tender.pk, bid_id=bid.pk, reason="La más barata.", today=world.today
    )
    page = rosa.get(ana)
    first = page.context["form"].initial
    assert (first["lender"], first["annual_rate"], first["opening_fee_rate"], first["payments"]) == (
        world.other, Decimal("0.24"), Decimal("0.06"), 12,
    )  # fmt: skip
    assert "Como contestó Caja de los Altos en el concurso «Hornos de gas, primavera»" in page.content.decode()


# --- rhythms ---------------------------------------------------------------------------------------------------------

RAINS = [6, 7, 8, 9, 10]


def asks(world, name, **told):
    Application.objects.filter(pk=world.applications[name].pk).update(**told)
    world.applications[name].refresh_from_db()


def choose(world, bid):
    actions.choose_bid(
        actor=world.committee, tender_id=world.tender.pk, bid_id=bid.pk, reason="La más barata.", today=world.today
    )


@pytest.mark.parametrize(("as_asked", "every", "payments", "rests"), [
    (True, "week", 52, RAINS), (False, "month", 12, []),
], ids=["as-each-asked", "its-own"])  # fmt: skip
def test_a_chosen_bid_is_filled_in_at_the_rhythm_asked_or_it_is_said_that_it_is_not(
    world, rosa, as_asked, every, payments, rests
):
    asks(world, "Ana", every="week", payments=52, rest_in=RAINS)
    world.sent()
    bid = world.bid(as_asked=as_asked)
    hub = rosa.get(f"{base(world)}/{world.tender.pk}/").text
    assert ("Cada quien al ritmo que pidió." in hub) is as_asked
    assert ("Así pidieron pagar 6 de 7." in hub) is not as_asked
    actions.close_tender(actor=world.committee, tender_id=world.tender.pk)
    choose(world, bid)
    page = rosa.get(f"/{world.union.slug}/credito/solicitud/{world.applications['Ana'].pk}/acordar/")

    first = page.context["form"].initial
    assert (first["every"], first["payments"], first["rest_in"]) == (every, payments, rests)
    said = "La persona pidió pagar cada semana, sin pagos de junio a octubre. Aquí está lo que dice el banco: cada mes."
    assert (said in page.text) is not as_asked


def test_a_bank_says_in_which_months_nothing_is_paid_but_not_in_all(world):
    world.sent()
    answer = Client().post(link(world), full(world, rest_in=[str(month) for month in range(1, 13)]))
    assert "Si descansan todos los meses no queda ninguno para pagar." in answer.text
    assert not Bid.objects.exists()
    Client().post(link(world), full(world, rest_in=["8", "6", "7"], as_asked="on"))

    bid = Bid.objects.get()
    assert (bid.rest_in, bid.as_asked) == ([6, 7, 8], True)
