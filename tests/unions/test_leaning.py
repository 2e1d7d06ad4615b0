"""How much the union leans on its adviser: exact shares from the events, the rows behind them, and who else could."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tequio.core.models import Event
from tequio.members.actions import add_section
from tequio.members.models import Member
from tequio.training import actions as training
from tequio.unions import leaning
from tequio.unions.models import Office, Term
from tequio.unions.processes import PROCESSES
from tequio.unions.queries import CATALYST_LIMIT
from tests import factories
from tests.architecture.test_catalyst import DEEDS

AT = "/tlayacapan/cargos/asesoria/"


def actor_of(union, user, limit=None):
    rights = frozenset({"training.programme.draft", "training.course.draft", "members.section.add"})
    return factories.Actor(union_id=union.pk, name=user.name, user_id=user.pk, rights=rights, limit=limit)


@pytest.fixture
def done(union):
    """Four tasks of training, three by the adviser; one of the roster, by the treasurer; one by nobody."""
    today = timezone.localdate()
    adviser, rosa = factories.make_catalyst(union), factories.make_staff(union, "training.programme.draft")
    his, hers = actor_of(union, adviser, CATALYST_LIMIT), actor_of(union, rosa)
    programme = training.draft_programme(
        actor=hers, title="Seminarios", begins_on=today, ends_on=today + timedelta(days=90)
    )
    for title in ("Costos", "Precio", "Hornos"):
        training.draft_course(actor=his, programme_id=programme.pk, title=title)
    add_section(actor=hers, name="Cuentepec", municipality="Temixco", point_name="Plaza")
    training.draft_course(
        actor=factories.actor_with(union, "training.course.draft"), programme_id=programme.pk, title="Del programa"
    )
    return adviser, rosa


def test_the_shares_are_counted_by_process_and_period(union, done, django_assert_num_queries):
    today = timezone.localdate()
    with django_assert_num_queries(1):
        found = leaning.shares(today)

    assert found == [leaning.Share("training", 4, 3, 0, 0), leaning.Share("members", 1, 0, 0, 0)]
    assert [share.ratio for share in found] == [0.75, 0.0]
    assert leaning.together(found) == leaning.Share("", 5, 3, 0, 0)
    later = leaning.shares(today + timedelta(days=leaning.DAYS))
    assert later == [leaning.Share("training", 0, 0, 4, 3), leaning.Share("members", 0, 0, 1, 0)]
    assert leaning.shares(today + timedelta(days=2 * leaning.DAYS)) == []


def test_what_he_did_before_he_advised_or_after_is_the_unions(union, done):
    adviser, _rosa = done
    today = timezone.localdate()
    Term.objects.filter(user=adviser).update(begins_on=today - timedelta(days=9), ends_on=today)

    assert leaning.shares(today)[0] == leaning.Share("members", 1, 0, 0, 0)
    assert leaning.shares(today)[1] == leaning.Share("training", 4, 0, 0, 0)


def test_what_a_member_does_for_himself_is_not_counted(union, done):
    ana = factories.make_member(union, user=factories.make_user("Ana"))
    before = leaning.shares(timezone.localdate())
    training.make_feed(actor=factories.actor_with(union, member=ana, user=ana.user), member=ana)

    assert Event.objects.latest("number").deed == "training.feed.make"
    assert leaning.shares(timezone.localdate()) == before


def test_every_process_has_its_words():
    assert {right.partition(".")[0] for right in DEEDS} == set(PROCESSES)


def test_both_periods_have_the_same_days_and_touch():
    now, before = leaning.spans(factories.TODAY)

    assert (now.last, (now.end - now.first).days) == (factories.TODAY, 91)
    assert (before.end, (before.end - before.first).days) == (now.first, 91)


# --- who else could ---------------------------------------------------------------------------------------------------


def test_an_office_is_thin_until_two_can_carry_it(union):
    today = timezone.localdate()
    office = Office.objects.create(union=union, code="tesoreria", name="Tesorería", kind=Office.Kind.ELECTED)
    Office.objects.create(union=union, code="compras", name="Compras", kind=Office.Kind.STAFF)
    factories.make_catalyst(union)  # who advises could, and does not count
    rosa, beto = factories.make_user("Rosa"), factories.make_user("Beto")
    Term.objects.create(union=union, office=office, user=rosa, begins_on=today - timedelta(days=700),
                        ends_on=today - timedelta(days=100))  # fmt: skip
    assert [(each.name, each.holders, each.trained, each.is_thin) for each in leaning.offices(today)] == [
        ("Compras", [], [], True), ("Tesorería", [], ["Rosa"], True),
    ]  # fmt: skip

    Term.objects.create(union=union, office=office, user=beto, begins_on=today - timedelta(days=100))
    Term.objects.create(union=union, office=office, user=rosa, begins_on=today + timedelta(days=9))
    found = leaning.offices(today)[1]
    assert (found.holders, found.trained, found.is_thin) == (["Beto"], ["Rosa", "Beto"], False)


def test_another_app_may_know_who_is_trained(union, monkeypatch):
    Office.objects.create(union=union, code="tesoreria", name="Tesorería", kind=Office.Kind.ELECTED)
    taught = [leaning.Trained("tesoreria", "Ana"), leaning.Trained("tesoreria", "Beto"),
              leaning.Trained("tesoreria", "Ana")]  # fmt: skip
    monkeypatch.setattr(leaning, "SOURCES", [leaning.who_held, lambda _today: taught])

    assert [each.trained for each in leaning.offices(timezone.localdate())] == [["Ana", "Beto"]]


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_says_it_and_every_figure_leads_to_its_rows(client, union, done):
    client.force_login(done[1])
    page = client.get(AT)
    assert "<b>3</b> de 5 tareas de oficina: <b>60.0" in page.text
    assert "Andrés Asesor</b> asesora desde el" in page.text

    rows = client.get(f"{AT}training/?quien=asesoria")
    assert f'href="{AT}training/?quien=asesoria"' in page.text
    assert rows.context["page"].paginator.count == 3
    assert rows.text.count("Poner cursos en un programa") == 3
    everyone = client.get(f"{AT}training/")
    assert everyone.context["page"].paginator.count == 4
    assert "Rosa Tesorera" in everyone.text
    assert client.get(f"{AT}training/?periodo=antes").context["page"].paginator.count == 0
    assert client.get(f"{AT}nada/").status_code == 404


def test_a_union_that_walks_alone_is_told_so(client, union):
    ana = factories.make_user("Ana")
    factories.make_member(union, user=ana)
    client.force_login(ana)
    page = client.get(AT)

    assert "La unión ya camina sola" in page.text
    assert "Hoy nadie asesora desde fuera." in page.text
    assert Member.objects.count() == 1


def test_the_page_costs_the_same_for_few_and_many(client, union, done, django_assert_max_num_queries):
    for number in range(12):
        office = Office.objects.create(union=union, code=f"c{number}", name=f"C{number}", kind=Office.Kind.STAFF)
        Term.objects.create(union=union, office=office, user=done[1], begins_on=timezone.localdate())
    client.force_login(done[1])
    with django_assert_max_num_queries(13):
        client.get(AT)
    with django_assert_max_num_queries(10):
        client.get(f"{AT}training/")
