"""Reminders that go out by themselves: once for each loan, day and step, whatever is killed on the way."""

from datetime import date, datetime, timedelta

import pytest

from tequio.core.models import Event
from tequio.core.outbox import OutboxMessage, try_text
from tequio.core.scope import in_union
from tequio.credit import actions, jobs
from tequio.credit.models import Reminder
from tequio.unions import daily
from tests import factories
from tests.credit import world as worlds
from tests.credit.test_loans import FIRST

LATE = (
    "Unión de Alfareros de Tlayacapan: Ana, se pasó el pago del 15/02/2026. Debes $2,526.29. Si se te complica, ven y"
    " lo platicamos: se puede acordar cómo."
)
SOON = "Unión de Alfareros de Tlayacapan: Ana, el 15/02/2026 te toca pagar $2,526.29 de tu préstamo."
PHONE = "+527771234567"


@pytest.fixture
def lent(live, monkeypatch):
    """Ana and Beto, who has no telephone, with a loan each: their first payment is on 15 February."""
    monkeypatch.setattr(daily, "WORKS", [jobs.remind])
    union = factories.make_union()
    with in_union(union.pk):
        world = worlds.build(union)
        world.lend()
        world.lend(world.beto)
    return world


def day(on: date, hour: int = 9) -> None:
    """What the worker does on a day: it looks, and then does what was put off."""
    daily.do_todays_work(datetime(on.year, on.month, on.day, hour), set())  # noqa: DTZ001 - the clock on the wall


def work(world) -> None:
    jobs.send_reminders(union_id=world.union.pk)


def outbox():
    return list(OutboxMessage.objects.order_by("pk").values_list("phone", "text"))


def sent_events(world):
    with in_union(world.union.pk):
        return [each.data["reminders"] for each in Event.objects.filter(kind="credit.reminders.sent").order_by("pk")]


def test_who_pays_soon_and_who_is_late_is_reminded_by_itself_and_of_each_day_once(lent):
    day(FIRST - timedelta(days=4))
    work(lent)
    assert (outbox(), sent_events(lent)) == ([], [])
    for on in (FIRST - timedelta(days=3), FIRST - timedelta(days=3), FIRST, FIRST + timedelta(days=1)):
        for _restarted in range(2):
            day(on)
            work(lent)

    assert outbox() == [(PHONE, SOON), (PHONE, LATE)]
    # Ana and Beto each time; a day on which nothing is to be done leaves no event.
    assert sent_events(lent) == [2, 2]
    with in_union(lent.union.pk):
        kept = Reminder.objects.filter(loan__member=lent.ana).order_by("pk")
        assert [(each.kind, each.state) for each in kept] == [("before", "kept"), ("late", "kept")]
        assert set(Reminder.objects.filter(loan__member=lent.beto).values_list("state", flat=True)) == {"phoneless"}
        assert Event.objects.filter(kind="credit.reminders.sent").first().actor == "Tequio"


def test_outside_the_unions_hours_nothing_goes_out_and_the_button_stays(lent):
    day(FIRST, hour=20)
    work(lent)
    assert outbox() == []
    actions.send_reminders(actor=lent.desk, today=FIRST)
    work(lent)
    day(FIRST)
    work(lent)

    assert [phone for phone, _text in outbox()] == [PHONE]
    assert sent_events(lent) == [2]


@pytest.mark.parametrize("killed_after", ["asking", "taking", "writing"])
def test_killed_half_way_nothing_is_lost_and_nothing_doubled(lent, killed_after):
    day(FIRST + timedelta(days=1))
    if killed_after != "asking":
        with in_union(lent.union.pk):
            (taken,) = actions.claim_reminders(50)
        if killed_after == "writing":
            try_text(PHONE, LATE, f"credit.reminder:{taken.pk}")
    # The next day's look finds what is stuck, though nobody is to be reminded anew.
    day(FIRST + timedelta(days=2))
    work(lent)
    work(lent)

    assert outbox() == [(PHONE, LATE)]
    with in_union(lent.union.pk):
        assert Reminder.objects.get(loan__member=lent.ana).state == "kept"


class DyingGateway:
    """A gateway that the process dies in, once."""

    name = "prueba"
    taken: list[str] = []
    dies = True

    def send(self, phone: str, text: str) -> None:
        if DyingGateway.dies:
            DyingGateway.dies = False
            raise KeyboardInterrupt
        self.taken.append(text)


def test_a_worker_that_dies_in_the_gateway_hands_the_text_over_when_it_is_back(lent, settings, monkeypatch):
    settings.TEQUIO_SMS_BACKEND = f"{__name__}.DyingGateway"
    monkeypatch.setattr(DyingGateway, "taken", [])
    monkeypatch.setattr(DyingGateway, "dies", True)
    day(FIRST + timedelta(days=1))
    with pytest.raises(KeyboardInterrupt):
        work(lent)
    assert DyingGateway.taken == []
    for _ in range(2):
        work(lent)

    assert DyingGateway.taken == [LATE]
    # What a gateway took is not kept here.
    assert outbox() == [(PHONE, "")]
    assert try_text(PHONE, LATE, OutboxMessage.objects.get().key) == "sent"
    assert DyingGateway.taken == [LATE]
