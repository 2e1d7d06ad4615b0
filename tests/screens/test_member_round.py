"""A member's pages of a round, without a browser: what they say, what they do, who may, and how many statements."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tequio.members.models import Member
from tequio.purchasing import actions
from tequio.purchasing.models import Pledge, Round
from tequio.stock.models import PriceObservation
from tests import factories
from tests.purchasing import world as worlds

D = Decimal


def signed_in(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def world(union):
    world = worlds.build(union)
    today = timezone.localdate()
    Round.objects.update(opens_on=today - timedelta(days=5), closes_on=today + timedelta(days=5))
    world.round.refresh_from_db()
    return world


@pytest.fixture
def ana(world):
    """Ana's browser."""
    Member.objects.filter(pk=world.ana.pk).update(user=factories.make_user("Ana Luna", phone="+527771230001"))
    return signed_in(Member.objects.get(pk=world.ana.pk).user)


def page(world, end=""):
    return f"/{world.union.slug}/rondas/mias/{world.round.pk}/{end}"


def test_the_page_says_what_it_costs_and_what_is_missing(world, ana):
    today = timezone.localdate()
    world.pledge(world.beto, world.clay, 60, today=today)
    world.usual_quotes()
    PriceObservation.objects.create(
        union=world.union, item=world.clay, section=world.tlaya, observed_on=today, price=D("7.00"), grade="A"
    )

    text = ana.get(page(world)).content.decode()

    # Near: 4.00 + (0.50 x 60 + 200) / 60 = 7.83; the step at 100 is 0.50 lower, 40 kg away.
    assert "Va en <b>$7.83</b> por kg" in text
    assert "Sin la unión: $7.00." in text
    assert "Faltan 40\N{NO-BREAK SPACE}kg para que baje a $7.33." in text


def test_quantities_are_saved_changed_and_taken_back_at_once(world, ana):
    boxes = {f"q{world.clay.pk}": "1,250.5", f"q{world.frit.pk}": "2"}
    assert ana.post(page(world), boxes | {"once": "a"}).status_code == 302
    assert ana.post(page(world), {f"q{world.clay.pk}": "30", f"q{world.frit.pk}": "", "once": "b"}).status_code == 302

    assert list(Pledge.objects.values_list("member_id", "item__code", "quantity")) == [(world.ana.pk, "barro", D(30))]
    assert "Quedó tu pedido de 1 material." in ana.get(page(world)).content.decode()


def test_the_same_form_twice_does_nothing_twice(world, ana):
    boxes = {f"q{world.clay.pk}": "40", "once": "same"}
    for _time in range(2):
        assert ana.post(page(world), boxes).status_code == 302

    assert Pledge.objects.get().quantity == 40


def test_plus_and_minus_work_without_script_and_save_nothing(world, ana):
    key = f"q{world.clay.pk}"
    more = ana.post(page(world), {key: "3", "step": f"{key}:1"}).content.decode()
    less = ana.post(page(world), {key: "0.5", "step": f"{key}:-1"}).content.decode()

    assert f'name="{key}" value="4"' in more
    assert f'name="{key}" value=' not in less
    assert not Pledge.objects.exists()


@pytest.mark.parametrize("wrong", ["doce", "-4", "99999999"])
def test_a_wrong_quantity_is_shown_beside_its_box_and_nothing_is_saved(world, ana, wrong):
    answer = ana.post(page(world), {f"q{world.clay.pk}": wrong, f"q{world.frit.pk}": "2"})

    assert answer.status_code == 422
    assert not Pledge.objects.exists()


def test_one_material_takes_its_conditions(world, ana):
    asked = {"quantity": "40", "tolerance": "10", "walk_away": "3.75", "once": "x"}
    assert ana.post(page(world, f"{world.clay.pk}/"), asked).status_code == 302
    ana.post(page(world), {f"q{world.clay.pk}": "50", "once": "y"})

    pledge = Pledge.objects.get()
    assert (pledge.quantity, pledge.tolerance, pledge.walk_away) == (D(50), D(10), D("3.75"))
    assert ana.get(page(world, "999999/")).status_code == 404


def test_after_closing_a_sentence_says_so_and_nothing_is_written(world, ana):
    world.pledge(world.ana, world.clay, 40, today=timezone.localdate())
    actions.close_round(actor=world.buyer, round_id=world.round.pk)

    late = ana.post(page(world), {f"q{world.clay.pk}": "90"}).content.decode()

    assert "ya no recibe pedidos" in late
    assert Pledge.objects.get().quantity == 40
    assert "Los pedidos se cerraron el" in ana.get(page(world)).content.decode()


def test_the_share_shows_what_he_pays_and_what_it_costs_alone(world, ana):
    Round.objects.update(opens_on=worlds.OPENS, closes_on=worlds.CLOSES)
    PriceObservation.objects.create(
        union=world.union, item=world.clay, section=world.tlaya, observed_on=worlds.OPENS, price=D("7.00"), grade="A"
    )
    world.to_settled()
    charge = world.round.charges.get(member=world.ana)

    text = ana.get(page(world)).content.decode()

    assert f"${charge.total_minor / 100:,.2f}" in text
    assert "$280.00" in text
    assert "Sin prueba" in text
    assert f"/{world.union.slug}/beneficio/" in text


def test_who_is_no_member_is_led_to_the_office_and_drafts_are_hidden(world, ana):
    rosa = signed_in(factories.make_staff(world.union, "*"))
    assert rosa.get(page(world)).url == world.round.get_absolute_url()
    assert rosa.get(f"/{world.union.slug}/rondas/mias/").url == f"/{world.union.slug}/rondas/"
    Round.objects.update(state=Round.State.DRAFT)
    assert ana.get(page(world)).status_code == 404


def test_the_pages_cost_so_many_statements(world, ana, django_assert_max_num_queries):
    world.pledge(world.ana, world.clay, 40, today=timezone.localdate())
    world.usual_quotes()
    ana.get(page(world))
    with django_assert_max_num_queries(24):
        ana.get(page(world))
    with django_assert_max_num_queries(12):
        ana.get(f"/{world.union.slug}/rondas/mias/")


def test_a_village_list_is_looked_at_then_saved_once(world):
    rosa = signed_in(factories.make_staff(world.union, "*"))
    there = f"/{world.union.slug}/rondas/{world.round.pk}/lista/"
    file = SimpleUploadedFile("lista.csv", f"Número,Material,Cantidad\n{world.ana.number},Barro,40\n".encode())

    preview = rosa.post(there + "subir/", {"file": file}).content.decode()
    assert "1 pedido de 1 personas." in preview
    assert not Pledge.objects.exists()
    for _time in range(2):
        answer = rosa.post(there + "revisar/", {"rows": f"{world.ana.number};barro;40;0;", "once": "k"})
        assert answer.status_code == 302

    assert Pledge.objects.get().quantity == 40


def test_a_village_list_with_a_bad_cell_names_it(world):
    rosa = signed_in(factories.make_staff(world.union, "*"))
    file = SimpleUploadedFile("lista.csv", b"Numero,Material,Cantidad\n999999,Barro,-1\n")

    answer = rosa.post(f"/{world.union.slug}/rondas/{world.round.pk}/lista/subir/", {"file": file})

    assert answer.status_code == 422
    assert ">C2<" in answer.content.decode()
