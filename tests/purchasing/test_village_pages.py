"""A village's page with many lines and many people: light enough for a promoter's telephone, and no name twice."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tequio.purchasing import actions
from tequio.purchasing.models import Allotment, AwardLine, RoundItem
from tequio.purchasing.quoting import QuoteDraft
from tequio.stock.models import Item
from tests import factories
from tests.purchasing.world import D, build

LIGHT_ENOUGH = 50_000
MATERIALS = 16
MEMBERS = 120


@pytest.fixture
def world(union):
    """An ordered round: sixteen order lines in Tlayacapan, and 120 more members with four materials each."""
    world = build(union)
    world.to_ordered()
    items = [
        Item.objects.create(union=union, code=f"material-{n}", name=f"Óxido de cobalto, tipo {n:02}", unit="kg")
        for n in range(MATERIALS)
    ]
    line = AwardLine.objects.filter(section=world.tlaya, item=world.clay).get()
    share = Allotment.objects.filter(section=world.tlaya, item=world.clay).order_by("pk")[0]
    AwardLine.objects.bulk_create(copy_of(line, item=item) for item in items)
    people = [factories.make_member(union, f"Guadalupe {n:03}", "Xochiquetzalli", section=world.tlaya)
              for n in range(MEMBERS)]  # fmt: skip
    Allotment.objects.bulk_create(copy_of(share, item=item, member=who) for who in people for item in items[:4])
    world.people, world.items = people, items
    world.page = f"/tlayacapan/rondas/{world.round.pk}/pueblos/{world.tlaya.pk}/"
    world.rosa = Client()
    world.rosa.force_login(factories.make_staff(union, "*"), backend=settings.AUTHENTICATION_BACKENDS[0])
    return world


def copy_of(row, **changes):
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    for name, value in changes.items():
        kept[f"{name}_id"] = value.pk
    return type(row)(**kept)


def counted(page, **changes):
    """The form of the page as a browser sends it, with some boxes typed anew."""
    boxes = re.findall(r'<input (?:type="text" )?name="(l\d+_\w+)"(?: value="([^"]*)")?', page)
    return dict(boxes) | changes | {"once": "a"}


def test_counting_a_village_is_a_light_page(world):
    page = world.rosa.get(world.page)

    assert page.status_code == 200
    assert len(page.content) <= LIGHT_ENOUGH
    assert page.text.count("<option>Óxido de cobalto, tipo 07</option>") == 1
    assert len(page.context["form"].lines) == MATERIALS + 2


def test_what_came_instead_is_typed_by_its_name(world):
    line = AwardLine.objects.get(section=world.tlaya, item=world.clay)
    page = world.rosa.get(world.page).text
    name = f"l{line.pk}_instead"
    wrong = world.rosa.post(world.page, counted(page, **{name: "Oro"}))
    line.refresh_from_db()

    assert wrong.status_code == 200 and "Ese material no está en la lista. Escógelo de ella." in wrong.text
    assert 'value="Oro"' in wrong.text and line.came_instead is None

    assert world.rosa.post(world.page, counted(page, **{name: " FRITA "})).status_code == 302
    line.refresh_from_db()
    assert line.came_instead == world.frit
    assert f'name="{name}" value="Frita"' in world.rosa.get(world.page).text


def test_goods_are_handed_out_page_by_page(world):
    page = world.rosa.get(world.page).text
    world.rosa.post(world.page, counted(page))
    world.count_all()
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)
    first = world.rosa.get(world.page)
    here = [taker.member.pk for taker in first.context["takers"]]

    assert len(first.content) <= LIGHT_ENOUGH
    assert (len(here), len(set(here)), first.context["page"].paginator.count) == (50, 50, MEMBERS + 2)
    assert "Anotar esta hoja y seguir" in first.text
    told = {"shown": " ".join(map(str, here)), "absent": [here[3]], "once": "b"}
    assert world.rosa.post(world.page, told).url == f"{world.page}?pagina=2"
    waiting = Allotment.objects.filter(section=world.tlaya, is_handed_out=False)
    assert set(waiting.values_list("member_id", flat=True)) & set(here) == {here[3]}
    assert waiting.values("member_id").distinct().count() == MEMBERS + 2 - 49

    last = world.rosa.get(f"{world.page}?pagina=3")
    told = {"shown": " ".join(str(taker.member.pk) for taker in last.context["takers"]), "once": "c"}
    assert world.rosa.post(f"{world.page}?pagina=3", told).url.endswith("/pueblos/")


def test_a_suppliers_form_for_many_materials_is_light(world):
    for item in world.items[:10]:
        RoundItem.objects.create(union=world.union, round=world.round, item=item)
    steps = ((D(0), D("9.5")), (D(3575), D("8.9")), (D(10400), D("8.55")), (D(19300), D("8.25")))
    type(world.round).objects.filter(pk=world.round.pk).update(state="open")
    invitation = world.quote(world.near, [QuoteDraft(item.pk, steps) for item in world.items[:10]])
    page = world.rosa.get(f"/tlayacapan/rondas/cotizacion/{invitation.pk}/")

    assert page.text.count("autocomplete=") == 1
    assert 'value="19300"' in page.text
    assert len(page.content) <= LIGHT_ENOUGH
