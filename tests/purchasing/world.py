"""A small round a treasurer can follow: two villages, three members, two materials, two suppliers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tequio.core.actors import Actor
from tequio.members.models import Member, Section
from tequio.purchasing import actions, jobs
from tequio.purchasing.models import Invitation, Plan, Round, Supplier
from tequio.purchasing.quoting import FreightDraft, QuoteDraft
from tequio.stock.models import Item
from tequio.unions.models import Union
from tests import factories

OPENS, CLOSES = date(2026, 3, 1), date(2026, 3, 15)
DURING, AFTER = date(2026, 3, 10), date(2026, 3, 15)
D = Decimal


@dataclass
class World:
    union: Union
    buyer: Actor  # may do everything
    chair: Actor  # another person who may do everything
    tlaya: Section
    hueyapan: Section
    ana: Member
    beto: Member
    caro: Member
    clay: Item
    frit: Item
    round: Round
    near: Supplier
    far: Supplier

    def pledge(self, member: Member, item: Item, quantity: Any, **more: Any) -> Any:
        return actions.place_pledge(
            actor=self.buyer, round_id=self.round.pk, member=member, item_id=item.pk, quantity=D(quantity),
            today=more.pop("today", DURING), **more,
        )  # fmt: skip

    def quote(self, supplier: Supplier, quotes: list[QuoteDraft], fixed: str = "200", per_kg: str = "0.50",
              **terms: Any) -> Invitation:  # fmt: skip
        invitation = actions.invite_supplier(actor=self.buyer, round_id=self.round.pk, supplier_id=supplier.pk)
        freight = [FreightDraft(s.pk, D(fixed), D(per_kg)) for s in (self.tlaya, self.hueyapan)]
        return actions.give_quotes(
            actor=self.buyer, invitation_id=invitation.pk, terms=actions.Terms(**terms), quotes=quotes,
            freight=freight, today=DURING,
        )  # fmt: skip

    def usual_pledges(self) -> None:
        self.pledge(self.ana, self.clay, 40)
        self.pledge(self.beto, self.clay, 60)
        self.pledge(self.caro, self.clay, 20)
        self.pledge(self.ana, self.frit, 5)
        self.pledge(self.caro, self.frit, 3)

    def usual_quotes(self) -> None:
        """Near: clay 4.00, from 100 units 3.50; frit 30. Far: clay 3.80 only."""
        self.quote(self.near, [
            QuoteDraft(self.clay.pk, ((D(0), D("4.00")), (D(100), D("3.50")))),
            QuoteDraft(self.frit.pk, ((D(0), D("30.00")),)),
        ])  # fmt: skip
        self.quote(self.far, [QuoteDraft(self.clay.pk, ((D(0), D("3.80")),))], fixed="500")

    def to_closed(self) -> Round:
        self.usual_pledges()
        self.usual_quotes()
        return actions.close_round(actor=self.buyer, round_id=self.round.pk)

    def to_quoted(self) -> Round:
        self.to_closed()
        return actions.accept_quotes(actor=self.buyer, round_id=self.round.pk, today=AFTER)

    def solved(self, kind: str = Plan.Kind.CHEAPEST) -> Plan:
        plan = actions.ask_for_plan(actor=self.buyer, round_id=self.round.pk, kinds=[kind], seconds=6)
        jobs.solve_plan(union_id=self.union.pk, plan_id=plan.pk)
        plan.refresh_from_db()
        return plan

    def to_awarded(self) -> Round:
        self.to_quoted()
        plan = self.solved()
        assert plan.problem_found == ""
        actions.propose_award(actor=self.buyer, plan_id=plan.pk, today=AFTER)
        return actions.approve_award(actor=self.chair, plan_id=plan.pk, today=AFTER)

    def to_ordered(self) -> Round:
        self.to_awarded()
        return actions.issue_orders(actor=self.buyer, round_id=self.round.pk)

    def count_all(self, **differently: Any) -> Round:
        """Everything came whole, except what `differently` says: {"clay@Hueyapan": ("15", "2", other_item_id)}."""
        counts = []
        for line in self.round.award_lines.select_related("item", "section"):
            received, damaged, instead = differently.get(
                f"{line.item.name}@{line.section.name}", (line.quantity, 0, None)
            )
            counts.append(actions.Count(line.pk, D(received), D(damaged), instead))
        return actions.count_goods(actor=self.buyer, round_id=self.round.pk, counts=counts)

    def to_received(self) -> Round:
        self.to_ordered()
        self.count_all()
        return actions.finish_receiving(actor=self.buyer, round_id=self.round.pk)

    def hand_out_all(self) -> Round:
        for section in (self.tlaya, self.hueyapan):
            actions.hand_out_section(actor=self.buyer, round_id=self.round.pk, section_id=section.pk, today=AFTER)
        return actions.finish_handing_out(actor=self.buyer, round_id=self.round.pk)

    def to_handed_out(self) -> Round:
        self.to_received()
        return self.hand_out_all()

    def to_settled(self) -> Round:
        self.to_handed_out()
        return actions.settle_round(actor=self.buyer, round_id=self.round.pk, today=AFTER)


def build(union: Union) -> World:
    """An open round and its cast; the union must be in scope."""
    buyer = factories.actor_with(union, "*", user=factories.make_user("Rosa Compras"))
    chair = factories.actor_with(union, "*", user=factories.make_user("Pedro Presidente"))
    factories.open_books(union)
    tlaya, hueyapan = factories.make_section(union, "Tlayacapan"), factories.make_section(union, "Hueyapan")
    clay = Item.objects.create(union=union, code="barro", name="Barro", unit="kg", kg_per_unit=D(1), pack=D(1))
    frit = Item.objects.create(union=union, code="frita", name="Frita", unit="kg", kg_per_unit=D(1), pack=D(1))
    round_ = actions.draft_round(
        actor=buyer, title="Marzo", opens_on=OPENS, closes_on=CLOSES, item_ids=[clay.pk, frit.pk], rule="weight"
    )
    actions.open_round(actor=buyer, round_id=round_.pk)
    round_.refresh_from_db()
    return World(
        union, buyer, chair, tlaya, hueyapan,
        factories.make_member(union, "Ana", "Luna", section=tlaya),
        factories.make_member(union, "Beto", "Ríos", section=tlaya),
        factories.make_member(union, "Caro", "Vega", section=hueyapan),
        clay, frit, round_,
        actions.add_supplier(actor=buyer, code="cerca", name="Barros de Cuautla"),
        actions.add_supplier(actor=buyer, code="lejos", name="Minas de Puebla"),
    )  # fmt: skip
