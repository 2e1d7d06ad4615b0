"""Somebody with the rights of the database's owner tries to tie ballots to voters.

By column, number, time, place of the row, transaction, old versions, event log, idempotency key, query text and the
web's log. docs/adr/0009 says what this holds against.
"""

import re
from itertools import pairwise

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tequio.assembly import actions, ballots, errors
from tequio.assembly.models import Credential, Mark, PaperBallot, Urn, Vote
from tequio.core import home
from tequio.core.action import _fingerprint
from tequio.core.models import DoneOnce, Event
from tequio.core.scope import in_union
from tequio.engines import tally, urn
from tequio.members.models import Member
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


@pytest.fixture
def delegates(live):
    """Six delegates, each with a weight that nobody else has: 23, 22, 21, 20, 19 and 18 votes."""
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=6)
        world.in_session()
        for place, member in enumerate(world.members):
            Credential.objects.filter(member=member).update(weight=23 - place)
        yield world


def bundles(codes):
    """Who has only the public list follows every code and sees how many others it leads to."""
    return [len(urn.found_in(codes - {code}, code)) for code in codes] + [
        len(codes & set(urn.codes_of(code, 30))) for code in codes
    ]


def test_a_weight_that_is_one_persons_own_leads_to_no_ballot(delegates):
    vote = delegates.election()
    receipts = [delegates.cast(vote, member, place % 3 + 1) for place, member in enumerate(delegates.members)]
    outcome = delegates.count(vote)
    codes = {tally.plain_code(ballot.receipt) for ballot in tally.read_published(outcome.record).ballots}

    assert len(codes) == 123
    assert set(bundles(codes)) == {0}
    assert not codes & set(receipts)
    # The voter himself finds them all.
    assert [len(urn.found_in(codes, receipt)) for receipt in receipts] == [23, 22, 21, 20, 19, 18]
    # And the list tells no weight: every ballot in it is one vote.
    assert {ballot.papers for ballot in tally.read_published(outcome.record).ballots} == {1}


def test_papers_of_ten_votes_are_forgotten_with_the_count(delegates):
    vote = delegates.election()
    ana, beto = delegates.members[:2]
    actions.print_papers(actor=delegates.office, vote_id=vote.pk, worths={10: 2, 1: 5})
    for member, worths in ((ana, {10: 2, 1: 3}),):
        actions.give_papers(actor=delegates.office, vote_id=vote.pk, credential_id=delegates.card(member).pk,
                            worths=worths)  # fmt: skip
    delegates.cast(vote, beto, 2)
    papers = list(PaperBallot.objects.filter(vote=vote).order_by("worth", "pk"))[2:]
    before = {paper.code for paper in papers}
    actions.read_papers(actor=delegates.office, vote_id=vote.pk,
                        papers=[actions.Seen(papers[0].code, (1,), doubtful=(2,))])  # fmt: skip
    for reader in (delegates.office, delegates.second_person()):
        actions.resolve_doubt(actor=reader, vote_id=vote.pk, code=papers[0].code, ranking=(1,))
    actions.read_papers(actor=delegates.office, vote_id=vote.pk,
                        papers=[actions.Seen(paper.code, (1,)) for paper in papers[1:]])  # fmt: skip
    # Giving and reading are different deeds, so that no transaction joins a paper to a voter.
    marks = {xmin for (xmin,) in owner("SELECT xmin::text FROM assembly_mark WHERE vote_id = %s", vote.pk)}
    assert not marks & {x for (x,) in owner("SELECT xmin::text FROM assembly_paperballot WHERE vote_id = %s", vote.pk)}

    outcome = delegates.count(vote)
    listed = {tally.plain_code(ballot.receipt) for ballot in tally.read_published(outcome.record).ballots}
    assert len(listed) == 45
    # Whoever owns the database knows each paper's worth, and finds no ballot with it any more.
    kept = [code for (code,) in owner("SELECT code FROM assembly_paperballot WHERE vote_id = %s", vote.pk)]
    assert not [code for code in kept if urn.found_in(listed, code)]
    assert not before & set(kept)
    assert owner("SELECT count(*) FROM assembly_doubtreading") == [(0,)]
    assert owner("SELECT count(seen), count(*) FROM assembly_paperballot WHERE state = 'read'") == [(0, 5)]


def test_a_paper_of_ten_votes_is_not_given_where_it_would_tell_whose_it_is(delegates):
    Credential.objects.filter(member__in=delegates.members[4:]).update(weight=9)
    vote = delegates.election()
    card = delegates.card(delegates.members[0])
    with pytest.raises(errors.TooFewForWorth, match="Solo 4 personas llevan 10 votos o más"):
        actions.give_papers(actor=delegates.office, vote_id=vote.pk, credential_id=card.pk, worths={10: 2, 1: 3})
    assert not Mark.objects.exists()
    actions.give_papers(actor=delegates.office, vote_id=vote.pk, credential_id=card.pk, worths={1: 23})


def test_help_says_who_helped_whom_and_shares_nothing_with_a_ballot(live):
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=4)
        world.in_session()
        vote = world.election()
        tickets = [ballots.new_ticket(vote.pk, world.card(member).pk) for member in world.members[:2]]
        for member, ticket in zip(world.members[:2], tickets, strict=True):
            actions.help_to_vote(actor=world.office, vote_id=vote.pk, member=member, reason="No ve bien",
                                 ballot=ballots.FilledBallot(ticket, (2,)))  # fmt: skip
        world.cast(vote, world.members[2], 1)
        helped = {x for (x,) in owner("SELECT xmin::text FROM assembly_assistance")}
        assert not helped & {x for (x,) in owner("SELECT xmin::text FROM assembly_urn")}
        rows = "\n".join(row for table in ("assembly_assistance", "core_event") for row in everything()[table])
        outcome = world.count(vote)
    for ballot in tally.read_published(outcome.record).ballots:
        assert ballot.receipt not in rows
        assert tally.plain_code(ballot.receipt) not in rows


def test_neither_session_nor_log_of_the_web_holds_a_code_or_a_choice(live, caplog):
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=2)
        world.in_session()
        vote = world.election(candidates=world.members)
        user = factories.make_user("Ana")
        Member.objects.filter(pk=world.members[0].pk).update(user=user)
    client = Client()
    client.force_login(user)
    path = reverse("assembly:my_ballot", kwargs={"union": world.union.slug, "vote_id": vote.pk})
    ticket = re.search(r'name="ticket" value="([^"]+)"', client.get(path).content.decode())[1]
    code = ballots.receipt_of(ticket, vote.pk, _card_of(world))
    with caplog.at_level("DEBUG"):
        assert client.post(path, {"ticket": ticket, "choice": "2", "once": "a"}).status_code == 200
    session = "\n".join(str(dict(client.session.items())) for _ in (0,)) + caplog.text
    whole = "\n".join(row for rows in everything().values() for row in rows) + session
    for secret in (code, urn.shown(code), ticket):
        assert secret not in whole


def _card_of(world):
    with in_union(world.union.pk):
        return world.card(world.members[0]).pk
