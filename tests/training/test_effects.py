"""The effect of a course on members' numbers: who is compared with whom, over which days, and when nothing is said."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tequio.engines.effect import Effect, TooFew
from tequio.members.models import Member
from tequio.training import actions, effects, measures
from tequio.training.measures import MEASURES, Measure, Unit
from tequio.training.models import Session
from tequio.training.records import record_of
from tests import factories

LAST = date(2026, 3, 17)  # of three Tuesdays from 3 March on

WHO_NOTED = {"piece_cost", "pieces_lost"}  # of whoever noted weeks or counted batches


@pytest.fixture
def taught(world):
    """Three sessions; twelve members came to all, one to one of three, eleven to none; and Ana, Beto, Caro to none."""
    world.sessions = world.plan("Uno", "Dos", "Tres")
    world.all = [_member(world, f"Vino{n}") for n in range(12)]
    world.once = _member(world, "Poco")
    world.none = [_member(world, f"No{n}") for n in range(11)]
    for place, session in enumerate(world.sessions):
        people = [*world.all, *([world.once] if place == 0 else [])]
        actions.note_attendance(
            actor=world.actor, session_id=session.pk, person_ids=[each.person_id for each in people],
            now=session.begins_at,
        )  # fmt: skip
    world.later = world.sessions[-1].begins_at + timedelta(days=120)
    return world


def _member(world, name):
    return factories.make_member(world.union, name, "Luna", section=world.village)


def numbers(before, after):
    """A measure whose numbers are given by member, whatever the days, but for which of the two periods it is."""

    def of(first, last):
        return before if last < date(2026, 3, 10) else after

    return Measure("test", "Prueba", Unit.COUNT, of)  # fmt: skip


def test_the_days_before_and_after_are_equally_many(taught):
    window = effects.window_of(taught.course, taught.later)

    assert window.before == (date(2025, 12, 3), date(2026, 3, 2))
    assert window.after == (date(2026, 3, 18), date(2026, 6, 15))
    assert [(last - first).days + 1 for first, last in (window.before, window.after)] == [90, 90]
    assert window.opens_on == date(2026, 6, 16)
    assert effects.window_of(taught.course, taught.sessions[0].begins_at - timedelta(hours=1)) is None


def test_who_is_compared_with_whom(taught):
    newcomer = _member(taught, "Nueva")
    Member.objects.filter(pk=newcomer.pk).update(joined_on=date(2026, 1, 1))
    left = taught.none[0]
    Member.objects.filter(pk=left.pk).update(state="left", left_on=LAST)
    groups = effects.groups_of(taught.course, effects.window_of(taught.course, taught.later), taught.later)

    assert groups.attended == {each.pk for each in taught.all}
    assert groups.others == {each.pk for each in (*taught.none[1:], taught.ana, taught.beto, taught.caro)}


def test_the_effect_is_the_difference_of_the_changes(taught):
    window = effects.window_of(taught.course, taught.later)
    groups = effects.groups_of(taught.course, window, taught.later)
    everybody = groups.attended | groups.others
    before = dict.fromkeys(everybody, 100.0)
    after = {pk: 130.0 if pk in groups.attended else 110.0 for pk in everybody}
    found = effects.effect_on(numbers(before, after), groups, window)

    assert isinstance(found, Effect)
    assert (found.estimate, found.low, found.high) == (20.0, 20.0, 20.0)
    assert (found.attended.people, found.others.people) == (12, 14)


def test_who_has_no_number_both_times_is_left_out_and_too_few_say_nothing(taught):
    window = effects.window_of(taught.course, taught.later)
    groups = effects.groups_of(taught.course, window, taught.later)
    some = dict.fromkeys(sorted(groups.attended)[:9], 1.0) | dict.fromkeys(groups.others, 1.0)

    assert effects.effect_on(numbers(some, some), groups, window) == TooFew(9, 14, 10)


def test_a_measure_is_declared_once():
    assert set(MEASURES) >= {"purchases", "savings", "dues_owed"}
    with pytest.raises(ValueError, match="declared twice"):
        measures.declare(MEASURES["purchases"])


def test_what_the_union_knows_of_every_member_is_a_number(taught):
    for code in MEASURES.keys() - WHO_NOTED:
        told = MEASURES[code].of(date(2026, 1, 1), date(2026, 3, 1))
        assert set(told) == set(Member.objects.values_list("pk", flat=True)), code
        assert set(told.values()) == {0.0}


def test_who_noted_nothing_of_her_workshop_has_no_number_of_it(taught):
    assert set(MEASURES) >= WHO_NOTED
    for code in WHO_NOTED:
        assert MEASURES[code].of(date(2026, 1, 1), date(2026, 3, 1)) == {}
    assert MEASURES["pieces_lost"].said(0.1234) == "12.3\u202f%"
    assert MEASURES["piece_cost"].said(739.4) == "$7.39"


def test_who_stops_coming_is_seen(world):
    sessions = world.plan("1", "2", "3", "4")
    for place, session in enumerate(sessions):
        people = [world.ana] + [world.beto] * (place < 2) + [world.caro] * (place == 0)
        actions.note_attendance(actor=world.actor, session_id=session.pk, now=session.begins_at,
                                person_ids=[each.person_id for each in people])  # fmt: skip
    record = record_of(world.course, sessions[-1].ends_at)

    told = [(line.sorted_name, line.came, line.missed, line.has_stopped) for line in record.lines]
    assert told == [("Luna, Ana", 4, 0, False), ("Ríos, Beto", 2, 2, True), ("Vega, Caro", 1, 3, False)]
    assert record.of(world.beto.person_id).last_at == sessions[1].begins_at


def test_who_stops_coming_is_told_by_name_with_the_last_day(office, world):
    sessions = world.plan("1", "2", "3", "4")
    text = seen(office, world, "asistencia")
    assert "Dejaron de venir" not in text
    for place, session in enumerate(sessions):
        people = [world.ana] + [world.beto] * (place < 2)
        actions.note_attendance(actor=world.actor, session_id=session.pk, now=session.begins_at,
                                person_ids=[each.person_id for each in people])  # fmt: skip
    text = seen(office, world, "asistencia")
    assert "<li><b>Ríos, Beto</b>, por última vez el martes 10 de marzo</li>" in text
    assert "<li><b>Luna, Ana" not in text


# --- on screen -----------------------------------------------------------------------------------------------------


@pytest.fixture
def office(client, world):
    client.force_login(factories.make_staff(world.union, "*"))
    return client


def seen(office, world, what="efecto"):
    answer = office.get(f"/tlayacapan/cursos/curso/{world.course.pk}/{what}/")
    assert answer.status_code == 200
    return answer.content.decode()


def moved(world, days_ago):
    for place, session in enumerate(Session.objects.order_by("begins_at", "pk")):
        day = timezone.now() - timedelta(days=days_ago + 14 - 7 * place)
        Session.objects.filter(pk=session.pk).update(begins_at=day, sequence=session.sequence + 1)


def test_nothing_is_said_before_its_time_nor_with_too_few(office, taught):
    moved(taught, 30)
    assert "Se podrá decir desde el" in seen(office, taught)
    moved(taught, 100)
    Member.objects.exclude(pk__in=[each.pk for each in taught.all]).update(joined_on=timezone.localdate())
    text = seen(office, taught)
    assert "hacen falta al menos 10 personas de cada lado, y hay 12 y 0" in text
    assert "La diferencia es" not in text


def test_an_effect_is_told_with_its_doubt_and_its_caveat(office, taught, monkeypatch):
    moved(taught, 100)
    attended = [each.pk for each in taught.all]
    others = [each.pk for each in (*taught.none, taught.ana)]
    # Both groups vary alike, by ten pesos for every second member; those who came have forty more.
    more = {pk: place % 2 * 10_00 + 40_00 for place, pk in enumerate(attended)}
    more |= {pk: place % 2 * 10_00 for place, pk in enumerate(others)}

    def of(first, last):
        is_after = last > timezone.localdate() - timedelta(days=100)
        return {pk: 100_00 + more[pk] * is_after for pk in more}

    monkeypatch.setitem(MEASURES, "x", Measure("x", "Venta", Unit.MONEY, of))
    text = seen(office, taught)
    assert "Venta" in text
    assert "Quienes vinieron (12): $45.00 más que antes, por persona. Quienes no vinieron (12): $5.00 más." in text
    assert "La diferencia es de $40.00 más para quienes vinieron." in text
    # Of both changes the variance is 300/11, of twelve each: 22 degrees, whose quantile is 2.07387; half is 4.42.
    assert "Con 95 % de seguridad está entre $35.58 más y $44.42 más." in text
    assert "difícil que sea casualidad" in text.lower()
    assert "Esto no prueba que el curso sea la causa" in text


def test_where_nobody_differs_it_is_said_so(office, taught, monkeypatch):
    moved(taught, 100)
    same = dict.fromkeys(Member.objects.values_list("pk", flat=True), 50_00)
    monkeypatch.setitem(MEASURES, "x", Measure("x", "Venta", Unit.MONEY, lambda first, last: same))
    assert "Quienes vinieron (12): $0.00 más que antes" in seen(office, taught)
    assert "No hay ninguna diferencia." in seen(office, taught)


def test_a_course_that_was_not_held_has_nothing_to_compare(office, world):
    assert "Todavía no hay qué comparar" in seen(office, world)
