"""What is taken of workshops' pay for their debts: as each member agreed, within the union's limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tequio.core.actors import Actor
from tequio.engines.selling import Asked, withheld
from tequio.makers.debts import DEBTS
from tequio.makers.models import Consent
from tequio.makers.settings import WITHHELD_MOST
from tequio.sales.withholding import PAID_FROM, Taken
from tequio.unions.queries import ruling


class Agreed:
    """The `Withholder` of `sales.withholding`. Whoever agreed to nothing is paid whole."""

    def withhold(self, actor: Actor, nets: Mapping[int, int], on: date, text: str) -> Mapping[int, Sequence[Taken]]:
        agreed = {
            (each.member_id, each.debt): each
            for each in Consent.objects.filter(member__in=list(nets), withdrawn_on__isnull=True, given_on__lte=on)
        }
        if not agreed:
            return {}
        asked: dict[int, list[Asked]] = defaultdict(list)
        for debt in DEBTS:
            willing = [member for member in nets if (member, debt.code) in agreed]
            for member, owed in debt.owed(willing, on).items() if willing else ():
                consent = agreed[member, debt.code]
                asked[member].append(Asked(debt.code, owed, consent.share_bp, consent.most_minor))
        most = ruling(WITHHELD_MOST, on) * 100
        parts = {member: withheld(nets[member], each, most) for member, each in sorted(asked.items())}
        taken: dict[int, list[Taken]] = defaultdict(list)
        for debt in DEBTS:
            mine = {member: told[debt.code] for member, told in parts.items() if debt.code in told}
            for member, entry in debt.pay(actor, mine, PAID_FROM, on, text).items() if mine else ():
                taken[member].append(Taken(debt.code, str(debt.name), mine[member], entry))
        return taken
