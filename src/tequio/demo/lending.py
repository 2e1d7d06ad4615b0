"""Loans of the demo: an invented bank, workshops that pay in time or late, a group, and applications that wait.

Who does what follows from the lists below, so that a loading that was cut off goes on as it would have.
"""

from datetime import date, timedelta
from decimal import Decimal

from tequio.core.actors import Actor
from tequio.credit import actions, queries
from tequio.credit.actions import Asked, Papers
from tequio.credit.models import Application, BorrowerFile, Borrowers, CatchUp, Lender, Loan, Product, Visit
from tequio.credit.steps import TermsDraft
from tequio.demo.house import holder
from tequio.engines.lending.calendars import months_later
from tequio.members.models import Member, Person

BANK, FUND = "Banco Valle Alto (inventado)", "Fondo Artesano (inventado)"
SOURCE = "Dato de demostración"
TERMS = TermsDraft(
    annual_rate=Decimal("0.30"), opening_fee_rate=Decimal("0.01"), late_rate=Decimal("0.45"), grace_days=5
)
CHEAPER = TermsDraft(annual_rate=Decimal("0.24"), guarantee_rate=Decimal("0.10"), late_rate=Decimal("0.36"))
# Place in the roster, pesos, payments, months since it was handed out, and how many payments were missed since.
LENT = (
    (11, 12_000, 12, 14, 0), (12, 24_000, 18, 11, 0), (13, 8_000, 12, 9, 0), (14, 30_000, 24, 8, 1),
    (15, 15_000, 12, 7, 4), (16, 18_000, 12, 5, 0), (17, 40_000, 24, 3, 0), (18, 10_000, 12, 2, 0),
    (2, 12_000, 12, 6, 0),  # whose pages visitors open
)  # fmt: skip
WAITING, GROUP = (21, 22), (25, 26, 27, 28)
WHY = ("Paga sus compras a tiempo y su libreta está al día.", "El pedido que tiene alcanza para los pagos.")
WANTS = (
    ("material", "Barro, esmalte sin plomo y leña para la temporada", "Las ventas de noviembre y diciembre"),
    ("equipment", "Un torno eléctrico", "Más piezas por semana para los pedidos en común"),
    ("order", "Material para el pedido del hotel", "Lo que pague el hotel"),
)


def lend(union_id: int, today: date) -> None:
    """Bring every loan where it stands; what is there already is left as it is."""
    desk = holder(union_id, "credito")
    committee = (holder(union_id, "presidencia"), holder(union_id, "tesoreria"))
    bank = _bank(desk, BANK, "bank", TERMS, 60_000, today)
    _bank(desk, FUND, "fund", CHEAPER, 20_000, today)
    people = {each.number: each for each in Member.objects.select_related("person").filter(number__lt=40)}
    # A loan is for who is of age, and the roster of the demo tells no day of birth.
    for number, member in people.items():
        if member.person.born_on is None:
            Person.objects.filter(pk=member.person_id).update(
                born_on=date(1960 + number, 1 + number % 12, 1 + number % 28)
            )
            member.person.refresh_from_db()
    for number, pesos, payments, months, missed in LENT:
        member = people.get(number)
        if member is not None and member.state == Member.State.ACTIVE:
            _one(desk, committee, bank, member, pesos * 100, payments, months_later(today, -months), missed, today)
    for number in WAITING:
        if number in people and not queries.open_application_of(people[number].pk):
            ask(desk, people[number], 14_000_00 + number * 100_00, 12, number, today - timedelta(days=3))
    _form_group(desk, [people[number] for number in GROUP if number in people], today)
    held = [each for each in queries.to_remit(bank.pk) if each.paid_on <= _last_month(today)]
    if held:
        actions.remit(actor=desk, lender_id=bank.pk, on=_last_month(today), today=today, key="demo remittance")


def _last_month(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)


def _bank(desk: Actor, name: str, kind: str, terms: TermsDraft, most: int, today: date) -> Lender:
    found: Lender | None = Lender.objects.filter(name=name).first()
    if found is None:
        found = actions.add_lender(actor=desk, name=name, kind=kind, contact="Persona inventada", notes=SOURCE)
    if not Product.objects.filter(lender=found).exists():
        actions.announce_product(
            actor=desk, lender_id=found.pk, name="Crédito de taller", least_minor=2_000_00, most_minor=most * 100,
            most_payments=24, terms=terms, valid_from=months_later(today, -18), source=SOURCE,
        )  # fmt: skip
    return found


