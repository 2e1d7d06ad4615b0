"""What is taken of workshops' pay for their debts: as each member agreed, within the union's limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tequio.core.actors import Actor
from tequio.engines.selling import Asked, withheld
from tequio.makers.debts import DEBTS
from tequio.makers.settings import WITHHELD_MOST
from tequio.sales.withholding import Taken
from tequio.unions.queries import ruling


class Agreed:
    """The `Withholder` of `sales.withholding`. Whoever agreed to nothing is paid whole."""

    def withhold(self, actor: Actor, nets: Mapping[int, int], on: date, text: str) -> Mapping[int, Sequence[Taken]]:
        asked: dict[int, list[Asked]] = defaultdict(list)
        for debt in DEBTS:
            for member, each in debt.asks(nets, on):
                asked[member].append(each)
        most = ruling(WITHHELD_MOST, on) * 100 if asked else 0
        parts = {
            (member, code): minor
            for member, each in sorted(asked.items()) for code, minor in withheld(nets[member], each, most).items()
        }  # fmt: skip
        taken: dict[int, list[Taken]] = defaultdict(list)
        for debt in DEBTS if parts else ():
            for member, part in debt.pay(actor, parts, nets, on, text):
                taken[member].append(part)
        return taken
