"""A tender of the demo: applications that two people approved, shown without names to two invented lenders, of whom one
has answered.
"""

from datetime import date, timedelta
from decimal import Decimal

from tequio.credit import queries
from tequio.credit.models import Application, Lender
from tequio.demo.house import holder
from tequio.demo.lending import BANK, FUND, approve, ask
from tequio.members.models import Member
from tequio.tenders import actions
from tequio.tenders.models import BankInvitation, Bid, Consent, Tender

ASK = range(31, 38)  # places in the roster
SENT_AGO, OPEN_FOR, CONSENT = timedelta(days=6), timedelta(days=20), timedelta(days=90)


def ask_banks(union_id: int, today: date) -> None:
    """Bring the tender where it stands; what is there already is left as it is."""
    desk, sent_on = holder(union_id, "credito"), today - SENT_AGO
    committee = (holder(union_id, "presidencia"), holder(union_id, "tesoreria"))
    lenders = list(Lender.objects.filter(name__in=(BANK, FUND)).order_by("pk"))
    bundled = []
    for member in Member.objects.filter(number__in=ASK, state=Member.State.ACTIVE).order_by("number"):
        asked = Application.objects.filter(member=member).first()
        asked = asked or ask(desk, member, 6_000_00 + member.number % 5 * 3_000_00, 12, member.number, sent_on)
        approve(committee, queries.applications().get(pk=asked.pk), sent_on)
        if not Consent.objects.filter(application=asked).exists():
            actions.give_consent(
                actor=desk, member_id=member.pk, application_id=asked.pk, lender_ids=[each.pk for each in lenders],
                until_on=sent_on + CONSENT, today=sent_on, on_paper=True,
            )  # fmt: skip
        bundled.append(asked.pk)
    tender = Tender.objects.first() or actions.prepare_tender(actor=desk, today=sent_on, draft=actions.TenderDraft(
        {"title": "Hornos y materiales de la temporada", "closes_on": today + OPEN_FOR, "failing_bp": 400,
         "lost_bp": 8_000, "cover": "pari_passu", "part_bp": 5_000, "pool_minor": 40_000_00},
        bundled, [each.pk for each in lenders],
    ))  # fmt: skip
    if tender.state == Tender.State.DRAFT:
        actions.send_tender(actor=desk, tender_id=tender.pk, seed="demo", today=sent_on)
    if not Bid.objects.exists():
        invitation = BankInvitation.objects.get(tender=tender, lender=lenders[0])
        actions.give_bid(actor=desk, invitation_id=invitation.pk, today=today - timedelta(days=2), terms={
            "amount_minor": 80_000_00, "annual_rate": Decimal("0.28"), "payments": 12, "every": "month",
            "kind": "level", "opening_fee_rate": Decimal("0.015"), "opening_fee_minor": 0, "each_fee_minor": 0,
            "iva": Decimal("0.16"), "guarantee_rate": Decimal(0), "late_rate": Decimal("0.42"), "asks": "",
            "conditions": "Un pago al mes, en sucursal.", "valid_until": today + timedelta(days=60),
            "given_by": "Persona inventada, crédito",
        })  # fmt: skip
