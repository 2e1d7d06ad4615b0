"""What a bundle can lose with the rains, its villages and its buyers, what each bad year does: one truth for all."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tequio.engines import leverage
from tequio.engines.dossier import read
from tequio.engines.leverage import Cover
from tequio.tenders.bundles import bundle_of, shown_to
from tequio.tenders.links import BANK
from tequio.tenders.models import Bundled
from tequio.tenders.papers import file_of
from tequio.tenders.risk import risk_of
from tequio.ui.numbers import money
from tests import factories
from tests.sales.paid import paid_order
from tests.tenders import world as worlds
from tests.tenders.world import AMOUNTS, TODAY

LOST = ("year", "loans", "times", "expected", "at_95", "at_99", "at_99_5")
FUND = ("year", "needed", "missing", "carries")
VILLAGES = ["Tlayacapan", "Cuentepec"] * 3 + ["Tlayacapan"]


@pytest.fixture
def orders(world):
    return with_orders(world)


def with_orders(world):
    """Ana, Beto and Carmen live of Casa Azul, Carmen for a half; Delia sold to somebody else."""
    factories.open_books(world.union)
    ana, beto, carmen, delia = list(world.members.values())[:4]
    on = world.today - timedelta(days=40)
    paid_order(world.committee, "Casa Azul", on, {ana: 9_000_00, beto: 4_000_00, carmen: 3_000_00}, title="Macetas")
    paid_order(world.committee, "Hotel Sol", on, {carmen: 3_000_00, delia: 2_000_00})
    return world


def tables_of(sections, name="shocks"):
    (section,) = [each for each in sections if each.name == name]
    return section.tables


def shocks(world, **changed):
    """What is lost in each year, and what each asks of the fund."""
    world.sent(**changed)
    return tables_of(shown_to(world.invitation(), world.today).bundle.sections)


def test_by_hand_what_each_bad_year_does_to_the_bundle(orders):
    lost, fund = shocks(orders)
    usual, rains, buyer, village = lost.rows

    assert (tuple(each.name for each in lost.columns), tuple(each.name for each in fund.columns)) == (LOST, FUND)
    at_4 = [round(minor * 8 // 10) * 0.04 for minor in AMOUNTS]  # eighty in a hundred are lost of four in a hundred
    assert [row[:3] for row in lost.rows] == [
        ("Un año como los otros", 7, "1"), ("Un temporal largo en que nada seca", 7, "2"),
        ("Deja de comprar quien más les compra en común", 3, "3"), ("Se para el pueblo que más pide", 4, "5"),
    ]  # fmt: skip
    assert usual[3] == round(sum(at_4)) == 5_408_00
    assert rains[3] == round(sum(at_4) * 2)
    assert buyer[3] == round(sum(at_4) + 2 * (at_4[0] + at_4[1] + at_4[2] / 2))
    assert village[3] == round(sum(at_4) + 4 * sum(at_4[0::2]))
    assert all(row[4] <= row[5] <= row[6] for row in lost.rows)
    # A first loss never asks more of the fund than its part, 10 % of $169,000; there are $20,000.
    assert fund.rows == tuple((row[0], 16_900_00, 0, "10.0") for row in lost.rows)


def test_the_losses_are_those_of_the_engine_with_these_sectors(orders):
    lost, fund = shocks(orders, cover="pari_passu", part_bp=5_000, pool_minor=1_000_00)
    usual = leverage.usual_shocks(TODAY)
    incomes = [{1: 9}, {1: 4}, {1: 3, 2: 3}, {2: 2}, {}, {}, {}]
    weight = leverage.sectors(VILLAGES, incomes, usual)
    loans = leverage.portfolio([each * 8 // 10 for each in AMOUNTS], [0.04] * 7, weight=weight, credit=AMOUNTS)
    expected = leverage.losses(loans)
    carried = leverage.carry(loans, 0.99, Cover.PARI_PASSU, 0.5, 1_000_00)

    assert lost.rows[0][4:] == tuple(round(expected.quantile(each)) for each in (0.95, 0.99, 0.995))
    assert fund.rows[0][1:] == (carried.pool, carried.pool - 1_000_00, f"{carried.credit_per_peso:.1f}")
    assert all(missing == needed - 1_000_00 for _said, needed, missing, _carries in fund.rows)
    assert all(row[1] > fund.rows[0][1] for row in fund.rows[1:])


def test_the_same_figures_for_the_bank_the_committee_and_the_member_in_every_form(union):
    """In JSON, PDF and xlsx, on the bank's page, on the committee's and on the member's own."""
    world = with_orders(worlds.build(union, today=timezone.localdate()))
    lost, fund = shocks(world, cover="pari_passu", part_bp=5_000)
    bundle = shown_to(world.invitation(), world.today).bundle
    files = {form: file_of(bundle, world.union, form) for form in ("json", "xlsx", "pdf")}
    staff, ana = Client(), Client()
    staff.force_login(factories.make_staff(world.union, "*"))
    ana.force_login(world.members["Ana"].user)
    base = f"/{world.union.slug}/concursos"
    pages = [
        staff.get(f"{base}/{world.tender.pk}/").content.decode(),
        ana.get(f"{base}/mio/{world.applications['Ana'].pk}/").content.decode(),
        Client().get(reverse("bank_link", args=[BANK.token_for(world.invitation())])).content.decode(),
    ]

    assert tables_of(read(files["json"]).sections) == (lost, fund)
    assert json.loads(files["json"])["form"] == "tequio-bundle/2"
    sheets = python_calamine.CalamineWorkbook.from_filelike(BytesIO(files["xlsx"]))
    names = [each for each in sheets.sheet_names if "años malos que" in each]
    for name, told, money_at in zip(names, (lost, fund), (slice(3, 7), slice(1, 3)), strict=True):
        cells = sheets.get_sheet_by_name(name).to_python()[1:]
        assert [[Decimal(str(each)) * 100 for each in row[money_at]] for row in cells] == [
            list(row[money_at]) for row in told.rows
        ]
    pages.append(" ".join(page.extract_text() for page in PdfReader(BytesIO(files["pdf"])).pages))
    said = [money(minor) for row in lost.rows for minor in row[3:]]
    said += [each for row in fund.rows for each in (money(row[1]), money(row[2]), row[3])]
    assert [each for page in pages for each in said if each not in page] == []
    plain = next(each.note for each in bundle.sections if each.name == "shocks")
    assert all(plain in re.sub(r"\s+", " ", page) for page in pages)
    assert f"se espera perder {money(lost.rows[1][3])} en vez de {money(lost.rows[0][3])}" in plain


