"""A delegates' assembly of 4,000 members in a real browser, through three channels, from the call to the minutes."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tequio.assembly import actions, ballots
from tequio.assembly.actions import Seen
from tequio.assembly.models import Assembly, Credential, Mark, Outcome, PaperBallot, Petition, Substitute, Vote
from tequio.core.bulk import insert_rows
from tequio.engines import tally, urn
from tequio.members.models import Member, Person
from tequio.unions.models import Office, Setting
from tests import factories
from tests.assembly import world as worlds
from tests.screens.browser import assert_axe_clean, assert_fits, weigh

pytestmark = pytest.mark.browser

VILLAGES = ("Atocpan", "Cuentepec", "Hueyapan", "Jojutla", "Ocuituco", "Tepoztlán", "Tlayacapan", "Yautepec")
MEMBERS = 4_000
EACH = 50


@pytest.fixture
def hall(site):
    """4,000 members in eight villages, 80 delegates of 50 votes each; the office may do everything."""
    with factories.union_in_scope() as union:
        sections = [factories.make_section(union, name) for name in VILLAGES]
        with transaction.atomic():
            many(union, sections)
        Setting.objects.create(union=union, key="assembly.members_per_delegate", value=EACH,
                               valid_from=date(2020, 1, 1), source="Bases, art. 25")  # fmt: skip
        clerk = factories.make_staff(union, "*", name="Rosa Secretaria")
        actor = factories.actor_with(union, "*", user=clerk)
        first = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=10), datetime.min.time()))
        assembly = actions.draft_assembly(
            actor=actor, title="Asamblea de delegados", kind="ordinary", by_delegates=True, meets_at=first,
            second_at=first + timedelta(days=7), place="Auditorio de Tlayacapan", called_by="board", signers=0,
            points=[actions.Point("Cuota del año que viene"), actions.Point("Elección del consejo")],
            today=timezone.localdate(),
        )  # fmt: skip
        yield union, clerk, actor, assembly


def many(union, sections):
    names = [f"Delegada {number:04d}" for number in range(MEMBERS)]
    columns = ("union_id", "nombres", "primer_apellido", "segundo_apellido", "curp", "rfc", "phone", "clabe",
               "sort_key", "search_key", "is_demo")  # fmt: skip
    rows = [(union.pk, name, "Luna", "", "", "", "", "", f"luna {name.lower()}", f"{name.lower()} luna", True)
            for name in names]  # fmt: skip
    people = insert_rows(Person, columns, rows)
    each = MEMBERS // len(sections)
    insert_rows(
        Member, ("union_id", "number", "person_id", "section_id", "state", "joined_on"),
        [(union.pk, number + 1, person, sections[number // each].pk, "active", date(2024, 1, 1))
         for number, person in enumerate(people)],
    )  # fmt: skip


def test_an_assembly_of_delegates_through_three_channels(site, hall):
    union, clerk, actor, assembly = hall
    base = f"/{union.slug}/asambleas"
    page = site.open(f"{base}/{assembly.pk}/", user=clerk)
    page.get_by_role("link", name="Convocar", exact=True).click()
    page.get_by_role("button", name="Convocar").click()
    assert "La asamblea está convocada" in page.content()

    # Eighty delegates by their numbers, ten a village.
    page.get_by_role("link", name="Dar credenciales a delegadas y delegados").click()
    each = MEMBERS // len(VILLAGES)
    for place, village in enumerate(VILLAGES):
        numbers = range(place * each + 1, place * each + 1 + each // EACH)
        page.get_by_label(village, exact=True).fill(", ".join(map(str, numbers)))
    page.get_by_role("button", name="Dar credenciales").click()
    assert Assembly.objects.get().entitled == MEMBERS
    assert set(Credential.objects.values_list("weight", flat=True)) == {EACH}

    # The big screen follows arrivals by itself.
    screen = site.open(f"{base}/{assembly.pk}/pantalla/", user=clerk)
    cards = list(Credential.objects.select_related("member").order_by("pk"))
    for card in cards[:40]:
        arrive(actor, assembly, card)
    screen.get_by_text("2,000", exact=False).first.wait_for(timeout=8_000)
    assert "Faltan 1 votos" in screen.content()
    door = site.open(f"{base}/{assembly.pk}/asistencia/?q={cards[40].code}", user=clerk)
    door.get_by_role("button", name="llegó").click()
    screen.get_by_text("Hay quórum").wait_for(timeout=8_000)
    for card in cards[41:]:
        arrive(actor, assembly, card)

    page.goto(f"{site.address}{base}/{assembly.pk}/hacer/abrir/")
    page.get_by_label("Quién preside").fill("Delegada 0000 Luna")
    page.get_by_label("Quién levanta el acta").fill("Delegada 0001 Luna")
    page.get_by_label("Quiénes escrutan").fill("Delegada 0002 y Delegada 0003")
    page.get_by_role("button", name="Abrir la sesión").click()
    assert "La asamblea está abierta" in page.content()

    motion_by_hands(site, page, actor, assembly, cards)
    election_by_telephone_and_paper(site, page, union, clerk, actor, assembly, cards)

    page.goto(f"{site.address}{base}/{assembly.pk}/hacer/terminar/")
    page.get_by_role("button", name="Terminar la asamblea").click()
    page.get_by_role("link", name="Acta").click()
    text = page.content()
    assert "al abrir estaban presentes 4,000 votos" in text
    assert "se aprobó" in text
    with page.expect_download() as wanted:
        page.get_by_role("link", name="Word").click()
    assert wanted.value.suggested_filename.endswith(".docx")


def arrive(actor, assembly, card):
    actions.record_movement(actor=actor, assembly_id=assembly.pk, credential_id=card.pk, comes_in=True)


def motion_by_hands(site, page, actor, assembly, cards):
    """Two vote by telephone, the rest of the hall by raised hand; together 4,000."""
    item = assembly.items.get(number=1)
    motion = actions.propose_motion(actor=actor, item_id=item.pk, text="Cuota de $60 al mes.", proposed_by="Ana")
    vote = actions.draft_vote(actor=actor, item_id=item.pk, title="Cuota de $60 al mes.", method="motion",
                              is_secret=False, motion_id=motion.pk)  # fmt: skip
    actions.open_vote(actor=actor, vote_id=vote.pk, seed="barro")
    for card in cards[:2]:
        telephone(actor, vote, card, (1,))
    page.goto(f"{site.address}/{page.url.split('/')[3]}/asambleas/votacion/{vote.pk}/manos/")
    assert "78 personas presentes, que llevan 3,900 votos" in page.content()
    page.get_by_label("A favor").fill("3000")
    page.get_by_label("En contra").fill("800")
    page.get_by_label("Abstenciones").fill("99")
    page.get_by_label("Contaron").fill("Delegada 0002 y Delegada 0003")
    page.get_by_role("button", name="Anotar las manos").click()
    assert "suman 3,899 y faltan por votar 3,900" in page.content() or "suman 3899" in page.content()
    page.get_by_label("Abstenciones").fill("100")
    page.get_by_role("button", name="Anotar las manos").click()
    actions.close_vote(actor=actor, vote_id=vote.pk)
    outcome = actions.count_vote(actor=actor, vote_id=vote.pk)
    assert (outcome.valid, outcome.blank, outcome.has_carried) == (3_900, 100, True)


def telephone(actor, vote, card, ranking):
    voter = factories.actor_with(actor_union(actor), member=card.member)
    ticket = ballots.new_ticket(vote.pk, card.pk)
    actions.cast_ballot(actor=voter, vote_id=vote.pk, member=card.member,
                        ballot=ballots.FilledBallot(ticket, ranking))  # fmt: skip
    return ballots.receipt_of(ticket, vote.pk, card.pk)


def actor_union(actor):
    return factories.Union.objects.get(pk=actor.union_id)


def election_by_telephone_and_paper(site, page, union, clerk, actor, assembly, cards):
    candidates = [card.member for card in cards[:4]]
    office = Office.objects.create(union=union, code="consejo", name="Consejo", kind="elected")
    item = assembly.items.get(number=2)
    vote = actions.draft_vote(actor=actor, item_id=item.pk, title="Consejo de administración", method="scottish",
                              seats=2, candidates=candidates, office_id=office.pk, term_years=3)  # fmt: skip
    actions.open_vote(actor=actor, vote_id=vote.pk, seed="barro y fuego")

    # One delegate votes on a phone in the sun; the others' ballots come in bulk.
    user = factories.make_user("Delegada", phone="+527771230099")
    Member.objects.filter(pk=cards[0].member_id).update(user=user)
    phone = site.open(f"/{union.slug}/asambleas/votar/{vote.pk}/", user=user, device="phone")
    code = phone.locator(".code").inner_text()
    assert_fits(phone)
    assert_axe_clean(phone)
    phone.get_by_label(candidates[1].name).select_option("1")
    phone.get_by_label(candidates[0].name).select_option("2")
    phone.get_by_role("button", name="Poner mi voto en la urna").click()
    assert phone.locator(".code").inner_text() == code
    for number, card in enumerate(cards[1:60], start=1):
        telephone(actor, vote, card, ((number % 4) + 1, ((number + 1) % 4) + 1))

    actions.print_papers(actor=actor, vote_id=vote.pk, worths={10: 100})
    desk = site.open(f"/{union.slug}/asambleas/votacion/{vote.pk}/personas/?q={cards[60].member.number}", user=clerk)
    desk.get_by_role("button", name="Entregar de 10 y de 1").click()
    assert "Entregado" in desk.content()
    for card in cards[61:]:
        actions.give_papers(actor=actor, vote_id=vote.pk, credential_id=card.pk, worths={10: 5})
    papers = list(PaperBallot.objects.order_by("code"))
    actions.read_papers(actor=actor, vote_id=vote.pk, papers=[Seen(p.code, (3, 4)) for p in papers])
    assert Mark.objects.filter(vote=vote).count() == 80

    actions.close_vote(actor=actor, vote_id=vote.pk)
    page.goto(f"{site.address}/{union.slug}/asambleas/votacion/{vote.pk}/hacer/contar/")
    page.get_by_role("button", name="Contar los votos").click()
    outcome = Outcome.objects.get(vote=vote)
    assert outcome.valid == MEMBERS
    published = tally.read_published(outcome.record)
    assert tally.verify(published).differences == ()
    assert Vote.objects.get(pk=vote.pk).state == "counted"

    # The phone finds all fifty votes of its delegate with one code.
    phone.goto(f"{site.address}/{union.slug}/asambleas/resultado/{vote.pk}/")
    phone.get_by_label("Mi código").fill(code)
    phone.get_by_role("button", name="Buscar").click()
    assert phone.locator("#mi-voto .code").count() == EACH
    mine = {urn.shown(each) for each in urn.codes_of(tally.plain_code(code), EACH)}
    assert {ballot.receipt for ballot in published.ballots if ballot.receipt in mine} == mine
    assert_fits(phone)


@pytest.fixture
def session(site):
    """A small assembly in session, with a counted election, an open one and an open motion."""
    with factories.union_in_scope() as union:
        world = worlds.build(union)
        world.with_everything()
        counted = world.election(method="scottish", seats=2, candidates=world.members[:4])
        for place, member in enumerate(world.members):
            world.cast(counted, member, place % 4 + 1, (place + 1) % 4 + 1)
        world.count(counted)
        for method in ("meek", "approval"):
            other = world.election(method=method, seats=2, candidates=world.members[:4])
            for place, member in enumerate(world.members):
                world.cast(other, member, place % 4 + 1, (place + 1) % 4 + 1)
            world.count(other)
        world.board = world.board_vote()
        actions.note_minority(actor=world.office, vote_id=world.board.pk, members=world.members[7:])
        ana = factories.make_user("Ana Luna", phone="+527771230001")
        Member.objects.filter(pk=world.members[0].pk).update(user=ana)
        clerk = factories.make_staff(union, "*")
        yield world, counted, ana, clerk


OFFICE = ("", "{a}/", "{a}/asistencia/", "{a}/pantalla/", "{a}/avisos/", "votacion/{v}/", "votacion/{v}/manos/",
          "votacion/{v}/personas/?q=Luna", "votacion/{v}/boletas/", "votacion/{v}/leer/", "resultado/{c}/",
          "resultado/{m}/", "resultado/{p}/", "{a}/acta/", "nueva/", "{a}/hacer/terminar/", "peticiones/",
          "peticiones/nueva/", "peticion/{q}/", "votacion/{b}/", "votacion/{b}/minoria/")  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_offices_pages_are_clean_on_every_screen(site, session, dark):
    world, counted, _ana, clerk = session
    vote, asked = Vote.objects.filter(state="open").first(), Petition.objects.get()
    others = {short: Vote.objects.get(method=method).pk for short, method in (("m", "meek"), ("p", "approval"))}
    for device in ("laptop", "phone"):
        page = site.visitor(user=clerk, device=device, dark=dark)
        for path in OFFICE:
            path = path.format(a=world.assembly.pk, v=vote.pk, c=counted.pk, q=asked.pk, b=world.board.pk, **others)
            page.goto(f"{site.address}/{world.union.slug}/asambleas/{path}")
            name = path.strip("/").replace("/", "-").partition("?")[0] or "list"
            site.screenshot(page, f"assembly-{name}-{device}-{'dark' if dark else 'light'}")
            assert_axe_clean(page)
            if device == "phone":
                assert_fits(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_members_pages_are_light_and_clean(site, session, dark):
    world, counted, ana, _clerk = session
    vote = Vote.objects.filter(state="open").first()
    asked = Petition.objects.get()
    for path in ("mias/", f"mias/{world.assembly.pk}/", f"votar/{vote.pk}/", f"resultado/{counted.pk}/",
                 "peticiones/", "peticiones/nueva/", f"peticion/{asked.pk}/"):  # fmt: skip
        whole = f"/{world.union.slug}/asambleas/{path}"
        page = site.open(whole, user=ana, device="phone", dark=dark)
        site.screenshot(page, f"member-{path.strip('/').replace('/', '-')}-{'dark' if dark else 'light'}")
        assert_axe_clean(page)
        assert_fits(page)
        if not dark:
            assert weigh(site, whole, user=ana, device="phone").total <= 50_000, path


def test_without_script_a_member_votes_and_the_hall_sees_the_quorum(site, session):
    world, _counted, ana, clerk = session
    vote = Vote.objects.filter(state="open").first()
    page = site.open(f"/{world.union.slug}/asambleas/votar/{vote.pk}/", user=ana, device="phone", script=False)
    page.get_by_label("Beto Luna").check()
    page.get_by_role("button", name="Poner mi voto en la urna").click()
    assert "Tu voto está en la urna" in page.content()
    screen = site.open(f"/{world.union.slug}/asambleas/{world.assembly.pk}/pantalla/", user=clerk, script=False)
    assert "Hay quórum" in screen.content()


@pytest.fixture
def villages(site):
    """A delegates' assembly: one section has elected, one has its meeting called, one has none; texts were sent."""
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=6)
        factories.make_member(union, "Zoila", "Paz", section=factories.make_section(union, "San José de los Laureles"))
        world.section.__class__.objects.filter(pk=world.section.pk).update(municipality="Otro")
        early = {"second_at": worlds.FIRST - timedelta(days=1), "place": "Ayudantía municipal"}
        world.call(by_delegates=True)
        actions.plan_sections(actor=world.office, assembly_id=world.assembly.pk,
                              meets_at=worlds.FIRST - timedelta(days=6), **early)  # fmt: skip
        actions.call_sections(actor=world.office, assembly_id=world.assembly.pk, today=date(2026, 11, 27))
        general, world.assembly = world.assembly, Assembly.objects.get(section=world.section)
        world.arrive()
        world.open()
        vote = actions.draft_vote(
            actor=world.office, item_id=world.item(2).pk, title="Delegadas y delegados", method="scottish",
            candidates=world.members[:2], elects_delegates=True,
        )  # fmt: skip
        world.begin(vote)
        for member in world.members:
            world.cast(vote, member, 2, 1)
        world.count(vote)
        actions.close_assembly(actor=world.office, assembly_id=world.assembly.pk, now=worlds.FIRST)
        factories.make_member(union, "Nadia", "Sol", section=factories.make_section(union, "Jantetelco"))
        actions.send_call(actor=world.office, assembly_id=general.pk)
        yield world, general, vote, factories.make_staff(union, "*")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_of_sections_are_clean_on_every_screen(site, villages, dark):
    world, general, vote, clerk = villages
    paths = ("{a}/", "{a}/secciones/", "{a}/delegados/", "{a}/avisos/", "{s}/", "resultado/{v}/")
    for device in ("laptop", "phone"):
        page = site.visitor(user=clerk, device=device, dark=dark)
        for path in paths:
            path = path.format(a=general.pk, s=world.assembly.pk, v=vote.pk)
            page.goto(f"{site.address}/{world.union.slug}/asambleas/{path}")
            site.screenshot(
                page, f"sections-{path.strip('/').replace('/', '-')}-{device}-{'dark' if dark else 'light'}"
            )
            assert_axe_clean(page)
            if device == "phone":
                assert_fits(page)


