"""The demo, small: complete after one loading, unchanged by a second, whole after one cut off, and driven on."""

from datetime import date
from itertools import groupby

import pytest
from django.db.models import Sum

from tequio.benefit.models import SparedLine
from tequio.books.models import Entry
from tequio.cli import main as program
from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.credit import queries as credit
from tequio.credit.models import Application, Loan
from tequio.demo import fees, load, rounds
from tequio.dues.models import Receipt
from tequio.guarantee.models import Cap, Claim, FundMove
from tequio.guarantee.queries.carrying import carrying_on
from tequio.members.models import Member, Person
from tequio.purchasing.models import Charge, Invitation, Plan, Pledge, Round, Supplier
from tequio.sales.models import DesignSheet, Order, Payout, Ticket
from tequio.stock.models import PriceObservation
from tequio.tenders.models import Bid, Bundled, Tender
from tequio.training.models import Attendance, Certificate, Programme, Session
from tequio.ui.numbers import money
from tequio.unions.models import Setting, Union

TODAY = date(2026, 11, 24)
SMALL = {"members": 200, "seconds": 3, "today": TODAY}

pytestmark = pytest.mark.slow


class CutOff(Exception):
    """The power fails."""


def test_a_small_demo_is_whole_loads_once_and_its_open_round_is_driven_to_settlement(live, capsys):
    told: list[str] = []
    assert load.load(told.append, **SMALL) is True
    union = Union.objects.get()
    with in_union(union.pk):
        events = Event.objects.count()
        assert load.load(told.append, **SMALL) is False

        assert (union.slug, union.is_demo) == ("morelos", True)
        assert Event.objects.count() == events
        assert Member.objects.count() == 200
        assert not Person.objects.filter(is_demo=False).exists()
        assert not Supplier.objects.filter(is_demo=False).exists()
        assert Entry.objects.filter(source="dues.fee").count() > 5 * 100
        states = list(Round.objects.order_by("pk").values_list("state", flat=True))
        assert states == ["settled", "settled", "quoted", "open"]
        assert Plan.objects.filter(round__state="quoted", state=Plan.State.READY).count() == 1
        assert Pledge.objects.filter(round__state="open").exists()
        assert Invitation.objects.filter(round__state="open", answered_at__isnull=False).exists()
        assert Charge.objects.count() > 200
        sold = list(Order.objects.order_by("pk").values_list("state", flat=True))
        assert sold == ["paid", "making"]
        assert Payout.objects.exists()
        assert Ticket.objects.filter(order__state="paid", outside__isnull=False).count() > 5
        assert DesignSheet.objects.get().line.order.state == "making"
        assert Ticket.objects.filter(state="offered").exists()
        lent = list(Loan.objects.order_by("number").values_list("state", flat=True))
        assert (lent.count("paid"), lent.count("running"), len(lent)) == (1, 8, 9)
        assert credit.late(TODAY)
        signed = Cap.objects.filter(said_yes_on__isnull=False).count()
        assert (Cap.objects.count(), FundMove.objects.count()) == (signed + 1, signed)
        assert Claim.objects.get().signatures.count() == 1
        assert carrying_on(TODAY).year is not None
        assert SparedLine.objects.count() > 30
        assert (Tender.objects.get().state, Bundled.objects.count(), Bid.objects.count()) == ("open", 7, 1)
        bought = Charge.objects.filter(member__number__in=fees.PROMPT, total_minor__gt=0).count()
        assert Receipt.objects.filter(into="bank", purchases_minor__gt=0).count() == bought > 30
        assert Application.objects.filter(state="sent").count() > 2
        assert Programme.objects.filter(is_demo=True).count() == 1
        assert Session.objects.exclude(sheet="").count() == Session.objects.count() == 18
        assert Attendance.objects.count() > 80
        assert Certificate.objects.count() > 5
        assert not PriceObservation.objects.exclude(note="Dato de demostración.").exists()
        assert set(PriceObservation.objects.values_list("grade", flat=True)) == {"A", "B", "C"}
        Setting.objects.filter(key=load.LOADED).delete()
        assert load.load(**SMALL) is True  # as after a loading that was cut off at its very end
        newest = Event.objects.order_by("-number").first()
        # The trade's pack is looked through each time, for what it may have learnt; nothing else was done again.
        assert (Event.objects.count(), newest.kind) == (events + 1, "founding.union.furnished")
    assert len(told) > 5
    for _who, login, secret in load.signins():
        if "@" in login:
            assert User.objects.get(email=login).check_password(secret)
    must_drive_the_open_round(union, capsys)


DRIVEN = (
    "round.closed", "quote.accepted", "plan.asked", "plan.recorded", "award.proposed", "award.approved", "order.issued",
    "goods.counted", "goods.received", "goods.handed_out", "goods.all_handed_out", "round.settled",
)  # fmt: skip


def must_drive_the_open_round(union, capsys):
    with in_union(union.pk):
        before, balanced = Event.objects.count(), Entry.objects.count()
    assert program(["demo", "round"]) == 0
    said = capsys.readouterr().out.splitlines()
    with in_union(union.pk):
        events = list(Event.objects.order_by("number"))[before:]
        round_ = Round.objects.get(title="Barro, leña y gas de fin de año")
        plan = Plan.objects.get(round=round_)
        charged = round_.charges.aggregate(total=Sum("total_minor"))["total"]
        assert [kind for kind, _same in groupby(e.kind for e in events)] == [f"purchasing.{kind}" for kind in DRIVEN]
        assert round_.state == "settled"
        assert plan.proposed_by_id != plan.approved_by_id
        assert events[-1].data["charged_minor"] == charged > 0
        members = round_.charges.count()
        assert Entry.objects.count() > balanced + members > balanced
        counts = (Event.objects.count(), Entry.objects.count())
    assert [line.strip() for line in said[:2]] == [
        "Elena Tlacuilo Ríos: Closed the pledges", "Elena Tlacuilo Ríos: Accepted the quotes"
    ]  # fmt: skip
    assert f"{members} members were charged {money(charged)} together." in said[-1]

    assert program(["demo", "round"]) == 0
    assert "is settled already; nothing was changed." in capsys.readouterr().out
    with in_union(union.pk):
        assert (Event.objects.count(), Entry.objects.count()) == counts


def test_a_loading_that_was_cut_off_goes_on_where_it_stopped(live, monkeypatch):
    real = rounds.actions.approve_award

    def fails(**arguments):
        raise CutOff

    monkeypatch.setattr(rounds.actions, "approve_award", fails)
    with pytest.raises(CutOff):
        load.load(**SMALL)
    assert not load.is_loaded()
    monkeypatch.setattr(rounds.actions, "approve_award", real)

    assert load.load(**SMALL) is True
    with in_union(Union.objects.get().pk):
        assert Member.objects.count() == 200
        assert Round.objects.count() == 4
        assert Entry.objects.filter(source="dues.fee").values("on").distinct().count() == 5
