"""A tender from its draft to the committee's choice; what the banks see of it; what the database keeps."""

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from django.core import signing
from django.db import DatabaseError, transaction

from tequio.core.links import LinkForged, LinkUseless
from tequio.core.models import Event
from tequio.credit.models import Application
from tequio.engines.dossier import crowd_of
from tequio.tenders import actions, links, queries, rows
from tequio.tenders.bundles import shown_to
from tequio.tenders.errors import (
    BidLapsed,
    BidStale,
    BidWrong,
    ClosesTooSoon,
    NoBank,
    NoBids,
    NotApproved,
    NothingBundled,
    NotNow,
    TooFewConsents,
)
from tequio.tenders.models import BankInvitation, Bid, Bundled, Choice, Tender
from tequio.tenders.past import answers
from tequio.tenders.scale import common_loan, on_the_scale
from tests import factories
from tests.tenders.world import TODAY, terms_of_bid

D = Decimal


def refused(state):
    return pytest.raises(DatabaseError, check=lambda failure: failure.__cause__.sqlstate == state)


# --- putting it together ----------------------------------------------------------------------------------------------


def test_a_draft_is_changed_until_it_is_sent(world):
    tender = world.prepared()
    fewer = world.draft(applications=list(world.applications.values())[:3], lenders=[world.bank], title="Otro")
    actions.prepare_tender(actor=world.committee, draft=fewer, today=TODAY, tender_id=tender.pk)

    assert Tender.objects.get().title == "Otro"
    assert Bundled.objects.count() == 3
    assert [each.lender for each in BankInvitation.objects.all()] == [world.bank]
    assert {each.number for each in Bundled.objects.all()} == {None}


@pytest.mark.parametrize(("changed", "refusal"), [
    ({"applications": []}, NothingBundled), ({"lenders": []}, NoBank),
    ({"closes_on": TODAY - timedelta(days=1)}, ClosesTooSoon),
])  # fmt: skip
def test_what_no_tender_can_be_is_refused(world, changed, refusal):
    with pytest.raises(refusal):
        world.prepared(**changed)

    assert not Tender.objects.exists()
    assert not Event.objects.exists()


def test_only_what_two_people_approved_goes_to_banks(world):
    asked = world.applications["Ana"]
    asked.state = "withdrawn"
    asked.save(update_fields=["state"])
    with pytest.raises(NotApproved, match="Ana Ríos"):
        world.prepared()

    assert not Tender.objects.exists()


def test_a_bank_with_fewer_than_three_who_say_yes_gets_nothing(world):
    for name in ("Ana", "Beto", "Carmen"):
        world.consent(name, world.bank)
    world.consent("Ana", world.other)
    world.consent("Beto", world.other)
    world.prepared()
    with pytest.raises(TooFewConsents, match="Para Caja de los Altos hay 2 solicitudes con permiso"):
        actions.send_tender(actor=world.committee, tender_id=world.tender.pk, seed="x", today=TODAY)

    assert Tender.objects.get().state == "draft"
    assert {each.told for each in Bundled.objects.all()} == {""}
    assert not Event.objects.filter(kind="tenders.tender.sent").exists()


def test_numbers_are_drawn_and_the_same_lot_draws_the_same(world):
    world.sent()
    numbers = {each.application_id: each.number for each in Bundled.objects.all()}

    assert sorted(numbers.values()) == [1, 2, 3, 4, 5, 6, 7]
    assert [numbers[each.pk] for each in world.applications.values()] != [1, 2, 3, 4, 5, 6, 7]
    assert Event.objects.get(kind="tenders.tender.sent").data["shown"] == {
        "Banco de la Sierra": 7, "Caja de los Altos": 7
    }  # fmt: skip


def test_what_was_sent_stays_whatever_happens_in_the_house_afterwards(world):
    world.sent()
    before = shown_to(world.invitation(), TODAY)
    kept = {each.pk: each.told for each in Bundled.objects.all()}
    member = world.members["Ana"]
    member.person.nombres = "Anita"
    member.person.save()

    assert shown_to(world.invitation(), TODAY) == before
    assert {each.pk: each.told for each in Bundled.objects.all()} == kept
    for change in ({"told": "{}"}, {"number": 99}, {"facts": {}}):
        with refused("TQ058"), transaction.atomic():
            Bundled.objects.filter(number=1).update(**change)
    with refused("TQ058"), transaction.atomic():
        BankInvitation.objects.update(shown=[])
    with refused("TQ058"), transaction.atomic():
        Tender.objects.update(closes_on=date(2027, 1, 1))
    with refused("TQ059"), transaction.atomic():
        Tender.objects.update(state="draft")


