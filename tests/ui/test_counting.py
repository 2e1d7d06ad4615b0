"""A count in words, in both languages, from the first stage to the last lot."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from tequio.engines.tally import (
    CannotCount,
    Deed,
    Difference,
    Doubt,
    Fault,
    Flaw,
    Lot,
    Method,
    Rule,
    apportion,
    count,
    gather,
)
from tequio.ui.charts import Bar, bars
from tequio.ui.counting import (
    short,
    told_apportionment,
    told_difference,
    told_flaw,
    told_refusal,
    told_result,
    told_stage,
    told_stages,
    votes,
)

NAMES = ("Ana", "Beto", "Carmen", "Delfino")
LOT = Lot("barro y fuego")
OUT = (
    "Nadie más llega al cociente. Sale {}, con menos votos que nadie ({}); sus boletas pasan a la siguiente preferencia"
    " con el valor que traían."
)


def counted(rule, seats, *rows, lot=LOT):
    return count(gather(NAMES, [r for _, r in rows], papers=[p for p, _ in rows]), seats, rule, lot)


def test_a_transferable_vote_from_first_to_last():
    result = counted(Rule.SCOTTISH, 2, (7, (1, 2)), (3, (2,)), (2, (3, 4)), (2, (4, 3, 2)), (1, (4,)))

    assert told_stages(result) == [
        [
            "Se cuentan las primeras preferencias de 15 boletas.",
            "El cociente es 6: 15 entre 3 (2 lugares más uno), sin fracción, más uno. Con eso se gana.",
            "Ana llega al cociente con 7 votos y gana un lugar.",
        ],
        [
            "Ana tiene 7 votos, 1 voto de más. Sus 7 boletas pasan a la siguiente preferencia y cada una vale 0.14285.",
            "Reciben: Beto +0.99995.",
            "Al cortar los valores a cinco decimales se pierden 0.00005 votos.",
        ],
        [
            OUT.format("Carmen", "2"),
            "Reciben: Delfino +2.",
        ],
        [
            OUT.format("Beto", "3.99995"),
            "Sin otra preferencia: 10 boletas, con valor de 3.99995 votos.",
            "Queda una candidatura para un lugar: gana Delfino.",
        ],
    ]
    assert told_result(result) == ["Resultan electas y electos: Ana y Delfino."]
    with override("en"):
        assert told_stages(result)[1] == [
            "Ana has 7 votes, 1 vote to spare. The 7 ballots pass to the next preference and each is worth 0.14285.",
            "They receive: Beto +0.99995.",
            "Cutting the values to five decimals loses 0.00005 votes.",
        ]


def test_ties_say_what_decided():
    result = counted(Rule.SCOTTISH, 1, (4, (1,)), (2, (2,)), (2, (3,)), (1, (4, 2)), lot=Lot("x", order=(3, 2, 1, 4)))
    by_lot = counted(Rule.PLURALITY, 1, (2, (1,)), (2, (2,)))
    earlier = counted(Rule.SCOTTISH, 1, (9, (1,)), (3, (2,)), (2, (3,)), (1, (4, 3)))

    drawn = by_lot.name(by_lot.winners[0])
    assert told_stage(by_lot, by_lot.stages[0])[1:] == [
        f"Ana y Beto empatan. Decide el sorteo con la semilla anunciada: toca a {drawn}.",
        f"{drawn} gana un lugar con 2 votos.",
    ]
    assert told_result(earlier)[0] == "Resultan electas y electos: Ana."
    assert len(told_stages(result)) == len(result.stages)


def test_an_earlier_stage_and_an_order_decide():
    result = counted(
        Rule.SCOTTISH, 1, (5, (1,)), (3, (2,)), (2, (3,)), (1, (4, 3)), (1, (4,)), lot=Lot(order=(4, 3, 2, 1))
    )

    assert told_stage(result, result.stages[1])[0] == (
        "Carmen y Delfino empatan. Decide el orden que se sorteó a mano antes de contar: toca a Delfino."
    )
    assert told_stage(result, result.stages[2])[0] == (
        "Beto y Carmen empatan. Decide la etapa 1, donde tenían votos distintos: toca a Carmen."
    )


def test_papers_of_several_values():
    result = counted(Rule.SCOTTISH, 3, (8, (1, 2)), (3, (2, 3)), (3, (3,)), (1, (4, 2, 3)))
    third = result.stages[2]

    assert (third.deed, [str(parcel.passed) for parcel in third.parcels]) == (Deed.SURPLUS, ["0.42857", "0.21428"])
    assert told_stage(result, third)[0] == (
        "Beto tiene 7 votos, 3 votos de más. Sus 11 boletas pasan a la siguiente preferencia con la parte que sobra"
        " de su valor."
    )


def test_meek_majority_and_approval():
    meek = counted(Rule.MEEK, 2, (7, (1, 2)), (3, (2,)), (2, (3,)))
    assert "El cociente es 4.000000001" in told_stage(meek, meek.stages[0])[1]
    assert told_stage(meek, meek.stages[1])[0].startswith("Quien ya ganó conserva de cada boleta")

    none = counted(Rule.MAJORITY, 1, (4, (1,)), (3, (2,)), (2, (3,)), (1, ()))
    assert told_result(none) == [
        "Nadie pasó de la mitad (4.5). Hay segunda vuelta entre Ana y Beto.",
        "En blanco: 1 boleta. No cuentan para el resultado.",
    ]
    marks = counted(Rule.APPROVAL, 3, (4, (1, 2)))
    assert told_stage(marks, marks.stages[0])[0] == "Se cuentan las marcas de 4 boletas; cada marca vale un voto."
    assert told_result(marks)[1] == "Queda 1 lugar sin ocupar: nadie más tuvo votos."


@pytest.mark.parametrize("language", ["es-mx", "en"])
@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_its_sentence(fault, language):
    with override(language):
        sentence = told_flaw(Flaw(fault, 1200, "9"))
        assert sentence.startswith("Línea 1,200: " if language == "es-mx" else "Line 1,200: ")
        assert sentence.endswith(".")
        assert told_flaw(Flaw(fault, 0, "9"))[0].isupper() or told_flaw(Flaw(fault, 0, "9"))[0] in "«“"
        assert told_flaw(Flaw(fault, 2), in_list=True).startswith("Boleta 2" if language == "es-mx" else "Ballot 2")


@pytest.mark.parametrize("reason", list(CannotCount.Reason))
def test_every_refusal_has_its_sentence(reason):
    cannot = CannotCount(reason, seats=3, standing=1, tied=(1, 2), stage=4)
    assert told_refusal(cannot, NAMES).endswith((".", "anunció."))
    if reason is CannotCount.Reason.LOT_NEEDED:
        assert "etapa 4 empatan Ana y Beto" in told_refusal(cannot, NAMES)
        assert "empatan 1, 2" in told_refusal(cannot)


@pytest.mark.parametrize("doubt", list(Doubt))
def test_every_difference_has_its_sentence(doubt):
    sentence = told_difference(Difference(doubt, "5", "6", 3))
    assert doubt is Doubt.NO_RESULT or ("«5»" in sentence and "«6»" in sentence)
    assert ("Etapa 3" in sentence) == (doubt is Doubt.STAGE)


def test_delegates_seat_by_seat():
    parts = apportion({"Amayuca": 47, "Zacualpan": 30, "Tlayacapan": 23}, 4, Method.LARGEST_REMAINDER)
    assert told_apportionment(parts) == [
        "Cada 25.00 votos dan un lugar; los que faltan son para los restos mayores.",
        "Por cocientes enteros: Amayuca 1 y Zacualpan 1.",
        "Lugar 3: Tlayacapan, con 23.00.",
        "Lugar 4: Amayuca, con 22.00.",
        "Resultado: Amayuca 2, Zacualpan 1 y Tlayacapan 1.",
    ]
    for method, rule in ((Method.DHONDT, "1, 2, 3"), (Method.SAINTE_LAGUE, "1, 3, 5")):
        tied = told_apportionment(apportion({"A": 1, "B": 1}, 1, method, lot=Lot("x")))
        assert rule in tied[0]
        assert tied[2].startswith("A y B empatan; decide el sorteo")
    by_hand = told_apportionment(apportion({"A": 1, "B": 1}, 1, Method.DHONDT, lot=Lot(order=(2, 1))))
    assert by_hand[2] == "A y B empatan; decide el orden sorteado a mano: B."


def test_a_drawing_shows_what_people_read_and_its_table_every_decimal():
    assert [short(Decimal(text)) for text in ("1381", "928.98248", "3.333333334", "0.005", "10.50")] == [
        "1,381", "928.98", "3.33", "0.00", "10.50",
    ]  # fmt: skip
    exact = Decimal("3.333333334")
    chart = bars([Bar("Ana", (exact,), (short(exact),), (votes(exact),))], title="Votos")
    assert "3.33<" in chart.svg
    assert "3.333333334" not in chart.svg
    assert chart.rows == (("Ana", "3.333333334 votos"),)
