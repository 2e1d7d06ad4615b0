"""From forum to union in a real browser: the desk's telephone takes every step, members and the assembly do theirs."""

import io
import zipfile
from datetime import timedelta
from itertools import islice

import pytest
from django.utils import timezone

from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.demo import constituting, forum
from tequio.demo.play import Play
from tequio.founding import actions
from tequio.founding.models import Founding, Problem, Ranking
from tequio.members.models import Member
from tequio.unions.models import Term, Union
from tests import factories
from tests.screens.browser import assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser

LIMIT = 50_000


class Journey:
    """The desk's browser, and the play that does what happens away from it."""

    def __init__(self, site):
        self.site = site
        self.play = Play(timezone.localdate())
        self.play.open_doors()
        self.base = f"/{self.play.union.slug}/fundacion/"

    def begin(self):
        """The forum's people, and its first four sessions; the problems are written in the browser."""
        script, self.problems = self.play.script, self.play.script["problems"]
        script["problems"] = self.problems[:2]
        next(forum.gather(self.play))
        self.page = self.site.open(self.base, user=User.objects.get(email="mesa@foro.example"), device="phone")

    def shown(self, path, name):
        """Open a page and look at it as a phone does by night, and a laptop by day."""
        user = User.objects.get(email="mesa@foro.example")
        for device, dark in (("phone", True), ("laptop", False)):
            looked = self.site.open(self.base + path, user=user, device=device, dark=dark)
            assert_axe_clean(looked)
            assert_fits(looked)
            self.site.screenshot(looked, f"founding-{name}-{device}-{'dark' if dark else 'light'}")
            looked.context.close()
        self.page.goto(self.site.address + self.base + path)

    def press(self, name, then=""):
        self.page.get_by_role("button", name=name, exact=True).click()
        assert then in self.page.content(), self.page.inner_text("main")

    @property
    def stage(self):
        return Founding.objects.get().stage


@pytest.fixture
def journey(site):
    made = Journey(site)
    with in_union(made.play.union.pk):
        yield made


def test_a_forum_becomes_a_union_page_by_page(journey):
    journey.begin()
    gather(journey)
    prepare(journey)
    found(journey)
    hand_over(journey)


def gather(journey):
    page, play = journey.page, journey.play
    journey.shown("", "home")
    assert "Hay 2 problemas escritos; hacen falta 3." in page.content()
    page.get_by_role("link", name="Seguir aquí").click()
    for title in journey.problems[2:]:
        page.get_by_label("¿Qué pasa?").fill(title)
        journey.press("Escribirlo", "Quedó escrito.")
    page.get_by_label("¿Qué pasa?").fill(journey.problems[0].upper())
    journey.press("Escribirlo", "Ese problema ya está escrito")
    play.attend(4, 12)
    journey.shown("problemas/", "problems")
    page.get_by_label("Semilla del sorteo").fill("lluvia de mayo")
    journey.press("Empezar el orden", "Ahora cada quien pone")

    mine(journey)
    keys = list(Problem.objects.order_by("pk").values_list("pk", flat=True))
    for place in range(2, 21):
        member = play.person(place)
        own = Actor(play.union.pk, member.name, member_id=member.pk)
        order = [keys[each - 1] for each in play.script["person"][place - 1]["order"]]
        if order and place != 2:
            actions.record_ranking(actor=own, member=member, order=order, today=timezone.localdate())
    page.goto(f"{journey.site.address}{journey.base}orden/{play.person(2).pk}/")
    page.get_by_label("Lo que más duele").select_option(str(keys[3]))
    page.get_by_label("Lugar 2").select_option(str(keys[3]))
    journey.press("Guardar el orden", "un problema está dos veces")
    page.get_by_label("Lugar 2").select_option(str(keys[0]))
    journey.press("Guardar el orden", "quedó guardado")
    journey.shown("orden/", "orders")
    journey.press("Sí, contar", "El orden está contado")
    assert journey.stage == "promoters"


def mine(journey):
    """A member puts the problems in order on her own telephone, without script, on a light page."""
    ana = factories.make_user("Ana Luna Ríos")
    Member.objects.filter(pk=journey.play.person(1).pk).update(user=ana)
    path = f"{journey.base}mi-orden/"
    assert weigh(journey.site, path, user=ana, device="phone").total <= LIMIT
    own = journey.site.open(path, user=ana, device="phone", script=False)
    own.get_by_label("Lo que más duele").select_option(label=journey.problems[4])
    own.get_by_role("button", name="Guardar mi orden").click()
    assert "Tu orden está guardado." in own.content()
    looked = journey.site.open(path, user=ana, device="phone")
    assert_axe_clean(looked)
    assert_fits(looked)
    journey.site.screenshot(looked, "founding-mine-phone-light")
    assert Ranking.objects.get().order == [Problem.objects.get(title=journey.problems[4]).pk]


def prepare(journey):
    page, play = journey.page, journey.play
    for label, place in (("Coordinación", 3), ("Minutas", 7), ("Dinero", 13)):
        member = play.person(place)
        page.get_by_label(label).select_option(str(member.pk))
    journey.press("Nombrar el comité", "El comité está nombrado")

    journey.shown("figura/", "form")
    journey.shown("figura/meses/?sales=240000&costs=120000&season=fairs", "months")
    journey.page.goto(journey.site.address + journey.base + "figura/")
    page.get_by_label("Lo que vendes en un año").fill("240,000")
    page.get_by_label("Lo que gastas en un año para producirlo").fill("100,000")
    page.get_by_role("button", name="Calcular").click()
    assert "$240,000.00" in page.content() and "$10,924.16" in page.content()  # 5,051.37 + 10.88 % of 53,977.88
    page.get_by_label("Cooperativa de consumo", exact=True).check()
    page.get_by_label("Por qué").fill("Cada taller vende lo suyo.")
    page.get_by_label("Votos a favor").fill("9")
    page.get_by_label("Personas presentes").fill("18")
    journey.press("Anotar la figura", "tuvo 9 votos y hacían falta 10")
    page.get_by_label("Votos a favor").fill("15")
    journey.press("Anotar la figura", "La figura está escogida")

    answer(journey)
    sign_up(journey)


