"""A union with its fund: Ana and Beto signed for the pool, Caro has a loan from a bank with which there is a deal."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tequio.books.models import Account
from tequio.books.queries import balance
from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core.actors import Actor
from tequio.credit.models import Agreement, Application, Approval, Borrowers, Instalment, Lender, Loan, Payment
from tequio.credit.steps import next_loan_number, next_payment_number
from tequio.engines import lending
from tequio.guarantee import actions
from tequio.guarantee.models import Cap, Claim, Deal, FundMove
from tequio.guarantee.queries.claims import split_of
from tequio.members.models import Member, Section
from tequio.unions.models import Setting, Union
from tests import factories

TODAY = date(2026, 3, 10)
HANDED_OUT = date(2025, 9, 1)
TERMS = {"annual_rate": Decimal("0.30"), "kind": "level_principal", "count": "30/360", "iva": Decimal(0)}


@dataclass
class World:
    union: Union
    rosa: Actor  # the treasurer, with every right
    saul: Actor  # of the vigilance council, likewise
    village: Section
    ana: Member
    beto: Member
    caro: Member
    lender: Lender

    # --- loans ---

    def lend(self, member: Member, minor: int = 12_000_00, *, on: date = HANDED_OUT, payments: int = 12,
             group: Borrowers | None = None, lender: Lender | None = None, **more: Any) -> Loan:  # fmt: skip
        """A loan of level principal in months, two people having said yes."""
        application = Application.objects.create(
            union=self.union, member=member, group=group, amount_minor=minor, payments=payments, purpose="material",
            purpose_said="Barro", repaid_from="Ventas", income_minor=0, outgoings_minor=0, debts_minor=0, asked_on=on,
            said_yes_on=on, state="sent",
        )  # fmt: skip
        for actor in (self.rosa, self.saul):
            Approval.objects.create(union=self.union, application=application, user_id=actor.user_id, name=actor.name,
                                    says_yes=True, reason="Paga bien.", given_on=on)  # fmt: skip
        Application.objects.filter(pk=application.pk).update(state="lent")
        loan = Loan.objects.create(
            union=self.union, number=next_loan_number(), application=application, member=member,
            lender=lender or self.lender, principal_minor=minor, state="running", agreed_on=on, disbursed_on=on,
            through="direct",
        )  # fmt: skip
        agreed = Agreement.objects.create(union=self.union, loan=loan, version=1, principal_minor=minor, starts_on=on,
                                          payments=payments, agreed_by="Rosa", **TERMS | more)  # fmt: skip
        days = agreed.days(on, payments)
        for row, due in zip(lending.schedule(agreed.terms(minor, on, days)).rows, days, strict=True):
            Instalment.objects.create(
                union=self.union, loan=loan, version=1, number=row.number, due_on=due.on, periods=due.periods,
                principal_minor=row.principal, interest_minor=row.interest, iva_minor=row.iva, fees_minor=row.fees,
            )  # fmt: skip
        return loan

    def pay(self, loan: Loan, on: date, minor: int | None = None) -> Payment:
        """What fell due by a day and was not paid, or so much; straight to the lender."""
        agreed = loan.agreements.get(version=loan.version)
        due = tuple(each.due for each in loan.instalments.order_by("number"))
        terms = agreed.terms(agreed.principal_minor, agreed.starts_on, due)
        before = [lending.Payment(p.paid_on, p.minor) for p in loan.payments.order_by("paid_on", "pk")]
        minor = minor if minor is not None else lending.stand(terms, before, on).overdue
        told = lending.stand(terms, [*before, lending.Payment(on, minor)], on).entered[-1]
        to = {order.value: part for order, part in told.to.items()}
        return Payment.objects.create(
            union=self.union, loan=loan, number=next_payment_number(), version=1, minor=minor, paid_on=on,
            into="lender", received_by="Rosa", interest_to_minor=to.get("interest", 0),
            principal_to_minor=to.get("principal", 0), left_over_minor=told.left_over,
        )  # fmt: skip

    def pay_until(self, loan: Loan, last: date) -> None:
        for each in loan.instalments.filter(due_on__lte=last).order_by("number"):
            self.pay(loan, each.due_on)

    # --- the fund ---

    def deal(self, part: str = "0.5", cover: str = "pari_passu", **more: Any) -> Deal:
        told = {"lender_id": self.lender.pk, "valid_from": date(2025, 1, 1), "source": "Contrato 7, acta 12"}
        return actions.sign_deal(actor=self.rosa, cover=cover, part=Decimal(part), **told | more)

    def cap(self, member: Member, minor: int, layer: str = "pool", loan: Loan | None = None, *,
            yes: bool = True) -> Cap:  # fmt: skip
        return actions.offer_cap(
            actor=self.rosa, member_id=member.pk, layer=layer, most_minor=minor, today=TODAY,
            loan_id=loan.pk if loan else None, signed_on_paper_on=date(2025, 8, 1) if yes else None,
        )  # fmt: skip

    def put(self, member: Member, minor: int, **more: Any) -> FundMove:
        told = {"into": "bank", "on": TODAY, "today": TODAY}
        return actions.record_deposit(actor=self.rosa, member_id=member.pk, minor=minor, **told | more)

    def ask(self, loan: Loan, minor: int = 4_000_00) -> Claim:
        return actions.ask_claim(actor=self.rosa, loan_id=loan.pk, loss_minor=minor, reason="Cerró su taller.",
                                 today=TODAY)  # fmt: skip

    def sign(self, claim: Claim, actor: Actor, yes: bool = True) -> Claim:
        return actions.sign_claim(actor=actor, claim_id=claim.pk, says_yes=yes, reason="Así lo dice el contrato.",
                                  today=TODAY)  # fmt: skip

    def pay_claim(self, claim: Claim, **more: Any) -> Claim:
        told = {"from_": "bank", "on": TODAY, "today": TODAY, "seen": split_of(claim).digest}
        return actions.pay_claim(actor=self.rosa, claim_id=claim.pk, **told | more)

    def called(self) -> Claim:
        """docs/explain/guarantees.md: Ana signed 3,000, Beto 2,000 and 400 more for his own loan of 4,000."""
        self.deal()
        loan = self.lend(self.beto, 4_000_00)
        self.cap(self.ana, 3_000_00), self.cap(self.beto, 2_000_00), self.cap(self.beto, 400_00, "borrower", loan)
        self.put(self.ana, 3_000_00), self.put(self.beto, 2_400_00)
        claim = self.ask(loan)
        self.sign(claim, self.rosa), self.sign(claim, self.saul)
        return claim

    def with_everything(self) -> "World":
        """Something behind every address: a deal, caps signed and not, money, and a claim that waits."""
        loan = self.called().loan
        self.cap(self.caro, 1_000_00, yes=False)
        self.pay_until(self.lend(self.caro), TODAY)
        assert loan.is_owed
        return self

    def in_fund(self, member: Member) -> int:
        return -balance("guarantee", member.pk)

    def buy(self, member: Member, minor: int, source: str = "purchasing.round", on: date = TODAY) -> int:
        """A purchase or sale as the books keep it."""
        bought = (LegDraft("member_receivable", minor, member.pk), LegDraft("purchase_clearing", -minor))
        sold = (LegDraft("joint_cost", minor), LegDraft("maker_payable", -minor, member.pk))
        legs = {"purchasing.round": bought, "sales.order": sold}[source]
        return post_entry(self.rosa, EntryDraft(on, "Ronda de marzo", source, 1, legs)).pk

    def setting(self, key: str, value: Any) -> None:
        Setting.objects.create(union=self.union, key=key, value=value, valid_from=date(2025, 1, 1), source="Acta 12")


MORE_ROLES = (
    ("205.10", "Cobrado por entregar", "liability", "loan_collected", True),
    ("205.09", "Por pagar a talleres", "liability", "maker_payable", True),
    ("501.09", "Costo de ventas en común", "expense", "joint_cost", False),
)


def build(union: Union) -> World:
    if not Account.objects.filter(role="cash").exists():
        factories.open_books(union)
    known = set(Account.objects.values_list("role", flat=True))
    Account.objects.bulk_create(
        Account(union=union, code=f"{code}.9" if Account.objects.filter(code=code).exists() else code, name=name,
                kind=kind, role=role, by_member=by_member)
        for code, name, kind, role, by_member in MORE_ROLES if role not in known
    )  # fmt: skip
    village = factories.make_section(union, "Atlatlahucan")
    ana, beto, caro = (
        factories.make_member(union, *name, section=village, user=factories.make_user(name[0]))
        for name in (("Ana", "Luna"), ("Beto", "Ríos"), ("Caro", "Vega"))
    )
    rosa, saul = (
        factories.actor_with(union, "*", user=factories.make_user(name)) for name in ("Rosa Tesorera", "Saúl Vigilante")
    )
    lender, _ = Lender.objects.get_or_create(union=union, name="Banco del Valle")
    return World(union, rosa, saul, village, ana, beto, caro, lender)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)
