"""What everybody has in the fund, what he signed, what of it stands for loans, and what he may take out.

Questions for all members at once are a handful of statements, whatever their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from tequio.books.queries import member_balances
from tequio.core import scope
from tequio.credit.models import Loan
from tequio.engines import guarantee as engine
from tequio.guarantee.models import Cap, Claim, Deal, FundMove, Part, Returned
from tequio.guarantee.roles import FUND, OWED


def held_by_member() -> dict[int, int]:
    """What each member has in the fund today. What he owes for purchases is not there as long as he owes it."""
    owed = member_balances(OWED)
    return {member: max(-minor - max(owed.get(member, 0), 0), 0) for member, minor in member_balances(FUND).items()}


def lost_by_cap(cap_ids: list[int] | None = None) -> dict[int, int]:
    """What was paid under each cap and not got back."""
    parts, back = Part.objects.filter(cap__isnull=False), Returned.objects.filter(part__cap__isnull=False)
    if cap_ids is not None:
        parts, back = parts.filter(cap_id__in=cap_ids), back.filter(part__cap_id__in=cap_ids)
    lost = dict(parts.values_list("cap_id").annotate(Sum("minor")))
    for cap, minor in back.values_list("part__cap_id").annotate(Sum("minor")):
        lost[cap] -= minor
    return lost


def caps() -> QuerySet[Cap]:
    return Cap.objects.select_related("member__person", "member__section", "loan__member__person").order_by("-pk")


def binding_caps() -> QuerySet[Cap]:
    return Cap.objects.filter(said_yes_on__isnull=False, ended_on__isnull=True)


# --- what the union guarantees today ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Covered:
    """A loan under a deal: what was lent, and the principal that is still owed by the payments that stand."""

    loan_id: int
    number: int
    member_id: int
    group_id: int | None
    deal_id: int
    principal: int
    owed: int
    handed_out_on: date


# One statement for all loans: the principal of the agreement that holds, less what its payments brought of it.
COVERED = """
SELECT loan.id, loan.number, loan.member_id, application.group_id, deal.id, loan.principal_minor,
  CASE WHEN loan.state = 'running' THEN agreement.principal_minor - coalesce(paid.minor, 0) ELSE 0 END,
  loan.disbursed_on
FROM credit_loan loan
JOIN credit_application application ON application.union_id = loan.union_id AND application.id = loan.application_id
JOIN guarantee_deal deal ON deal.union_id = loan.union_id AND deal.lender_id = loan.lender_id
  AND loan.disbursed_on >= deal.valid_from AND (deal.ends_on IS NULL OR loan.disbursed_on < deal.ends_on)
JOIN credit_agreement agreement
  ON agreement.union_id = loan.union_id AND agreement.loan_id = loan.id AND agreement.version = loan.version
