"""What somebody may send on purpose or by a slip of the hand: refused in a sentence, and nothing changes."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tequio.core.models import Event
from tequio.purchasing import actions, links
from tequio.purchasing.actions import Count
from tequio.purchasing.errors import NotOrdered, QuoteWrong
from tequio.purchasing.models import AwardLine, Invitation, Quote, Round
from tequio.purchasing.quoting import QuoteDraft
from tests import factories
from tests.purchasing.world import D


@pytest.fixture
def office(world, client):
    client.force_login(factories.make_staff(world.union, "*"))
    client.raise_request_exception = True
    return client


def at(world, name, /, **kwargs):
    return reverse(f"purchasing:{name}", kwargs={"union": world.union.slug, **kwargs})


@pytest.mark.parametrize(
    ("draft", "fixed"),
    [
        ({"steps": ((D("NaN"), D(3)),)}, "1"),
        ({"steps": ((D(0), D("Infinity")),)}, "1"),
        ({"steps": ((D(0), D("0.00001")),)}, "1"),
        ({"pack": D("NaN")}, "1"),
        ({"pack": D("0.0001")}, "1"),
        ({"capacity": D("NaN")}, "1"),
        ({"kind": "regalado"}, "1"),
        ({}, "NaN"),
        ({}, "-1"),
    ],
)
def test_figures_that_are_no_figures_are_refused_in_a_sentence(world, draft, fixed):
    with pytest.raises(QuoteWrong):
        world.quote(world.near, [QuoteDraft(world.clay.pk, **({"steps": ((D(0), D(3)),)} | draft))], fixed=fixed)

    assert not Quote.objects.exists()


@pytest.mark.parametrize("field", ["line", "instead"])
def test_a_count_of_what_was_never_ordered_is_refused(world, field):
    world.to_ordered()
    line = AwardLine.objects.order_by("pk").first()
    count = {"line": Count(10**9, D(1)), "instead": Count(line.pk, D(1), came_instead_id=10**9)}[field]
    before = Event.objects.count()
    with pytest.raises(NotOrdered):
        actions.count_goods(actor=world.buyer, round_id=world.round.pk, counts=[count])

    assert not AwardLine.objects.filter(received__isnull=False).exists()
    assert Event.objects.count() == before


@pytest.mark.parametrize("once", ["a" * 500, "con\0nada", "\0", ""])
def test_any_key_of_a_form_is_taken(world, office, once):
    answer = office.post(
        at(world, "pledges", round_id=world.round.pk), {"number": "no", "once": once}
    )  # fmt: skip
    assert answer.status_code == 200
    world.usual_pledges()
    answer = office.post(at(world, "round_deed", round_id=world.round.pk, name="cerrar"), {"once": once})

    assert answer.status_code == 302
    assert Round.objects.get().state == Round.State.CLOSED


@pytest.mark.parametrize("query", ["q=²", "q=%00", "q=" + "9" * 60, "pueblo=" + "9" * 40, "pagina=" + "9" * 60])
def test_any_search_among_the_pledges_is_answered(world, office, query):
    assert office.get(at(world, "pledges", round_id=world.round.pk) + "?" + query).status_code == 200


def test_an_invitation_sent_twice_keeps_the_link_of_the_first(world, office):
    form = {"supplier": "", "name": "<b>=1+1</b>", "once": "form-7"}
    for _ in range(2):
        assert office.post(at(world, "quotes", round_id=world.round.pk), form).status_code == 302

    assert Invitation.objects.get().link_serial == 1
    page = office.get(at(world, "quotes", round_id=world.round.pk)).content.decode()
    assert "<b>=1+1" not in page
    assert "&lt;b&gt;=1+1" in page


def link_of(world):
    invitation = actions.invite_supplier(actor=world.buyer, round_id=world.round.pk, supplier_id=world.near.pk)
    return reverse("quote_link", args=[links.QUOTE.token_for(invitation)])


@pytest.mark.parametrize("value", ["1e9", "NaN", "-5", "9" * 400, "=1+1", "<script>", "١٢", "0"])
def test_a_supplier_writes_no_absurd_price_through_his_link(world, client, value):
    answer = client.post(link_of(world), {f"m{world.clay.pk}_price1": value})

    assert answer.status_code in (200, 422)
    assert "<script>" not in answer.content.decode().split("</head>")[1].split("<script src")[0]
    assert not Quote.objects.exists()


def test_a_supplier_sends_no_pack_of_nothing(world, client):
    answer = client.post(link_of(world), {f"m{world.clay.pk}_price1": "4", f"m{world.clay.pk}_pack": "0"})

    assert "el empaque debe ser mayor que cero" in answer.content.decode()
    assert not Quote.objects.exists()


def test_a_field_with_a_number_without_end_is_only_ignored(world, client):
    body = f"m{world.clay.pk}_price" + "9" * 5000 + "=4"
    answer = client.post(link_of(world), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert not Quote.objects.exists()


def test_a_supplier_of_many_materials_and_steps_may_fill_every_box(world, client):
    boxes = {f"m{item}_price{step}": "" for item in range(70) for step in range(20)}
    answer = client.post(link_of(world), boxes | {f"m{world.clay.pk}_price1": "4"})

    assert answer.status_code == 200
    assert Quote.objects.get().steps.get().price == Decimal(4)


def test_a_link_opens_nothing_once_it_is_tampered_with_or_replaced(world, client):
    link = link_of(world)
    assert client.get(link).status_code == 200
    assert client.get(link[:-3] + "aa/").status_code in (404, 410)
    link_of(world)
    assert client.get(link).status_code == 410


def test_a_link_writes_nothing_after_the_quotes_were_accepted(world, client):
    world.to_quoted()
    invitation = Invitation.objects.get(supplier=world.near)
    before = list(Quote.objects.order_by("pk").values_list("pk"))
    client.post(reverse("quote_link", args=[links.QUOTE.token_for(invitation)]), {f"m{world.clay.pk}_price1": "1"})

    assert list(Quote.objects.order_by("pk").values_list("pk")) == before
