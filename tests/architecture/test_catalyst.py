"""The outside adviser decides nothing: every deed and every address there is, tried with his rights, and then some.

A new deed asks here for its line in unions/powers.py; until it has one, it is refused to him.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import get_resolver
from django.utils import timezone

from tequio.core import events
from tequio.core.action import REGISTRY, action
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.members.models import Section
from tequio.unions.errors import CatalystDecidesNothing
from tequio.unions.models import OfficeRight, Setting, Term
from tequio.unions.powers import CATALYST_MAY, OF_THE_CATALYST, POWER_OF, RIGHTS, Power
from tequio.unions.queries import CATALYST_LIMIT, standing_of
from tests import factories
from tests.architecture import test_every_url as urls
from tests.architecture.test_every_url import OF_UNION, answers, rows, signed_in, unlike

pytestmark = pytest.mark.slow

assert rows  # the fixture: a union where there is something behind every number

_ = get_resolver().url_patterns  # every app has registered its deeds then
DEEDS = sorted(right for right in REGISTRY if not right.startswith("tests."))
REFUSED = sorted(set(DEEDS) - CATALYST_MAY)

# Addresses whose form the adviser may send, and the right by which he may.
HIS_FORMS = {
    "assembly:assembly_new": "assembly.assembly.draft",
    "founding:bylaws": "founding.answer.draft",
    "founding:problems": "founding.problem.draft",
    "members:roster_upload": "members.roster.upload",
    "purchasing:round_new": "purchasing.round.draft",
    "sales:order_new": "sales.quotation.draft",
    "stock:price_new": "stock.price.record",
    "training:attendance": "training.attendance.teach",
    "training:course_new": "training.course.draft",
    "training:door_open": "training.door.teach",
    "training:guest": "training.guest.teach",
    "training:programme_new": "training.programme.draft",
    "training:series_new": "training.series.draft",
    "training:sign_in": "training.signin.teach",
}

# Pages that show themselves again when an empty form comes, and pages that lead one who is no member home; whatever a
# full form asks for is a deed, and all of those are tried above.
ONLY_SHOWN = {
    "assembly:my_assembly", "assembly:my_ballot", "assembly:my_minority", "assembly:petition", "credit:ask",
    "credit:my_application", "credit:my_loan", "guarantee:cap_accept",
    "purchasing:my_material", "purchasing:my_round", "purchasing:plans", "purchasing:pledges", "purchasing:quotes",
    "sales:my_consent", "sales:my_job",
}  # fmt: skip

WALL = "A catalyst never does"


@pytest.fixture
def adviser(union):
    return factories.make_catalyst(union)


def actor_of(union, user, *rights, limit=CATALYST_LIMIT):
    given = frozenset(REGISTRY if rights == ("*",) else rights)
    return factories.Actor(union_id=union.pk, name=user.name, user_id=user.pk, rights=given, limit=limit)


# --- the rule is total ------------------------------------------------------------------------------------------------


def test_every_right_has_its_kind_once():
    listed = [right for rights in RIGHTS.values() for right in rights]

    assert len(listed) == len(set(listed))
    assert set(DEEDS) - set(listed) == set(), "Say in unions/powers.py what kind of deed this is."
    assert set(listed) - set(DEEDS) == set(), "unions/powers.py lists what no longer is a right."
    assert set(RIGHTS) == set(Power)


def test_what_decides_is_never_of_the_kinds_he_may():
    for right in ("assembly.ballot.cast", "assembly.term.begin", "unions.term.appoint", "dues.farewell.pay",
                  "books.entry.post", "members.member.admit", "members.roster.import", "purchasing.award.approve",
                  "unions.office.grant", "unions.setting.change", "purchasing.pledge.import"):  # fmt: skip
        assert POWER_OF[right] not in OF_THE_CATALYST


def test_the_database_says_the_same_of_every_right(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT r FROM unnest(%s::text[]) r WHERE catalyst_may(r)", [DEEDS])
        found = {row[0] for row in cursor.fetchall()}

    assert found == CATALYST_MAY


# --- the deeds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("right", [right for right in REFUSED if REGISTRY[right].run])
def test_with_every_right_by_mistake_the_action_refuses_him_before_it_begins(union, adviser, right):
    before = Event.objects.count()
    with pytest.raises(CatalystDecidesNothing, match="Esto lo hace alguien de la unión"):
        REGISTRY[right].run(actor=actor_of(union, adviser, "*"))

    assert Event.objects.count() == before


def test_what_is_ones_own_is_none_of_his_either(union, adviser):
    """Even if a membership of his had slipped in, he does not do as a member what his limit forbids."""
    ana = factories.make_member(union)
    actor = factories.Actor(
        union_id=union.pk, name="Andrés", user_id=adviser.pk, member_id=ana.pk, limit=CATALYST_LIMIT
    )
    for each in REGISTRY.values():
        if each.for_self and each.right not in CATALYST_LIMIT.rights:
            with pytest.raises(CatalystDecidesNothing):
                each.run(actor=actor, **{each.for_self: ana})


@pytest.fixture
def sly(union):
    """A deed that no list knows."""

    @action("tests.sly.admit")
    def admit(*, actor, name):
        section = Section.objects.create(union_id=actor.union_id, name=name, municipality="X", point_name="Plaza")
        events.record(actor, "tests.sly.admitted", section)

    yield admit
    del REGISTRY["tests.sly.admit"]


def test_an_actor_not_known_as_his_is_refused_by_the_database_in_the_same_words(union, adviser, sly):
    before = Event.objects.count()
    with pytest.raises(CatalystDecidesNothing):
        sly(actor=actor_of(union, adviser, "tests.sly.admit", limit=None), name="a escondidas")

    assert not Section.objects.exists()
    assert Event.objects.count() == before
    # The same deed, by the same way, is done for somebody of the union.
    sly(actor=actor_of(union, factories.make_user(), "tests.sly.admit", limit=None), name="a la luz")
    assert Section.objects.get().name == "a la luz"


def test_the_application_role_cannot_write_a_deed_of_his_but_those_he_may(union, adviser):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0].endswith("_app")
    for right in [*DEEDS, "tests.unheard.of", ""]:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO core_event (union_id, kind, user_id, actor, subject, data, deed)"
                    " VALUES (%s, 'tests.done', %s, 'Andrés', 'x', '{}', %s)", [union.pk, adviser.pk, right],
                )  # fmt: skip
            stands = True
        except DatabaseError as failure:
            assert WALL in str(failure)
            stands = False
        assert stands is (right in CATALYST_MAY), right

    assert Event.objects.count() == len(CATALYST_MAY)


def test_rights_that_reach_him_by_mistake_are_cut_off(union, adviser):
    treasurer = factories.make_staff(union, "books.entry.post")
    assert standing_of(treasurer, timezone.localdate()).limit is None

    stands = standing_of(adviser, timezone.localdate())
    assert (stands.rights, stands.limit) == (CATALYST_MAY, CATALYST_LIMIT)
    with pytest.raises(DatabaseError, match="never holds"), transaction.atomic():
        OfficeRight.objects.create(union=union, office=Term.objects.get(user=adviser).office, right="books.entry.post")


# --- the addresses ----------------------------------------------------------------------------------------------------


def test_the_adviser_reads_what_he_may_and_no_form_of_the_union_is_his(union, rows, adviser):
    client = signed_in(adviser)
    before = Event.objects.count()
    read, sent = {}, {}
    for address in OF_UNION:
        for method, found in (("get", read), ("post", sent)):
            savepoint = connection.savepoint()
            answer = getattr(client, method)(address.path(rows))
            done = set(Event.objects.filter(user_id=adviser.pk).values_list("deed", flat=True))
            connection.savepoint_rollback(savepoint)
            assert done <= CATALYST_MAY, f"{method} {address}"
            found[address.name] = answer.status_code

    assert {name: status for name, status in read.items() if status not in (200, 302, 400, 403, 404, 405, 409)} == {}
    assert sum(status == 200 for status in read.values()) > len(OF_UNION) / 4
    taken = {name for name, status in sent.items() if status not in (403, 404, 405)}
    assert taken == set(HIS_FORMS) | ONLY_SHOWN
    assert set(HIS_FORMS.values()) <= CATALYST_MAY
    assert Event.objects.count() == before


def test_the_refusal_says_why(union, rows, adviser):
    page = signed_in(adviser).get("/tlayacapan/socios/nuevo/")

    assert page.status_code == 403
    assert "Esto lo hace alguien de la unión" in page.text
    assert "pídele a la mesa" not in page.text


# --- his days end -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days_ago", "status"), [(364, 200), (365, 404), (366, 404)])
def test_on_the_day_his_term_ends_the_door_is_shut(union, days_ago, status):
    began = timezone.localdate() - timedelta(days=days_ago)
    adviser = factories.make_catalyst(union)
    Term.objects.filter(user=adviser).update(begins_on=began, ends_on=began + timedelta(days=365))

    assert signed_in(adviser).get("/tlayacapan/").status_code == status


def test_afterwards_every_address_is_nowhere(union, rows):
    began = timezone.localdate() - timedelta(days=366)
    adviser = factories.make_catalyst(union, begins_on=began)

    assert unlike(answers(signed_in(adviser), OF_UNION, rows), 404) == {}
    assert urls.OF_UNION


@pytest.mark.parametrize("right", ["books.entry.post", "members.roster.upload"])
def test_afterwards_he_is_a_person_like_any_other(union, right):
    """Who was elected after advising decides like everybody elected: the rule is about the days of the advice."""
    adviser = factories.make_catalyst(union, begins_on=timezone.localdate() - timedelta(days=400))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_event (union_id, kind, user_id, actor, subject, data, deed)"
            " VALUES (%s, 'tests.done', %s, 'Andrés', 'x', '{}', %s)", [union.pk, adviser.pk, right],
        )  # fmt: skip
    assert Event.objects.get().deed == right
    assert not Setting.objects.exists()
    assert issubclass(CatalystDecidesNothing, NotAllowed)
