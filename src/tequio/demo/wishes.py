"""What invented members pledge, and what invented suppliers answer."""

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import asin, cos, radians, sin, sqrt

from tequio.demo.goods import BY_CODE, Seller
from tequio.members.models import Section
from tequio.purchasing.pledge_sheet import Wish
from tequio.purchasing.quoting import FreightDraft, QuoteDraft

# From what part of all that is wanted a step begins, and what is left of the first price in hundredths.
STEPS = ((Decimal("0.12"), 95), (Decimal("0.35"), 90), (Decimal("0.65"), 86))
TIMES = (1, 1, 1, 2, 2, 2, 3, 4, 6)


def wishes(numbers: Iterable[int], codes: Sequence[str], share: float, chance: random.Random) -> list[Wish]:
    """About three materials for each member who takes part; what is liked more is asked more."""
    likings = [BY_CODE[code].liking for code in codes]
    found = []
    for number in numbers:
        # One in nine never takes part, so that the committee has somebody to visit.
        if number % 9 == 4 or chance.random() > share:
            continue
        for code in dict.fromkeys(chance.choices(codes, likings, k=chance.choice((2, 3, 3, 4, 4, 5)))):
            dose = BY_CODE[code].dose
            quantity = dose * chance.choice(TIMES)
            more = dose if chance.random() < 0.25 else Decimal(0)
            # Some say what they would pay at most: what it costs them alone, rounded.
            alone = BY_CODE[code].alone
            most = (alone * Decimal("1.05")).quantize(Decimal("0.1")) if alone and chance.random() < 0.04 else None
            found.append(Wish(number, code, quantity, more, most))
    return found


def quotes(
    seller: Seller, ids: Mapping[str, int], wanted: Mapping[str, Decimal], chance: random.Random
) -> list[QuoteDraft]:
    """Three or four price steps for each material he has; the dearest near what a workshop pays alone."""
    found = []
    for code in (code for code in seller.goods if code in ids):
        thing, demand = BY_CODE[code], wanted.get(code) or Decimal(100)
        start = (thing.alone or Decimal({"cono": 9, "goma-cmc": 165}.get(code, 1180))) * seller.dear / 100
        start *= Decimal(chance.randint(88, 97)) / 100
        steps, prices = [Decimal(0)], [_round(start)]
        for part, cut in STEPS[: chance.choice((2, 3, 3))]:
            minimum = (demand * part / thing.pack).to_integral_value(ROUND_HALF_UP) * thing.pack
            price = _round(start * (cut + chance.randint(-1, 1)) / 100)
            if minimum > steps[-1] and price < prices[-1]:
                steps.append(minimum)
                prices.append(price)
        found.append(QuoteDraft(ids[code], tuple(zip(steps, prices, strict=True)), pack=thing.pack))
    return found


def _round(price: Decimal) -> Decimal:
    """As on a price list: ten centavos below a hundred pesos, whole pesos above, five centavos for cheap things."""
    grid = Decimal("0.05") if price < 20 else Decimal("0.1") if price < 100 else Decimal(1)
    return (price / grid).to_integral_value(ROUND_HALF_UP) * grid


def freight(seller: Seller, sections: Sequence[Section], chance: random.Random) -> list[FreightDraft]:
    """A stop costs by its distance; villages of one municipality share theirs."""
    base = chance.randint(6, 9)
    fixed: dict[str, Decimal] = {}
    drafts = []
    for section in sections:
        far = _km(seller.where, (float(section.latitude or 0), float(section.longitude or 0)))
        stop = fixed.setdefault(section.municipality, Decimal(round((90 + base * far) / 10) * 10))
        per_kg = (Decimal("0.12") + Decimal(round(far)) / 400).quantize(Decimal("0.01"))
        drafts.append(FreightDraft(section.pk, stop, per_kg, section.municipality[:40]))
    return drafts


def _km(here: tuple[float, float], there: tuple[float, float]) -> float:
    (a, b), (c, d) = (map(radians, place) for place in (here, there))
    return 2 * 6371 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
