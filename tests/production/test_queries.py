"""What a piece costs, where it breaks, what can be made and what is free: by hand, and for everybody at once."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tequio.engines.costing import Five, Kind, Resource
from tequio.production import actions, queries
from tequio.production.actions import KilnDetails, MeansDetails
from tequio.production.law import minimum_wage
from tequio.production.models import Commitment, Kiln
from tequio.production.settings import DAY_WAGE
from tequio.unions.models import Setting
from tests import factories
from tests.production.world import FIVE, MONDAY, NOW, TODAY

RAINS = date(2026, 7, 6)


# --- costs ------------------------------------------------------------------------------------------------------------


def test_the_wage_is_ones_own_the_unions_or_the_laws(world):
    assert queries.wage_here(TODAY).minor == 315_04
    assert queries.wage_here(TODAY).said_by == "law"
    assert "Conasami" in queries.wage_here(TODAY).source
    assert [minimum_wage(date(year, 6, 1)).minor for year in (2020, 2025, 2026, 2030)] == [
        278_80,
        278_80,
        315_04,
        315_04,
    ]

    Setting.objects.create(union=world.union, key=DAY_WAGE.key, value=400_00, valid_from=TODAY, source="asamblea")
    assert (queries.wage_here(TODAY).minor, queries.wage_here(TODAY).said_by) == (400_00, "union")
    actions.set_means(actor=world.actor, member=world.ana, details=MeansDetails(1, 6, 8, day_wage_minor=500_00))
    mine = queries.wage_of(queries.means_of(world.ana), TODAY)
    assert (mine.minor, mine.said_by) == (500_00, "own")


def test_a_card_from_five_numbers(world):
    """Two weeks like the one by hand: 800 begun, 616 good, $4,550.40 in all: $7.39 each, and not below it sold."""
    world.note(world.ana)
    world.note(world.ana, weeks_ago=3)
    world.note(world.ana, weeks_ago=8)  # too long ago to count
    found = queries.cards(TODAY, member_ids=[world.ana.pk])[world.ana.pk, "jarro"]

    assert (found.weeks, found.five, found.last_on) == (2, FIVE + FIVE, MONDAY)
    assert (found.card.minor, found.card.each_minor, found.card.floor_minor) == (4550_40, 7_39, 7_39)
    assert not found.card.is_counted
    cost = queries.costs("jarro", TODAY)[world.ana.pk]
    assert (cost.each, cost.floor_minor, cost.weeks) == (Fraction(4550_40, 616), 7_39, 2)
    assert queries.costs("taza", TODAY) == {}


def test_counted_batches_say_where_pieces_are_lost(world):
    world.note(world.ana)
    world.count(world.begin(world.ana, 100), 100, 90, 90, 90, 90, 90, 77)
    card = queries.cards(TODAY)[world.ana.pk, "jarro"].card

    assert card.is_counted
    assert [step.code for step in card.passage.steps if step.lost] == ["formar", "revisar"]


def test_cards_of_everybody_take_few_questions(world, django_assert_num_queries):
    for member in (world.ana, world.beto, world.caro):
        world.note(member)
    with django_assert_num_queries(7):
        assert len(queries.cards(TODAY)) == 3


def neighbours(world, count):
    """So many others who noted two weeks, each a peso dearer than the one before."""
    for place in range(count):
        member = factories.make_member(world.union, f"Vecina {place}", "Sol", section=world.village)
        five = Five(100, 100, 0, (place + 1) * 100_00, Decimal(0))
        for weeks_ago in (0, 1):
            world.note(member, weeks_ago=weeks_ago, five=five)


@pytest.mark.parametrize(("others", "middle"), [(4, None), (5, 3_00), (6, 3_50)])
def test_a_comparison_needs_five_others(world, others, middle):
    neighbours(world, others)
    world.note(world.ana)
    world.note(world.ana, weeks_ago=1)
    found = queries.middle_cost("jarro", TODAY, but=world.ana.pk)

    assert (found.value if found else None) == middle
    assert (found.of if found else None) == (others if middle else None)


@pytest.mark.parametrize(("others", "told"), [(4, False), (5, True)])
def test_losses_of_others_need_five_too(world, others, told):
    for place in range(others):
        member = factories.make_member(world.union, f"Vecina {place}", "Sol", section=world.village)
        world.count(world.begin(member, 100), 100, 90 + place)
    world.count(world.begin(world.ana, 100), 100, 50)
    middles = queries.middle_losses("jarro", TODAY, but=world.ana.pk)

    assert ("formar" in middles) is told
    if told:
        assert (middles["formar"].value, middles["formar"].of) == (Fraction(8, 100), 5)


def test_the_history_of_a_stage_is_told_by_weeks(world):
    for weeks_ago in (3, 2, 2):
        world.count(world.begin(world.ana, 100, days_ago=30), 95, on=TODAY - timedelta(weeks=weeks_ago))
    found = queries.history(world.ana.pk, "jarro", "preparar", TODAY)

    assert [each.isoformat() for each in found.mondays] == ["2026-02-16", "2026-02-23"]
    assert [(each.entered, each.lost) for each in found.tallies] == [(100, 5), (200, 10)]
    assert len(found.watch.points) == 2
    (loss,) = queries.losses(TODAY - timedelta(days=40), TODAY, product="jarro")
    assert (loss.member_id, loss.entered, loss.lost, loss.rate) == (world.ana.pk, 300, 15, Fraction(1, 20))


# --- capacity ---------------------------------------------------------------------------------------------------------


def ability(world, member, monday=MONDAY):
    return next(each for each in queries.abilities("jarro", [monday], TODAY) if each.member_id == member.pk)


def test_a_week_by_hand(world):
    """Ana: 2 people, 5,760 minutes; drying place 2,800 litre-days; half of 1,200 litres of kiln, as Beto has none."""
    places = queries.week_places([MONDAY], TODAY)
    hers, his = places[world.ana.pk, MONDAY], places[world.beto.pk, MONDAY]

    assert (hers.there.people, hers.there.drying, hers.there.kiln) == (5760, 2800, 600)
    assert (his.there.people, his.there.kiln) == (2880, 600)
    assert world.caro.pk not in {member for member, _ in places}  # she said nothing of what she works with
    able = ability(world, world.ana)
    # A good one takes 1.166 places in the first firing and 1.086 in the second, of 1.2 litres each: 222 fit into 600.
    assert (able.pieces, able.free, able.tight) == (222, 222, Resource.KILN)


def test_in_the_rains_drying_is_what_there_is_least_of(world):
    Kiln.objects.update(litres=10_000)
    details = MeansDetails(1, 6, 8, drying_litres=400)
    actions.set_means(actor=world.actor, member=world.ana, details=details)
    assert ability(world, world.ana).tight == Resource.PEOPLE
    dry, wet = ability(world, world.ana), ability(world, world.ana, RAINS)

    assert wet.tight == Resource.DRYING
    assert (dry.pieces, wet.pieces) == (281, 240)


def test_a_pause_takes_its_days(world):
    actions.note_pause(actor=world.actor, member=world.ana, begins_on=MONDAY - timedelta(days=3),
                       ends_on=MONDAY + timedelta(days=6))  # fmt: skip
    weeks = [MONDAY - timedelta(days=7), MONDAY, MONDAY + timedelta(days=7)]
    places = queries.week_places(weeks, TODAY, [world.ana.pk])

    assert [places[world.ana.pk, monday].there.kiln for monday in weeks] == [Fraction(600 * 4, 7), 0, 600]


def test_promises_are_taken_off_until_they_are_due(world):
    """201 jugs in three weeks: 67 a week."""
    actions.note_commitment(actor=world.actor, member=world.ana, product="jarro", pieces=201,
                            due_on=MONDAY + timedelta(days=16), today=TODAY, now=NOW)  # fmt: skip
    weeks = queries.mondays_from(TODAY, 4)
    found = [each for each in queries.abilities("jarro", weeks, TODAY) if each.member_id == world.ana.pk]

    assert [each.pieces - each.free for each in found] == [67, 67, 67, 0]
    (promised,) = Commitment.objects.all()
    # A week later the same 201 have two weeks left; overdue, they all fall into this week.
    assert [pieces for _, pieces in queries.weeks_of(promised, TODAY + timedelta(days=7))] == [101, 100]
    assert queries.weeks_of(promised, TODAY + timedelta(days=70)) == [(MONDAY + timedelta(days=70), 201)]


def test_what_was_promised_of_another_piece_is_missing_here(world):
    before = ability(world, world.ana).free
    actions.note_commitment(actor=world.actor, member=world.ana, product="olla", pieces=20, due_on=TODAY, today=TODAY,
                            now=NOW)  # fmt: skip
    assert ability(world, world.ana).free < before


def test_shared_kilns_never_promise_more_litres_than_there_are(world):
    for place in range(3):
        member = factories.make_member(world.union, f"Vecina {place}", "Sol", section=world.village)
        actions.set_means(actor=world.actor, member=member, details=MeansDetails(1, 6, 8))
    actions.set_kiln(actor=world.actor, member=world.beto, details=KilnDetails("gas-chico", "De Beto", 301, 1))
    places = queries.week_places([MONDAY], TODAY)

    assert sum(week.there.kiln for week in places.values()) == 1200 + 301
    assert places[world.beto.pk, MONDAY].there.kiln == 301
    assert [(each.litres, each.loads_per_week, each.is_shared) for each in queries.kilns()] == [
        (600, 2, True), (301, 1, False),
    ]  # fmt: skip


def test_what_the_union_can_make_in_a_week(world):
    (week,) = queries.union_weeks("jarro", [MONDAY], TODAY)
    assert (week.pieces, week.free, week.workshops) == (444, 444, 2)
    assert queries.union_weeks("avion", [MONDAY], TODAY)[0].pieces == 0
    assert queries.week_places([], TODAY) == {}


def test_the_abilities_of_everybody_take_few_questions(world, django_assert_num_queries):
    world.count(world.begin(world.ana, 100), 90)
    actions.note_commitment(actor=world.actor, member=world.ana, product="jarro", pieces=9, due_on=TODAY, today=TODAY,
                            now=NOW)  # fmt: skip
    weeks = queries.mondays_from(TODAY, 10)
    with django_assert_num_queries(8):
        assert len(queries.abilities("jarro", weeks, TODAY)) == 20


# --- the week's plan --------------------------------------------------------------------------------------------------


def test_the_plan_of_a_week(world):
    """450 wait dry and fill the kiln to 90 %, 50 are to be glazed; of 600 promised the rest is begun."""
    dry = world.waiting(world.ana, 450)
    glaze = world.count(world.begin(world.ana, 50), 50, 50, 50, 50)
    actions.note_commitment(actor=world.actor, member=world.ana, product="jarro", pieces=600,
                            due_on=TODAY + timedelta(days=12), today=TODAY, now=NOW)  # fmt: skip
    fire, move, begin = queries.plan_of(world.ana.pk, TODAY)

    assert (fire.kind, [each.pk for each in fire.batches], fire.task.fill) == ("fire", [dry.pk], Fraction(9, 10))
    assert (move.kind, [each.pk for each in move.batches], move.stage) == ("move", [glaze.pk], "Decorar y esmaltar")
    assert (begin.task.kind, begin.promise.pieces, begin.product) == (Kind.BEGIN, 600, "Jarro de 250 ml")
    # She lost nothing up to the first firing, so of 500 on their way 500 · 0.98 · 0.94 · 0.98 = 451.4 will be good. The
    # other 149 are begun in three weeks, 55.02 a week, that is 56.
    assert (begin.task.pieces, begin.task.short) == (56, 0)


def test_batches_before_the_same_stage_are_one_line(world):
    batches = [world.begin(world.ana, 40), world.begin(world.ana, 60), world.begin(world.ana, 10, product="taza")]
    (line,) = queries.plan_of(world.ana.pk, TODAY)

    assert [each.pk for each in line.batches] == [each.pk for each in batches]
    assert (line.task.pieces, line.task.minutes, line.product) == (110, 55, "Jarro de 250 ml, Taza")


def test_what_stands_in_a_planned_load_is_proposed_no_more(world):
    batches = [world.waiting(world.ana, 450) for _ in range(3)]
    assert [line.kind for line in queries.plan_of(world.ana.pk, TODAY)] == ["fire", "fire", "wait"]
    world.join(world.plan_load(), batches[0])

    lines = queries.plan_of(world.ana.pk, TODAY)
    assert [(line.kind, [each.pk for each in line.batches]) for line in lines] == [
        ("fire", [batches[1].pk]), ("wait", [batches[2].pk]),
    ]  # fmt: skip


def test_nothing_waits_and_nothing_is_promised(world):
    assert queries.plan_of(world.ana.pk, TODAY) == []
    assert queries.plan_of(world.caro.pk, TODAY) == []


# --- what broke in a load ---------------------------------------------------------------------------------------------


def test_what_broke_costs_what_it_carried_and_its_part_of_the_fuel(world):
    """10 of Ana's 200 jugs break: a twentieth of what all carried by her card, and of her fuel."""
    world.note(world.ana)
    load = world.plan_load()
    hers, his = world.waiting(world.ana, 200), world.waiting(world.beto, 24, product="olla")
    world.join(load, hers, his)
    fired = world.fire(load, 528_00, ana=190, beto=20)
    steps = queries.cards(TODAY)[world.ana.pk, "jarro"].card.passage.steps
    carried = round(steps[2].good_value / steps[2].good * 200)

    (broke,) = queries.what_broke(fired, world.ana.pk, TODAY).values()
    assert abs(broke - (carried + 240_00) / 20) <= 1
    # He noted no week: of his 24 pots 4 broke, with a sixth of his fuel.
    assert list(queries.what_broke(fired, world.beto.pk, TODAY).values()) == [48_00]
    assert queries.what_broke(fired, world.caro.pk, TODAY) == {}
    assert queries.what_broke(world.plan_load(), world.ana.pk, TODAY) == {}


