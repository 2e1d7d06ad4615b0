"""A loan followed by hand: 24,000.00 for a year at 36 % on 30/360 (docs/explain/loans.md), and two who decide."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tequio.books.models import Account
from tequio.books.queries import balance
from tequio.core.actors import Actor
from tequio.credit import actions, queries
from tequio.credit.actions import Asked, Papers
from tequio.credit.models import Application, Lender, Loan, Payment, Product
from tequio.credit.steps import TermsDraft
from tequio.members.models import Member, Section
from tequio.unions.models import Union
from tests import factories

LENT = date(2026, 1, 15)
TODAY = date(2026, 1, 15)
D = Decimal

ACCOUNTS = (
    ("205.10", "Cobrado de préstamos", "liability", "loan_collected", True),
    ("205.11", "Préstamos por entregar", "liability", "loan_to_hand_over", True),
)
TERMS = TermsDraft(annual_rate=D("0.36"), count="30/360", late_rate=D("0.36"), grace_days=5)
ASKED = Asked(
    amount_minor=24_000_00, payments=12, purpose="material", purpose_said="Barro y leña para la temporada",
    repaid_from="Ventas de noviembre y diciembre", income_minor=9_000_00, outgoings_minor=5_000_00,
    debts_minor=500_00, debts_said="Tanda",
)  # fmt: skip
PAPERS = Papers(paper="ine", paper_number="1234567890123", address_proof="Recibo de luz",
                address_proof_on=date(2026, 1, 2), occupation="Alfarería")  # fmt: skip
WHY = "Paga a tiempo sus compras y su temporada alcanza."


@dataclass
class World:
    union: Union
    village: Section
    desk: Actor  # may do everything
    rosa: Actor  # two of the committee
    luis: Actor
    ana: Member
    beto: Member
    dina: Member
    lender: Lender
    product: Product

    def own(self, member: Member) -> Actor:
        return factories.actor_with(self.union, member=member, user=member.user)

    def ask(self, member: Member | None = None, today: date = TODAY, **more: Any) -> Application:
        member = member or self.ana
        return actions.send_application(
            actor=more.pop("actor", self.own(member)), member=member, asked=more.pop("asked", ASKED), today=today
        )

    def approve(self, application: Application, today: date = TODAY) -> Application:
        for actor in (self.rosa, self.luis):
            actions.decide(actor=actor, application_id=application.pk, says_yes=True, reason=WHY, today=today)
        application.refresh_from_db()
        return application

    def agree(self, application: Application, today: date = TODAY, **more: Any) -> Loan:
        told = {"principal_minor": application.amount_minor, "payments": application.payments, "terms": TERMS,
                "starts_on": today, "lender_id": self.lender.pk}  # fmt: skip
        return actions.agree_loan(actor=self.desk, application_id=application.pk, today=today, **told | more)

    def file(self, member: Member) -> None:
        actions.note_file(actor=self.desk, member=member, papers=PAPERS, today=TODAY)

    def disburse(self, loan: Loan, through: str = "direct", today: date = TODAY) -> Loan:
        if loan.member_id not in queries.files_of([loan.member_id]):
            self.file(loan.member)
        return actions.disburse(actor=self.desk, loan_id=loan.pk, through=through, on=today, today=today)

    def lend(self, member: Member | None = None, today: date = TODAY, through: str = "direct", **more: Any) -> Loan:
        """From asking to the money in the hand."""
        return self.disburse(self.agree(self.approve(self.ask(member, today), today), today, **more), through, today)

    def pay(self, loan: Loan, minor: int, on: date, **more: Any) -> Payment:
        told = {"into": "cash", "today": on}
        return actions.record_payment(actor=self.desk, loan_id=loan.pk, minor=minor, on=on, **told | more)

    def product_of(self, day: date) -> Product:
        """The same terms, announced since another day."""
        return actions.announce_product(
            actor=self.desk, lender_id=self.lender.pk, name="Taller", least_minor=1_000_00, most_minor=60_000_00,
            most_payments=24, terms=TERMS, valid_from=day, source="Folleto de prueba",
        )  # fmt: skip

    def with_group(self, today: date = TODAY) -> Application:
        """Ana forms a group; Beto has not said yes."""
        return actions.form_group(
            actor=self.own(self.ana), member=self.ana, name="Las del horno", others={self.beto.pk: 10_000_00},
            asked=ASKED, today=today,
        )  # fmt: skip

    def with_everything(self) -> "World":
        """A loan that runs, late, with what is done about it; and an application that waits."""
        loan = self.lend()
        self.pay(loan, 500_00, date(2026, 2, 15))
        actions.note_visit(actor=self.desk, loan_id=loan.pk, found="met", happened="Paga cuando venda su hornada.",
                           visited_on=date(2026, 3, 1), today=date(2026, 3, 1))  # fmt: skip
        self.ask(self.beto)
        return self

    def stands(self, loan: Loan, today: date) -> queries.Stood:
        return queries.standing_of(queries.loans().get(pk=loan.pk), today)

    def books(self) -> dict[str, int]:
        roles = ("cash", "bank", "loan_collected", "loan_to_hand_over", "member_advance")
        return {role: minor for role in roles if (minor := balance(role))}


def build(union: Union, village: str = "Tlayacapan") -> World:
    held = set(Account.objects.values_list("role", flat=True))
    Account.objects.bulk_create(
        Account(union=union, code=code, name=name, kind=kind, role=role, by_member=by_member)
        for code, name, kind, role, by_member in (*factories.ROLES, *ACCOUNTS)
        if role not in held
    )
    section = factories.make_section(union, village)
    ana, beto, dina = (
        factories.make_member(union, name, surname, section=section, user=factories.make_user(name))
        for name, surname in (("Ana", "Luna"), ("Beto", "Ríos"), ("Dina", "Vega"))
    )
    for member in (ana, beto, dina):
        member.person.born_on = date(1985, 3, 12)
        member.person.phone = "+527771234567" if member == ana else ""
        member.person.save(update_fields=["born_on", "phone"])
    rosa, luis = factories.make_user("Rosa"), factories.make_user("Luis")
    desk = factories.actor_with(union, "*", user=factories.make_user("Marta"))
    lender = actions.add_lender(actor=desk, name="Banco de prueba", contact="Lic. Campos")
    product = actions.announce_product(
        actor=desk, lender_id=lender.pk, name="Taller", least_minor=1_000_00, most_minor=60_000_00, most_payments=24,
        terms=TERMS, valid_from=date(2026, 1, 1), source="Folleto de enero, de prueba",
    )  # fmt: skip
    decides = "credit.application.decide"
    return World(
        union, section, desk, factories.actor_with(union, decides, user=rosa),
        factories.actor_with(union, decides, user=luis), ana, beto, dina, lender, product,
    )  # fmt: skip
