"""Every address there is, tried by nobody, by a foreigner, by a member without the right and by one who holds it.

The addresses come from the resolver, so a new one is tried by itself. What is not for everyone to be refused stands in
one of the two tables below, with its reason.
"""

import re
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter
from django.urls.resolvers import RegexPattern

from tequio.core.models import UnionOwned
from tequio.founding.actions import begin_forum
from tests import factories
from tests.assembly import world as assembly_worlds
from tests.credit import world as credit_worlds
from tests.guarantee import world as guarantee_worlds
from tests.production import world as production_worlds
from tests.purchasing import world as worlds
from tests.sales import world as sales_worlds
from tests.tenders import world as tenders_worlds
from tests.training import world as training_worlds

pytestmark = pytest.mark.slow

# Addresses of no union that answer without signing in.
FOR_NOBODY = {
    "front": "the front door",
    "health": "asked by machines that watch; says one word",
    "account_login": "the way in",
    "account_request_login_code": "the way in",
    "account_confirm_login_code": "the way in; without a code asked for it leads back",
    "account_login_by_password": "the way in",
    "mfa_login_webauthn": "the way in by passkey",
    "mfa_authenticate": "the second step of the way in; without a first it leads back",
    "account_reset_password": "for one who cannot come in",
    "account_reset_password_done": "for one who cannot come in",
    "account_reset_password_from_key": "opens by the secret in the address",
    "account_reset_password_from_key_done": "for one who cannot come in",
    "account_inactive": "tells one whose account is closed",
    "account_signup": "tells that nobody signs up",
    "account_logout": "leads to the door",
    "ui:stylesheet": "how every page looks",
    "ui:preferences": "theme and language, kept in the reader's own cookie",
    "ui:patterns": "shows components with invented figures",
    "ui:patterns_progress": "shows components with invented figures",
    "arrive": "the QR on the wall of a session; opens by the secret in the address",
    "certificate": "anyone checks a certificate by its code",
    "certificate_badge": "anyone checks a certificate by its code",
    "calendar_feed": "a calendar's own link; opens by the secret in the address",
    "production_feed": "a calendar's own link; opens by the secret in the address",
    "buyer_link": "a buyer's own link; opens by the secret in the address",
    "buyer_paper": "a buyer's own papers; opens by the secret in the address",
    "buyer_design": "a buyer's own design sheet; opens by the secret in the address",
    "who_made": "the QR on a box; anybody who has its code reads what workshops let be told",
    "bank_link": "a bank's own link; opens by the secret in the address",
    "bank_bundle": "a bank's own link; opens by the secret in the address",
    "bank_dossier": "a bank's own link; opens by the secret in the address",
    "seal_check": "how anyone checks a sealed file",
    "seal_key": "whose key a fingerprint is",
    "quote_link": "a supplier's own link; opens by the secret in the address",
}

