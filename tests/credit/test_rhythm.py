"""How a member can pay: how often, and without the rains; and what comes of it down to the agreement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tequio.core.models import Event
from tequio.credit import actions, queries
from tequio.credit.errors import AskedWrong, EveryMonthRests
from tequio.credit.forms import HowMuchForm
from tequio.credit.models import Application
from tequio.credit.words import rhythm_said, rhythms_at_odds
from tequio.engines.lending import Every, Rhythm
from tequio.unions.making import seasons_of
from tests.credit.test_screens import STEPS, at, office, on, walk  # noqa: F401 - fixtures
from tests.credit.world import ASKED, TERMS, TODAY

RAINS = (6, 7, 8, 9, 10)
WEEKLY, RESTING = Rhythm(Every.WEEK), Rhythm(Every.MONTH, RAINS)


def test_the_rains_are_the_trades_and_no_code_knows_them():
    assert [(each.name, each.months) for each in seasons_of("pottery")] == [("Lluvias", RAINS)]
    assert seasons_of("no such trade") == ()


@pytest.mark.parametrize(("rhythm", "spanish", "english"), [
    (WEEKLY, "cada semana", "every week"),
    (RESTING, "cada mes, sin pagos de junio a octubre", "every month, with no payments from June to October"),
    (Rhythm(Every.MONTH, (1, 2, 6, 11, 12)), "cada mes, sin pagos de noviembre a febrero y en junio",
     "every month, with no payments from November to February and in June"),
], ids=["all-year", "one-run", "two-runs"])  # fmt: skip
def test_a_rhythm_is_said_as_people_say_it(rhythm, spanish, english):
    assert rhythm_said(rhythm) == spanish
    with translation.override("en"):
        assert rhythm_said(rhythm) == english


def test_at_the_lenders_own_rhythm_it_is_his_price_and_at_another_an_example(world):
    (own,) = queries.costs(24_000_00, 12, Rhythm(), TODAY)
    (weekly,) = queries.costs(24_000_00, 52, WEEKLY, TODAY)

    assert (own.is_announced, weekly.is_announced) == (True, False)
    assert (own.each_minor, own.after_rest) == (2_526_29, None)
    rows = weekly.weighed.schedule.rows
    assert (len(rows), rows[0].due_on, rows[1].due_on) == (52, date(2026, 1, 22), date(2026, 1, 29))
    # 24,000 × 36 % × 7 / 360 is 168.00 of interest in the first week, and 26.88 of IVA on it.
    assert (rows[0].interest, rows[0].iva, rows[0].total) == (168_00, 26_88, 578_23)
    # With months of thirty days the week over the end of February has nine: its IVA makes it the largest.
    assert max(rows, key=lambda row: row.total).due_on == date(2026, 3, 5)
    assert weekly.each_minor == 582_51
    assert sum(row.principal for row in rows) == 24_000_00
    # Two years is the most that this lender lends for, however they are counted.
    assert queries.costs(24_000_00, 104, WEEKLY, TODAY)
    assert queries.costs(24_000_00, 105, WEEKLY, TODAY) == []


def test_after_the_rains_the_interest_that_gathered_is_said_before_anybody_signs(world):
    (cost,) = queries.costs(24_000_00, 12, RESTING, TODAY)
    rows = cost.weighed.schedule.rows

    assert [row.due_on.month for row in rows] == [2, 3, 4, 5, 11, 12, 1, 2, 3, 4, 5, 11]
    after = cost.after_rest
    assert (after.due_on, after.number) == (date(2026, 11, 15), 5)
    # Six months at 3 % on what is owed after the fourth payment; more than a payment, so it is interest alone.
    assert after.interest == round(after.opening * Decimal("0.18"))
    assert (after.principal, after.total > cost.each_minor) == (0, True)


def test_terms_that_cannot_be_reckoned_at_a_rhythm_are_left_out(world):
    actions.announce_product(
        actor=world.desk, lender_id=world.lender.pk, name="Con gracia", least_minor=1_000_00, most_minor=60_000_00,
        most_payments=24, terms=replace(TERMS, interest_only=3), valid_from=TODAY, source="Prueba",
    )  # fmt: skip
    assert [each.product.name for each in queries.costs(24_000_00, 3, Rhythm(), TODAY)] == ["Taller"]
    # Three months of interest alone are thirteen weeks of it.
    graced = next(each for each in queries.costs(24_000_00, 26, WEEKLY, TODAY) if each.product.name == "Con gracia")
    assert [row.principal > 0 for row in graced.weighed.schedule.rows] == [False] * 13 + [True] * 13


@pytest.mark.parametrize(("more", "refused"), [
    ({"rest_in": tuple(range(1, 13))}, EveryMonthRests),
    ({"rest_in": (0, 13)}, AskedWrong),
    ({"every": "day"}, AskedWrong),
], ids=["every-month", "no-month", "no-rhythm"])  # fmt: skip
def test_a_rhythm_that_never_pays_is_refused_and_nothing_is_sent(world, more, refused):
    events = Event.objects.count()
    with pytest.raises(refused):
        world.ask(asked=replace(ASKED, **more))

    assert not Application.objects.exists()
    assert Event.objects.count() == events


def test_a_group_pays_at_the_rhythm_that_was_asked_and_each_may_say_his_own(world):
    actions.form_group(
        actor=world.own(world.ana), member=world.ana, name="Las del horno", others={world.beto.pk: 10_000_00},
        asked=replace(ASKED, every="fortnight", rest_in=RAINS), today=TODAY,
    )  # fmt: skip
    his = Application.objects.get(member=world.beto)
    assert his.rhythm == Rhythm(Every.FORTNIGHT, RAINS)
    own = actions.confirm_application(
        actor=world.own(world.beto), member=world.beto, application_id=his.pk, asked=replace(ASKED, every="week"),
        today=TODAY,
    )  # fmt: skip
    own.refresh_from_db()
    assert own.rhythm == WEEKLY


# --- pages -----------------------------------------------------------------------------------------------------------

RAINY = {"every": "month", "rest_in": "6,7,8,9,10"}


def test_a_member_sees_what_he_would_pay_each_time_and_sends_it(world, client, on):  # noqa: F811
    client.force_login(world.ana.user)
    first = client.get(at("ask")).text
    assert "Lluvias: sin pagos de junio a octubre" in first
    page = client.post(at("ask"), STEPS[0] | RAINY | {"paso": 0}).text
    (cost,) = queries.costs(24_000_00, 12, RESTING, TODAY)
    assert f"${cost.each_minor / 100:,.2f} cada pago" in page
    assert (
        "No se paga de junio a octubre. El interés de esos meses se junta: el 15 de noviembre de 2026 tocan"
        f" ${cost.after_rest.total / 100:,.2f}."
    ) in page
    assert (
        "este banco anuncia cada mes. Si presta con pagos cada mes, sin pagos de junio a octubre lo decide él." in page
    )
    done = walk(client, at("ask"), (STEPS[0] | RAINY, *STEPS[1:]))

    application = Application.objects.get()
    assert application.rhythm == RESTING
    assert "En 12 pagos, cada mes, sin pagos de junio a octubre." in client.get(done.url).text


def test_more_than_five_years_is_said_in_its_place(world, client, on):  # noqa: F811
    client.force_login(world.ana.user)
    page = client.post(at("ask"), STEPS[0] | {"payments": "61", "paso": 0})

    assert (page.status_code, "Cuando más son cinco años: 60 pagos." in page.text) == (422, True)
    assert client.post(at("ask"), STEPS[0] | {"payments": "61", "every": "week", "paso": 0}).status_code == 200


def test_a_trade_without_seasons_asks_for_none():
    assert "rest_in" not in HowMuchForm().fields


def test_where_the_banks_rhythm_is_another_it_is_said_to_the_office_and_to_the_member(world, office, client, on):  # noqa: F811
    application = world.approve(world.ask(asked=replace(ASKED, payments=52, every="week")))
    page = office.get(at("agree", application_id=application.pk))
    assert "La persona pidió pagar cada semana. Aquí está lo que dice el banco: cada mes." in page.text
    first = page.context["form"].initial
    assert (first["every"], first["payments"]) == ("month", 12)

    loan = world.agree(application, payments=12)
    assert rhythms_at_odds(application, queries.agreement_of(loan)) == ("cada semana", "cada mes")
    assert "Pidió pagar cada semana; con el banco quedó cada mes." in office.get(at("loan", loan_id=loan.pk)).text
    client.force_login(world.ana.user)
    assert "Pediste pagar cada semana; con el banco quedó cada mes." in client.get(at("my_loan", loan_id=loan.pk)).text


def test_where_the_bank_gives_the_rhythm_that_was_asked_nothing_is_said_and_the_days_are_so(world, client, on):  # noqa: F811
    application = world.approve(world.ask(asked=replace(ASKED, rest_in=RAINS)))
    loan = world.agree(application, terms=replace(TERMS, rest_in=RAINS))
    client.force_login(world.ana.user)

    assert "con el banco quedó" not in client.get(at("my_loan", loan_id=loan.pk)).text
    assert {row.due_on.month for row in queries.instalments_of(loan)}.isdisjoint(RAINS)
