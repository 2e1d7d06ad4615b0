"""Drawings with exact geometry: zero, one, huge, negative and hostile values."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tequio.ui import charts, numbers
from tequio.ui.charts.drawing import at, clipped, round_step, round_ticks
from tequio.ui.charts.spread import Heap, heaped
from tequio.ui.charts.stairs import fullness

EVIL = '<script>alert("1")</script> & Hnos.'


@pytest.fixture(autouse=True)
def spanish():
    with override("es-mx"):
        yield


def shapes(chart: charts.Chart, tag: str, css: str = "") -> list[dict[str, str]]:
    """The attributes of every shape of a kind; parsing also proves that the drawing is well formed."""
    root = ElementTree.fromstring(str(chart))
    return [each.attrib for each in root.iter(tag) if css in each.get("class", "").split() or not css]


def words(chart: charts.Chart) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(str(chart)).iter("text")]


def bar(label: str, *minor: int) -> charts.Bar:
    return charts.Bar(label, minor, tuple(numbers.money(value) for value in minor))


def test_bars_share_one_scale_and_leave_room_for_their_figures():
    chart = charts.bars([bar("Barro", 100_00), bar("Frita", 50_00)], title="t")
    # "$100.00" takes 7 letters of 7.2 and a gap of 8: 360 - 50.4 - 8 = 301.6 for the longest bar.
    assert [shape["width"] for shape in shapes(chart, "rect", "c-1")] == ["301.6", "150.8"]
    assert [shape["y"] for shape in shapes(chart, "rect", "c-1")] == ["20", "70"]
    assert chart.rows == (("Barro", "$100.00"), ("Frita", "$50.00"))


def test_a_loss_grows_to_the_left_of_zero_in_red():
    chart = charts.bars([bar("A", 30_00), bar("B", -10_00)], title="t")
    room = 360 - len("−$10.00") * 7.2 - 8
    (red,) = shapes(chart, "rect", "c-bad")
    assert (red["x"], red["width"]) == ("0", at(room / 4))
    assert [shape["x1"] for shape in shapes(chart, "line", "c-axis")] == [at(room / 4)]


def test_a_bar_of_nothing_has_no_length_and_a_centavo_beside_a_fortune_is_still_seen():
    chart = charts.bars([bar("Nada", 0), bar("Poco", 1), bar("Todo", 10**15)], title="t")
    assert shapes(chart, "rect", "c-1")[0]["width"] == "1.5"
    assert len(shapes(chart, "rect", "c-1")) == 2
    assert "$10,000,000,000,000.00" in words(chart)


def test_no_bars_is_an_empty_drawing():
    chart = charts.bars([], title="Nada")
    assert shapes(chart, "rect") == []
    assert chart.rows == ()


def test_what_people_type_cannot_leave_the_text_it_stands_in():
    spot = charts.Place(EVIL, 18.9, -99.1, 1, EVIL)
    when = ((date(2026, 1, 1), 1),)
    for chart in [
        charts.bars([charts.Bar(EVIL, (1,), (EVIL,))], title=EVIL, desc=EVIL),
        charts.places([spot], title=EVIL),
        charts.lines([charts.Line(EVIL, when)], title=EVIL, show=str, day=str),
        charts.stairs([charts.Stair(Decimal(0), Decimal(1))], Decimal(1), title=EVIL, unit=EVIL),
        charts.ring(1, 2, title=EVIL),
    ]:
        assert "<script" not in str(chart)
        assert ElementTree.fromstring(str(chart)).find("title").text == EVIL  # type: ignore[union-attr]
        shown = Template('{% figure chart "x" %}').render(Context({"chart": chart}))
        assert "<script" not in shown


def test_a_long_name_is_cut_with_an_ellipsis_and_whole_in_the_table():
    name = "María Guadalupe de los Ángeles Xochiquetzalli Tlatelpa-Ahuatzin y Hernández"
    chart = charts.bars([bar(name, 1_00)], title="t")
    assert words(chart)[0] == "María Guadalupe de los Ángeles Xochiquetzalli Tla…"
    assert chart.rows[0][0] == name


STEPS = [charts.Stair(Decimal(start), Decimal(price)) for start, price in ((0, "5.20"), (2000, "4.80"), (5000, "4"))]


@pytest.mark.parametrize(
    ("here", "full"),
    [
        (0, [0, 0, 0]),
        (500, [0.25, 0, 0]),
        (2000, [1, 0, 0]),
        (3500, [1, 0.5, 0]),
        (5000, [1, 1, 1]),
        (10**9, [1, 1, 1]),
    ],
)
def test_each_step_says_how_full_it_is(here, full):
    ends = [step.start for step in STEPS[1:]] + [None]
    assert [fullness(step, end, Decimal(here)) for step, end in zip(STEPS, ends, strict=True)] == full


def test_the_mark_stands_where_the_round_is():
    chart = charts.stairs(STEPS, Decimal(3500), title="t", unit="kg")
    # Three steps of 120; half of the second is pledged.
    assert shapes(chart, "circle", "c-here")[0]["cx"] == "180"
    assert [shape["width"] for shape in shapes(chart, "rect", "c-full")] == ["117", "58.5"]
    assert [shape["height"] for shape in shapes(chart, "rect", "c-open")] == ["112", "88", "40"]
    assert "aquí vamos: 3,500\xa0kg" in words(chart)
    assert [row[2] for row in chart.rows] == ["100\u202f%", "50\u202f%", "0\u202f%"]


@pytest.mark.parametrize(("here", "x"), [(0, "4"), (10**12, "300")])
def test_the_mark_never_leaves_the_drawing(here, x):
    assert shapes(charts.stairs(STEPS, Decimal(here), title="t"), "circle", "c-here")[0]["cx"] == x


def test_zero_is_an_edge_of_the_heaps_and_nobody_is_lost():
    values = [-150, -50, -1, 0, 1, 99, 250]
    found = heaped(values, wanted=4)
    assert found == [Heap(-200, -100, 1), Heap(-100, 0, 2), Heap(0, 100, 3), Heap(100, 200, 0), Heap(200, 300, 1)]


def test_rare_extremes_share_the_outer_heap():
    found = heaped([*range(1000), 10**9], wanted=10)
    assert found[-1] == Heap(900, None, 101)
    assert sum(heap.count for heap in found) == 1001


@pytest.mark.parametrize("values", [[], [0], [5, 5, 5], [-7], [10**17]])
def test_a_spread_of_few_or_equal_values_holds_together(values):
    chart = charts.spread(values, title="t", show=numbers.money)
    assert sum(int(row[1]) for row in chart.rows) == len(values)


def test_those_below_zero_are_red_and_counted():
    chart = charts.spread([-200, -100, 0, 100], title="t", show=numbers.money, heaps=3)
    assert words(chart)[:2] == ["2 abajo de cero", "2 a mano o a favor"]
    assert len(shapes(chart, "rect", "c-bad")) == 2
    assert len(shapes(chart, "rect", "c-good")) == 2


def test_days_are_spaced_as_in_the_calendar():
    points = ((date(2026, 1, 1), 0), (date(2026, 1, 2), 100), (date(2026, 1, 11), 50))
    chart = charts.lines([charts.Line("Precio", points)], title="t", show=str, day=date.isoformat)
    assert shapes(chart, "polyline")[0]["points"] == "6,172 40.8,22 354,97"
    assert chart.rows[1] == ("2026-01-02", "100.0")


def test_one_day_stands_in_the_middle_and_none_says_so():
    one = charts.lines([charts.Line("x", ((date(2026, 1, 1), 0),))], title="t", show=str, day=date.isoformat)
    assert shapes(one, "circle")[0]["cx"] == "180"
    none = charts.lines([], title="t", show=str, day=date.isoformat)
    assert words(none) == ["Todavía no hay datos."]


def test_a_series_without_a_day_shows_a_dash_in_the_table():
    days = date(2026, 1, 1), date(2026, 1, 2)
    both = charts.lines(
        [charts.Line("a", ((days[0], 1), (days[1], 2))), charts.Line("b", ((days[1], 3),))],
        title="t",
        show=str,
        day=str,
    )
    assert both.rows == (("2026-01-01", "1.0", "—"), ("2026-01-02", "2.0", "3.0"))
    assert both.key == ((1, "a"), (2, "b"))


@pytest.mark.parametrize(
    ("part", "whole", "said", "dash"),
    [(0, 0, "0\u202f%", None), (1, 4, "25\u202f%", "66"), (5, 4, "125\u202f%", "263.9"), (1, 0, "0\u202f%", None)],
)
def test_a_ring_closes_at_the_whole_and_says_the_truth(part, whole, said, dash):
    chart = charts.ring(part, whole, title="t")
    arcs = shapes(chart, "circle", "c-arc")
    assert words(chart) == [said]
    assert [arc["stroke-dasharray"].split()[0] for arc in arcs] == ([dash] if dash else [])


def test_the_area_of_a_dot_tells_the_quantity():
    spots = [charts.Place("Norte", 19.0, -99.0, 400, "400"), charts.Place("Sur", 18.0, -99.0, 100, "100")]
    chart = charts.places(spots, title="t")
    dots = {(shape["cx"], shape["cy"]): shape["r"] for shape in shapes(chart, "circle")}
    assert dots == {("180", "26"): "20", ("180", "366"): "10"}


def test_villages_on_one_spot_or_without_orders_are_drawn_and_names_do_not_cover_each_other():
    spots = [charts.Place(f"Pueblo {number}", 18.9, -99.1, 0, "0") for number in range(6)]
    chart = charts.places(spots, title="t")
    assert {shape["r"] for shape in shapes(chart, "circle")} == {"3.5"}
    assert len(words(chart)) < 6
    assert len(chart.rows) == 6


def test_a_spark_ends_in_a_dot():
    assert shapes(charts.sparkline([0, 10], title="t"), "polyline")[0]["points"] == "4,25 108,3"
    assert shapes(charts.sparkline([], title="t"), "circle") == []
    assert shapes(charts.sparkline([5], title="t"), "circle")[0]["cx"] == "4"


@pytest.mark.parametrize(
    ("span", "wanted", "step"), [(10, 5, 2), (1, 4, 0.5), (900, 4, 500), (0, 4, 1), (7, 7, 1), (10**9, 4, 500_000_000)]
)
def test_scales_step_in_ones_twos_and_fives(span, wanted, step):
    assert round_step(span, wanted) == pytest.approx(step)


def test_ticks_enclose_the_values():
    assert round_ticks(-120, 260, 4) == [-200, -100, 0, 100, 200, 300]
    assert round_ticks(0, 0) == [0, 1]


def test_coordinates_carry_no_idle_zeros():
    assert [at(value) for value in (12.0, 12.345, -0.01, Decimal("1.25"))] == ["12", "12.3", "0", "1.2"]
    assert clipped("Tlayacapan", 30) == "Tla…"


def test_a_hundred_years_are_a_hundred_blocks_and_those_beyond_the_pool_are_red():
    rows = [charts.Years("nada", 60, True, "60.2"), charts.Years("hasta $100", 36, True, "35.9"),
            charts.Years(EVIL, 4, False, "3.9")]  # fmt: skip
    chart = charts.years(rows, title="t", mark="hasta aquí alcanza el fondo")

    (red,) = shapes(chart, "rect", "c-bad")
    good = shapes(chart, "rect", "c-good")
    block = float(good[0]["width"]) / 60
    assert float(good[1]["width"]) == pytest.approx(36 * block, abs=0.1)
    assert float(red["width"]) == pytest.approx(4 * block, abs=0.1)
    assert len(shapes(chart, "line", "c-here-line")) == 1
    assert "hasta aquí alcanza el fondo" in words(chart)
    assert chart.rows == (("nada", "60.2"), ("hasta $100", "35.9"), (EVIL, "3.9"))
    assert shapes(charts.years([], title="t"), "rect") == []


def test_curves_of_different_ages_begin_together_and_end_where_they_are_young():
    chart = charts.curves(
        [charts.Curve("2025-1", (Decimal(0), Decimal("0.1"), Decimal("0.2"))), charts.Curve("2025-2", (0, 0.05))],
        title="t", show=lambda value: f"{value:.0%}", age="meses",
    )  # fmt: skip
    first, second = (shape["points"].split() for shape in shapes(chart, "polyline"))

    assert (len(first), len(second)) == (3, 2)
    assert first[0] == second[0]
    assert chart.rows[2] == ("2", "20%", "—")
    assert "Todavía no hay datos." in words(charts.curves([], title="t", show=str, age="meses"))
