from datetime import date
from decimal import Decimal

import pytest

from tequio.benefit.spans import Span
from tequio.books.models import Entry
from tequio.books.steps import EntryDraft, LegDraft, post_entries
from tequio.core.scope import in_union
from tequio.stock.models import PriceObservation
from tests.purchasing import world as worlds

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31), "2026", "2026")


@pytest.fixture
def world(union):
    return worlds.build(union)


def see(world, item, section, price, grade="A", on=date(2026, 2, 1)):
    return PriceObservation.objects.create(
        union=world.union, item=item, section=section, observed_on=on, price=Decimal(price), grade=grade,
        place="Tianguis",
    )  # fmt: skip


def book_fee(world, member, minor, on=date(2026, 2, 1)) -> Entry:
    """A fee as the books keep it."""
    legs = (LegDraft("member_receivable", minor, member.pk), LegDraft("dues_income", -minor))
    with in_union(world.union.pk):
        (pk,) = post_entries(world.buyer, [EntryDraft(on, "Cuota", "dues.fee", None, legs)])
    return Entry.objects.get(pk=pk)
