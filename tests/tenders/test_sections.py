"""Every figure of a dossier from its rows: bought and paid late, sold, made, owed; and the rows by their keys."""

from datetime import timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation
from django.utils.html import escape
from pypdf import PdfReader

from tequio.books.drafts import EntryDraft, LegDraft
from tequio.books.steps import post_entry
from tequio.credit.models import Lender, Product
from tequio.engines.dossier import Debt, Kind, punctuality, read, written
from tequio.production.models import WeekNote
from tequio.stock.models import Item
from tequio.tenders.models import Bundled
from tequio.tenders.papers import file_of, said
from tequio.tenders.queries import applications
from tequio.tenders.rows import facts_of
from tequio.tenders.sections import all_told, told_of
from tests import factories
from tests.credit import world as credit_worlds
from tests.sales import world as sales_worlds
from tests.tenders.world import TODAY, approved

D = Decimal


def loaded(world, name="Ana"):
    return applications().get(pk=world.applications[name].pk)


def told(world, name="Ana", today=TODAY):
    dossier = told_of(loaded(world, name), today)
    return {(s.name, f.name): f for s in dossier.sections for f in s.figures}, {
        (s.name, t.name): t for s in dossier.sections for t in s.tables
    }


def test_a_member_without_history_is_told_as_unknown_and_not_as_bad(world):
    figures, tables = told(world)

    assert figures["purchases", "on_time"].value is None
    assert figures["production", "good_ratio"].value is None
    assert figures["identity", "curp"].value is None
    assert figures["sales", "sold"].value == 0
    assert figures["loans", "loans"].value == 0
    assert ("loans", "history") not in tables


def test_what_is_declared_is_marked_and_nothing_else(world):
    figures, _ = told(world)
    declared = {name for (section, name), figure in figures.items() if figure.declared}

    assert declared == {"income", "outgoings", "debts", "owed_to", "left", "purpose_said", "repaid_from"}
    assert figures["declared", "left"].value == 3_500_00


def test_every_figure_that_has_rows_names_them_and_a_page(world):
    figures, _ = told(world)
    application = world.applications["Ana"]
    amount = figures["asked", "amount"]

    assert amount.sources[0].table == "credit.application"
    assert amount.sources[0].keys == (application.pk,)
    assert amount.sources[0].page == f"/tlayacapan/credito/solicitud/{application.pk}/"
    assert figures["identity", "name"].sources[0].keys == (world.members["Ana"].person_id,)
    assert figures["asked", "approvals"].value == len(figures["asked", "approvals"].sources[0].keys) == 2


def booked(world, name, minor, on):
    """What a member owes for purchases, or paid of it, against the bank."""
    legs = (LegDraft("member_receivable", minor, world.members[name].pk), LegDraft("bank", -minor))
    return post_entry(world.committee, EntryDraft(on, "Barro", "tests.purchase", 1, legs))


def test_punctuality_is_what_the_account_says_the_oldest_debt_first(world):
    """By hand: 1,000 in time; 500 paid nine days late; 300 overdue by twenty days; 200 not due yet."""
    factories.open_books(world.union)
    day = TODAY - timedelta(days=100)
    booked(world, "Ana", 1_000_00, day)
    booked(world, "Ana", -1_000_00, day + timedelta(days=10))
    booked(world, "Ana", 500_00, day + timedelta(days=11))
    booked(world, "Ana", -500_00, day + timedelta(days=50))
    booked(world, "Ana", 300_00, day + timedelta(days=50))
    booked(world, "Ana", 200_00, day + timedelta(days=90))
    booked(world, "Beto", 900_00, day)
    figures, _ = told(world)

    assert figures["purchases", "on_time"].value == D("0.333")
    assert figures["purchases", "late"].value == 1
    assert figures["purchases", "overdue"].value == 300_00
    assert figures["purchases", "worst_days"].value == 20
    assert figures["purchases", "on_time"].sources[0].table == "books.leg"
    assert len(figures["purchases", "on_time"].sources[0].keys) == 6
    assert figures["purchases", "on_time"].sources[0].page == f"/tlayacapan/libros/estado/{world.members['Ana'].pk}/"


