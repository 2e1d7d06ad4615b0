"""The demo's guarantee fund: a deal with the invented bank, people who signed and paid in, a claim that waits for its
second signature, and what borrowing costs outside.
"""

from datetime import date, timedelta
from decimal import Decimal

from tequio.benefit.actions import OutsideDraft, note_outside, prove_loans
from tequio.benefit.models import OutsideLoan
from tequio.credit.models import Lender, Loan
from tequio.credit.queries import standing_of
from tequio.demo.house import holder
from tequio.demo.lending import BANK
from tequio.engines.lending.calendars import months_later
from tequio.guarantee import actions
from tequio.guarantee.models import Cap, Claim, ClaimSignature, Deal, FundMove
from tequio.members.models import Member

SOURCE = "Dato de demostración"
SIGNED = range(2, 31)  # places in the roster; the first is offered a cap and has not answered
LATE = 15  # whose loan the bank claims
OUTSIDE = (
    OutsideDraft("micro", "Financiera inventada de la plaza", "A", got_minor=10_000_00, each_minor=701_96, payments=16),
    OutsideDraft("lender", "Prestamista inventado del pueblo", "C", percent=Decimal("214.0")),
)


def stand_together(union_id: int, today: date) -> None:
    """Bring the fund where it stands; what is there already is left as it is."""
    desk, treasurer = holder(union_id, "credito"), holder(union_id, "tesoreria")
    bank = Lender.objects.get(name=BANK)
    if not Deal.objects.exists():
        actions.sign_deal(actor=treasurer, lender_id=bank.pk, cover="pari_passu", part=Decimal("0.5"),
                          valid_from=months_later(today, -18), source=SOURCE)  # fmt: skip
    people = {each.number: each for each in Member.objects.filter(number__lt=40, state=Member.State.ACTIVE)}
    for number in (1, *SIGNED):
        if number not in people or Cap.objects.filter(member=people[number]).exists():
            continue
        signed_on = None if number == 1 else today - timedelta(days=60 + number)
        actions.offer_cap(actor=desk, member_id=people[number].pk, layer="pool", most_minor=1_500_00 + number * 50_00,
                          today=today - timedelta(days=60), signed_on_paper_on=signed_on)  # fmt: skip
    for number in SIGNED:
        if number in people and not FundMove.objects.filter(member=people[number]).exists():
            on = today - timedelta(days=2 * number)
            actions.record_deposit(actor=treasurer, member_id=people[number].pk, minor=1_200_00 + number * 25_00,
                                   into="bank", on=on, today=on)  # fmt: skip
    _claim(union_id, people, today)
    if not OutsideLoan.objects.exists():
        for draft in OUTSIDE:
            note_outside(actor=treasurer, draft=draft, observed_on=months_later(today, -15), today=today)
        prove_loans(actor=treasurer, today=today, key="demo loans proven")


def _claim(union_id: int, people: dict[int, Member], today: date) -> None:
    loan = Loan.objects.filter(member=people.get(LATE), state=Loan.State.RUNNING).first()
    stood = standing_of(loan, today) if loan else None
    if loan is None or stood is None or not stood.days_late:
        return
    claim = Claim.objects.filter(loan=loan).first() or actions.ask_claim(
        actor=holder(union_id, "credito"), loan_id=loan.pk, loss_minor=stood.standing.balance, today=today,
        reason="Se enfermó y cerró su taller; se le visitó y no hay con qué.",
    )  # fmt: skip
    if not ClaimSignature.objects.filter(claim=claim).exists():
        actions.sign_claim(actor=holder(union_id, "presidencia"), claim_id=claim.pk, says_yes=True, today=today,
                           reason="Está en el convenio y se hizo lo posible por cobrar.")  # fmt: skip
