"""What workshops measured is what orders are split by."""

from collections import defaultdict
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.engines.splitting.solve import solve
from tequio.production import actions as bench
from tequio.production.models import Kiln
from tequio.sales import able, splitting
from tequio.sales.models import Skill, Split
from tests.makers import world as worlds
from tests.makers.world import FIVE, TODAY
from tests.sales.world import D, note

MONDAYS = [TODAY + timedelta(weeks=week) for week in range(9)]


def known(world, *, mondays=MONDAYS, today=TODAY):
    return able.known({world.mug.pk, world.plate.pk}, mondays, today)


def ability(world, name, item, **more):
    return known(world, **more).abilities.get((world.members[name].pk, item.pk))


def test_the_bench_replaces_the_card_and_who_keeps_none_is_as_carded(world):
    ana, beto = ability(world, "Ana", world.mug), ability(world, "Beto", world.mug)

    # Two loads of 60 litres; a good mug takes 1.1 litres of each firing and 15 % of them break on the way.
    assert (ana.per_week, ana.cost_minor) == (48, 3_000)
    assert (beto.per_week, beto.cost_minor) == (30, 3_200)
    assert set(known(world).free) == {world.members["Ana"].pk}


def test_what_a_piece_costs_comes_from_the_five_numbers(world):
    worlds.note_weeks(world, "Ana", FIVE)
    card = ability(world, "Ana", world.mug)

    assert card.cost_minor > 0
    assert card.cost_minor != 3_000
    # Material and fuel of two weeks, and eight days at the wage of the law, over 160 good pieces, up to a centavo.
    assert card.cost_minor == -(-(2 * 360_00 + 8 * worlds.wage(TODAY)) // 160)


def test_counted_losses_leave_less_for_the_same_kiln(world):
    begun = bench.begin_batch(
        actor=world.seller, member=world.members["Ana"], product="taza", pieces=100, begun_on=TODAY, today=TODAY
    )
    worlds.count(world, begun, 100, 100, 100, 50)  # half of them broke in the first firing

    assert ability(world, "Ana", world.mug).per_week == 33


def test_what_is_promised_elsewhere_is_not_free(world):
    ana = world.members["Ana"].pk
    assert set(known(world).free[ana].values()) == {D(1)}
    worlds.promise(world, "Ana", 9 * 24)
    free = known(world).free[ana]

    assert all(part <= D("0.5") for part in free.values())
    world.ordered()
    order = splitting.order_of(Split(order=world.order, first_on=TODAY), TODAY)
    shop = next(w for w in order.workshops if w.code == str(world.makers["Ana"].pk))
    assert all(room <= 5_000 for room in shop.capacity["week"])


def test_no_mix_of_products_asks_for_more_than_the_kiln_holds(world):
    ana = world.members["Ana"].pk
    worlds.promise(world, "Ana", 9 * 30)
    told = known(world)
    mugs, plates = (told.abilities[ana, item.pk].per_week for item in (world.mug, world.plate))
    for monday in MONDAYS:
        # Half of what is free for each: together they never pass the kiln's litres, drying place or hands.
        part = told.free[ana][monday] / 2
        want = {"taza": int(part * mugs), "plato-trinche": int(part * plates)}
        assert worlds.fits(world, "Ana", want, monday)


def test_a_workshop_whose_kiln_broke_is_offered_nothing_whatever_its_card_says(world):
    kiln = worlds.kiln_of(world, "Ana")
    worlds.retire(world, kiln)

    assert ability(world, "Ana", world.mug) is None
    assert Skill.objects.filter(maker=world.makers["Ana"]).count() == 2


def test_who_never_said_where_he_fires_is_as_carded(world):
    bench.set_means(
        actor=world.seller, member=world.members["Caro"], details=bench.MeansDetails(1, 6, 8, drying_litres=50)
    )
    assert ability(world, "Caro", world.mug).per_week == 25
    assert world.members["Caro"].pk not in known(world).free


def test_a_product_without_a_recipe_is_as_carded(world):
    world.mug.code = "taza-de-la-feria"
    world.mug.save()
    assert ability(world, "Ana", world.mug).per_week == 40


def test_rains_leave_less(world):
    rains = [monday for monday in (TODAY + timedelta(weeks=week) for week in range(20)) if monday.month >= 6]
    worlds.bench_dries_little(world, "Ana")
    dry, wet = ability(world, "Ana", world.mug), ability(world, "Ana", world.mug, mondays=rains)
    assert (dry.per_week, wet.per_week) == (32, 16)
    both = known(world, mondays=[TODAY, rains[0]]).free[world.members["Ana"].pk]
    assert both == {TODAY: D(1), rains[0]: D("0.5000")}


def test_what_is_asked_costs_the_same_whatever_the_number_of_workshops(world):
    with CaptureQueriesContext(connection) as few:
        known(world)
    for name in ("Beto", "Caro", "Dina"):
        worlds.keep_bench(world, name, people=1, kiln_litres=80)
        note(world, name, world.plate, 5, 7_000)
    with CaptureQueriesContext(connection) as many:
        assert len(known(world).free) == 4
    assert len(many) == len(few)


def test_who_fires_alone_is_asked_for_whole_loads(world):
    ana = world.members["Ana"].pk
    told = known(world)
    # A good mug takes 2.48 litres of both firings together, with what breaks: 24 of them fill a load of 60.
    assert (told.loads, told.abilities[ana, world.mug.pk].load_part) == ({ana: 2}, D("0.041278"))

    world.ordered()
    order = splitting.order_of(Split(order=world.order, first_on=TODAY), TODAY)
    shop = str(world.makers["Ana"].pk)
    takes = {skill.product: skill.uses["kiln"] for skill in order.skills if skill.workshop == shop}
    product = {line.code: line.product for line in order.lines}
    fired = defaultdict(D)
    for part in solve(order, seconds=10).parts:
        if part.workshop == shop:
            fired[part.week] += part.pieces * takes[product[part.line]] / splitting.LOAD
    assert fired
    # One or two loads, each at least four fifths full.
    assert all(D("0.8") <= loads <= 1 or D("1.6") <= loads <= 2 for loads in fired.values())


def test_a_kiln_that_a_week_does_not_fill_or_that_is_shared_asks_for_no_whole_loads(world):
    kiln = Kiln.objects.get(member=world.members["Ana"])
    assert known(world).loads
    Kiln.objects.filter(pk=kiln.pk).update(litres=4_000)
    assert known(world).loads == {}
    Kiln.objects.filter(pk=kiln.pk).update(litres=60, is_shared=True)
    assert known(world).loads == {}
