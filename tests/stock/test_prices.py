"""What a thing costs without the union: which evidence stands, and that none is lost."""

from datetime import date, timedelta
from decimal import Decimal

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tequio.core import database
from tequio.core.models import Event
from tequio.core.refusals import KeyUsedTwice, NotAllowed
from tequio.members.models import Section
from tequio.stock import actions, queries
from tequio.stock.errors import (
    DayToCome,
    GradeUnknown,
    ItemAbsurd,
    ItemExists,
    ItemUnknown,
    ObservationUnknown,
    PriceAbsurd,
)
from tequio.stock.models import Item, PriceObservation
from tests import factories

DAY = date(2026, 3, 10)
D = Decimal


@pytest.fixture
def office(union):
    return factories.actor_with(union, "*")


@pytest.fixture
def clay(union, office) -> Item:
    return actions.add_item(actor=office, code="barro", name="Barro", unit="bulto")


@pytest.fixture
def villages(union) -> list[Section]:
    """Two of one municipality, one of another."""
    places = (("Tlayacapan", "Tlayacapan"), ("San José", "Tlayacapan"), ("Hueyapan", "Tetela"))
    return [Section.objects.create(union=union, name=n, municipality=m, point_name="Plaza") for n, m in places]


def see(office, clay, price="7", **more):
    told = {"item_id": clay.pk, "price": D(price), "observed_on": DAY, "grade": "A", "today": DAY} | more
    return actions.record_price(actor=office, **told)


def best(clay, village, day=DAY):
    found = queries.best_prices_alone([(village.pk, clay.pk)], day).get((village.pk, clay.pk))
    return found and found.price


def test_the_nearest_place_stands_first_then_the_better_grade_then_the_newest(office, clay, villages):
    home, near, far = villages
    see(office, clay, "1", section_id=far.pk)
    assert best(clay, home) == 1
    see(office, clay, "2", section_id=near.pk, grade="C", observed_on=DAY - timedelta(300))
    assert best(clay, home) == 2
    see(office, clay, "3", section_id=home.pk, grade="C", observed_on=DAY)
    see(office, clay, "4", section_id=home.pk, grade="B", observed_on=DAY - timedelta(9))
    assert best(clay, home) == 4
    see(office, clay, "5", section_id=home.pk, grade="B", observed_on=DAY - timedelta(8))
    see(office, clay, "6", section_id=home.pk, grade="B", observed_on=DAY - timedelta(8))
    assert best(clay, home) == 5  # of two equal ones the lower: no saving is made larger than it is
    assert best(clay, near) == 2
    assert best(clay, far) == 1


def test_evidence_older_than_a_year_or_younger_than_the_purchase_proves_nothing(office, clay, villages):
    see(office, clay, "5", section_id=villages[0].pk, observed_on=DAY - timedelta(366))
    see(office, clay, "6", section_id=villages[0].pk, observed_on=DAY)

    assert best(clay, villages[0], DAY - timedelta(1)) == 5
    assert best(clay, villages[0], DAY - timedelta(367)) is None


def test_withdrawn_evidence_stays_but_does_not_stand(office, clay, villages):
    seen = see(office, clay, "5", section_id=villages[0].pk)
    actions.withdraw_price(actor=office, observation_id=seen.pk, reason="el recibo era de otra cosa")

    assert best(clay, villages[0]) is None
    assert PriceObservation.objects.get().price == 5
    assert Event.objects.order_by("number").last().data["reason"] == "el recibo era de otra cosa"


def test_all_villages_and_items_are_asked_in_three_statements(office, clay, villages, django_assert_num_queries):
    see(office, clay, "5", section_id=villages[0].pk)
    with django_assert_num_queries(3):
        found = queries.best_prices_alone([(v.pk, clay.pk) for v in villages], DAY)

    assert len(found) == 3


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"price": D(0)}, PriceAbsurd),
        ({"price": D(-1)}, PriceAbsurd),
        ({"price": D(10**6)}, PriceAbsurd),
        ({"price": D("NaN")}, PriceAbsurd),
        ({"observed_on": DAY + timedelta(1)}, DayToCome),
        ({"grade": "D"}, GradeUnknown),
        ({"item_id": 10**9}, ItemUnknown),
        ({"section_id": 10**9}, ItemUnknown),
    ],
)
def test_a_price_that_is_refused(office, clay, more, refusal):
    with pytest.raises(refusal):
        see(office, clay, **more)

    assert not PriceObservation.objects.exists()
    assert Event.objects.count() == 1  # the item's


def test_what_else_is_refused(union, office, clay):
    with pytest.raises(ObservationUnknown):
        actions.withdraw_price(actor=office, observation_id=10**9, reason="x")
    with pytest.raises(ItemExists):
        actions.add_item(actor=office, code="barro", name="Otro", unit="kg")
    with pytest.raises(ItemAbsurd):
        actions.add_item(actor=office, code="otro", name="Otro", unit="kg", pack=D(0))
    with pytest.raises(NotAllowed):
        see(factories.actor_with(union), clay)

    assert Item.objects.count() == 1
    assert Event.objects.count() == 1


@pytest.mark.parametrize("who", ["app", "owner"])
@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM stock_priceobservation",
        "UPDATE stock_priceobservation SET price = 99",
        "UPDATE stock_priceobservation SET observed_on = '2026-01-01'",
        "UPDATE stock_priceobservation SET withdrawn_at = NULL",
    ],
)
def test_the_database_keeps_evidence(live, who, attack):
    with factories.union_in_scope() as union:
        office = factories.actor_with(union, "*")
        seen = see(office, actions.add_item(actor=office, code="barro", name="Barro", unit="bulto"))
        actions.withdraw_price(actor=office, observation_id=seen.pk, reason="x")
        before = PriceObservation.objects.values().get()
        parameters = database.app_parameters() if who == "app" else database.owner_parameters()
        with psycopg.connect(**parameters) as raw:
            raw.execute("SELECT set_config('tequio.union', %s, true)", [str(union.pk)])
            with pytest.raises(psycopg.Error):
                raw.execute(attack)
            raw.rollback()

        assert PriceObservation.objects.values().get() == before


def test_the_same_photo_sent_twice_is_noted_once_and_another_is_told(office, clay, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def send(content):
        return actions.record_price(
            actor=office, item_id=clay.pk, price=D(5), observed_on=DAY, grade="A", today=DAY, key="form-1",
            photo=SimpleUploadedFile("recibo.jpg", content),
        )  # fmt: skip

    first = send(b"one")
    with first.photo.open() as kept:
        assert kept.read() == b"one"
    assert send(b"one") == first
    with pytest.raises(KeyUsedTwice):
        send(b"two")

    assert PriceObservation.objects.count() == 1