@pytest.mark.parametrize(("device", "dark"), [("phone", True), ("laptop", False)])
def test_a_substitute_is_let_in_at_the_door(site, villages, device, dark):
    """Of the section that elected here, and of one that did on paper; the hall then has the same votes."""
    world, general, _vote, clerk = villages
    others = Member.objects.exclude(section=world.section).order_by("pk")
    actions.name_delegates(
        actor=world.office, assembly_id=general.pk,
        delegates={member.section_id: [member.pk] for member in others},
    )  # fmt: skip
    assert [each.member for each in Substitute.objects.all()] == [world.members[0]]
    page = site.open(f"/{world.union.slug}/asambleas/{general.pk}/suplentes/", user=clerk, device=device, dark=dark)
    site.screenshot(page, f"substitutes-before-{device}")
    assert_axe_clean(page)
    page.get_by_role("button", name="Admitir").click()
    assert "Ana Luna entró como suplente" in page.content()
    assert Credential.objects.get(assembly=general, member=world.members[0]).instead_of == world.members[1]
    assert_axe_clean(page)
    assert_fits(page)
    site.screenshot(page, f"substitutes-after-{device}")


def test_members_collect_signatures_on_their_phones_without_script(site, session):
    world, _counted, _ana, _clerk = session
    asked = Petition.objects.get()
    beto = factories.make_user("Beto Luna", phone="+527771230002")
    Member.objects.filter(pk=world.members[1].pk).update(user=beto)
    page = site.open(f"/{world.union.slug}/asambleas/mias/", user=beto, device="phone", script=False)
    page.get_by_role("link", name="Pedir un punto o una asamblea").click()
    page.get_by_role("link", name=asked.title).click()
    assert "Falta 1 firma" in page.content()
    page.get_by_role("button", name="Firmar").click()
    assert "Tu firma ya cuenta." in page.content()
    assert "Tiene las firmas que hacen falta" in page.content()
    assert Petition.objects.get().state == "reached"
