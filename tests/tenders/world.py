"""Seven potters of two villages who ask for credit, and two banks that are asked."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tequio.core.actors import Actor
from tequio.credit.models import Application, Approval, Lender
from tequio.members.models import Member
from tequio.tenders import actions
from tequio.tenders.models import BankInvitation, Bid, Tender
from tequio.unions.models import Union
from tests import factories

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
NAMES = ("Ana", "Beto", "Carmen", "Delia", "Efraín", "Flor", "Goyo")
AMOUNTS = (12_000_00, 15_000_00, 18_000_00, 22_000_00, 24_000_00, 30_000_00, 48_000_00)


@dataclass
class World:
    union: Union
    committee: Actor  # may do everything
    bank: Lender
    other: Lender
    members: dict[str, Member] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    tender: Tender = None  # type: ignore[assignment]
    today: date = TODAY

    def consent(self, name: str, *lenders: Lender, days: int = 90, **more: Any) -> Any:
        member = self.members[name]
        return actions.give_consent(
            actor=factories.actor_with(self.union, member=member), member_id=member.pk,
            application_id=self.applications[name].pk, lender_ids=[each.pk for each in lenders],
            until_on=self.today + timedelta(days=days), today=self.today, **more,
        )  # fmt: skip

    def draft(self, **changed: Any) -> actions.TenderDraft:
        terms = {
            "title": "Hornos de gas, primavera", "closes_on": self.today + timedelta(days=21), "failing_bp": 400,
            "lost_bp": 8_000, "cover": "first_loss", "part_bp": 1_000, "pool_minor": 20_000_00,
        }  # fmt: skip
        applications = changed.pop("applications", list(self.applications.values()))
        lenders = changed.pop("lenders", [self.bank, self.other])
        return actions.TenderDraft(
            terms | changed, [each.pk for each in applications], [each.pk for each in lenders]
        )  # fmt: skip

    def prepared(self, **changed: Any) -> Tender:
        self.tender = actions.prepare_tender(actor=self.committee, draft=self.draft(**changed), today=self.today)
        return self.tender

    def all_say_yes(self) -> None:
        for name in self.applications:
            self.consent(name, self.bank, self.other)

    def sent(self, **changed: Any) -> Tender:
        self.all_say_yes()
        self.prepared(**changed)
        self.tender = actions.send_tender(
            actor=self.committee, tender_id=self.tender.pk, seed="barro", today=self.today
        )  # fmt: skip
        return self.tender

    def invitation(self, lender: Lender | None = None) -> BankInvitation:
        return BankInvitation.objects.select_related("tender__union", "lender").get(
            tender=self.tender, lender=lender or self.bank
        )

    def bid(self, lender: Lender | None = None, today: date | None = None, **changed: Any) -> Bid:
        return actions.give_bid(
            actor=self.committee, invitation_id=self.invitation(lender).pk, terms=terms_of_bid(**changed),
            today=today or self.today,
        )  # fmt: skip

    def closed(self) -> Tender:
        self.sent()
        self.bid(annual_rate=Decimal("0.30"))
        self.bid(self.other, annual_rate=Decimal("0.24"), opening_fee_rate=Decimal("0.06"))
        self.tender = actions.close_tender(actor=self.committee, tender_id=self.tender.pk)
        return self.tender


def terms_of_bid(**changed: Any) -> dict[str, Any]:
    return {
        "amount_minor": 150_000_00, "annual_rate": Decimal("0.30"), "payments": 12, "every": "month", "kind": "level",
        "opening_fee_rate": Decimal("0.02"), "opening_fee_minor": 0, "each_fee_minor": 0, "iva": Decimal("0.16"),
        "guarantee_rate": Decimal(0), "late_rate": Decimal("0.45"), "asks": "", "conditions": "",
        "valid_until": date(2026, 12, 31), "given_by": "Lic. Prueba, crédito",
    } | changed  # fmt: skip


def build(
    union: Union, village: str = "Tlayacapan", other_village: str = "Cuentepec", today: date = TODAY
) -> World:  # fmt: skip
    committee = factories.actor_with(union, "*", user=factories.make_user("Rosa Tesorera"))
    two = [factories.make_user("Rosa"), factories.make_user("Lupe")]
    world = World(
        union, committee, Lender.objects.create(union=union, name="Banco del Valle"),
        Lender.objects.create(union=union, name="Caja de los Altos", kind=Lender.Kind.SOCAP),
        today=today,
    )  # fmt: skip
    sections = [factories.make_section(union, village), factories.make_section(union, other_village)]
    for place, (name, amount) in enumerate(zip(NAMES, AMOUNTS, strict=True)):
        member = factories.make_member(
            union, name, "Ríos", section=sections[place % 2], user=factories.make_user(name)
        )  # fmt: skip
        world.members[name] = member
        world.applications[name] = approved(union, member, two, amount_minor=amount)
    return world


def approved(union: Union, member: Member, two: list[Any], **more: Any) -> Application:
    """An application to which two people have said yes."""
    told = {
        "payments": 12, "every": "month", "purpose": "equipment", "purpose_said": "Un horno de gas",
        "repaid_from": "Ventas de la feria", "income_minor": 9_000_00, "outgoings_minor": 5_000_00,
        "debts_minor": 500_00, "debts_said": "Una tanda", "asked_on": TODAY, "said_yes_on": TODAY, "state": "sent",
    }  # fmt: skip
    application = Application.objects.create(union=union, member=member, **told | more)
    for user in two:
        Approval.objects.create(
            union=union, application=application, user=user, name=user.name, says_yes=True, reason="Paga bien.",
            given_on=TODAY,
        )  # fmt: skip
    application.state = Application.State.APPROVED
    application.save(update_fields=["state"])
    return application