def test_every_change_of_state_that_is_allowed_is_the_databases_too(world):
    states = list(Tender.State)
    for one in states:
        for other in states:
            with transaction.atomic():
                tender = Tender.objects.create(
                    union=world.union, number=1, title="x", closes_on=TODAY, failing_bp=1, lost_bp=1, part_bp=0,
                    pool_minor=0, state=one, sent_on=None if one == "draft" else TODAY,
                    called_off_why="x" if one == "called_off" else "",
                )  # fmt: skip
                tender.state, tender.sent_on = other, None if other == "draft" else TODAY
                tender.called_off_why = "x" if other == "called_off" else ""
                try:
                    with transaction.atomic():
                        Tender.objects.filter(pk=tender.pk).update(
                            state=other, sent_on=tender.sent_on, called_off_why=tender.called_off_why
                        )
                    went = True
                except DatabaseError:
                    went = False
                # Chosen needs a choice; everything else is as the table says.
                allowed = other in Tender.CHANGES[one] and other != "chosen"
                assert went is (allowed or (one, other) == ("draft", "draft")), (one, other)
                transaction.set_rollback(True)


# --- the bundle -------------------------------------------------------------------------------------------------------


def test_no_row_of_a_bundle_stands_out_in_any_three_fields_and_none_names_anybody(world):
    world.sent()
    bundle = shown_to(world.invitation(), TODAY).bundle

    assert len(bundle.rows) == 7
    for three in combinations(range(len(bundle.columns)), 3):
        shown = [tuple(row[place] for place in three) for row in bundle.rows]
        assert min(shown.count(row) for row in shown) >= 3
    assert crowd_of(bundle.rows) >= bundle.crowd == 3
    text = repr(bundle)
    for member in world.members.values():
        assert member.person.nombres not in text
        assert str(member.number) not in text


def test_nobody_stands_out_by_how_he_can_pay(world):
    """One alone pays weekly and rests, two pay by the fortnight: none of it may tell who."""
    told = {"Ana": {"every": "week", "payments": 52, "rest_in": [6, 7, 8, 9, 10]}, "Beto": {"every": "fortnight"},
            "Flor": {"every": "fortnight"}, "Goyo": {"rest_in": [6, 7, 8]}}  # fmt: skip
    for name, changed in told.items():
        Application.objects.filter(pk=world.applications[name].pk).update(**changed)
    world.sent()
    bundle = shown_to(world.invitation(), TODAY).bundle

    assert bundle.columns[-1].name == "rhythm"
    assert crowd_of(bundle.rows) >= 3
    assert "cada semana" not in repr(bundle)
    facts = Bundled.objects.get(application=world.applications["Ana"]).facts
    assert (facts["every"], facts["rest_in"]) == ("week", [6, 7, 8, 9, 10])
    # A year of weeks that skip the rains: from 17 March 2026 on, the last one on 10 August 2027 would rest.
    assert facts["months"] > 12


def test_a_tender_that_was_sent_before_rhythms_were_told_keeps_the_columns_that_it_had(world):
    world.sent()
    facts = [dict(each.facts) for each in Bundled.objects.all()]
    for each in facts:
        del each["every"], each["rest_in"]
    names = [each.name for each in rows.fields()]
    before = rows.hidden(facts, [0] * (len(names) - 1))

    assert list(before.names) == names[:-1]
    assert [each.name for each in rows.columns(before.names)] == names[:-1]
    assert rows.hidden(facts).names == tuple(names)


def test_whoever_leaves_nobody_stands_out_and_below_three_nothing_is_shown(world):
    world.sent()
    for place, name in enumerate(list(world.members)[:5], start=1):
        consent = queries.consents_of([world.applications[name].pk]).get(lender=world.bank)
        actions.withdraw_consent(
            actor=world.committee, member_id=world.members[name].pk, consent_id=consent.pk,
            now=factories.timezone.now(),
        )  # fmt: skip
        bundle = shown_to(world.invitation(), TODAY).bundle
        left = 7 - place
        assert len(bundle.rows) == (left if left >= 3 else 0)
        assert crowd_of(bundle.rows) >= (3 if left >= 3 else 0)
    assert [section.name for section in bundle.sections] == ["summary"]
    assert bundle.sections[0].figures == ()


