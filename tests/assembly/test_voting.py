"""Voting through every channel, each once, in one count; and every way of getting it wrong."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.utils import timezone

from tequio.assembly import actions, ballots, errors
from tequio.assembly.actions import Seen
from tequio.assembly.models import Assistance, Credential, HandCount, Mark, Motion, Outcome, PaperBallot, Urn, Vote
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.core.scope import in_union
from tequio.engines import tally, urn
from tequio.members.models import Member
from tequio.unions.errors import CatalystDecidesNothing
from tests import factories
from tests.assembly import world as worlds


def in_urn(vote):
    return urn.how_many(bytes(Urn.objects.get(vote=vote).sealed))


@pytest.fixture
def session(world):
    world.in_session()
    return world


def test_telephone_paper_and_hands_are_one_count(session):
    vote = session.motion_vote()
    a, b, c, d, *_others = session.members
    session.cast(vote, a, 1)
    session.cast(vote, b, 2)
    actions.print_papers(actor=session.office, vote_id=vote.pk, worths={1: 3})
    actions.give_papers(actor=session.office, vote_id=vote.pk, credential_id=session.card(c).pk, worths={1: 1})
    actions.give_papers(actor=session.office, vote_id=vote.pk, credential_id=session.card(d).pk, worths={1: 1})
    actions.count_hands(actor=session.office, vote_id=vote.pk, in_favour=4, against=1, abstained=1, tellers="Flor")
    one, two, _left = PaperBallot.objects.order_by("pk")
    actions.read_papers(
        actor=session.office, vote_id=vote.pk, papers=[Seen(one.code, (1,)), Seen(two.code, (), is_blank=True)]
    )

    outcome = session.count(vote)

    assert (outcome.valid, outcome.blank, outcome.has_carried, outcome.needed) == (8, 2, True, 5)
    result = tally.read_published(outcome.record)
    assert tally.verify(result).differences == ()
    assert result.result["stages"][0]["votes"] == ["6", "2"] or result.recount().stages[0].votes == (6, 2)
    assert Motion.objects.get().state == "carried"
    assert Mark.objects.count() == 10


@pytest.mark.parametrize("first", ["phone", "paper", "hand", "helped"])
@pytest.mark.parametrize("second", ["phone", "paper", "helped"])
def test_nobody_votes_twice_over_any_mix_of_channels(session, first, second):
    vote = session.motion_vote()
    ana = session.members[0]

    def by(channel):
        card = session.card(ana)
        ballot = ballots.FilledBallot(ballots.new_ticket(vote.pk, card.pk), (1,))
        if channel == "phone":
            session.cast(vote, ana, 1)
        elif channel == "paper":
            actions.give_papers(actor=session.office, vote_id=vote.pk, credential_id=card.pk, worths={1: 1})
        elif channel == "hand":
            actions.count_hands(
                actor=session.office, vote_id=vote.pk, in_favour=10, against=0, abstained=0, tellers="Flor"
            )
        else:
            actions.help_to_vote(actor=session.office, vote_id=vote.pk, member=ana, ballot=ballot, reason="No ve")

    by(first)
    before = (Mark.objects.count(), in_urn(vote), Event.objects.count())
    with pytest.raises(errors.AlreadyVoted, match="Ana Luna ya votó"):
        by(second)
    assert (Mark.objects.count(), in_urn(vote), Event.objects.count()) == before


def test_the_database_itself_refuses_a_second_mark(session):
    vote = session.motion_vote()
    card = session.card(session.members[0])
    for _attempt in range(1):
        Mark.objects.create(union=session.union, vote=vote, credential=card, channel="phone", weight=1)
    with pytest.raises(IntegrityError, match="mark_once"), transaction.atomic():
        Mark.objects.create(union=session.union, vote=vote, credential=card, channel="paper", weight=1)


def test_the_database_refuses_a_stuffed_urn_and_one_that_loses(session):
    vote = session.motion_vote()
    session.cast(vote, session.members[0], 1)
    held = Urn.objects.get(vote=vote)
    with pytest.raises(DatabaseError, match="holds 2 ballots for 1 votes"), transaction.atomic():
        Urn.objects.filter(pk=held.pk).update(sealed=bytes(held.sealed) * 2)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="loses nothing"), transaction.atomic():
        Urn.objects.filter(pk=held.pk).update(sealed=b"")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Mark.objects.all().delete()


def test_who_left_to_advise_from_outside_does_not_vote_with_an_old_credential(session):
    vote = session.motion_vote()
    ana = session.members[0]
    Member.objects.filter(pk=ana.pk).update(state=Member.State.LEFT, left_on=timezone.localdate())
    factories.make_catalyst(session.union, user=session.as_member(ana) and session.users[ana.pk])
    Member.objects.filter(pk=ana.pk).update(user=session.users[ana.pk])
    before = Event.objects.count()
    with pytest.raises(CatalystDecidesNothing):
        session.cast(vote, ana, 1)
    with pytest.raises(DatabaseError, match="does not vote"), transaction.atomic():
        Mark.objects.create(union=session.union, vote=vote, credential=session.card(ana), channel="phone", weight=1)
    assert (Mark.objects.count(), in_urn(vote), Event.objects.count()) == (0, 0, before)


def test_an_adviser_gets_no_credential_even_by_raw_hands(session):
    adviser, ana = factories.make_catalyst(session.union), session.members[0]
    gone = factories.make_member(session.union, "Andrés", "Valle", section=ana.section)
    Member.objects.filter(pk=gone.pk).update(
        state=Member.State.LEFT, left_on=timezone.localdate(), user=adviser
    )  # fmt: skip
    given = Credential.objects.count()
    with pytest.raises(DatabaseError, match="gets no credential"), transaction.atomic():
        Credential.objects.create(
            union=session.union, assembly=session.assembly, member=gone, section=gone.section, code="otro"
        )
    assert Credential.objects.count() == given


def test_an_office_votes_for_nobody(session):
    vote = session.motion_vote()
    ana = session.members[0]
    ballot = ballots.FilledBallot(ballots.new_ticket(vote.pk, session.card(ana).pk), (1,))
    with pytest.raises(NotAllowed):
        actions.cast_ballot(actor=session.office, vote_id=vote.pk, member=ana, ballot=ballot)
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("ranking", "is_blank", "why"),
    [((), False, "viene vacía"), ((1,), True, "también trae marcas"), ((9,), False, "no existe"),
     ((1, 2), False, "se elige una sola"), ((1, 1), False, "repite"), ((0,), False, "no existe")],
)  # fmt: skip
def test_a_ballot_that_cannot_be_counted_says_why_and_counts_nothing(session, ranking, is_blank, why):
    vote = session.election()
    before = Event.objects.count()
    with pytest.raises(errors.BallotWrong, match=why):
        session.cast(vote, session.members[0], *ranking, is_blank=is_blank)
    assert (Mark.objects.count(), in_urn(vote), Event.objects.count()) == (0, 0, before)


def test_a_forged_code_and_anothers_are_refused(session):
    vote = session.election()
    ana, beto = session.members[:2]
    borrowed = ballots.new_ticket(vote.pk, session.card(beto).pk)
    for ticket in ("AAAA-BBBB-CCCC", borrowed, borrowed[:-2] + "zz"):
        with pytest.raises(errors.ReceiptForged, match="No se contó nada"):
            session.cast(vote, ana, 1, ticket=ticket)
    assert not Mark.objects.exists()


def test_after_closing_nothing_is_taken(session):
    vote = session.election()
    session.cast(vote, session.members[0], 1)
    session.close(vote)
    with pytest.raises(errors.VoteClosed, match="Tu boleta no se contó"):
        session.cast(vote, session.members[1], 1)
    with pytest.raises(errors.VoteClosed):
        actions.give_papers(actor=session.office, vote_id=vote.pk, credential_id=session.card(session.members[1]).pk,
                            worths={1: 1})  # fmt: skip
    assert in_urn(vote) == 1
    with pytest.raises(DatabaseError, match="is not open"), transaction.atomic():
        Mark.objects.create(union=session.union, vote=vote, credential=session.card(session.members[1]),
                            channel="phone", weight=1)  # fmt: skip


def test_who_is_not_there_does_not_vote(session):
    vote = session.election()
    session.leave(session.members[0])
    with pytest.raises(errors.NotPresent, match="Anota primero su llegada"):
        session.cast(vote, session.members[0], 1)


def test_more_seats_than_candidates(session):
    with pytest.raises(errors.MoreSeatsThanCandidates, match="Se eligen 4 cargos y solo hay 3"):
        session.election(seats=4)
    assert not Vote.objects.exists()


def test_an_election_without_a_seed_does_not_begin(session):
    vote = actions.draft_vote(actor=session.office, item_id=session.item(3).pk, title="Mesa", method="plurality",
                              candidates=session.members[:2])  # fmt: skip
    with pytest.raises(errors.SeedMissing):
        actions.open_vote(actor=session.office, vote_id=vote.pk, seed="  ")


def test_an_election_with_one_voter_is_an_election(session):
    vote = session.election()
    receipt = session.cast(vote, session.members[5], 2)

    outcome = session.count(vote)

    assert (outcome.winners, outcome.valid) == ([2], 1)
    assert tally.read_published(outcome.record).ballot_of(receipt).ranking == (2,)


def test_nobody_voted_and_all_blank(session):
    nobody = session.election()
    session.close(nobody)
    with pytest.raises(errors.NobodyVoted):
        actions.count_vote(actor=session.office, vote_id=nobody.pk)
    assert not Outcome.objects.exists()
    actions.annul_vote(actor=session.office, vote_id=nobody.pk, reason="Nadie votó")

    blank = session.election()
    session.cast(blank, session.members[0], is_blank=True)
    session.close(blank)
    with pytest.raises(errors.NobodyVoted):
        actions.count_vote(actor=session.office, vote_id=blank.pk)
    assert in_urn(blank) == 1


def test_a_motion_of_abstentions_does_not_carry(session):
    vote = session.motion_vote()
    session.cast(vote, session.members[0], is_blank=True)
    outcome = session.count(vote)
    assert (outcome.has_carried, outcome.valid, outcome.blank) == (False, 0, 1)


def test_amendments_come_first_and_change_the_words(session):
    motion = session.motion()
    amendment = session.motion("La cuota será de $55 al mes.", amends_id=motion.pk)
    with pytest.raises(errors.AmendmentsFirst):
        session.motion_vote(motion=motion)
    vote = session.motion_vote(motion=amendment)
    actions.count_hands(actor=session.office, vote_id=vote.pk, in_favour=6, against=4, abstained=0, tellers="Flor")
    session.count(vote)

    motion.refresh_from_db()
    assert (motion.text, motion.state) == ("La cuota será de $55 al mes.", "proposed")
    assert session.motion_vote(motion=motion).state == "open"


def test_hands_are_for_open_motions_and_add_up(session):
    vote = session.motion_vote()
    with pytest.raises(errors.HandsDoNotAddUp, match="suman 9 y faltan por votar 10"):
        actions.count_hands(actor=session.office, vote_id=vote.pk, in_favour=9, against=0, abstained=0, tellers="Flor")
    secret, election = session.motion_vote(is_secret=True), session.election()
    for each in (secret, election):
        with pytest.raises(errors.HandsOnlyForMotions):
            actions.count_hands(
                actor=session.office, vote_id=each.pk, in_favour=10, against=0, abstained=0, tellers="Flor"
            )
    assert not HandCount.objects.exists()
    assert not Mark.objects.exists()


def test_help_is_written_down_and_the_choice_is_not(session):
    vote = session.election()
    ana = session.members[0]
    ticket = ballots.new_ticket(vote.pk, session.card(ana).pk)
    actions.help_to_vote(actor=session.office, vote_id=vote.pk, member=ana, reason="No lee",
                         ballot=ballots.FilledBallot(ticket, (3,)))  # fmt: skip

    helped = Assistance.objects.get()
    assert (helped.helped_by, helped.reason, helped.credential) == ("Rosa Secretaria", "No lee", session.card(ana))
    assert Event.objects.order_by("-number").first().data == {"member": ana.pk, "reason": "No lee"}


def papers_of(session, vote, *members):
    actions.print_papers(actor=session.office, vote_id=vote.pk, worths={1: len(members)})
    for member in members:
        actions.give_papers(actor=session.office, vote_id=vote.pk, credential_id=session.card(member).pk, worths={1: 1})
    return [paper.code for paper in PaperBallot.objects.filter(vote=vote).order_by("pk")]


def read(session, vote, *papers):
    return actions.read_papers(actor=session.office, vote_id=vote.pk, papers=papers)


def test_the_sheet_of_another_vote_a_forged_code_and_a_second_photo(session):
    vote, other = session.election(), session.election()
    mine, (foreign,) = papers_of(session, vote, *session.members[:2]), papers_of(session, other, session.members[2])
    with pytest.raises(errors.PaperUnknown, match="es falsa o de otra votación"):
        read(session, vote, Seen(mine[0], (1,)), Seen(foreign, (1,)))
    with pytest.raises(errors.PaperUnknown):
        read(session, vote, Seen("0000-0000-0000", (1,)))
    assert in_urn(vote) == 0

    read(session, vote, Seen(mine[0].lower(), (1,)))
    with pytest.raises(errors.PaperTwice, match="ya se había leído"):
        read(session, vote, Seen(mine[0], (2,)))
    with pytest.raises(errors.PaperTwice):
        read(session, vote, Seen(mine[1], (1,)), Seen(mine[1], (1,)))
    assert in_urn(vote) == 1


def test_a_doubt_goes_to_two_people_who_must_agree(session):
    vote = session.election()
    doubtful, empty = papers_of(session, vote, *session.members[:2])
    read(session, vote, Seen(doubtful, (1,), doubtful=(2,)), Seen(empty, ()))
    assert in_urn(vote) == 0
    session.close(vote)
    with pytest.raises(errors.PapersDoubtful, match="Faltan 2 boletas"):
        actions.count_vote(actor=session.office, vote_id=vote.pk)

    def says(actor, code, *ranking, is_blank=False):
        return actions.resolve_doubt(actor=actor, vote_id=vote.pk, code=code, ranking=ranking, is_blank=is_blank)

    second, third = session.second_person(), session.second_person("Quirino")
    says(session.office, doubtful, 1)
    with pytest.raises(errors.SamePersonTwice):
        says(session.office, doubtful, 1)
    assert says(second, doubtful, 2).state == "doubtful"
    assert says(third, doubtful, 1).state == "read"
    with pytest.raises(errors.NotDoubtful):
        says(third, doubtful, 1)
    actions.void_paper(actor=session.office, vote_id=vote.pk, code=empty, reason="Rota")

    outcome = actions.count_vote(actor=session.office, vote_id=vote.pk)
    assert (outcome.winners, outcome.valid) == ([1], 1)


def test_more_papers_than_were_given_are_not_read(session):
    vote = session.election()
    codes = papers_of(session, vote, *session.members[:2])
    actions.print_papers(actor=session.office, vote_id=vote.pk, worths={1: 1})
    extra = PaperBallot.objects.exclude(code__in=codes).get().code
    read(session, vote, Seen(codes[0], (1,)), Seen(codes[1], (1,)))
    with pytest.raises(errors.PapersExceed, match=r"leídos \(3\) que entregados \(2\)"):
        read(session, vote, Seen(extra, (1,)))
    assert in_urn(vote) == 2


def test_papers_worth_more_are_given_to_the_exact_votes(session):
    vote = session.election()
    card = session.card(session.members[0])
    with pytest.raises(errors.WorthWrong, match="valen 10 y le tocan 1"):
        actions.give_papers(actor=session.office, vote_id=vote.pk, credential_id=card.pk, worths={10: 1})
    assert not Mark.objects.exists()


def test_a_tie_goes_to_the_announced_lot(session):
    vote = session.election(candidates=session.members[:2])
    session.cast(vote, session.members[0], 1)
    session.cast(vote, session.members[1], 2)
    outcome = session.count(vote)

    lots = {n: tally.digest("barro y fuego", 1, session.members[n - 1].name) for n in (1, 2)}
    assert outcome.winners == [min(lots, key=lots.get)]


def test_two_telephones_at_once_count_once(live):
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=3)
        world.in_session()
        vote = world.election(candidates=world.members)
        ana = world.members[0]
        actor = world.as_member(ana)
        tickets = [ballots.new_ticket(vote.pk, world.card(ana).pk) for _ in range(2)]
    results = []

    def press(ticket):
        try:
            with in_union(union.pk):
                actions.cast_ballot(actor=actor, vote_id=vote.pk, member=ana,
                                    ballot=ballots.FilledBallot(ticket, (1,)))  # fmt: skip
            results.append("counted")
        except errors.AlreadyVoted:
            results.append("already")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(ticket,)) for ticket in tickets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["already", "counted"]
    with in_union(union.pk):
        assert in_urn(vote) == 1