# --- what a course may have moved -------------------------------------------------------------------------------------


def test_cost_and_losses_of_some_days_are_of_the_piece_made_most(world):
    """Two weeks of jugs like the one by hand; a week of cups counts for nothing."""
    world.note(world.ana)
    world.note(world.ana, weeks_ago=1)
    world.note(world.ana, weeks_ago=9, five=Five(400, 200, 0, 0, Decimal(5)))
    world.note(world.ana, product="taza", five=Five(10, 10, 999_00, 0, Decimal(0)))
    world.note(world.beto, product="taza", five=Five(10, 0, 999_00, 0, Decimal(0)))
    first = MONDAY - timedelta(weeks=1)

    assert queries.cost_of_each(first, TODAY) == {world.ana.pk: Fraction(4550_40, 616)}
    assert queries.cost_of_each(MONDAY - timedelta(weeks=9), first - timedelta(days=1)) == {
        world.ana.pk: Fraction(1575_20, 200)
    }
    actions.set_means(actor=world.actor, member=world.ana, details=MeansDetails(1, 6, 8, day_wage_minor=100_00))
    assert queries.cost_of_each(first, TODAY) == {world.ana.pk: Fraction(2400_00, 616)}

    for goods in ((100, 95, 90), (100, 85, 80)):
        world.count(world.begin(world.ana, 100), *goods)
    world.count(world.begin(world.ana, 10, product="taza"), 0)
    # A tenth is lost in forming, and of 180 that dry another 10: 1 − 0.9 · 17/18.
    assert queries.lost_part(first, TODAY) == {world.ana.pk: Fraction(15, 100)}
    assert queries.lost_part(first - timedelta(days=30), first) == {}