# Addresses of a union that a member without any office may use.
FOR_MEMBERS = {
    "unions:leaning": "everyone sees how much the union leans on its adviser",
    "unions:leaning_rows": "everyone sees what the office did, and who of it",
    "unions:office_list": "everyone sees who holds which office",
    "books:mine": "a member's own account",
    "credit:ask": "every member may ask for a loan",
    "credit:mine": "a member's own credit",
    "credit:my_application": "a member's own application",
    "credit:my_loan": "a member's own loan",
    "dues:mine": "a member's own fees",
    "guarantee:cap_accept": "a member's own word on what he could lose",
    "guarantee:mine": "a member's own part of the guarantee fund",
    "unions:setting_list": "everyone sees what the union decided",
    "unions:setting_detail": "everyone sees what the union decided, and when",
    "home": "everyone's first page",
    "assembly:my_assemblies": "what members decide",
    "assembly:my_assembly": "a member's own place in an assembly",
    "assembly:my_ballot": "a member's own ballot",
    "assembly:my_minority": "a member's own word that he is of the minority",
    "assembly:petition": "members read what is asked for, and sign",
    "assembly:petition_new": "every member may ask",
    "assembly:petitions": "everyone sees what is asked for",
    "assembly:result": "everyone sees what was decided",
    "assembly:published": "the list from which anyone recounts",
    "assembly:document": "what members read before they decide",
    "assembly:screen": "the quorum for the whole hall to see",
    "benefit:mine": "a member's own proof",
    "benefit:evidence": "what a member's own proof rests on",
    "makers:agreements": "what a member agreed to pay of what he earns",
    "benefit:outside": "what borrowing costs outside, on which everyone's proof rests",
    "founding:my_order": "a member's own order of the forum's problems",
    "purchasing:my_rounds": "what is bought together",
    "purchasing:my_round": "a member's own pledges and share",
    "purchasing:my_material": "a member's own pledge of one material",
    "production:mine": "a member's own workshop",
    "production:my_week": "a member's own five numbers",
    "production:means": "what a member works with",
    "production:kiln": "a member's own kiln",
    "production:kiln_new": "a member's own kiln",
    "production:pause_new": "when a member does not work",
    "production:pause_withdraw": "when a member does not work",
    "production:batch": "a member's own batch",
    "production:batch_new": "a member's own batch",
    "production:load": "a load with something of one's own, or of the village's shared kiln",
    "production:load_new": "a member's own kiln",
    "production:card": "what a piece costs a member",
    "production:losses": "where a member's own pieces are lost",
    "production:calendar": "a member's own calendar",
    "production:my_link": "a member's own calendar",
    "production:commitment_new": "what a member promised",
    "production:commitment_end": "what a member promised",
    "production:recipes": "how the trade makes things, for everyone to see and correct",
    "sales:design_file": "how the pieces of a member's own work are to look",
    "sales:defect_photo": "what was wrong with a member's own pieces",
    "sales:my_jobs": "a member's own work",
    "sales:outside_new": "a member says what his pieces bring him elsewhere",
    "sales:my_consent": "what a member lets be told of his own workshop",
    "sales:my_job": "a member's own work",
    "tenders:my_dossier": "what a bank would read of a member",
    "tenders:my_consents": "which banks a member lets read it, and who opened it",
    "tenders:my_consent_withdraw": "a member takes his yes back",
    "tenders:my_letter": "the paper on which a member says yes",
    "training:mine": "what a member may learn",
    "training:quiz": "a member's own answers",
    "training:feedback": "a member's own opinion",
    "training:my_calendar": "a member's own calendar",
    "training:sheets": "what is taught, for everyone to take home",
    "training:sheet": "what is taught, for everyone to take home",
    "training:my_session": "a member's own seat",
    "stock:items": "what there is",
    "stock:prices": "what things cost outside, on which everyone's proof rests",
    "stock:price_photo": "the receipt behind a price",
}

# What stands for a word in an address; any other is "x", which is nowhere.
WORDS = {
    "union": "tlayacapan",
    "setting": "dues-certificate-value-minor",
    "sheet": "cuentas-del-taller",
    "process": "training",
    "paper": "bylaws",
    "code": "rfc",
    "what": "pago",
}
AS_QUANTITY = re.compile(rb"\b1,00\d,\d{3}\b.{0,60}")
RESET_LINK = "entrar/olvide/1-x/"


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str
    numbers: tuple[str, ...]  # what the address names by a number, such as round_id
    of_union: bool
    is_exempt: bool

    def __str__(self):
        return self.name

    def path(self, rows):
        path = self.pattern
        for number in self.numbers:
            path = path.replace(f"<int:{number}>", str(rows.get(number, 1)))
        return path


def all_addresses(patterns=None, namespace="", path="/", numbers=(), of_union=False):
    for each in get_resolver().url_patterns if patterns is None else patterns:
        here = path + written(each.pattern)
        named = (*numbers, *(name for name, kind in each.pattern.converters.items() if isinstance(kind, IntConverter)))
        is_union = of_union or "union" in each.pattern.converters
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from all_addresses(each.url_patterns, inner, here, named, is_union)
        elif isinstance(each, URLPattern):
            exempt = getattr(each.callback, "csrf_exempt", False)
            yield Address(f"{namespace}{each.name}", here, named, is_union, exempt)


def written(pattern):
    if isinstance(pattern, RegexPattern):
        return RESET_LINK
    return re.sub(r"<(?:slug|str):(\w+)>", lambda found: WORDS.get(found[1], "x"), str(pattern))


ADDRESSES = sorted(all_addresses(), key=lambda address: address.name)
OF_UNION = [address for address in ADDRESSES if address.of_union]
OF_NONE = [address for address in ADDRESSES if not address.of_union]


@pytest.fixture
def rows(union):
    """A union where there is something behind the numbers: round_id is a round of the union, and so on."""
    worlds.build(union)
    assembly_worlds.build(union, village="Totolapan").with_everything()
    training_worlds.build(union, village="Ocuituco").plan()
    production_worlds.build(union, village="Yecapixtla").with_everything()
    sales_worlds.build(union).making()
    credit_worlds.build(union, village="Yautepec").with_everything()
    tenders_worlds.build(union, "Jiutepec", "Temoac").closed()
    guarantee_worlds.build(union).with_everything()
    begin_forum(actor=factories.actor_with(union, "*"), begun_on=factories.TODAY)
    factories.make_staff(union, "*")
    factories.make_member(union, "Beto", "Ríos", section=factories.make_section(union, "Cuentepec"))
    found = {}
    for number in {number for address in OF_UNION for number in address.numbers}:
        row = MODELS[number.removesuffix("_id")].objects.order_by("pk").first()
        if row is not None:
            found[number] = row.pk
    return found


