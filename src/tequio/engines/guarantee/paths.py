"""Random lives of a fund, for tests and measurements: deposits, failed loans, recoveries, refunds, people leaving.

`live` keeps one account for everything and checks after every step that no centavo appeared or went, and that nobody
paid beyond his cap or what he had.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tequio.engines.guarantee.fund import Member, refundable
from tequio.engines.guarantee.model import Cover, Deal, Layer, Part
from tequio.engines.guarantee.waterfall import call, recover


@dataclass
class Fund:
    """A fund with its whole history in sums."""

    deal: Deal
    caps: dict[int, int]
    held: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    lost: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # for the pool, net
    lent: int = 0
    put_in: int = 0
    paid_out: int = 0
    got_back: int = 0
    taken_out: int = 0
    claims: list[list[Part]] = field(default_factory=list)
    steps: int = 0

    @property
    def used(self) -> int:
        return sum(self.lost.values())

    def check(self) -> None:
        assert self.put_in + self.got_back == self.paid_out + self.taken_out + sum(self.held.values())
        assert all(minor >= 0 for minor in self.held.values())
        assert all(0 <= self.lost[member] <= cap for member, cap in self.caps.items())
        self.steps += 1

    def put(self, member: int, minor: int) -> None:
        self.held[member] += minor
        self.put_in += minor

    def fail(self, borrower: int, loss: int, own: int, group: dict[int, int]) -> None:
        left = {member: cap - self.lost[member] for member, cap in self.caps.items()}
        called = call(loss, own={borrower: own}, group=group, pool=left, held=self.held, deal=self.deal,
                      lent=self.lent, used=self.used)  # fmt: skip
        assert sum(part.minor for part in called.parts) == loss
        for part in called.parts:
            if part.member is not None:
                self.held[part.member] -= part.minor
                self.paid_out += part.minor
            if part.layer is Layer.POOL and part.member is not None:
                self.lost[part.member] += part.minor
        assert all(part.minor <= group[part.member or 0] for part in called.parts if part.layer is Layer.GROUP)
        self.claims.append([part for part in called.parts if part.layer is not Layer.BORROWER])

    def get_back(self, at: int, minor: int) -> None:
        told = recover(minor, self.claims[at], self.deal.cover)
        assert sum(part.minor for part in told.parts) + told.left_over == minor
        back = {(part.layer, part.member): part.minor for part in told.parts}
        for part in told.parts:
            if part.member is not None:
                self.held[part.member] += part.minor
                self.got_back += part.minor
            if part.layer is Layer.POOL and part.member is not None:
                self.lost[part.member] -= part.minor
        self.claims[at] = [
            Part(part.layer, part.member, part.minor - back.get((part.layer, part.member), 0))
            for part in self.claims[at]
        ]
        assert all(part.minor >= 0 for part in self.claims[at])

    def take_out(self, member: int, guaranteed: int) -> None:
        there = [Member(each, self.held[each], cap - self.lost[each]) for each, cap in self.caps.items()]
        minor = refundable(there, guaranteed)[member]
        assert 0 <= minor <= self.held[member]
        self.held[member] -= minor
        self.taken_out += minor


def live(seed: int, members: int = 8, steps: int = 25) -> Fund:
    """One life of a small fund; raises AssertionError when money is not conserved or a cap is passed."""
    random = Random(seed)
    deal = Deal(random.choice(list(Cover)), Decimal(random.randint(0, 100)) / 100)
    fund = Fund(deal, {member: random.randrange(0, 500_001) for member in range(1, members + 1)})
    for deed in _deeds(random, steps):
        member = random.randint(1, members)
        if deed == "put":
            fund.put(member, random.randrange(1, 200_001))
        elif deed == "fail":
            loss = random.randrange(1, 3_000_001)
            fund.lent += loss
            others = random.sample(range(1, members + 1), random.randint(0, min(4, members)))
            group = {other: random.randrange(0, 100_001) for other in others if other != member}
            fund.fail(member, loss, random.randrange(0, 300_001), group)
        elif deed == "back" and fund.claims:
            fund.get_back(random.randrange(len(fund.claims)), random.randrange(1, 2_000_001))
        elif deed == "out":
            fund.take_out(member, random.randrange(0, 3_000_001))
        fund.check()
    return fund


def _deeds(random: Random, steps: int) -> Iterator[str]:
    for _ in range(steps):
        yield random.choices(("put", "fail", "back", "out"), (5, 3, 3, 1))[0]
