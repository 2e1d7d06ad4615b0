"""The pages of the fund: what they show, and what their forms do."""

import pytest
from django.test import Client

from tequio.guarantee.models import Claim
from tests import factories


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