def test_the_bundle_says_what_can_be_lost_and_what_the_guarantee_carries(world):
    world.sent()
    sections = {each.name: each for each in shown_to(world.invitation(), TODAY).bundle.sections}
    figures = {(s.name, f.name): f.value for s in sections.values() for f in s.figures}

    assert figures["summary", "amount"] == 169_000_00
    assert figures["summary", "mean"] == 24_142_85
    assert figures["risk", "failing"] == D("0.04")
    # By hand: 4 % of 80 % of $169,000.
    assert figures["risk", "expected"] == round(169_000_00 * 0.04 * 0.8)
    losses = [row[1] for row in sections["risk"].tables[0].rows]
    assert losses == sorted(losses)
    # A first loss never owes more than its part: 10 % of $169,000.
    assert figures["guarantee", "needed"] == 16_900_00
    assert figures["guarantee", "used_up"] == 0


def test_the_scales_of_a_bundle_are_kept_and_only_grow_coarser(world):
    world.sent()
    invitation = world.invitation()
    facts = [each.facts for each in Bundled.objects.filter(pk__in=invitation.shown)]
    fewer = rows.hidden(facts[:4], invitation.scales)

    assert rows.hidden(facts).scales == tuple(invitation.scales)
    assert all(now >= then for now, then in zip(fewer.scales, invitation.scales, strict=True))


# --- links ------------------------------------------------------------------------------------------------------------


def opened(token):
    with links.BANK.opened(token) as invitation:
        return invitation


def test_a_link_opens_one_thing_until_a_new_one_is_made(world):
    world.sent()
    invitation = world.invitation()
    old = links.BANK.token_for(invitation)
    assert opened(old) == invitation
    actions.renew_link(actor=world.committee, invitation_id=invitation.pk)

    with pytest.raises(LinkUseless):
        opened(old)
    assert opened(links.BANK.token_for(world.invitation())) == invitation


@pytest.mark.parametrize(
    "token",
    ["", "x", "a:b:c", signing.dumps([1, 2, 3], salt="another"), signing.dumps([1, 2], salt=links.BANK.salt),
     signing.dumps("abc", salt=links.BANK.salt), signing.dumps(7, salt=links.BANK.salt)],
    ids=["empty", "short", "parts", "signed for another", "too few", "words", "a number"],
)  # fmt: skip
def test_a_forged_link_is_known_as_such(token):
    with pytest.raises(LinkForged):
        opened(token)


def test_a_link_holds_for_so_many_days(world, monkeypatch):
    world.sent()
    token, now, day = links.BANK.token_for(world.invitation()), time.time(), 24 * 60 * 60
    monkeypatch.setattr(time, "time", lambda: now + 179 * day)
    assert opened(token) == world.invitation()
    monkeypatch.setattr(time, "time", lambda: now + 181 * day)
    with pytest.raises(LinkUseless):
        opened(token)


def test_a_link_of_a_union_that_is_not_there_opens_nothing(world):
    world.sent()
    token = signing.dumps([10**17, world.invitation().pk, 1], salt=links.BANK.salt)
    with pytest.raises(LinkUseless):
        opened(token)


def test_a_tender_that_was_called_off_or_not_sent_has_no_way_in(world):
    world.sent()
    token = links.BANK.token_for(world.invitation())
    actions.call_off_tender(actor=world.committee, tender_id=world.tender.pk, reason="El fondo no alcanza.")
    with pytest.raises(LinkUseless):
        opened(token)

    assert Tender.objects.get().called_off_why == "El fondo no alcanza."


# --- bids -------------------------------------------------------------------------------------------------------------


def test_a_newer_bid_of_a_bank_replaces_the_older_which_stays_to_be_read(world):
    world.sent()
    world.bid(annual_rate=D("0.36"))
    newest = world.bid(annual_rate=D("0.30"))

    assert list(queries.newest_bids(world.tender)) == [newest]
    assert Bid.objects.count() == 2
    with refused("42501"), transaction.atomic():
        Bid.objects.filter(pk=newest.pk).update(annual_rate=0)


def test_outside_its_days_a_tender_takes_no_bid(world):
    world.sent()
    last = world.tender.closes_on
    assert world.bid(today=last).pk
    before = Event.objects.count()
    with pytest.raises(NoBids):
        world.bid(today=last + timedelta(days=1))
    actions.close_tender(actor=world.committee, tender_id=world.tender.pk)
    with pytest.raises(NoBids):
        world.bid()
    with refused("TQ057"), transaction.atomic():
        Bid.objects.create(union=world.union, invitation=world.invitation(), typed_by="x", given_on=TODAY,
                           **terms_of_bid())  # fmt: skip

    assert Bid.objects.count() == 1
    assert Event.objects.count() == before + 1


def test_what_cannot_be_reckoned_is_no_bid(world):
    world.sent()
    with pytest.raises(BidWrong):
        world.bid(annual_rate=D("-0.01"))

    assert not Bid.objects.exists()