MODELS = {model._meta.model_name: model for model in apps.get_models() if issubclass(model, UnionOwned)}
MODELS |= {
    short: MODELS[name]
    for short, name in {
        "file": "rosterfile",
        "observation": "priceobservation",
        "point": "agendaitem",
        "photo": "defectphoto",
        "fund_member": "member",
        "report": "labreport",
    }.items()
}


def answers(client, addresses, rows):
    """What each address answers to reading and to an empty form; what a form changed is undone before the next."""
    given = {}
    for address in addresses:
        for method in ("get", "post"):
            before = connection.savepoint()
            given[f"{method} {address}"] = getattr(client, method)(address.path(rows))
            connection.savepoint_rollback(before)
    return given


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def unlike(given, *wanted):
    return {asked: answer.status_code for asked, answer in given.items() if answer.status_code not in wanted}


def test_every_address_has_a_name_and_there_are_enough_to_be_worth_it():
    assert not [address.pattern for address in ADDRESSES if address.name.endswith("None")]
    assert len(OF_UNION) > 20


def test_the_tables_name_only_addresses_that_are_there():
    names = {address.name for address in ADDRESSES}

    assert set(FOR_NOBODY) <= names
    assert set(FOR_MEMBERS) <= names


def test_no_address_goes_without_the_token_of_its_form():
    assert not [address.name for address in ADDRESSES if address.is_exempt]


def test_nobody_is_led_to_the_door(rows):
    given = answers(Client(), OF_UNION, rows)

    assert unlike(given, 302) == {}
    assert {answer.url.partition("?")[0] for answer in given.values()} == {"/entrar/"}


def test_ones_own_account_is_for_who_came_in(union):
    own = [address for address in OF_NONE if address.name not in FOR_NOBODY]
    given = answers(Client(), own, {})

    assert unlike(given, 302, 405) == {}
    assert not [asked for asked, answer in given.items() if answer.status_code == 302 and "/entrar/" not in answer.url]


def test_a_foreigner_finds_nothing(rows):
    with factories.union_in_scope("cuernavaca") as other:
        foreigner = factories.make_staff(other, "*")
        factories.make_member(other, user=foreigner)

    assert unlike(answers(signed_in(foreigner), OF_UNION, rows), 404) == {}


def test_a_member_without_the_right_is_refused(union, rows):
    ana = factories.make_user("Ana")
    factories.make_member(union, user=ana, section=factories.make_section(union, "Atocpan"))
    closed = [address for address in OF_UNION if address.name not in FOR_MEMBERS]

    # 404 is for a thing that is not there; a page that is there says 403.
    assert unlike(answers(signed_in(ana), closed, rows), 403, 404, 405) == {}


def test_an_office_without_the_right_writes_nothing(union, rows):
    """An office may read much of the union's work; a form is another matter."""
    clerk = factories.make_staff(union, "tests.nothing")
    closed = [address for address in OF_UNION if address.name not in FOR_MEMBERS]
    given = answers(signed_in(clerk), closed, rows)

    written = {asked: answer for asked, answer in given.items() if asked.startswith("post ")}
    assert unlike(written, 403, 404, 405) == {}


def test_one_with_every_right_is_never_refused(union, rows):
    given = answers(signed_in(factories.make_staff(union, "*")), OF_UNION, rows)

    # Not there is an answer; a method that the page does not take is one too; "may not" is none, nor is a failure.
    assert unlike(given, 200, 302, 400, 404, 405, 409, 422) == {}
    assert sum(answer.status_code == 200 for answer in given.values()) > len(OF_UNION) / 3
    # Keys and members' numbers begin at a million in tests; they are names, not quantities.
    pages = {asked: answer for asked, answer in given.items() if answer["Content-Type"].startswith("text/html")}
    assert {asked: found[0] for asked, answer in pages.items() if (found := AS_QUANTITY.search(answer.content))} == {}


def test_every_page_of_no_union_answers_one_who_came_in(union):
    given = answers(signed_in(factories.make_user("Ana", email="ana@demo.example")), OF_NONE, {})

    assert {asked: answer.status_code for asked, answer in given.items() if answer.status_code >= 500} == {}