def test_what_was_made_is_summed_by_month_and_older_weeks_do_not_count(world):
    monday = TODAY - timedelta(days=TODAY.weekday())
    for weeks, begun, good in ((1, 100, 90), (5, 50, 40), (80, 1_000, 1_000)):
        WeekNote.objects.create(
            union=world.union, member=world.members["Ana"], monday=monday - timedelta(weeks=weeks), product="taza",
            begun=begun, good=good, material_minor=0, fuel_minor=0, days=5, way="phone",
            noted_at="2026-03-10T12:00Z", noted_by="Ana",
        )  # fmt: skip
    figures, tables = told(world)

    assert (figures["production", "begun"].value, figures["production", "good"].value) == (150, 130)
    assert figures["production", "good_ratio"].value == D("0.867")
    months = dict(tables["production", "good_by_month"].rows)
    assert (len(months), months["2026-03"], months["2026-02"], months["2025-04"]) == (12, 90, 40, 0)


def test_orders_in_hand_and_what_was_paid_for_pieces_come_from_the_sales_desk(world):
    sales = sales_worlds.build(world.union)
    tickets = [sales.answer(ticket) for ticket in sales.making()]
    sales.inspect(tickets[0], 5)
    maker = tickets[0].maker
    two = [factories.make_user("Uno"), factories.make_user("Dos")]
    world.applications["Maker"] = approved(world.union, maker.member, two, amount_minor=9_000_00)
    figures, tables = told(world, "Maker", today=sales.today)
    mine = [ticket for ticket in tickets if ticket.maker == maker]
    rows = tables["orders", "book"].rows

    assert figures["orders", "open"].value == len(mine) == len(rows) > 0
    assert sum(row[1] for row in rows) == sum(ticket.pieces for ticket in mine) - 5  # five came and were good
    assert figures["orders", "worth"].value == sum(t.worth_minor for t in mine) - 5 * tickets[0].price_minor
    assert [row[1] * row[2] for row in rows] == [row[3] for row in rows]
    assert tables["costs", "card"].rows[0][0] in {item.name for item in Item.objects.all()}


def test_with_known_terms_the_cash_flow_says_what_is_left_each_month(world):
    """24,000 for a year at 36 % on 30/360, as in docs/explain/loans.md: 2,411.09 a month."""
    lender = Lender.objects.create(union=world.union, name="Uno")
    product = Product.objects.create(
        union=world.union, lender=lender, name="Avío", annual_rate=D("0.36"), count="30/360", iva=0, least_minor=1,
        most_minor=10**9, most_payments=60, valid_from=TODAY, source="Folleto",
    )  # fmt: skip
    application = world.applications["Efraín"]  # asks for 24,000
    application.product = product
    application.save(update_fields=["product"])
    figures, tables = told(world, "Efraín")
    flow = tables["repaying", "flow"].rows

    assert figures["repaying", "largest_payment"].value == 2_411_09
    assert flow[0] == ("2026-03", 3_500_00, 0, 3_500_00)
    assert flow[1] == ("2026-04", 3_500_00, 2_411_09, 1_088_91)
    assert len(flow) == 13
    assert figures["repaying", "total"].value == sum(row[2] for row in flow)


def test_the_dossier_says_how_he_can_pay_and_reckons_with_it(world):
    lender = Lender.objects.create(union=world.union, name="Uno")
    product = Product.objects.create(
        union=world.union, lender=lender, name="Avío", annual_rate=D("0.36"), count="30/360", iva=0, least_minor=1,
        most_minor=10**9, most_payments=60, valid_from=TODAY, source="Folleto",
    )  # fmt: skip
    application = world.applications["Efraín"]
    application.product, application.rest_in = product, [6, 7, 8, 9, 10]
    application.save(update_fields=["product", "rest_in"])
    figures, tables = told(world, "Efraín")
    flow = {row[0]: row[2] for row in tables["repaying", "flow"].rows}

    assert figures["asked", "every"].value == "cada mes, sin pagos de junio a octubre"
    assert [flow[f"2026-{month:02}"] for month in range(6, 11)] == [0] * 5
    assert flow["2026-11"] == figures["repaying", "largest_payment"].value


def test_the_same_rows_are_the_same_bytes_and_rows_of_a_bundle_say_the_same_figures(world):
    one, two = told_of(loaded(world), TODAY), told_of(loaded(world), TODAY)
    facts = facts_of(loaded(world), one, {7: 5_00})

    assert written(one) == written(two)
    assert read(written(one)) == one
    assert (facts["amount"], facts["months"], facts["years"], facts["sold"]) == (12_000_00, 12, 2, 0)
    assert (facts["borrower"], facts["income"]) == (world.members["Ana"].pk, {"7": 5_00})
    assert all(figure.kind in Kind for section in one.sections for figure in section.figures)


@pytest.mark.parametrize("language", ["en", "es-mx"])
def test_a_banks_paper_is_in_the_unions_language_whoever_looks(world, language):
    with translation.override(language):
        assert told_of(loaded(world), TODAY).sections[0].title == "Quién es"


