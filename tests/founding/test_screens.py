"""Every page of a founding at every stage: it opens, and what is not due offers no form to send."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tequio.core.actors import Actor
from tequio.core.users import User
from tequio.founding import actions
from tequio.founding.lacks import lacks_for
from tequio.founding.models import Answer, Founder, Founding, Problem
from tequio.founding.queries import missing, orphans, unranked
from tequio.members.models import Member, Person
from tests import factories

PAGES = (
    "",
    "problemas/",
    "orden/",
    "comite/",
    "figura/",
    "figura/meses/",
    "bases/",
    "fundadores/",
    "asamblea/",
    "tramites/",
    "entrega/",
)


@pytest.mark.parametrize("stage", ["form", "bylaws", "assembly", "founded"])
def test_every_page_opens_at_every_stage(played, stage):
    forum = played(stage)
    client = Client()
    client.force_login(User.objects.get(email="mesa@foro.example"), backend=settings.AUTHENTICATION_BACKENDS[0])
    base = f"/{forum.play.union.slug}/fundacion/"
    given = {page: client.get(base + page).status_code for page in PAGES}
    if stage == "form":
        assert given.pop("bases/") == 302
    assert set(given.values()) == {200}
    if stage == "founded":
        assert client.get(f"{base}tramites/rfc/").status_code == 200
        for paper in ("promoters", "bylaws", "roster", "act", "checklist"):
            assert client.get(f"{base}papel/{paper}.pdf").content.startswith(b"%PDF-"), paper
            assert client.get(f"{base}papel/{paper}.docx").content.startswith(b"PK"), paper
    assert timezone.localdate() >= forum.today


def desk_of(forum):
    client = Client()
    client.force_login(User.objects.get(email="mesa@foro.example"), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def lines(forum, actor=None):
    return [(each.says, each.href) for each in lacks_for(actor or forum.desk, forum.founding, forum.now)]


def test_each_lack_stands_on_a_line_of_its_own_with_the_page_that_mends_it(played):
    forum = played("forum")
    base, course = f"/{forum.play.union.slug}", forum.founding.course.get_absolute_url()
    assert lines(forum) == [
        ("Van 0 sesiones del foro; hacen falta 3.", course),
        ("Vienen seguido 0 personas; hacen falta 5.", course),
        ("Hay 0 problemas escritos; hacen falta 3.", f"{base}/fundacion/problemas/"),
    ]
    page = desk_of(forum).get(f"{base}/fundacion/").text
    assert f'<li><a href="{base}/fundacion/problemas/">Hay 0 problemas escritos; hacen falta 3.</a></li>' in page


def test_more_lacks_than_fit_are_told_as_a_number(played):
    forum = played("ranking")
    found = lines(forum)
    waiting = len(unranked(forum.founding, forum.today))

    assert found[0][0] == "Ordenaron los problemas 0 personas; hacen falta 11."
    order = f"/{forum.play.union.slug}/fundacion/orden/{forum.constant.pk}/"
    assert ("Falta el orden de Ana Luna Ríos.", order) in found
    assert (waiting, len(found)) == (20, 20)
    assert found[-1][0] == "Y 2 cosas más como esta."
    # The adviser reads what is missing; he notes nobody's order.
    assert {href for _says, href in lines(forum, forum.adviser)[1:-1]} == {""}


def test_a_founders_data_lead_to_the_roster_and_his_paper_to_the_list(played):
    forum = played("bylaws", times=2)
    founder = Founder.objects.select_related("member__person").order_by("pk")[0]
    Founder.objects.filter(pk=founder.pk).update(paper=Founder.Paper.NONE)
    Person.objects.filter(pk=founder.member.person_id).update(curp="")
    Answer.objects.filter(code="exit_days").delete()
    member, base = founder.member, f"/{forum.play.union.slug}"
    found = dict(lines(forum))

    named = f"{member.name}, núm. {member.number}: falta"
    assert found[f"{named} CURP."] == f"{base}/socios/{member.pk}/corregir/"
    assert found[f"{named} identificación."] == f"{base}/fundacion/fundadores/"
    assert [href for href in found.values() if "#" in href] == [f"{base}/fundacion/bases/#id_exit_days"]


def test_two_founders_of_one_name_must_both_be_complete(played):
    forum = played("bylaws", times=2)
    first, second = Founder.objects.select_related("member__person").order_by("pk")[:2]
    told = {name: getattr(first.member.person, name) for name in ("nombres", "primer_apellido", "segundo_apellido")}
    Person.objects.filter(pk=second.member.person_id).update(**told)
    Founder.objects.filter(pk=first.pk).update(paper=Founder.Paper.NONE)

    found = [each for each in missing(forum.founding, forum.now) if each.what == "papers"]
    assert [each.names for each in found] == [(f"{first.member.name}, núm. {first.member.number}: identificación",)]


def test_a_member_finds_the_order_of_problems_on_her_own_page_while_it_is_open(played):
    forum = played("ranking")
    home = f"/{forum.play.union.slug}/"
    phones = []
    for member in (forum.constant, forum.passer_by):
        user = factories.make_user(member.name)
        Member.objects.filter(pk=member.pk).update(user=user)
        phones.append(Client())
        phones[-1].force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    ana, zoila = phones
    own = Actor(forum.play.union.pk, forum.constant.name, member_id=forum.constant.pk)

    assert "Falta el tuyo." in ana.get(home).text and f"{home}fundacion/mi-orden/" in ana.get(home).text
    assert "fundacion/mi-orden/" not in zoila.get(home).text  # she came once
    actions.record_ranking(actor=own, member=forum.constant, order=[Problem.objects.order_by("pk")[0].pk],
                           today=forum.today)  # fmt: skip
    assert "Ver o cambiar mi orden" in ana.get(home).text
    Founding.objects.update(stage="promoters")
    assert "fundacion/mi-orden/" not in ana.get(home).text


def test_the_handover_says_what_ends_before_it_asks(played):
    forum = played("founded", times=2)
    page = f"/{forum.play.union.slug}/fundacion/entrega/"
    desk = desk_of(forum)
    first, asked = desk.get(page).text, desk.get(f"{page}?seguro=si").text

    assert "Ver qué termina y entregar" in first and "Sí, entregar todo" not in first
    assert "Sí, entregar todo" in asked and "No se deshace:" in asked
    assert "Andrés Valle Soto · Asesoría externa" in asked and "Carmen Nava Cruz · Mesa del foro" in asked
    heir, passing = orphans(forum.founding)
    assert f"Pasan a {heir.name}:" in asked if passing else "ya tienen todos los permisos" in asked


def test_the_month_pages_say_what_the_tables_say(played):
    forum = played("form")
    desk, base = desk_of(forum), f"/{forum.play.union.slug}/fundacion/figura/"
    asked = "?sales=240000&costs=120000&season=fairs"
    months, table = desk.get(f"{base}meses/{asked}").text, desk.get(f"{base}{asked}").text

    # Nine months of 10,000 at 1 %; 40,000 and 50,000 at 1.1 %; 60,000 at 1.5 %.
    assert "$2,790.00" in months and "$2,790.00" in table and "de $240,000.00, según el mes" in table
    assert "Por confirmar" in months.replace(">por", ">Por") and "Leído en la ley" in months.replace(">leí", ">Leí")
    large = desk.get(f"{base}meses/?sales=3600000&costs=1&season=even").text
    assert "Con esa venta al año nadie puede estar en RESICO." in large
    wrong = desk.get(f"{base}?sales=mucho&costs=1&season=even").text
    assert "Escribe solo la cantidad en pesos" in wrong and "$180,000.00" in wrong
