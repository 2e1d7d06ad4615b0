"""The union of Tlayacapan with its books, three members and a schedule of ten pesos a month by size of workshop."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tequio.books.queries import balance
from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.dues import actions
from tequio.dues.models import Fee, Receipt, Run
from tequio.dues.plans import RunPlan, plan_run
from tequio.engines.dues import Cadence, Period
from tequio.members.models import Member, Workshop
from tequio.unions.models import Setting, Union
from tests import factories

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
TODAY = date(2026, 3, 10)
BRACKETS = ((1, 10_00), (4, 15_00))


@dataclass
class House:
    union: Union
    actor: Actor
    ana: Member  # alone
    beto: Member  # a workshop of five
    caro: Member

    def schedule(self, **more: Any) -> Any:
        told = {"cadence": "monthly", "valid_from": date(2026, 1, 1), "brackets": BRACKETS, "source": "Acta 3",
                "due_day": 10, "grace_days": 15}  # fmt: skip
        return actions.set_schedule(actor=self.actor, **told | more)

    def plan(self, first: date = MARCH, cadence: str = "monthly", on: date = TODAY, left_out: Any = ()) -> RunPlan:
        return plan_run(Period(Cadence(cadence), first), on, frozenset(left_out))

    def collect(self, first: date = MARCH, cadence: str = "monthly", on: date = TODAY, **more: Any) -> Run:
        left_out = more.pop("left_out", ())
        seen = more.pop("seen", None) or self.plan(first, cadence, on, left_out).digest
        return actions.collect(
            actor=more.pop("actor", self.actor), cadence=cadence, period_on=first, charged_on=on, today=on, seen=seen,
            left_out=left_out, **more,
        )  # fmt: skip

    def pay(self, member: Member, minor: int, **more: Any) -> Receipt:
        told = {"into": "cash", "on": TODAY, "today": TODAY}
        return actions.record_payment(actor=self.actor, member_id=member.pk, minor=minor, **told | more)

    def owes(self, member: Member, role: str = "dues_receivable") -> int:
        return balance(role, member.pk)

    def fee(self, member: Member) -> Fee:
        return Fee.objects.filter(member=member).order_by("-pk").first()

    def certificate_value(self, minor: int = 500_00) -> None:
        Setting.objects.create(union=self.union, key="dues.certificate_value_minor", value=minor,
                               valid_from=date(2026, 1, 1), source="Acta 3")  # fmt: skip


def build(union: Union) -> House:
    factories.open_books(union)
    village = factories.make_section(union)
    ana, beto, caro = (
        factories.make_member(union, *name, section=village, number=number)
        for number, name in enumerate((("Ana", "Luna"), ("Beto", "Ríos"), ("Caro", "Vega")), start=1)
    )
    beto.workshop = Workshop.objects.create(union=union, section=village, people_at_work=5)
    beto.save(update_fields=["workshop"])
    return House(union, factories.actor_with(union, "*"), ana, beto, caro)


@pytest.fixture
def house(union) -> House:
    house = build(union)
    house.schedule()
    return house


@pytest.fixture
def live_house(live) -> Iterator[House]:
    """Everything really commits."""
    union = factories.make_union()
    with in_union(union.pk):
        house = build(union)
        house.schedule()
        yield house