def ask(desk: Actor, member: Member, minor: int, payments: int, seed: int, on: date) -> Application:
    purpose, said, repaid = WANTS[seed % len(WANTS)]
    asked = Asked(
        amount_minor=minor, payments=payments, purpose=purpose, purpose_said=said, repaid_from=repaid,
        income_minor=7_000_00 + seed * 250_00, outgoings_minor=4_000_00 + seed * 60_00, debts_minor=seed % 3 * 400_00,
        debts_said="Tanda" if seed % 3 else "",
    )  # fmt: skip
    return actions.send_application(actor=desk, member=member, asked=asked, today=on)


def approve(committee: tuple[Actor, Actor], application: Application, on: date) -> None:
    for actor, why in zip(committee, WHY, strict=True):
        if application.state == Application.State.SENT and not application.approvals.filter(name=actor.name):
            actions.decide(actor=actor, application_id=application.pk, says_yes=True, reason=why, today=on)


def _one(
    desk: Actor, committee: tuple[Actor, Actor], bank: Lender, member: Member, minor: int, payments: int, begun: date,
    missed: int, today: date,
) -> None:  # fmt: skip
    loan = Loan.objects.filter(member=member).first()
    if loan is None:
        application = queries.open_application_of(member.pk) or ask(desk, member, minor, payments, member.number, begun)
        approve(committee, application, begun)
        loan = actions.agree_loan(
            actor=desk, application_id=application.pk, lender_id=bank.pk, principal_minor=minor, payments=payments,
            terms=TERMS, starts_on=begun, today=begun, reference=f"DEMO-{member.number}",
        )  # fmt: skip
    if not BorrowerFile.objects.filter(member=member).exists():
        actions.note_file(actor=desk, member=member, today=begun, papers=Papers(
            paper="ine", paper_number=f"DEMO{member.number:09d}", address_proof="Recibo de luz",
            address_proof_on=begun - timedelta(days=20), occupation="Alfarería",
        ))  # fmt: skip
    if loan.state == Loan.State.AGREED:
        actions.disburse(actor=desk, loan_id=loan.pk, through="direct", on=begun, today=begun)
    _pay(desk, loan, missed, today)
    if missed:
        _go_and_see(desk, loan, today)


def _pay(desk: Actor, loan: Loan, missed: int, today: date) -> None:
    """Each payment on its day but for the last ones; `key` lets a loading that goes on pay none twice."""
    due = [row for row in queries.instalments_of(loan) if row.due_on <= today]
    for row in due[: max(len(due) - missed, 0)]:
        loan.refresh_from_db()
        if loan.state != Loan.State.RUNNING:
            return
        stands = queries.standing_of(queries.loans().get(pk=loan.pk), row.due_on)
        if stands is not None and stands.overdue_minor:
            actions.record_payment(
                actor=desk, loan_id=loan.pk, minor=stands.overdue_minor, into="bank" if row.number % 3 else "cash",
                on=row.due_on, today=row.due_on, key=f"demo loan {loan.number} {row.number}",
            )  # fmt: skip


def _go_and_see(desk: Actor, loan: Loan, today: date) -> None:
    if not Visit.objects.filter(loan=loan).exists():
        actions.note_visit(
            actor=desk, loan_id=loan.pk, found="met", happened="Se le rompió media hornada; vende el domingo y paga.",
            visited_on=today - timedelta(days=6), today=today, again_on=today + timedelta(days=8),
        )  # fmt: skip
    stands = queries.standing_of(queries.loans().get(pk=loan.pk), today)
    if stands is not None and stands.is_late and not CatchUp.objects.filter(loan=loan).exists():
        half = stands.overdue_minor // 2
        actions.agree_plan(
            actor=desk, loan_id=loan.pk, today=today, note="Lo acordó en su taller",
            parts=[(today + timedelta(days=8), half), (today + timedelta(days=38), stands.overdue_minor - half)],
        )  # fmt: skip


def _form_group(desk: Actor, people: list[Member], today: date) -> None:
    """Four who ask together: the first has sent hers, one has said yes on paper, two have not answered."""
    active = [each for each in people if each.state == Member.State.ACTIVE]
    if len(active) < 3 or Borrowers.objects.exists():
        return
    asked = Asked(
        amount_minor=9_000_00, payments=12, purpose="material", purpose_said="Esmalte sin plomo comprado entre todas",
        repaid_from="Las ventas de la feria", income_minor=8_000_00, outgoings_minor=5_200_00,
    )  # fmt: skip
    own = actions.form_group(
        actor=desk, member=active[0], name="Las del horno grande", asked=asked, today=today - timedelta(days=2),
        others={each.pk: 8_000_00 for each in active[1:]},
    )  # fmt: skip
    second = queries.others_of_group(own)[0]
    actions.confirm_application(
        actor=desk, member=second.member, application_id=second.pk, asked=asked, today=today - timedelta(days=1)
    )  # fmt: skip
