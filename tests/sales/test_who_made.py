"""The page behind a box's QR: warm, for anybody, and never more than each workshop lets be told."""

import pytest
from django.test import Client
from django.urls import reverse

from tequio.core.models import Event
from tequio.sales import actions
from tequio.sales.errors import NoCard
from tequio.sales.models import Carton, Consent, Maker
from tests import factories
from tests.sales import leaving

# The union, tries so far; the box with its line, its parts, lots, tickets, makers, what they said; the English name.
QUESTIONS = 9


@pytest.fixture
def box(world):
    """All mugs in one box: the pieces of four workshops of two villages."""
    world.collected()
    actions.set_article(actor=world.seller, item_id=world.mug.pk, draft=leaving.MUG)
    line = world.order.lines.get(number=1)
    actions.pack_cartons(actor=world.seller, line_id=line.pk, cartons=1, per_carton=300, today=world.today)
    return Carton.objects.get()


def there(world, box):
    return reverse("who_made", args=[world.union.slug, box.code])


def read(world, box, language="es"):
    return Client().get(there(world, box), headers={"accept-language": language})


def say(world, name, **told):
    told = {"shows_name": False, "shows_village": True, "words": ""} | told
    return actions.give_consent(actor=world.seller, member=world.members[name], today=world.today, **told)


def pieces_of(world, name):
    return sum(t.accepted for t in world.tickets(maker=world.makers[name]) if t.line.item_id == world.mug.pk)


def test_without_their_word_only_village_and_trade_are_told(world, box):
    said = read(world, box).content.decode()

    for words in ("Hecho a mano", "Taza", "300 piezas", "4 talleres", "Atlatlahucan", "Cuentepec", "Alfarería",
                  "2 talleres que prefieren que hable su trabajo"):  # fmt: skip
        assert words in said, words
    assert not [name for name in world.members if name in said]


def test_a_workshop_that_agreed_is_named_with_its_words_and_initials(world, box):
    say(world, "Ana", shows_name=True, words="Aprendí de mi <b>abuela</b>")
    said = read(world, box).content.decode()

    assert "<b>Ana Luna</b>" in said
    assert ">AL</text>" in said
    assert "«Aprendí de mi &lt;b&gt;abuela&lt;/b&gt;»" in said
    assert "Y un taller más, que prefiere que hable su trabajo." in said
    assert f"{pieces_of(world, 'Ana')} piezas</small>" in said
    assert not [name for name in ("Beto", "Caro", "Dina") if name in said]

    say(world, "Ana")  # and takes it back: it holds at once
    assert "Ana Luna" not in read(world, box).content.decode()
    assert Consent.objects.count() == 1


def test_a_village_that_would_say_whose_it_is_is_not_named(world, box):
    for name in ("Caro", "Dina"):
        say(world, name, shows_village=False)
    said = read(world, box).content.decode()
    assert "Cuentepec" not in said
    assert "Otros talleres de la unión" in said
    say(world, "Dina", shows_village=True)  # alone in her village, and without a name
    assert "Cuentepec" not in read(world, box).content.decode()


def test_it_speaks_the_language_of_the_browser(world, box):
    said = read(world, box, "en-US,en;q=0.9,es;q=0.5").content.decode()

    for words in (
        '<html lang="en"',
        "Glazed clay mug",
        "Made by hand",
        "300 pieces",
        "4 family workshops",
        "Craft: Pottery",
    ):
        assert words in said, words
    assert "talleres" not in said.replace("Alfareros", "")


def test_it_says_no_key_of_ours_asks_nobody_in_and_keeps_robots_out(world, box, django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(QUESTIONS):
        answer = client.get(there(world, box))

    said = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert '<meta name="robots" content="noindex, nofollow">' in said
    assert "private" in answer["Cache-Control"]
    keys = [box.pk, box.order_id, box.line_id, *(maker.pk for maker in world.makers.values())]
    assert not [key for key in keys if str(key) in said or f"{key:,}" in said]
    assert client.post(there(world, box)).status_code == 405
    assert world.order.title not in said  # who ordered is nobody's business
    assert world.buyer.name not in said


def test_a_code_that_is_not_there_says_so_and_guessing_soon_ends(world, box, settings):
    settings.WRONG_CODES_A_MINUTE = 3
    wrong = there(world, box).replace(box.code, "0123456789abcdef")
    found = [Client().get(wrong).status_code for _ in range(5)]

    assert found == [404, 404, 404, 429, 429]
    assert Client().get(there(world, box)).status_code == 429  # right or wrong, so that trying on tells nothing
    assert Client(REMOTE_ADDR="10.0.0.7").get(there(world, box)).status_code == 200  # nobody else is stopped
    assert Client().get("/hecho/nowhere/0123456789abcdef/").status_code == 404


def test_a_box_of_another_union_is_not_there(world, box):
    with factories.union_in_scope("cuernavaca") as other:
        pass
    answer = Client().get(reverse("who_made", args=[other.slug, box.code]))
    assert answer.status_code == 404
    assert "Taza" not in answer.content.decode()


def test_a_member_says_it_for_himself_and_for_nobody_else(world, box):
    ana = factories.make_user("Ana")
    member = world.members["Ana"]
    member.user = ana
    member.save(update_fields=["user"])
    client = Client()
    client.force_login(ana)
    page = reverse("sales:my_consent", kwargs={"union": world.union.slug})
    assert "sin nombre" in client.get(page).content.decode()
    answer = client.post(page, {"shows_village": "on", "shows_name": "on", "words": "Con mis hijas", "once": "a"})
    assert answer.status_code == 302
    given = Consent.objects.get()
    assert (given.maker, given.shows_name, given.words, given.told_by) == (world.makers["Ana"], True, "Con mis hijas",
                                                                          "Ana")  # fmt: skip
    other = reverse("sales:consent", kwargs={"union": world.union.slug, "maker_id": world.makers["Beto"].pk})
    assert client.post(other, {"shows_name": "on"}).status_code == 403
    assert Consent.objects.count() == 1


def test_who_has_no_card_has_nothing_to_be_told_of(world):
    eva = factories.make_member(world.union, "Eva")
    before = Event.objects.count()
    with pytest.raises(NoCard):
        actions.give_consent(
            actor=world.seller, member=eva, shows_name=True, shows_village=True, words="", today=world.today
        )
    assert not Consent.objects.exists()
    assert Event.objects.count() == before
    assert Maker.objects.count() == 4