def answer(journey):
    page, given = journey.page, dict(journey.play.script["answers"])
    page.get_by_label("¿Con cuántos días se avisa de una asamblea?").fill("3")
    journey.press("Guardar las respuestas", "LGSC art. 37")
    asked = {
        "name": "¿Cómo se va a llamar la unión?", "domicile": "¿Dónde va a tener su domicilio?",
        "object": "¿Para qué se unen?", "notice_days": "¿Con cuántos días se avisa de una asamblea?",
        "proxies": "¿A cuántas personas ausentes puede representar cada quien?",
        "term_years": "¿Cuántos años dura un cargo?", "exit_days": "¿Con cuántos días avisa quien quiere salir?",
        "reserve_percent": "De lo que sobre cada año, ¿qué parte se guarda por si hay pérdidas?",
        "education_percent": "¿Y qué parte para aprender?",
    }  # fmt: skip
    for code, label in asked.items():
        page.get_by_label(label).fill(given[code])
    page.get_by_label("¿Cuánto pone cada quien al entrar?").fill("500")
    page.get_by_label("¿De cuánto es la cuota de cada mes?").fill("60")
    page.get_by_label("¿Mujeres y hombres por mitad en los cargos?").select_option("yes")
    page.get_by_label("Si la unión debe, ¿con qué responde cada quien?").select_option("limited")
    journey.press("Guardar las respuestas", "Las respuestas quedaron guardadas")
    journey.shown("bases/", "bylaws")
    assert "Hay 0 fundadoras y fundadores; hacen falta 5." in page.content()


def sign_up(journey):
    page, play = journey.page, journey.play
    page.goto(f"{journey.site.address}{journey.base}fundadores/")
    page.get_by_label("Persona", exact=True).select_option(str(play.person(1).pk))
    page.get_by_label("Identificación que mostró").select_option("none")
    journey.press("Apuntar", "identificación")
    for place in range(1, 21):
        actions.enlist_founder(actor=play.desk(timezone.now()), member_id=play.person(place).pk, paper="ine",
                               today=timezone.localdate())  # fmt: skip
    journey.shown("fundadores/", "founders")
    page.goto(f"{journey.site.address}{journey.base}asamblea/")
    page.get_by_label("Qué día").fill(timezone.localdate().isoformat())
    page.get_by_label("Lugar").fill("Plaza de Tlayacapan")
    journey.press("Preparar la asamblea", "a más tardar el")
    page.get_by_label("Qué día").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    journey.press("Preparar la asamblea", "La asamblea está preparada")
    journey.shown("asamblea/", "assembly")


def found(journey):
    page, play = journey.page, journey.play
    list(constituting.call(play, timezone.now()))
    play.__dict__["meets_at"] = timezone.now()
    list(islice(constituting.stages(play), 2))  # votes and elections; the act is the desk's
    page.reload()
    journey.press("Expedir el acta", "El acta salió")
    assert Union.objects.get().name == play.script["answers"]["name"]
    journey.shown("tramites/", "registrations")
    page.get_by_role("link", name="RFC de la unión").click()
    page.get_by_label("Hecho el").fill(timezone.localdate().isoformat())
    page.get_by_label("Folio o número").fill("UAT261108AB1")
    journey.press("Guardar", "UAT261108AB1")

    keeper = page.context.request
    for paper in ("promoters", "bylaws", "roster", "act", "checklist"):
        pdf = keeper.get(f"{journey.site.address}{journey.base}papel/{paper}.pdf")
        word = keeper.get(f"{journey.site.address}{journey.base}papel/{paper}.docx")
        assert (pdf.status, pdf.body()[:5], word.status) == (200, b"%PDF-", 200)
        (journey.site.folder / f"founding-{paper}.pdf").write_bytes(pdf.body())
        text = zipfile.ZipFile(io.BytesIO(word.body())).read("word/document.xml").decode()
        assert "{" not in text and "Unión de Alfareros de Tlayacapan" in text


def hand_over(journey):
    page = journey.page
    journey.shown("entrega/", "handover")
    page.get_by_role("link", name="Ver qué termina y entregar").click()
    assert "Andrés Valle Soto · Asesoría externa" in page.content()
    journey.shown("entrega/?seguro=si", "handover-asked")
    journey.press("Sí, entregar todo", "")
    # The keeper has handed over her own rights too: the union's pages are nowhere for her.
    assert journey.stage == "governed"
    today = timezone.localdate()
    assert not Term.objects.filter(office__code__in=("foro", "asesoria")).exclude(ends_on__lte=today).exists()
    president = Term.objects.get(office__code="presidencia").user
    looked = journey.site.open(journey.base, user=president, device="phone")
    assert "Se gobierna sola desde" in looked.content()
    assert_axe_clean(looked)
    journey.site.screenshot(looked, "founding-governed-phone-light")
    assert page.context.request.get(journey.site.address + journey.base).status == 404
