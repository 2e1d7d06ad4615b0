"""The pages of the fund: what they show, and what their forms do."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.guarantee.models import Claim
from tests import factories
from tests.guarantee.world import TODAY
from tests.sales.paid import paid_order


@pytest.fixture
def office(world):
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def member_client(member):
    client = Client()
    client.force_login(member.user)
    return client


def text(answer):
    return answer.content.decode()


def test_every_page_answers(world, office):
    world.with_everything()
    claim = Claim.objects.get()
    for path in ("", "cartera/", "cartera/?dias=par30", "socios/", "socios/?q=Luna", "aportes/", "convenios/nuevo/",
                 f"socios/{world.ana.pk}/", f"socios/{world.ana.pk}/tope/", f"reclamos/{claim.pk}/",
                 f"reclamos/{claim.pk}/pagar/", f"reclamar/{claim.loan_id}/"):  # fmt: skip
        answer = office.get(f"/tlayacapan/garantias/{path}")
        assert answer.status_code == 200, path
    mine = member_client(world.ana).get("/tlayacapan/garantias/mia/")
    assert "Tienes <b>$3,000.00</b> en el fondo" in text(mine)
    assert len(mine.content) < 50_000


@pytest.mark.parametrize("path", ["", "cartera/", "socios/", "aportes/"])
def test_a_list_asks_no_more_for_more_rows(world, office, path):
    """As many statements for twelve members with loans, caps and money as for three."""
    world.setting("guarantee.purchase_bp", 200)
    world.deal()

    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert office.get(f"/tlayacapan/garantias/{path}").status_code == 200
        return len(asked)

    def more(count):
        for _ in range(count):
            member = factories.make_member(world.union, section=world.village)
            world.lend(member)
            world.cap(member, 1_000_00)
            world.put(member, 1_000_00)
            world.buy(member, 500_00)

    more(3)
    statements()  # the first visit also keeps the session
    few = statements()
    more(9)
    assert statements() == few


def test_a_member_says_yes_on_her_page_and_sees_what_happened(world, office):
    cap = world.cap(world.caro, 1_000_00, yes=False)
    caro = member_client(world.caro)
    assert "Te proponen responder por otros" in text(caro.get("/tlayacapan/garantias/mia/"))
    answer = caro.post(f"/tlayacapan/garantias/mia/topes/{cap.pk}/", {"once": "a"})

    assert answer.status_code == 302
    cap.refresh_from_db()
    assert cap.is_signed
    assert member_client(world.ana).post(f"/tlayacapan/garantias/mia/topes/{cap.pk}/").status_code == 404
    world.pay_claim(world.called())
    ana = text(member_client(world.ana).get("/tlayacapan/garantias/mia/"))
    assert "Beto Ríos dejó de pagar" in ana
    assert "−$" in ana


def test_the_lost_buyer_is_named_with_the_orders_that_say_so(world, office):
    world.deal()
    world.lend(world.ana)
    order = paid_order(world.rosa, "Casa Azul", TODAY, {world.ana: 2_500_00}, title="Tazas de otoño")
    page = text(office.get("/tlayacapan/garantias/"))

    assert "Deja de comprar Casa Azul: quien vive de sus pedidos falla 3 veces lo normal" in page
    assert f'<a href="/tlayacapan/ventas/{order.pk}/dinero/">Tazas de otoño</a>' in page
    assert "De $2,500.00 que estas personas cobraron" in page
