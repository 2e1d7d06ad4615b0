"""The most a member can lose: offered in writing, and nothing until he says yes."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tequio.books.amounts import refuse_absurd
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.credit.models import Loan
from tequio.guarantee import steps
from tequio.guarantee.errors import CapNotOffered, CapPledged, CapStands, NotHisLoan
from tequio.guarantee.models import Cap
from tequio.guarantee.queries.fund import stake_of
from tequio.members.models import Member
from tequio.ui.numbers import money


@action("guarantee.cap.offer")
def offer_cap(
    *, actor: Actor, member_id: int, layer: str, most_minor: int, today: date, loan_id: int | None = None,
    signed_on_paper_on: date | None = None,
) -> Cap:  # fmt: skip
    """Offer a member a cap, or write down one that he signed on paper.

    Raises CapStands, NotHisLoan, AmountAbsurd, MemberUnknown.
    """
    refuse_absurd(most_minor)
    steps.lock_fund(actor.union_id)
    member = steps.member(member_id)
    loan = _loan(member, layer, loan_id)
    standing = Cap.objects.filter(member=member, loan=loan, ended_on__isnull=True)
    if loan is None:
        standing = standing.filter(layer=Cap.Layer.POOL)
    if found := standing.first():
        raise CapStands(most=money(found.most_minor))
    cap: Cap = Cap.objects.create(
        union_id=actor.union_id, member=member, layer=layer, loan=loan, most_minor=most_minor,
        text=sentence(layer, most_minor, loan), offered_on=today, offered_by=actor.name,
        said_yes_on=signed_on_paper_on, on_paper=signed_on_paper_on is not None,
    )  # fmt: skip
    events.record(actor, "guarantee.cap.offered", cap, member=member.number, layer=layer, most_minor=most_minor,
                  loan=loan.number if loan else None, on_paper=cap.on_paper)  # fmt: skip
    return cap


def _loan(member: Member, layer: str, loan_id: int | None) -> Loan | None:
    """The loan that a cap is for: his own, or one of his group's. Raises NotHisLoan."""
    if layer == Cap.Layer.POOL:
        return None
    loan = Loan.objects.select_related("application", "member__person").filter(pk=loan_id).first()
    if loan is None:
        raise NotHisLoan
    is_own, group = loan.member_id == member.pk, loan.application.group_id
    if layer == Cap.Layer.BORROWER:
        fits = is_own
    else:
        fits = not is_own and group is not None and member.pk in set(
            Loan.objects.filter(application__group_id=group).values_list("member_id", flat=True)
        )  # fmt: skip
    if not fits:
        raise NotHisLoan
    return loan


def sentence(layer: str, most_minor: int, loan: Loan | None) -> str:
    """What a member signs, in one sentence."""
    most = money(most_minor)
    if loan is None:
        return _(
            "Respondo con hasta %(most)s de lo que tengo en el fondo de garantía por los préstamos de la unión. "
            "Nunca pago más que eso ni más de lo que tengo en el fondo."
        ) % {"most": most}
    if layer == Cap.Layer.BORROWER:
        return _("Si dejo de pagar mi préstamo %(number)s, hasta %(most)s de mi fondo van a pagarlo.") % {
            "most": most, "number": loan.number,
        }  # fmt: skip
    return _(
        "Si %(name)s deja de pagar su préstamo %(number)s, respondo con hasta %(most)s de lo que tengo en el fondo. "
        "Nunca más."
    ) % {"most": most, "number": loan.number, "name": loan.member.name}


@action("guarantee.cap.accept", for_self="member_id")
def accept_cap(*, actor: Actor, cap_id: int, member_id: int, today: date) -> Cap:
    """A member says yes to the cap that he was offered. Raises CapNotOffered."""
    steps.lock_fund(actor.union_id)
    cap = Cap.objects.select_for_update().filter(pk=cap_id, member_id=member_id).first()
    if cap is None or not cap.waits:
        raise CapNotOffered
    cap.said_yes_on = today
    cap.save(update_fields=["said_yes_on"])
    events.record(actor, "guarantee.cap.accepted", cap, most_minor=cap.most_minor, layer=cap.layer, text=cap.text)
    return cap


@action("guarantee.cap.end", for_self="member_id")
def end_cap(*, actor: Actor, cap_id: int, member_id: int, today: date) -> Cap:
    """End a cap that stands for no loan that runs. Raises CapPledged, CapNotOffered."""
    steps.lock_fund(actor.union_id)
    cap = Cap.objects.select_for_update().filter(pk=cap_id, member_id=member_id, ended_on__isnull=True).first()
    if cap is None:
        raise CapNotOffered
    if cap.is_signed and (bound := _bound(cap)):
        raise CapPledged(minor=money(bound))
    cap.ended_on = today
    cap.save(update_fields=["ended_on"])
    events.record(actor, "guarantee.cap.ended", cap, most_minor=cap.most_minor, layer=cap.layer)
    return cap


def _bound(cap: Cap) -> int:
    if cap.layer == Cap.Layer.POOL:
        return stake_of(cap.member_id).pledged
    return cap.most_minor if Loan.objects.filter(pk=cap.loan_id, state=Loan.State.RUNNING).exists() else 0
