"""Unions of any size with a round at the point to be measured, made by bulk inserts and not by the deeds before it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db import connections, transaction

from tequio.books.models import Account
from tequio.core.action import REGISTRY
from tequio.core.actors import Actor
from tequio.core.bulk import insert_rows
from tequio.core.scope import in_union
from tequio.members.models import Member, Person, Section
from tequio.purchasing.models import Allotment, AwardLine, FreightCharge, Round, RoundItem, Supplier
from tequio.stock.models import Item, PriceObservation
from tequio.unions.models import Union

TODAY = date(2026, 3, 10)
VILLAGES, MATERIALS, SUPPLIERS, LINES = 40, 30, 6, 3
CHART = (
    ("115.01", "asset", "purchase_clearing", False),
    ("105.01", "asset", "member_receivable", True),
    ("201.01", "liability", "supplier_payable", False),
    ("102.01", "asset", "bank", False),
)
_numbers = count(1)


@dataclass
class Place:
    """A union, one who may do everything in it, and the ids of what a round is made of."""

    union: Union
    actor: Actor
    members: list[int]
    sections: list[int]
    items: list[int]
    suppliers: list[int]

    def section_of(self, position: int) -> int:
        return self.sections[position % len(self.sections)]

    def items_of(self, position: int) -> list[int]:
        return [self.items[(position + step) % len(self.items)] for step in range(LINES)]


def make_place(members: int) -> Place:
    union = Union.objects.create(slug=f"u{next(_numbers)}", name="Medida", trade="pottery", founded_on=TODAY)
    actor = Actor(union_id=union.pk, name="Medida", rights=frozenset(REGISTRY))
    with in_union(union.pk), transaction.atomic():
        Account.objects.bulk_create(
            Account(union=union, code=code, name=role, kind=kind, role=role, by_member=by_member)
            for code, kind, role, by_member in CHART
        )
        sections = Section.objects.bulk_create(
            Section(union=union, name=f"Pueblo {i}", municipality="Morelos", point_name="Plaza")
            for i in range(VILLAGES)
        )
        items = Item.objects.bulk_create(
            Item(union=union, code=f"m{i}", name=f"Material {i}", unit="kg") for i in range(MATERIALS)
        )
        suppliers = Supplier.objects.bulk_create(
            Supplier(union=union, code=f"s{i}", name=f"Proveedor {i}") for i in range(SUPPLIERS)
        )
        PriceObservation.objects.bulk_create(
            PriceObservation(union=union, item=item, section=section, observed_on=TODAY - timedelta(30), price=9,
                             grade="A")
            for item in items for section in sections
        )  # fmt: skip
        place = Place(union, actor, [], [s.pk for s in sections], [i.pk for i in items], [s.pk for s in suppliers])
        place.members = _make_members(place, members)
    return place


def _make_members(place: Place, members: int) -> list[int]:
    blank = ("segundo_apellido", "curp", "rfc", "phone", "clabe")
    persons = insert_rows(
        Person,
        ("union_id", "nombres", "primer_apellido", "sort_key", "search_key", "is_demo", *blank),
        (
            (place.union.pk, f"Socia {i}", "Medida", f"medida {i}", f"socia {i}", True, *("",) * 5)
            for i in range(members)
        ),
    )
    return insert_rows(
        Member,
        ("union_id", "number", "person_id", "section_id", "state", "joined_on"),
        ((place.union.pk, i + 1, person, place.section_of(i), "active", TODAY) for i, person in enumerate(persons)),
    )


def make_open_round(place: Place) -> int:
    """A round that takes pledges for every material; returns its id."""
    with in_union(place.union.pk), transaction.atomic():
        round_ = Round.objects.create(
            union=place.union, title="Abierta", state=Round.State.OPEN, opens_on=TODAY, closes_on=TODAY + timedelta(9)
        )
        RoundItem.objects.bulk_create(RoundItem(union=place.union, round=round_, item_id=item) for item in place.items)
    return round_.pk


def make_handed_out_round(place: Place) -> int:
    """A round whose goods every member has: three allotments each, ready to be settled; returns its id."""
    with in_union(place.union.pk), transaction.atomic():
        round_ = Round.objects.create(
            union=place.union, title="Entregada", state=Round.State.HANDED_OUT, opens_on=TODAY - timedelta(40),
            closes_on=TODAY - timedelta(20),
        )  # fmt: skip
        shares = [
            (member, place.section_of(i), item, Decimal(5 + i % 7), 1000 + (37 * i) % 900)
            for i, member in enumerate(place.members) for item in place.items_of(i)
        ]  # fmt: skip
        insert_rows(
            Allotment,
            ("union_id", "round_id", "member_id", "section_id", "item_id", "quantity", "charge_minor",
             "final_quantity", "final_minor", "is_handed_out"),
            ((place.union.pk, round_.pk, member, section, item, quantity, minor, quantity, minor, True)
             for member, section, item, quantity, minor in shares),
        )  # fmt: skip
        wanted: dict[tuple[int, int], list[Decimal | int]] = {}
        for _, section, item, quantity, minor in shares:
            both = wanted.setdefault((section, item), [Decimal(0), 0])
            both[0] += quantity
            both[1] += minor
        AwardLine.objects.bulk_create(
            AwardLine(union=place.union, round=round_, supplier_id=place.suppliers[item % SUPPLIERS], item_id=item,
                      section_id=section, packs=1, quantity=quantity, received=quantity, goods_minor=minor)
            for (section, item), (quantity, minor) in wanted.items()
        )  # fmt: skip
        FreightCharge.objects.bulk_create(
            FreightCharge(union=place.union, round=round_, supplier_id=supplier, drop=str(section), freight_minor=25000)
            for supplier in place.suppliers for section in place.sections
        )  # fmt: skip
    analyse()
    return round_.pk


def analyse() -> None:
    """What autovacuum would have done by the time a round is settled."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
