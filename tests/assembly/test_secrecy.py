"""Somebody with the rights of the database's owner tries to tie ballots to voters.

By column, number, time, place of the row, transaction, old versions, event log, idempotency key, query text and the
web's log. docs/adr/0009 says what this holds against.
"""

import re
from itertools import pairwise

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tequio.assembly import actions, ballots
from tequio.assembly.models import Mark, Urn, Vote
from tequio.core import home
from tequio.core.action import _fingerprint
from tequio.core.models import DoneOnce, Event
from tequio.core.scope import in_union
from tequio.engines import tally, urn
from tests import factories
from tests.assembly import world as worlds


@pytest.fixture
def voted(live):
    """Ten members voted one after another, with real commits; an owner looked at the urn after each of them."""
    with factories.union_in_scope() as union:
        world = worlds.build(union)
        world.in_session()
        vote = world.election()
        receipts, looks = {}, []
        for place, member in enumerate(world.members):
            receipts[member.pk] = world.cast(vote, member, place % 3 + 1)
            looks.append(owner("SELECT sealed FROM assembly_urn WHERE vote_id = %s", vote.pk)[0][0])
        yield world, vote, receipts, [bytes(look) for look in looks]


def owner(question, *values):
    """Rows as the owner of the tables reads them, whatever row security says."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def everything():
    """Every row of every table as text."""
    tables = [name for (name,) in owner("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return {table: [text for (text,) in owner(f'SELECT t::text FROM "{table}" t')] for table in tables}


def test_no_table_holds_a_code_or_a_choice_before_the_count(voted):
    _world, _vote, receipts, _looks = voted
    whole = "\n".join(row for rows in everything().values() for row in rows)
    for receipt in receipts.values():
        assert receipt not in whole
        assert urn.shown(receipt) not in whole
        assert receipt.encode().hex() not in whole


def test_a_mark_has_no_time_and_the_urn_has_neither_time_nor_voter(voted):
    columns = owner(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_name IN ('assembly_mark', 'assembly_urn')"
    )
    named = {(table, column) for table, column, _kind in columns}
    assert named == {
        *(("assembly_mark", name) for name in ("id", "union_id", "vote_id", "credential_id", "channel", "weight")),
        *(("assembly_urn", name) for name in ("id", "union_id", "vote_id", "salt", "sealed")),
    }
    assert not [kind for _table, _column, kind in columns if "time" in kind or "date" in kind]


def test_transactions_numbers_and_places_of_rows_join_nothing(voted):
    world, vote, _receipts, _looks = voted
    marks = owner("SELECT xmin::text, ctid::text, id FROM assembly_mark WHERE vote_id = %s ORDER BY id", vote.pk)
    urns = owner("SELECT xmin::text, ctid::text, id FROM assembly_urn WHERE vote_id = %s", vote.pk)

    # One row for all ballots: its transaction is the last voter's at most, and says so of no ballot in it.
    assert (len(marks), len(urns)) == (10, 1)
    assert not {urns[0][0]} & {xmin for xmin, _ctid, _pk in marks[:-1]}

    world.count(vote)
    after = owner("SELECT xmin::text FROM assembly_urn WHERE vote_id = %s", vote.pk)
    outcome = owner("SELECT xmin::text FROM assembly_outcome WHERE vote_id = %s", vote.pk)
    assert not {xmin for (xmin,) in (*after, *outcome)} & {xmin for xmin, _ctid, _pk in marks}


def test_who_watched_every_version_of_the_urn_reads_none(voted):
    world, vote, receipts, looks = voted
    cut = [{look[at : at + urn.RECORD] for at in range(0, len(look), urn.RECORD)} for look in looks]
    new = [cut[0], *(after - before for before, after in pairwise(cut))]

    # He knows which record came when; it is as long as any other and opens only with the house's secret.
    assert [len(each) for each in new] == [1] * 10
    (salt,) = owner("SELECT salt FROM assembly_urn WHERE vote_id = %s", vote.pk)[0]
    for guess in ("", "tequio", bytes(salt).hex()):
        with pytest.raises(urn.UrnBroken):
            urn.take_out(next(iter(new[0])), urn.key_of(guess, bytes(salt)))
    # Three voters chose the same; their records have nothing in common.
    same = [next(iter(new[place])) for place in (0, 3, 6)]
    assert len(set(same)) == 3

    world.count(vote)
    ((salt, sealed),) = owner("SELECT salt, sealed FROM assembly_urn WHERE vote_id = %s", vote.pk)
    assert (bytes(salt), bytes(sealed)) == (b"", b"")
    with pytest.raises(urn.UrnBroken):
        urn.take_out(looks[-1], urn.key_of(home.secret(), b""))
    assert len(receipts) == 10


def test_the_order_of_the_published_list_is_that_of_its_random_codes(voted):
    world, vote, receipts, _looks = voted
    outcome = world.count(vote)
    listed = [tally.plain_code(ballot.receipt) for ballot in tally.read_published(outcome.record).ballots]

    assert listed == sorted(listed)
    assert set(listed) == set(receipts.values())
    (position,) = re.findall(r'"ballots": \[(.*?)\n  \]', outcome.record, re.DOTALL)
    assert not re.search(r"\d{4}-\d\d-\d\d", position)


def test_after_the_count_no_voter_stands_near_a_code(voted):
    world, vote, receipts, _looks = voted
    world.count(vote)
    for table, rows in everything().items():
        holding = [row for row in rows if any(urn.shown(receipt) in row for receipt in receipts.values())]
        assert not holding or table == "assembly_outcome", table
    (row,) = everything()["assembly_outcome"]
    assert not [member for member in world.members[3:] if member.name in row]


def test_event_log_and_keys_say_the_same_of_every_choice(voted):
    world, vote, _receipts, _looks = voted
    told = Event.objects.filter(kind="assembly.ballot.cast")
    assert told.count() == 10
    assert {str(event.data) for event in told} == {"{'channel': 'phone'}"}
    assert {event.subject_id for event in told} == {vote.pk}
    assert not DoneOnce.objects.filter(deed="assembly.ballot.cast").exists()

    # Even if a key were used, its fingerprint would be the same for every choice.
    actor, member = world.as_member(world.members[0]), world.members[0]
    prints = {
        _fingerprint(actor, {"vote_id": vote.pk, "member": member, "ballot": ballots.FilledBallot(ticket, ranking)})
        for ticket in ("one", "two") for ranking in ((1,), (2,), ())
    }  # fmt: skip
    assert len(prints) == 1


def test_no_question_to_the_database_shows_a_code(live):
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=3)
        world.in_session()
        vote = world.election()
        ticket = ballots.new_ticket(vote.pk, world.card(world.members[0]).pk)
        with CaptureQueriesContext(connection) as asked:
            receipt = world.cast(vote, world.members[0], 2, ticket=ticket)
    text = "\n".join(str(query["sql"]) for query in asked)

    assert "assembly_urn" in text
    assert receipt not in text
    assert ticket not in text
    assert receipt.encode().hex() not in text


def test_the_mark_and_the_ballot_are_one_deed(live):
    """What fails on the way to the urn leaves no mark: nobody loses his vote."""
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=3)
        world.in_session()
        vote = world.election()
        held = Urn.objects.get(vote=vote)
        Urn.objects.filter(pk=held.pk).update(sealed=bytes(held.sealed))
        with connections["owner"].cursor() as cursor:
            cursor.execute("DELETE FROM assembly_urn WHERE id = %s", [held.pk])
        with pytest.raises(Urn.DoesNotExist):
            world.cast(vote, world.members[0], 1)
        assert not Mark.objects.exists()


def test_an_urn_of_another_secret_stays_sealed(voted, monkeypatch):
    world, vote, _receipts, looks = voted
    monkeypatch.setattr(home, "secret", lambda: "another house")
    world.close(vote)
    with in_union(world.union.pk), pytest.raises(urn.UrnBroken):
        actions.count_vote(actor=world.office, vote_id=vote.pk)
    assert bytes(Urn.objects.get(vote=vote).sealed) == looks[-1]
    assert Vote.objects.get(pk=vote.pk).state == Vote.State.CLOSED
