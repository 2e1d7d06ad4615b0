"""What must be true of a union's records whatever happened to it."""

from itertools import pairwise

from django.db import connection
from django.db.models import Sum

from tequio.books.models import Balance, Leg, MonthTotal
from tequio.core.models import Event
from tequio.purchasing.models import Charge, ChargeLine, Round
from tequio.stock.models import Lot, Move

LINKS_AS_RECORDED = """
SELECT count(*) FROM core_event WHERE hash <> event_hash(
  union_id, number, at, kind, user_id, actor, subject, subject_id, data, deed, previous_hash)
"""


def assert_all_is_whole() -> None:
    assert_books_are_whole()
    assert_stock_is_whole()
    assert_chain_is_whole()
    assert_rounds_are_whole()


def assert_books_are_whole() -> None:
    """Every entry balances, and what is kept is what the legs add up to."""
    sums = Leg.objects.values("entry").annotate(total=Sum("amount_minor")).exclude(total=0)
    assert not sums.exists()
    by_account: dict[tuple[int, int | None], list[int]] = {}
    for account, member, minor in Leg.objects.values_list("account_id", "member_id", "amount_minor"):
        for key in {(account, None), (account, member)}:
            kept = by_account.setdefault(key, [0, 0])
            kept[minor < 0] += abs(minor)
    for model in (Balance, MonthTotal):
        rows = model.objects.values("account_id", "member_id").annotate(
            debit=Sum("debit_minor"), credit=Sum("credit_minor")
        )
        assert {(r["account_id"], r["member_id"]): [r["debit"], r["credit"]] for r in rows} == by_account


def assert_stock_is_whole() -> None:
    moved = dict(Move.objects.values_list("lot").annotate(total=Sum("quantity")))
    assert {lot.pk: lot.on_hand for lot in Lot.objects.all()} == moved


def assert_chain_is_whole() -> None:
    events = list(Event.objects.order_by("number"))
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    for before, after in pairwise(events):
        assert bytes(after.previous_hash) == bytes(before.hash)
    with connection.cursor() as cursor:
        cursor.execute(LINKS_AS_RECORDED)
        assert cursor.fetchone() == (0,)


def assert_rounds_are_whole() -> None:
    """A round is settled exactly when the last thing told of it is its settlement, and then its charges stand."""
    for round_ in Round.objects.all():
        told = Event.objects.filter(subject="purchasing.round", subject_id=round_.pk).order_by("-number").first()
        settled = round_.state == Round.State.SETTLED
        assert settled == (told is not None and told.kind == "purchasing.round.settled")
        charges = Charge.objects.filter(round=round_)
        standing = charges.filter(entry__reversed_by__isnull=True)
        assert standing.count() == (told.data["members"] if settled else 0)
        assert (standing.aggregate(total=Sum("total_minor"))["total"] or 0) == (
            told.data["charged_minor"] if settled else 0
        )
        lines = ChargeLine.objects.filter(charge__round=round_).aggregate(total=Sum("minor"))["total"]
        assert lines == charges.aggregate(total=Sum("total_minor"))["total"]
