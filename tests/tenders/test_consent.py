"""A member's yes: to this bank, for this, until this day; taken back, everything closes at once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.tenders import actions, queries
from tequio.tenders.bundles import applications_open_to, shown_to
from tequio.tenders.errors import (
    ConsentedAlready,
    DayPast,
    DossierClosed,
    NoBank,
    NothingToConsent,
    NotTheirs,
    TooLong,
    Underage,
    WithdrawnAlready,
)
from tequio.tenders.models import Consent
from tests import factories
from tests.tenders.world import NOW, TODAY


def is_kept(failure):
    return failure.__cause__.sqlstate == "TQ056"


def actor_of(world, name):
    return factories.actor_with(world.union, member=world.members[name])


def withdraw(world, consent, name="Ana"):
    return actions.withdraw_consent(
        actor=actor_of(world, name), member_id=world.members[name].pk, consent_id=consent.pk, now=NOW
    )


def test_a_yes_is_for_one_bank_one_purpose_until_a_day(world):
    consent = world.consent("Ana", world.bank, days=30)

    assert (consent.lender, consent.until_on) == (world.bank, TODAY + timedelta(days=30))
    assert consent.purpose == "herramienta o equipo: Un horno de gas"
    ids = [world.applications["Ana"].pk]
    assert applications_open_to(world.bank.pk, ids, consent.until_on) == set(ids)
    assert applications_open_to(world.bank.pk, ids, consent.until_on + timedelta(days=1)) == set()
    assert applications_open_to(world.other.pk, ids, TODAY) == set()
    event = Event.objects.get()
    assert (event.kind, event.data["lenders"]) == ("tenders.consent.given", ["Banco del Valle"])


def test_nobody_says_yes_for_another(world):
    with pytest.raises(NotAllowed):
        actions.give_consent(
            actor=actor_of(world, "Beto"), member_id=world.members["Ana"].pk,
            application_id=world.applications["Ana"].pk, lender_ids=[world.bank.pk], until_on=TODAY, today=TODAY,
        )  # fmt: skip
    with pytest.raises(NotTheirs):
        actions.give_consent(
            actor=actor_of(world, "Beto"), member_id=world.members["Beto"].pk,
            application_id=world.applications["Ana"].pk, lender_ids=[world.bank.pk], until_on=TODAY, today=TODAY,
        )  # fmt: skip

    assert not Consent.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(("days", "refusal"), [(-1, DayPast), (367, TooLong)])
def test_a_yes_lasts_from_today_to_a_year(world, days, refusal):
    with pytest.raises(refusal):
        world.consent("Ana", world.bank, days=days)

    assert not Consent.objects.exists()
    assert world.consent("Ana", world.bank, days=366).until_on == TODAY + timedelta(days=366)


def test_without_a_bank_or_twice_for_one_bank_nothing_is_kept(world):
    with pytest.raises(NoBank):
        world.consent("Ana")
    world.consent("Ana", world.bank)
    with pytest.raises(ConsentedAlready, match="Banco del Valle ya tiene tu permiso hasta el 08/06/2026"):
        world.consent("Ana", world.bank, world.other)

    assert [each.lender for each in Consent.objects.all()] == [world.bank]


def test_a_minor_signs_nothing(world):
    person = world.members["Ana"].person
    person.born_on = date(2008, 3, 11)  # eighteen tomorrow
    person.save()
    with pytest.raises(Underage, match="Ana Ríos tiene menos de 18 años"):
        world.consent("Ana", world.bank)
    assert not Consent.objects.exists()

    person.born_on = TODAY.replace(year=2008)
    person.save()
    assert world.consent("Ana", world.bank).pk


def test_an_application_that_is_over_needs_no_consent(world):
    application = world.applications["Ana"]
    application.state = "withdrawn"
    application.save(update_fields=["state"])
    with pytest.raises(NothingToConsent):
        world.consent("Ana", world.bank)

    assert not Consent.objects.exists()


def test_taken_back_it_is_closed_from_that_moment_and_may_be_given_again(world):
    consent = world.consent("Ana", world.bank)
    withdraw(world, consent)

    assert applications_open_to(world.bank.pk, [world.applications["Ana"].pk], TODAY) == set()
    with pytest.raises(WithdrawnAlready):
        withdraw(world, consent)
    assert Event.objects.filter(kind="tenders.consent.withdrawn").count() == 1
    assert world.consent("Ana", world.bank).pk != consent.pk


def test_a_paper_is_written_down_with_the_name_of_who_took_it(world):
    consent = actions.give_consent(
        actor=world.committee, member_id=world.members["Ana"].pk, application_id=world.applications["Ana"].pk,
        lender_ids=[world.bank.pk], until_on=TODAY, today=TODAY, on_paper=True,
    )  # fmt: skip

    assert (consent.on_paper, consent.taken_by) == (True, "Rosa Tesorera")


@pytest.mark.parametrize("change", [
    {"until_on": date(2027, 1, 1)}, {"withdrawn_at": NOW, "until_on": date(2027, 1, 1)}, {"purpose": "otra cosa"},
])  # fmt: skip
def test_the_database_lets_nobody_stretch_a_yes(world, change):
    consent = world.consent("Ana", world.bank)
    with pytest.raises(DatabaseError, check=is_kept), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(**change)
    with pytest.raises(DatabaseError, check=is_kept), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).delete()

    assert Consent.objects.get().until_on == consent.until_on


def test_withdrawn_in_the_middle_of_a_tender_one_drops_out_and_nothing_else_changes(world):
    world.sent()
    invitation, other = world.invitation(), world.invitation(world.other)
    before, of_other = shown_to(invitation, TODAY), shown_to(other, TODAY)
    consent = Consent.objects.get(application=world.applications["Goyo"], lender=world.bank)
    withdraw(world, consent, "Goyo")
    after = shown_to(world.invitation(), TODAY)

    assert [each.application_id for each in after.gone] == [world.applications["Goyo"].pk]
    assert after.open == tuple(each for each in before.open if each not in after.gone)
    amount = {f.name: f.value for f in after.bundle.sections[0].figures}["amount"]
    assert amount == sum(each.amount_minor for each in world.applications.values()) - 48_000_00
    assert shown_to(other, TODAY) == of_other
    number = after.gone[0].number
    bank = factories.actor_with(world.union, "tenders.dossier.open")
    with pytest.raises(DossierClosed):
        actions.open_dossier(actor=bank, invitation_id=invitation.pk, number=number, form="pdf", today=TODAY)
    assert not queries.openings_of(world.applications["Goyo"]).exists()
    assert actions.open_dossier(
        actor=bank, invitation_id=other.pk, number=number, form="pdf", today=TODAY
    ).application_id == world.applications["Goyo"].pk  # fmt: skip
    opened = queries.openings_of(world.applications["Goyo"]).get()
    assert (opened.data["lender"], opened.data["form"]) == ("Caja de los Altos", "pdf")


def test_an_ended_yes_closes_the_dossier_by_itself(world):
    world.sent()
    last = TODAY + timedelta(days=90)

    assert len(shown_to(world.invitation(), last).open) == 7
    assert shown_to(world.invitation(), last + timedelta(days=1)).open == ()
    assert shown_to(world.invitation(), last + timedelta(days=1)).bundle.rows == ()
