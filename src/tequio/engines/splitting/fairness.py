"""What a fair share of an order is, and what a workshop has against it.

The value of each line (pieces times the price paid to the workshop) is due in equal parts to all workshops that can
make it: one member, one part. Nobody is due more than the most its capacity can earn in the order; what is so left over
falls in equal parts to the others who can make that line. Whole centavos, rounded down.
"""

from collections import defaultdict

from tequio.engines.splitting.ground import BP, Ground


def shares_due(ground: Ground) -> tuple[int, ...]:
    """Each workshop's fair share of this order, in centavos."""
    able: dict[int, list[int]] = defaultdict(list)
    for number, pairs in enumerate(ground.of_line):
        can = {ground.pairs[p].shop for p in pairs if ground.pairs[p].most >= ground.shops[ground.pairs[p].shop].least}
        # Who already has some of it could make it, whatever room is left.
        can |= {shop for line, shop in (*ground.owed, *ground.begun) if line == number}
        able[number] = sorted(can)
    most = _most(ground)
    left = {number: line.pieces * line.price_minor for number, line in enumerate(ground.lines)}
    settled: dict[int, int] = {}
    while True:
        part = {number: left[number] // len(shops) for number, shops in able.items() if shops}
        due: dict[int, int] = defaultdict(int)
        for number, shops in able.items():
            for shop in shops:
                due[shop] += part[number]
        over = sorted(shop for shop, amount in due.items() if amount > most[shop])
        if not over:
            return tuple(settled.get(shop, due.get(shop, 0)) for shop in range(len(ground.shops)))
        for number, shops in able.items():
            for shop in set(shops) & set(over):
                # It takes of each of its lines in proportion, up to its most; rounded up, so none is due twice.
                left[number] -= -(-part[number] * most[shop] // due[shop])
        settled.update((shop, most[shop]) for shop in over)
        gone = set(over)
        able = {number: [shop for shop in shops if shop not in gone] for number, shops in able.items()}


def _most(ground: Ground) -> list[int]:
    """What each workshop could earn at most: in every week the line that pays best, pins on top."""
    most = list(ground.given)
    for shop, pairs in enumerate(ground.of_shop):
        for week in range(ground.order.first, ground.order.weeks + 1):
            best = 0
            for p in pairs:
                pair = ground.pairs[p]
                if week <= pair.last:
                    room = ground.room[shop][week - 1]
                    price = ground.lines[pair.line].price_minor
                    value = min((price * room[r] // use for r, use in pair.uses), default=price * pair.most)
                    best = max(best, value)
            most[shop] += best
        whole = sum(ground.pairs[p].most * ground.lines[ground.pairs[p].line].price_minor for p in pairs)
        most[shop] = min(most[shop], whole + ground.given[shop])
    return most


def wants(ground: Ground, due: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """By workshop: the value of this order that takes it to its full share, and to the floor of it, in centavos."""
    found = []
    for shop, part in zip(ground.shops, due, strict=True):
        share = shop.share_minor + part
        floor = int(share * ground.order.terms.floor)
        found.append((max(0, share - shop.had_minor), max(0, floor - shop.had_minor)))
    return tuple(found)


def unfairness(ground: Ground, want: tuple[int, int], gets: int) -> int:
    """What it weighs that a workshop gets so much, in ten-thousandths of a centavo."""
    terms = ground.order.terms
    return terms.behind_bp * max(0, want[0] - gets) + terms.far_bp * max(0, want[1] - gets)


def to_whole(weight: int) -> int:
    """Ten-thousandths of a centavo as centavos."""
    return (weight + BP // 2) // BP
