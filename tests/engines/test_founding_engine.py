"""From forum to union, worked out: what is missing by name, the common order, the forms side by side, the vote."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.engines import bylaws
from tequio.engines.founding import (
    ORDER,
    Certainty,
    Facts,
    FoundingVote,
    Regime,
    Resico,
    Stage,
    TooFewProblems,
    VoteFault,
    What,
    Year,
    answer_faults,
    effect_on,
    filled,
    gaps,
    legal_form,
    legal_forms,
    missing,
    needs_on,
    own_rules,
    questions_of,
    ranked,
    recurring,
    registrations_of,
    seasons,
    tariff,
    under_resico,
    under_tariff,
    vote_faults,
)
from tequio.engines.founding.stages import after
from tequio.engines.founding.taxes import EVEN

DAY = date(2026, 3, 1)
NEEDS = needs_on(DAY)
READY = Facts(
    sessions=3, attenders=5, problems=3, rankings=3, promoters=3, has_form=True, founders=5, founders_least=5,
)  # fmt: skip


# --- stages ----------------------------------------------------------------------------------------------------------


def test_each_stage_leads_to_the_next_and_the_last_to_itself():
    assert [after(stage) for stage in ORDER] == [*ORDER[1:], Stage.GOVERNED]


def test_one_who_has_everything_may_go_on_from_every_stage():
    assert {stage: missing(stage, READY, NEEDS) for stage in ORDER} == dict.fromkeys(ORDER, ())


@pytest.mark.parametrize(
    ("stage", "lacks", "told"),
    [
        (Stage.FORUM, {"sessions": 2}, [(What.SESSIONS, 2, 3, ())]),
        (Stage.FORUM, {"sessions": 0, "attenders": 4, "problems": 0},
         [(What.SESSIONS, 0, 3, ()), (What.ATTENDERS, 4, 5, ()), (What.PROBLEMS, 0, 3, ())]),
        (Stage.RANKING, {"attenders": 12, "rankings": 6, "unranked": ("Ana", "Beto")},
         [(What.RANKINGS, 6, 7, ("Ana", "Beto"))]),
        (Stage.PROMOTERS, {"promoters": 2}, [(What.PROMOTERS, 2, 3, ())]),
        (Stage.FORM, {"has_form": False}, [(What.FORM, 0, 1, ())]),
        (Stage.BYLAWS, {"founders": 4, "unanswered": ("¿Cómo se llama?",), "papers": {"Ana": ("CURP",), "Eva": ()}},
         [(What.ANSWERS, 0, 1, ("¿Cómo se llama?",)), (What.FOUNDERS, 4, 5, ()),
          (What.PAPERS, 0, 1, ("Ana: CURP",))]),
        (Stage.ASSEMBLY, {"assembly_faults": ("no termina",), "vote_faults": ("faltan votos",)},
         [(What.ASSEMBLY, 0, 1, ("no termina",)), (What.VOTE, 0, 1, ("faltan votos",))]),
        (Stage.FOUNDED, {"empty_offices": ("Tesorería",)}, [(What.OFFICES, 0, 1, ("Tesorería",))]),
    ],
)  # fmt: skip
def test_what_a_stage_lacks_is_told_by_name(stage, lacks, told):
    facts = Facts(**{name: lacks.get(name, getattr(READY, name)) for name in Facts.__dataclass_fields__})
    assert [(each.what, each.have, each.needed, each.names) for each in missing(stage, facts, NEEDS)] == told


def test_who_came_three_times_keeps_coming():
    assert recurring({1: 3, 2: 2, 3: 12}, NEEDS) == {1, 3}


# --- the common order ------------------------------------------------------------------------------------------------

MATERIALS, PRICES, CREDIT, KILN = 1, 2, 3, 4
NAMES = ["materials", "prices", "credit", "kiln"]


def test_what_a_smaller_village_shares_keeps_a_place():
    """Seven of ten put their own three first; of the kiln of the other three nothing would be left."""
    village = [(MATERIALS, PRICES, CREDIT, KILN)] * 7
    others = [(KILN, CREDIT)] * 3

    found = ranked(NAMES, [*village, *others], priorities=3, seed="barro")

    assert found.priorities == (MATERIALS, KILN, PRICES)
    assert [(each.problem, each.firsts, each.mentions) for each in found.placed] == [
        (MATERIALS, 7, 7), (KILN, 3, 10), (PRICES, 0, 7), (CREDIT, 0, 10),
    ]  # fmt: skip


def test_one_problem_is_no_order():
    with pytest.raises(TooFewProblems):
        ranked(["materials"], [(1,)], priorities=3, seed="barro")


ORDERS = st.lists(st.permutations([1, 2, 3, 4]).flatmap(lambda p: st.integers(1, 4).map(lambda n: tuple(p[:n]))),
                  min_size=1, max_size=12)  # fmt: skip


@given(ORDERS, st.integers(1, 3), st.randoms())
def test_every_problem_stands_once_whatever_the_order_of_the_papers(orders, priorities, chance):
    found = ranked(NAMES, orders, priorities=priorities, seed="barro")
    shuffled = list(orders)
    chance.shuffle(shuffled)

    assert sorted(each.problem for each in found.placed) == [1, 2, 3, 4]
    assert [each.place for each in found.placed] == [1, 2, 3, 4]
    assert ranked(NAMES, shuffled, priorities=priorities, seed="barro").placed == found.placed


@given(ORDERS, st.integers(1, 4))
def test_what_more_than_half_put_first_comes_first(orders, problem):
    many = [(problem,)] * (len(orders) + 1)
    assert ranked(NAMES, [*orders, *many], priorities=1, seed="barro").placed[0].problem == problem


# --- forms and taxes -------------------------------------------------------------------------------------------------


def test_every_form_says_all_of_it_in_both_languages():
    forms = legal_forms(DAY)
    assert [form.code for form in forms] == ["consumer_coop", "producer_coop", "civil_association", "sderl_mi"]
    for form in forms:
        for texts in (form.costs, form.protects, form.forbids, form.taxes, (form.name, form.fits)):
            assert texts and all(each.es and each.en and each.es != each.en for each in texts)
        assert bylaws.bylaws_of(form.code, DAY)
        assert questions_of(form.code, DAY) and registrations_of(form.code, DAY)


def test_a_form_that_the_law_did_not_know_yet_cannot_be_chosen():
    with pytest.raises(ValueError, match="consumer_coop"):
        legal_form("consumer_coop", date(2020, 1, 1))


def test_the_trap_of_the_producer_cooperative():
    """Sales 180,000, costs 90,000: RESICO 1 % = 1,800.00. Outside: 5,051.37 + 10.88 % of 3,977.88 = 5,484.16."""
    year = Year(180_000_00, 90_000_00)
    stays = effect_on(legal_form("consumer_coop", DAY), year, DAY)
    leaves = effect_on(legal_form("producer_coop", DAY), year, DAY)

    assert (stays.before.tax_minor, stays.after.tax_minor, stays.more_minor) == (1_800_00, 1_800_00, 0)
    assert (leaves.after.regime, leaves.after.tax_minor, leaves.more_minor) == (Regime.GENERAL, 5_484_16, 3_684_16)


def test_for_a_workshop_that_hardly_earns_leaving_can_cost_less():
    """Sales 60,000, costs 55,000: RESICO 600.00; by the tariff 1.92 % of 4,999.99 = 96.00."""
    effect = effect_on(legal_form("producer_coop", DAY), Year(60_000_00, 55_000_00), DAY)
    assert (effect.before.tax_minor, effect.after.tax_minor, effect.more_minor) == (600_00, 96_00, -504_00)


# The vectors of one month: the whole income falls under one rate, so that one centavo more can cost 25 pesos.
@pytest.mark.parametrize(
    ("sales", "tax"),
    [(8_000_00, 80_00), (25_000_00, 250_00), (25_000_01, 275_00), (50_000_00, 550_00), (50_000_01, 750_00),
     (83_333_33, 1_250_00), (100_000_00, 2_000_00), (208_333_34, 5_208_33), (300_000_00, 7_500_00)],
)  # fmt: skip
def test_resico_takes_a_months_whole_income_at_one_rate(sales, tax):
    in_may = (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)
    burden = effect_on(legal_form("consumer_coop", DAY), Year(sales, 0, in_may), DAY).after

    assert [each.tax_minor for each in burden.payments] == [0, 0, 0, 0, tax, 0, 0, 0, 0, 0, 0, 0]
    assert (burden.tax_minor, burden.settled_minor) == (tax, 0)


def test_a_year_that_falls_on_few_months_pays_more_under_resico():
    """240,000 evenly: twelve of 20,000 at 1 %. From October on: 40,000 at 1.1 %, 50,000 at 1.1 %, 60,000 at 1.5 %."""
    _name, fairs = seasons(DAY)["fairs"]
    even, late = (under_resico(Year(240_000_00, 0, weights), DAY) for weights in (EVEN, fairs))

    assert (even.tax_minor, even.least_bp, even.rate_bp) == (2_400_00, 100, 100)
    assert [each.tax_minor for each in late.payments[-3:]] == [440_00, 550_00, 900_00]
    assert (late.tax_minor, late.least_bp, late.rate_bp) == (9 * 100_00 + 1_890_00, 100, 150)


def test_payments_on_account_follow_the_profit_so_far():
    """Profit 7,500 a month. January: 420.95 + 10.88 % of 331.48 = 457.02; February the rows doubled, less January."""
    burden = under_tariff(Year(180_000_00, 90_000_00), DAY)
    january, february = burden.payments[:2]

    assert (january.base_minor, january.fixed_minor, january.above_minor) == (7_500_00, 420_95, 331_48)
    assert (january.tax_minor, january.rate_bp) == (457_02, 1088)
    assert (february.base_minor, february.owed_minor, february.tax_minor) == (15_000_00, 914_03, 457_01)
    # Twelve times a monthly row is not quite the row of the year; the return settles the centavos.
    assert (sum(each.tax_minor for each in burden.payments), burden.settled_minor) == (5_484_18, -2)


def test_a_month_without_profit_pays_nothing_and_gives_nothing_back():
    burden = under_tariff(Year(100_000_00, 300_000_00), DAY)
    assert (burden.tax_minor, {each.tax_minor for each in burden.payments}) == (0, {0})


@given(
    st.integers(0, 3_500_000_00), st.integers(0, 3_500_000_00), st.lists(st.integers(0, 9), min_size=12, max_size=12)
)
def test_the_months_add_up_to_the_year(sales, costs, weights):
    year = Year(sales, costs, tuple(weights) if any(weights) else EVEN)
    resico, general = under_resico(year, DAY), under_tariff(year, DAY)

    assert [sum(part) for part in zip(*year.months, strict=True)] == [sales, costs]
    assert (resico.tax_minor, resico.settled_minor) == (sum(each.tax_minor for each in resico.payments), 0)
    # What was owed at most is what was paid; the return gives back what was too much, and asks for centavos.
    assert sum(each.tax_minor for each in general.payments) == max(each.owed_minor for each in general.payments)
    assert general.settled_minor <= 12
    assert sales == 0 or resico.tax_minor * 100 >= sales - 600


@pytest.mark.parametrize("weights", [(1,) * 11, (0,) * 12, (-1, *(1,) * 11)])
def test_a_year_has_twelve_months(weights):
    with pytest.raises(ValueError, match="twelve"):
        Year(1, 1, weights)


def test_every_tariff_says_where_it_comes_from_and_how_far_it_was_checked():
    known = {code: tariff(code, DAY) for code in ("resico", "provisional", "general")}

    assert {code: (each.certainty, len(each.steps)) for code, each in known.items()} == {
        "resico": (Certainty.LAW, 5), "provisional": (Certainty.SEEN, 11), "general": (Certainty.SEEN, 11),
    }  # fmt: skip
    assert all(each.source.startswith("LISR art") for each in known.values())
    for each in known.values():
        assert [a.up_to_minor + 1 for a in each.steps[:-1]] == [b.from_minor for b in each.steps[1:]]
    assert {code: len(weights) for code, (_name, weights) in seasons(DAY).items()} == {
        "even": 12,
        "dry": 12,
        "fairs": 12,
    }


def test_who_sells_too_much_for_resico_pays_by_the_tariff_anyway():
    effect = effect_on(legal_form("consumer_coop", DAY), Year(3_500_000_01, 3_000_000_00), DAY)
    assert (effect.before, effect.after.regime, effect.more_minor) == (None, Regime.GENERAL, 0)


def test_without_a_tariff_of_the_day_nothing_is_guessed():
    with pytest.raises(ValueError, match="tariff"):
        effect_on(legal_form("sderl_mi", DAY), Year(1, 0), date(2019, 1, 1))


def test_a_civil_association_is_asked_about_first():
    effect = effect_on(legal_form("civil_association", DAY), Year(100_00, 0), DAY)
    assert legal_form("civil_association", DAY).resico is Resico.ASK and effect.may_change


@given(st.integers(0, 10_000_000_00), st.integers(0, 10_000_000_00), st.integers(0, 1_000_00))
def test_more_profit_never_pays_less_by_the_tariff(sales, costs, more):
    form = legal_form("producer_coop", DAY)
    before, after_ = (effect_on(form, Year(each, costs), DAY).after for each in (sales, sales + more))

    # The published fixed amounts are cut to centavos, so that a step may give back one.
    assert before.tax_minor <= after_.tax_minor + 1
    assert after_.tax_minor <= Decimal(after_.base_minor) * 35 / 100 + 1


# --- plain questions -------------------------------------------------------------------------------------------------


def asked(code, form="consumer_coop"):
    return next(each for each in questions_of(form, DAY) if each.code == code)


@pytest.mark.parametrize(
    ("code", "value", "why"),
    [
        ("name", "  ", "missing"),
        ("name", "x" * 121, "long"),
        ("notice_days", "seven", "unreadable"),
        ("notice_days", "²", "unreadable"),
        ("notice_days", "6", "unlawful"),
        ("notice_days", "61", "high"),
        ("proxies", "3", "high"),
        ("reserve_percent", "9", "low"),
        ("term_years", "6", "high"),
        ("parity", "maybe", "choice"),
    ],
)
def test_an_answer_that_cannot_stand_says_why(code, value, why):
    assert answer_faults(asked(code), value, "consumer_coop", DAY).why == why


@pytest.mark.parametrize(
    ("code", "value"),
    [("name", "Unión de Totolapan"), ("notice_days", "7"), ("proxies", "0"), ("reserve_percent", "10"),
     ("certificate_minor", "50000"), ("parity", "yes")],
)  # fmt: skip
def test_an_answer_within_the_law_stands(code, value):
    assert answer_faults(asked(code), value, "consumer_coop", DAY) is None


def test_only_what_differs_from_the_law_becomes_an_own_rule():
    answers = {"notice_days": "10", "proxies": "0", "parity": "yes", "name": "Unión"}
    rules = own_rules("consumer_coop", answers, DAY)

    assert rules == {"notice_days": "10", "parity": "yes"}
    assert bylaws.bylaws_of("consumer_coop", DAY, rules).number("notice_days") == 10


def test_an_association_is_not_asked_for_the_funds_of_a_cooperative():
    assert {"reserve_percent", "education_percent", "liability"}.isdisjoint(
        each.code for each in questions_of("civil_association", DAY)
    )


def test_the_tax_number_is_due_a_month_after_the_act():
    due = {each.code: each.due_on(DAY) for each in registrations_of("consumer_coop", DAY)}
    assert due["rfc"] == date(2026, 3, 31)
    assert due["bank"] is None


# --- papers ----------------------------------------------------------------------------------------------------------


def test_a_gap_is_named_and_nothing_comes_out():
    template = "{name}, con domicilio en {domicile}. {name}."
    assert gaps(template, {"name": "Unión", "domicile": " "}) == ["domicile"]
    with pytest.raises(ValueError, match="domicile"):
        filled(template, {"name": "Unión"})
    assert (
        filled(template, {"name": "Unión {x}", "domicile": "Calle 1"})
        == "Unión {x}, con domicilio en Calle 1. Unión {x}."
    )


# --- the vote --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vote", "faults"),
    [
        (FoundingVote(20, 2, 1, 24, 28, 22), []),
        (FoundingVote(16, 8, 0, 24, 28, 16), []),  # exactly two thirds of those present
        (FoundingVote(15, 9, 0, 24, 28, 15), [(VoteFault.NOT_CARRIED, 15, 16)]),
        (FoundingVote(4, 0, 0, 4, 4, 4), [(VoteFault.FEW_IN_FAVOUR, 4, 5), (VoteFault.FEW_FOUNDERS, 4, 5)]),
        (FoundingVote(5, 0, 0, 5, 5, 4), [(VoteFault.FEW_FOUNDERS, 4, 5)]),
    ],
)
def test_the_founding_vote_meets_the_forums_own_rule(vote, faults):
    assert [each[:3] for each in vote_faults("consumer_coop", vote, DAY)] == faults


def test_a_company_of_few_does_not_take_many():
    vote = FoundingVote(60, 0, 0, 60, 60, 60)
    assert [each[:3] for each in vote_faults("sderl_mi", vote, DAY)] == [(VoteFault.MANY_FOUNDERS, 60, 50)]