def test_bids_are_put_on_one_scale_the_cheapest_by_cat_first(world):
    """By hand: 24 % with a commission of 6 % is dearer than 30 % with 2 %, on a year of level payments."""
    world.closed()
    loan = common_loan([each.amount_minor for each in world.applications.values()])
    placed = on_the_scale(list(queries.newest_bids(world.tender)), loan, world.tender)

    assert loan == 24_000_00
    assert [each.bid.invitation.lender.name for each in placed] == ["Banco de la Sierra", "Caja de los Altos"]
    assert [each.weighed.cat.percent for each in placed] == [D("40.4"), D("43.4")]
    assert placed[0].weighed.in_hand == 24_000_00 - 480_00 - 76_80
    assert placed[0].weighed.total == sum(row.total for row in placed[0].weighed.schedule.rows) + 480_00 + 76_80


# --- choosing ---------------------------------------------------------------------------------------------------------


def choose(world, bid, today=TODAY, **more):
    told = {"reason": "Conoce a la unión y no pide aval."} | more
    return actions.choose_bid(
        actor=world.committee, tender_id=world.tender.pk, bid_id=bid.pk, today=today, **told
    )  # fmt: skip


def test_the_committee_chooses_with_its_reason_and_nothing_is_lent_by_it(world):
    world.closed()
    dearer = Bid.objects.get(invitation__lender=world.other)
    choice = choose(world, dearer)

    assert (choice.bid, choice.name) == (dearer, "Rosa Tesorera")
    assert Tender.objects.get().state == "chosen"
    assert {each.state for each in type(world.applications["Ana"]).objects.all()} == {"approved"}
    with pytest.raises(NotNow):
        choose(world, dearer)
    assert Choice.objects.count() == 1


def test_nobody_chooses_while_banks_still_answer_nor_an_old_bid_nor_one_that_lapsed(world):
    world.sent()
    old = world.bid(annual_rate=D("0.36"))
    newest = world.bid()
    with pytest.raises(NotNow):
        choose(world, newest)
    actions.close_tender(actor=world.committee, tender_id=world.tender.pk)
    with pytest.raises(BidStale):
        choose(world, old)
    with pytest.raises(BidLapsed, match="31/12/2026"):
        choose(world, newest, today=date(2027, 1, 1))

    assert not Choice.objects.exists()
    assert Tender.objects.get().state == "closed"


def test_the_database_takes_no_choice_of_another_tender_and_no_chosen_state_without_one(world):
    world.closed()
    bid = Bid.objects.first()
    other = Tender.objects.create(
        union=world.union, number=9, title="x", closes_on=TODAY, failing_bp=1, lost_bp=1, part_bp=0, pool_minor=0,
        state="closed", sent_on=TODAY,
    )  # fmt: skip
    with refused("TQ059"), transaction.atomic():
        Choice.objects.create(union=world.union, tender=other, bid=bid, reason="x", name="x", chosen_on=TODAY,
                              user_id=world.committee.user_id)  # fmt: skip
    with refused("TQ059"), transaction.atomic():
        Tender.objects.filter(pk=world.tender.pk).update(state="chosen")


def test_what_banks_answered_becomes_knowledge(world):
    world.sent()
    world.bid(annual_rate=D("0.36"))
    world.bid(annual_rate=D("0.30"))
    world.bid(world.other, annual_rate=D("0.24"), opening_fee_rate=D("0.06"))
    actions.close_tender(actor=world.committee, tender_id=world.tender.pk)
    choose(world, Bid.objects.get(invitation__lender=world.other))
    told = answers()

    assert [(each.name, each.bids, each.chosen, each.middle) for each in told.by_lender] == [
        ("Banco de la Sierra", 1, 0, D("40.4")), ("Caja de los Altos", 1, 1, D("43.4"))
    ]  # fmt: skip
    assert [(each.name, each.bids, each.least, each.most) for each in told.by_year] == [
        ("2026", 2, D("40.4"), D("43.4"))
    ]  # fmt: skip
    came_down = {each.bid.annual_rate: each.came_down for each in told.rows}
    assert came_down[D("0.300000")] == came_down[D("0.360000")] + D("8.6")


# --- sent twice -------------------------------------------------------------------------------------------------------


def test_what_is_sent_twice_is_done_once(world):
    world.sent()
    told = {"actor": world.committee, "invitation_id": world.invitation().pk, "terms": terms_of_bid(), "today": TODAY}
    first = actions.give_bid(**told, key="k")

    assert actions.give_bid(**told, key="k") == first
    assert Bid.objects.count() == 1
    assert replace(world.draft(), lender_ids=[]).lender_ids == []
