"""Bodies renewed in parts, and lists that meet the bylaws' parity or plainly do not."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from tequio.assembly import actions, errors
from tequio.assembly.bodies import parity_of, renewals
from tequio.assembly.minutes import minutes_of
from tequio.assembly.models import Option, Vote
from tequio.core.models import Event
from tequio.unions.models import Setting, Term
from tests import factories
from tests.assembly import world as worlds


def bylaws_say(world, rule, value="yes"):
    Setting.objects.create(union=world.union, key=f"assembly.{rule}", value=value, valid_from=date(2026, 1, 1),
                           source="Bases, art. 30")  # fmt: skip


def holding(world, office, *ends):
    for number, ends_on in enumerate(ends):
        Term.objects.create(union=world.union, office=office, user=factories.make_user(f"Consejera {number}"),
                            begins_on=date(2024, 1, 1), ends_on=ends_on)  # fmt: skip


ENDS, STAYS = date(2027, 1, 1), date(2028, 1, 1)


def test_a_body_renewed_in_parts_fills_only_the_places_that_end(world):
    bylaws_say(world, "partial_renewal")
    office = world.seat("consejo")
    holding(world, office, ENDS, ENDS, STAYS)
    world.in_session()
    before = Event.objects.count()
    with pytest.raises(errors.NotRenewedNow, match="esta vez terminan 2 periodos y siguen 1"):
        world.election(office=office, years=3, seats=3)
    assert (Vote.objects.count(), Event.objects.count()) == (0, before)
    assert world.election(office=office, years=3, seats=2).seats == 2


def test_without_that_rule_a_whole_body_may_be_elected(world):
    office = world.seat("consejo")
    holding(world, office, ENDS, STAYS)
    world.in_session()
    assert world.election(office=office, years=3, seats=3).seats == 3


def test_the_assembly_shows_whose_term_ends_about_it(world):
    office = world.seat("consejo")
    holding(world, office, ENDS, STAYS, None)
    world.call()
    (one,) = renewals(world.assembly)
    assert [term.ends_on for term in one.ends] == [ENDS]
    assert [term.ends_on for term in one.stays] == [STAYS, None]
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    page = client.get(world.assembly.get_absolute_url()).content.decode()
    assert "termina el 1 de enero de 2027" in page
    assert "sigue hasta el 1 de enero de 2028" in page


def elected(world, declared):
    """Two of three are elected, with what each says of herself."""
    world.in_session()
    ana, beto, carmen = world.members[:3]
    vote = actions.draft_vote(
        actor=world.office, item_id=world.item(3).pk, title="Consejo", method="approval", seats=2,
        candidates=[ana, beto, carmen], declared=dict(zip((ana.pk, beto.pk, carmen.pk), declared, strict=True)),
    )  # fmt: skip
    world.begin(vote)
    world.cast(vote, ana, 1, 3)
    outcome = world.count(vote)
    assert sorted(outcome.winners) == [1, 3]
    return Vote.objects.get(pk=vote.pk), outcome


@pytest.mark.parametrize(
    ("declared", "found"),
    [("fff", (2, 0, 0, False)), ("ffm", (1, 1, 0, True)), (("f", "f", ""), (1, 0, 1, True)), ("mfm", (0, 2, 0, False))],
)
def test_parity_counts_what_the_elected_say_of_themselves(world, declared, found):
    bylaws_say(world, "parity")
    parity = parity_of(*elected(world, declared))
    assert (parity.women, parity.men, parity.unsaid, parity.holds) == found


def test_a_list_without_parity_is_told_in_result_and_minutes_and_the_list_says_nothing(world):
    bylaws_say(world, "parity")
    vote, outcome = elected(world, "fff")
    sentence = "la lista no la cumple: mujeres 2, hombres 0"
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    page = reverse("assembly:result", kwargs={"union": world.union.slug, "vote_id": vote.pk})
    assert sentence in client.get(page).content.decode()
    actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=vote.assembly.began_at)
    world.assembly.refresh_from_db()
    assert any(sentence in line for part in minutes_of(world.assembly).parts for line in part.sentences)
    assert "declares" not in outcome.record
    assert '"f"' not in outcome.record


def test_where_the_bylaws_do_not_ask_nothing_is_kept(world):
    vote, outcome = elected(world, "fff")
    assert parity_of(vote, outcome) is None
    assert set(Option.objects.values_list("declares", flat=True)) == {""}


def test_the_form_asks_only_where_the_bylaws_do_and_only_of_candidates(world):
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    world.in_session()
    ask = reverse("assembly:vote_new", kwargs={"union": world.union.slug, "point_id": world.item(3).pk})
    assert "se dicen mujeres" not in client.get(ask).content.decode()

    bylaws_say(world, "parity")
    world.in_session()
    ask = reverse("assembly:vote_new", kwargs={"union": world.union.slug, "point_id": world.item(3).pk})
    ana, beto, carmen = (member.number for member in world.members[:3])
    fields = {"title": "Consejo", "method": "approval", "seats": 1, "candidates": f"{ana}, {beto}"}
    answer = client.post(ask, fields | {"women": f"{ana} {carmen}", "men": f"{ana}"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Carmen Luna no está entre las candidaturas" in text
    assert "Ana Luna está en las dos listas" in text
    assert not Vote.objects.exists()
    assert client.post(ask, fields | {"women": f"{ana}"}).status_code == 302
    assert list(Option.objects.order_by("place").values_list("declares", flat=True)) == ["f", ""]


def first_election(world, **told):
    """Three seats for three years, elected together under partial renewal; votes 5, 3, 2."""
    bylaws_say(world, "partial_renewal")
    office = world.seat("consejo")
    world.in_session()
    vote = world.election(office=office, years=3, seats=3, candidates=world.members[:4], **told)
    for place, member in enumerate(world.members):
        world.cast(vote, member, 2 if place < 5 else 1 if place < 8 else 3)
    return office, world.count(vote), Vote.objects.get(pk=vote.pk)


def seated(world, vote, begins_on=ENDS):
    for number, member in enumerate(world.members[:4]):
        member.person.phone = f"+52777123000{number}"
        member.person.save()
    actions.seat_elected(actor=world.office, vote_id=vote.pk, begins_on=begins_on)
    return {term.user.name: term.ends_on for term in Term.objects.filter(begins_on=begins_on)}


def test_a_body_that_begins_together_ends_in_parts_and_fewest_votes_end_first(world):
    office, outcome, vote = first_election(world)
    assert (vote.is_staggered, outcome.winners) == (True, [2, 1, 3])
    assert seated(world, vote) == {
        "Beto Luna": date(2030, 1, 1), "Ana Luna": date(2029, 1, 1), "Carmen Luna": date(2028, 1, 1),
    }  # fmt: skip

    # A year later only Carmen's place is filled, for the whole term.
    for each in Vote.objects.filter(state="open"):
        actions.annul_vote(actor=world.office, vote_id=each.pk, reason="x")
    later = worlds.FIRST.replace(year=2027)
    world.call(meets_at=later, second_at=later + timedelta(days=7))
    (one,) = renewals(world.assembly)
    assert [term.user.name for term in one.ends] == ["Carmen Luna"]
    actions.issue_credentials(actor=world.office, assembly_id=world.assembly.pk)
    world.arrive()
    world.open()
    with pytest.raises(errors.NotRenewedNow, match="terminan 1 periodos y siguen 2"):
        world.election(office=office, years=3, seats=2)
    assert world.election(office=office, years=3).is_staggered is False


def test_result_and_minutes_say_who_stays_how_long_and_why(world):
    _office, _outcome, vote = first_election(world)
    sentence = "no todos duran lo mismo: Beto Luna (3 años), Ana Luna (2 años) y Carmen Luna (1 año)."
    client = Client()
    client.force_login(factories.make_staff(world.union, "*"))
    page = reverse("assembly:result", kwargs={"union": world.union.slug, "vote_id": vote.pk})
    text = client.get(page).text
    assert sentence in text
    assert "son de quienes tuvieron menos votos" in text
    actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=vote.assembly.began_at)
    world.assembly.refresh_from_db()
    assert any(sentence in line for part in minutes_of(world.assembly).parts for line in part.sentences)
    # It stays so, whatever begins later.
    seated(world, vote, begins_on=worlds.FIRST.date())
    assert sentence in client.get(page).text


def test_where_the_bylaws_draw_short_terms_the_seed_that_was_announced_decides(world):
    bylaws_say(world, "first_stagger", "lot")
    _office, _outcome, vote = first_election(world)
    drawn = sorted(("Ana Luna", "Beto Luna", "Carmen Luna"),
                   key=lambda name: sha256(f"barro y fuego/0/{name}".encode()).hexdigest())  # fmt: skip
    ends = seated(world, vote)
    assert [ends[name] for name in drawn] == [date(2028, 1, 1), date(2029, 1, 1), date(2030, 1, 1)]


def test_without_renewal_in_parts_all_terms_are_whole(world):
    world.in_session()
    assert world.election(office=world.seat("consejo"), years=3, seats=3).is_staggered is False