def test_no_name_of_a_buyer_leaves_the_union_and_the_committee_sees_the_orders_behind_it(orders):
    world = orders
    shocks(world)
    written = file_of(shown_to(world.invitation(), TODAY).bundle, world.union, "json").decode()
    staff = Client()
    staff.force_login(factories.make_staff(world.union, "*"))
    page = staff.get(f"/{world.union.slug}/concursos/{world.tender.pk}/").content.decode()

    assert "Casa Azul" not in written
    assert not set(re.findall(r'"(?:borrower|income)"', written))
    assert "Por qué Casa Azul" in page
    assert ">Macetas</a>" in page
    # $16,000 of the $21,000 that they were paid in common.
    figures = {f.name: f.value for s in shown_to(world.invitation(), TODAY).bundle.sections for f in s.figures}
    assert figures["buyer_part"] == Decimal("0.762")


def test_what_would_tell_of_fewer_than_three_is_not_shown(orders):
    """Only two live of Casa Azul when Carmen is not in it; and of three and two of a village, neither is shown."""
    world = orders
    five = [world.applications[name] for name in ("Ana", "Beto", "Delia", "Efraín", "Goyo")]
    lost, fund = shocks(world, applications=five)
    note = next(s.note for s in shown_to(world.invitation(), TODAY).bundle.sections if s.name == "shocks")

    for told in (lost, fund):
        assert [row[0] for row in told.rows] == ["Un año como los otros", "Un temporal largo en que nada seca"]
    assert "no se muestra" in note


def test_a_tender_sent_before_incomes_were_kept_reads_as_local_sales(orders):
    world = orders
    world.sent()
    facts = [
        {name: value for name, value in each.facts.items() if name not in ("borrower", "income")}
        for each in Bundled.objects.order_by("number")
    ]
    risk = risk_of(world.tender, facts)
    (section,) = [each for each in bundle_of(world.tender, facts).sections if each.name == "shocks"]

    assert risk.buyer_part is None
    assert [each.name for each in risk.shaken] == ["rains", "village"]
    assert section.figures[0].value is None


def test_without_a_guarantee_the_bad_years_say_only_what_is_lost(orders):
    (lost,) = shocks(orders, part_bp=0)

    assert tuple(each.name for each in lost.columns) == LOST
    assert "fondo" not in next(
        each.note for each in shown_to(orders.invitation(), TODAY).bundle.sections if each.name == "shocks"
    )


def test_all_of_one_fate_lose_more_in_a_bad_year(orders):
    orders.sent()
    sections = shown_to(orders.invitation(), TODAY).bundle.sections
    figures = {f.name: f.value for s in sections for f in s.figures}
    at_99 = {row[0]: row[1] for row in tables_of(sections, "risk")[0].rows}[Decimal("0.99")]

    assert figures["one_fate"] > at_99
