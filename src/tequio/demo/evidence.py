"""What the materials cost without the union: invented receipts, lists and hearsay from several towns."""

import random
from datetime import date, timedelta
from decimal import Decimal

from tequio.core.actors import Actor
from tequio.demo.goods import GOODS
from tequio.members.models import Section
from tequio.stock.actions import record_price
from tequio.stock.models import Item, PriceObservation

NOTE = "Dato de demostración."
PLACES = {"A": "Tlapalería del centro", "B": "Lista de precios de la tienda", "C": "Lo que dicen en el tianguis"}
SEEN_IN = ("Tlayacapan", "Cuentepec", "Tres de Mayo", "Cuautla", "Jiutepec", "Yautepec de Zaragoza", "Cuernavaca")
SEEN_BEFORE = (300, 285, 160, 70)  # days before today


def note_prices(actor: Actor, today: date, chance: random.Random) -> None:
    """Two towns and up to four days for each material that anybody noted; what is already there stays."""
    villages = {section.name: section for section in Section.objects.filter(name__in=SEEN_IN)}
    items = {item.code: item.pk for item in Item.objects.all()}
    noted = set(PriceObservation.objects.values_list("item_id", "observed_on", "section_id"))
    for each in GOODS:
        towns = chance.sample(SEEN_IN, 2)
        for days, rise in zip(SEEN_BEFORE, (0, 0, 2, 4), strict=True):
            grade, shift = chance.choice("AABBC"), chance.randint(-4, 5)
            town = villages.get(chance.choice(towns))
            on = today - timedelta(days=days + chance.randint(0, 9))
            if not each.alone or town is None or (items[each.code], on, town.pk) in noted:
                continue
            price = (each.alone * (100 + rise + shift) / 100).quantize(Decimal("0.1"))
            record_price(actor=actor, item_id=items[each.code], price=price, observed_on=on, grade=grade, today=today,
                         section_id=town.pk, place=PLACES[grade], note=NOTE)  # fmt: skip
