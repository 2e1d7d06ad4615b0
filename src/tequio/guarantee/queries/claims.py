"""Claims, and what each would cost whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from tequio.credit.models import Loan
from tequio.engines import guarantee as engine
from tequio.guarantee.models import Cap, Claim, Deal, Part
from tequio.guarantee.queries.fund import binding_caps, covered_loans, held_by_member, lost_by_cap, promised


def claims() -> QuerySet[Claim]:
    return Claim.objects.select_related(
        "loan__member__person", "loan__member__section", "loan__lender", "loan__application", "deal", "union"
    ).order_by("-pk")


def deal_for(loan: Loan) -> Deal | None:
    """The deal that covers a loan, by its lender and its day."""
    if loan.disbursed_on is None:
        return None
    found = Deal.objects.filter(lender_id=loan.lender_id).order_by("-valid_from")
    return next((deal for deal in found if deal.covers(loan.lender_id, loan.disbursed_on)), None)


@dataclass(frozen=True, slots=True)
class Split:
    """Who would pay a claim today: the engine's answer, and the cap behind each part."""

    called: engine.Called
    cap_of: dict[tuple[str, int], int]

    @property
    def digest(self) -> str:
        return " ".join(f"{part.layer}{part.member}:{part.minor}" for part in self.called.parts)


def split_of(claim: Claim) -> Split:
    """The waterfall of a claim as everything stands now."""
    lost = lost_by_cap()
    caps: dict[str, dict[int, int]] = {layer: {} for layer in Cap.Layer.values}
    cap_of: dict[tuple[str, int], int] = {}
    for pk, layer, loan, member, most in binding_caps().values_list(
        "pk", "layer", "loan_id", "member_id", "most_minor"
    ):
        if layer == Cap.Layer.POOL or loan == claim.loan_id:
            caps[layer][member] = most - lost.get(pk, 0)
            cap_of[layer, member] = pk
    standing = next(each for each in promised(covered_loans()) if each.deal.pk == claim.deal_id)
    called = engine.call(
        claim.loss_minor, own=caps[Cap.Layer.BORROWER], group=caps[Cap.Layer.GROUP], pool=caps[Cap.Layer.POOL],
        held=held_by_member(), deal=standing.deal.engine, lent=standing.lent, used=standing.used,
    )  # fmt: skip
    return Split(called, cap_of)


def parts_with_back(claim: Claim) -> QuerySet[Part]:
    """The parts of a paid claim with what each got back, as they were asked: borrower, group, pool, lender."""
    return (
        Part.objects.filter(claim=claim)
        .select_related("member__person")
        .annotate(back_minor=Coalesce(Sum("returned__minor"), 0))
        .order_by("pk")
    )


def lacking(claim: Claim) -> list[tuple[Part, int]]:
    """Each part but the borrower's own, with what it has not got back."""
    return [
        (part, part.minor - part.back_minor)
        for part in parts_with_back(claim)
        if part.layer != Part.Layer.BORROWER and part.minor > part.back_minor
    ]