def test_punctuality_counts_every_debt_once():
    day = TODAY
    debts = [Debt(100, day), Debt(50, day + timedelta(days=1)), Debt(30, day + timedelta(days=30))]
    found = punctuality(debts, [(day, 120), (day + timedelta(days=3), 30)], day + timedelta(days=10))

    assert (found.on_time, found.late, found.overdue, found.judged) == (1, 1, 0, 2)
    assert (found.ratio, found.worst_days, found.overdue_minor) == (D("0.500"), 2, 0)
    assert punctuality([], [], day).ratio is None


def full_of_history(world):
    """Ana with weeks of work, purchases, and a job ticket; her dossier."""
    sales = sales_worlds.build(world.union)
    maker = next(sales.answer(ticket) for ticket in sales.making()).maker
    two = [factories.make_user("Uno"), factories.make_user("Dos")]
    world.members["Maker"] = maker.member
    world.applications["Maker"] = approved(world.union, maker.member, two, amount_minor=9_000_00)
    booked(world, "Maker", 700_00, sales.today - timedelta(days=60))
    booked(world, "Maker", -700_00, sales.today - timedelta(days=50))
    WeekNote.objects.create(
        union=world.union, member=maker.member, monday=sales.today - timedelta(weeks=1), product="taza", begun=50,
        good=40, material_minor=300_00, fuel_minor=0, days=5, way="phone", noted_at="2026-03-10T12:00Z", noted_by="x",
    )  # fmt: skip
    return told_of(loaded(world, "Maker"), sales.today)


def test_every_figure_resolves_to_rows_that_are_there_and_to_a_page_that_shows_them(world):
    dossier = full_of_history(world)
    rosa = Client()
    rosa.force_login(factories.make_staff(world.union, "*"))
    found = [
        (told, known) for section in dossier.sections
        for told, known in [(f, f.value) for f in section.figures] + [(t, t.rows) for t in section.tables]
    ]  # fmt: skip
    without = [told.name for told, known in found if known and not told.sources]
    pages = set()
    for told, _known in found:
        for source in told.sources:
            assert apps.get_model(source.table).objects.filter(pk__in=source.keys).count() == len(source.keys)
            pages.add(source.page)

    assert without == []
    assert len(found) > 50
    assert {page: rosa.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert len(pages) >= 5


def test_many_dossiers_ask_the_database_as_often_as_few_and_say_the_same(world, django_assert_num_queries):
    full_of_history(world)
    booked(world, "Ana", 300_00, TODAY - timedelta(days=90))
    credit = credit_worlds.build(world.union, "Hueyapan").with_everything()
    day = sales_worlds.TODAY
    members = [world.members["Maker"], credit.ana]
    few, everybody = list(applications().filter(member__in=members)), list(applications())
    with django_assert_num_queries(26):
        all_told(few, day)
    with django_assert_num_queries(26):
        together = all_told(everybody, day)

    assert (len(few), len(together)) == (2, 10)
    assert together == [told_of(each, day) for each in everybody]
    loans = [table for told in together for section in told.sections if section.name == "loans"
             for table in section.tables]  # fmt: skip
    # Of 24,000.00 the first payment of 2,411.09 came to 500.00; at 36 % the interest of a month is 720.00.
    assert [row[3:] for table in loans for row in table.rows] == [(24_000_00, 24_000_00, "corriendo", 22)]


def bare(text):
    """Without any kind of space: paper breaks lines where it must."""
    return "".join(text.split())


def test_the_member_reads_the_figures_that_the_bank_reads(world):
    dossier = full_of_history(world)
    application = world.applications["Maker"]
    user = factories.make_user("Maker")
    type(world.members["Maker"]).objects.filter(pk=world.members["Maker"].pk).update(user=user)
    Bundled.objects.create(
        union=world.union, tender=world.prepared(applications=list(world.applications.values())[:3]),
        application=application, number=1, told=written(dossier).decode(),
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    page = client.get(f"/tlayacapan/concursos/mio/{application.pk}/")
    sheets = PdfReader(BytesIO(file_of(dossier, world.union, "pdf"))).pages
    paper = bare("".join(sheet.extract_text() for sheet in sheets))
    with translation.override("es-mx"):
        values = [escape(said(f.kind, f.value)) for section in dossier.sections for f in section.figures]

    assert page.status_code == 200
    assert [value for value in values if value not in page.text] == []
    assert [value for value in values if bare(unescape(value)) not in paper] == []
