"""Books with a chart, two members, and the two kinds of entries most tests need."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from tequio.books import steps
from tequio.books.models import Account
from tequio.books.queries import verify
from tequio.books.steps import EntryDraft, LegDraft
from tequio.core import database
from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.members.models import Member
from tequio.unions.models import Union
from tests import factories

DAY = date(2026, 3, 10)


@dataclass
class Books:
    union: Union
    actor: Actor
    ana: Member
    beto: Member

    def account(self, role: str) -> Account:
        return Account.objects.get(role=role)

    def owes(self, minor: int, member: Member | None = None, on: date = DAY) -> EntryDraft:
        """A member took materials worth `minor`."""
        member = member or self.ana
        legs = (LegDraft("member_receivable", minor, member.pk), LegDraft("purchase_clearing", -minor))
        return EntryDraft(on, "Barro", "purchasing.round", 7, legs)

    def bought(self, minor: int, on: date = DAY) -> EntryDraft:
        legs = (LegDraft("purchase_clearing", minor), LegDraft("supplier_payable", -minor))
        return EntryDraft(on, "Proveedor", "purchasing.round", 7, legs)

    def post(self, *drafts: EntryDraft) -> list[int]:
        with transaction.atomic():
            return steps.post_entries(self.actor, drafts)


def build(union: Union) -> Books:
    factories.open_books(union)
    village = factories.make_section(union)
    return Books(
        union, factories.actor_with(union, "*"), factories.make_member(union, "Ana", section=village),
        factories.make_member(union, "Beto", section=village),
    )  # fmt: skip


@pytest.fixture
def books(union) -> Books:
    return build(union)


@pytest.fixture
def live_books(live) -> Iterator[Books]:
    """Books whose postings really commit."""
    with factories.union_in_scope() as union:
        yield build(union)


@pytest.fixture
def sound(books) -> Iterator[None]:
    """At the end of the test the books agree with themselves."""
    yield
    assert wrongs() == []


def wrongs() -> list[str]:
    with transaction.atomic(), connection.cursor():
        return verify(connection.connection)


@contextmanager
def raw(who: str, union: Union) -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own, as the application ("app") or the tables' owner ("owner"), rolled back at the end."""
    parameters = database.app_parameters() if who == "app" else database.owner_parameters()
    with psycopg.connect(**parameters) as attacker:
        attacker.execute("SELECT set_config('tequio.union', %s, true)", [str(union.pk)])
        yield attacker
        attacker.rollback()


def in_union_of(books: Books) -> Any:
    return in_union(books.union.pk)