LEFT JOIN LATERAL (
  SELECT sum(payment.principal_to_minor)::bigint AS minor FROM credit_payment payment
  WHERE payment.union_id = loan.union_id AND payment.loan_id = loan.id AND payment.version = loan.version
    AND payment.cancelled_on IS NULL
) paid ON true
WHERE loan.union_id = %(union)s AND loan.disbursed_on IS NOT NULL
ORDER BY loan.id
"""


def covered_loans() -> list[Covered]:
    """Every loan that was ever handed out under a deal; one that is paid or written off owes nothing here."""
    with connection.cursor() as cursor:
        cursor.execute(COVERED, {"union": scope.required()})
        return [Covered(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Promised:
    """One deal as it stands: what was lent under it, what is owed, what the pool paid and may still owe."""

    deal: Deal
    loans: int
    lent: int
    owed: int
    used: int
    most: int


def promised(covered: list[Covered] | None = None) -> list[Promised]:
    """Every deal with what the pool may still be asked for under it."""
    there = covered_loans() if covered is None else covered
    claimed = set(Claim.objects.filter(state=Claim.State.PAID).values_list("loan_id", flat=True))
    lent: dict[int, int] = defaultdict(int)
    owed: dict[int, int] = defaultdict(int)
    loans: dict[int, int] = defaultdict(int)
    for each in there:
        lent[each.deal_id] += each.principal
        if each.owed > 0 and each.loan_id not in claimed:
            owed[each.deal_id] += each.owed
            loans[each.deal_id] += 1
    used = used_by_deal()
    deals = Deal.objects.select_related("lender").order_by("lender__name", "-valid_from", "pk")
    return [
        Promised(deal, loans[deal.pk], lent[deal.pk], owed[deal.pk], used.get(deal.pk, 0),
                 deal.engine.asked(owed[deal.pk], lent[deal.pk], used.get(deal.pk, 0)))
        for deal in deals
    ]  # fmt: skip


def used_by_deal() -> dict[int, int]:
    """What the pool paid under each deal and has not got back."""
    pool = {"layer": Part.Layer.POOL}
    used = dict(Part.objects.filter(**pool).values_list("claim__deal_id").annotate(Sum("minor")))
    back = Returned.objects.filter(part__layer=Part.Layer.POOL)
    for deal, minor in back.values_list("part__claim__deal_id").annotate(Sum("minor")):
        used[deal] -= minor
    return used


# --- the members of the fund -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stake:
    """One member's part: what is there, the most he may still lose and the most he ever signed, what is pledged."""

    member_id: int
    held: int
    cap_minor: int  # for the pool
    cap_left: int
    bound: int  # for his own loans and his group's
    pledged: int
    free: int

    @property
    def most(self) -> int:
        """The most that he can lose today: never more than what is there."""
        return min(self.held, self.cap_left + self.bound)

    @property
    def room(self) -> int:
        """What the pool could call of him today."""
        return min(self.cap_left, self.held - self.bound)


def stakes() -> dict[int, Stake]:
    """Everybody who has something in the fund or signed for it."""
    held, lost = held_by_member(), lost_by_cap()
    signed: dict[int, int] = {}
    left: dict[int, int] = {}
    bound: dict[int, int] = defaultdict(int)
    still_owed = set(Loan.objects.filter(state=Loan.State.RUNNING).values_list("pk", flat=True))
    for cap, member, layer, loan, most in binding_caps().values_list(
        "pk", "member_id", "layer", "loan_id", "most_minor"
    ):
        rest = most - lost.get(cap, 0)
        if layer == Cap.Layer.POOL:
            signed[member], left[member] = most, rest
        elif loan in still_owed:
            bound[member] += rest
    people = sorted({*held, *signed, *bound})
    members = [engine.Member(each, held.get(each, 0), left.get(each, 0), bound[each]) for each in people]
    most = sum(each.most for each in promised())
    pledged, free = engine.pledged(members, most), engine.refundable(members, most)
    return {
        each.member: Stake(each.member, each.held, signed.get(each.member, 0), each.cap_left,
                           min(each.bound, each.held), pledged.get(each.member, 0), free[each.member])
        for each in members
    }  # fmt: skip


NOTHING = Stake(0, 0, 0, 0, 0, 0, 0)


def stake_of(member_id: int) -> Stake:
    return stakes().get(member_id, NOTHING)


def kept_of(member_id: int) -> int:
    """What of a member's fund stays when he leaves: what stands for loans that run."""
    if not Cap.objects.filter(member_id=member_id, said_yes_on__isnull=False, ended_on__isnull=True).exists():
        return 0
    stake = stake_of(member_id)
    return stake.bound + stake.pledged


def moves_of(member_id: int) -> QuerySet[FundMove]:
    return FundMove.objects.filter(member_id=member_id).order_by("-moved_on", "-pk")


def put_in_by(member_id: int) -> Mapping[str, int]:
    """What a member put into the fund and took out of it, by kind."""
    rows = FundMove.objects.filter(member_id=member_id, cancelled_on__isnull=True)
    return dict(rows.values_list("kind").annotate(Sum("minor")))


def parts_of(member_id: int) -> QuerySet[Part]:
    """What claims took of a member, with what he got back of each."""
    return (
        Part.objects.filter(member_id=member_id)
        .select_related("claim__loan__member__person", "claim")
        .annotate(back_minor=Coalesce(Sum("returned__minor"), 0))
        .order_by("-claim__paid_on", "-pk")
    )
