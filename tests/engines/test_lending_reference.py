"""Every reference case of schedules and rates, through the engine's own interface."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tequio.engines.lending import (
    DayCount,
    DueDay,
    Every,
    Fee,
    Flow,
    Kind,
    Nearest,
    Order,
    Payment,
    Rules,
    Terms,
    Timing,
    annual_rate,
    cat,
    due_days,
    schedule,
    stand,
    unit_period_rate,
)

CREDIT = Path(__file__).parents[1] / "reference" / "credit"
FINERACT = json.loads((CREDIT / "fineract_schedules.json").read_text())["cases"]
LEVEL = json.loads((CREDIT / "fineract_level_instalments.json").read_text())["cases"]
FRAPPE = json.loads((CREDIT / "frappe_lending.json").read_text())
REG_Z = json.loads((CREDIT / "apr_us_reg_z_appendix_j.json").read_text())["cases"]
EUROPE = {case["id"]: case for case in json.loads((CREDIT / "apr_eu_directive_98_7.json").read_text())["cases"]}

KINDS = {("FLAT", "EQUAL_INSTALLMENTS"): Kind.FLAT, ("DECLINING_BALANCE", "EQUAL_INSTALLMENTS"): Kind.LEVEL,
         ("DECLINING_BALANCE", "EQUAL_PRINCIPAL_PAYMENTS"): Kind.LEVEL_PRINCIPAL}  # fmt: skip


def centavos(text):
    return int(Decimal(text) * 100)


def day(text):
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007 - days, not instants


def terms_of(loan):
    monthly = loan["interest_period"] == "SAME_AS_REPAYMENT_PERIOD"
    thirties = "360_30" in loan["product"]
    kind = KINDS[loan["interest"], loan["amortization"]]
    starts_on = day(loan["submitted"])
    return Terms(
        principal=centavos(loan["principal"]),
        annual_rate=Decimal(loan["annual_rate_percent"]) / 100,
        starts_on=starts_on,
        due=due_days(starts_on, Every.MONTH, int(loan["n"])),
        kind=kind,
        count=DayCount.THIRTY_360 if thirties else DayCount.PERIODS if monthly else DayCount.ACTUAL_365,
        interest_only=int(loan["grace_principal"]),
        round_to=1 if thirties or kind is Kind.LEVEL_PRINCIPAL else 100,
        as_if_alike=loan["interest_period"] == "DAILY",
        fees=(Fee(at_opening=False, rate=Decimal("0.015")),) if "percentage fee" in loan.get("charge", "") else (),
    )


@pytest.mark.parametrize("case", FINERACT, ids=[case["id"][:40] for case in FINERACT])
def test_a_schedule_of_fineract_to_the_centavo(case):
    events = case["events"]
    charged = any("INSTALLMENT_PERCENTAGE_FEE" in event.get("charge", "") for event in events)
    terms = terms_of(case["loan"] | ({"charge": "percentage fee"} if charged else {}))
    late = any("Late fee" in str(event.get("expect_charges", "")) for event in events)
    rules = Rules(penalty=Decimal("0.015") if late else Decimal(0))
    payments, today = [], terms.starts_on
    for event in events:
        if "payment" in event:
            payments.append(Payment(day(event["on"]), centavos(event["payment"])))
        if "today" in event:
            today = day(event["today"])
        if "expect_schedule" in event:
            told = stand(terms, payments, today, rules)
            assert [as_told(line) for line in told.lines] == [as_expected(row) for row in event["expect_schedule"]]
        if "expect_total" in event:
            total = event["expect_total"]
            told = stand(terms, payments, today, rules)
            assert sum(line.owed[Order.INTEREST] for line in told.lines) == centavos(total["Interest"])
            assert sum(line.total for line in told.lines) == centavos(total["Due"])
            assert sum(line.open for line in told.lines) == centavos(total["Outstanding"])
            assert sum(line.late for line in told.lines) == centavos(total["Late"])


def as_told(line):
    paid = sum(line.paid.values())
    return (line.number, line.due_on, line.paid_on, line.owed[Order.PRINCIPAL], line.owed[Order.INTEREST],
            line.owed[Order.FEES], line.owed.get(Order.PENALTY, 0), line.total, paid, line.late, line.open,
            line.closing)  # fmt: skip


def as_expected(row):
    return (row["nr"], day(row["due"]), row["paid_on"] and day(row["paid_on"]),
            *(centavos(row[key]) for key in ("principal", "interest", "fees", "penalties", "instalment", "paid", "late",
                                             "outstanding", "balance")))  # fmt: skip


@pytest.mark.parametrize("case", LEVEL, ids=[case["name"][19:60] for case in LEVEL])
def test_a_table_of_level_instalments_to_the_centavo(case):
    counts = {"DAYS_360": DayCount.THIRTY_360, "DAYS_364": DayCount.PERIODS, "ACTUAL": DayCount.ACTUAL_365}
    days = [tuple(map(date.fromisoformat, period)) for period in case["periods"]]
    rows, rate = {}, Decimal(case["annual_rate_percent"]) / 100
    for what, *told in case["events"]:
        if what == "expect":
            row = told[0]
            found = rows[row["period"]]
            assert (found.instalment, found.interest, found.principal, found.closing) == tuple(
                centavos(row[key]) for key in ("instalment", "interest", "principal", "balance")
            )
            continue
        on, more = date.fromisoformat(told[0]), centavos(told[1])
        # Money handed out later, on a day of payment: what is owed then is a loan over the days that are left.
        done = [row for row in rows.values() if row.due_on <= on]
        owed = (done[-1].closing if done else 0) + more
        left = [DueDay(to) for from_, to in days if from_ >= on]
        plan = schedule(Terms(owed, rate, on, tuple(left), count=counts[case["days_in_year"]], per_year=52))
        if done:
            done[-1] = LaterOwed(done[-1], owed)
        rows = dict(enumerate([*done, *plan.rows], start=1))


class LaterOwed:
    """A row after which more was handed out on the same day."""

    def __init__(self, row, owed):
        self.instalment, self.interest, self.principal, self.due_on = (
            row.instalment,
            row.interest,
            row.principal,
            row.due_on,
        )
        self.closing = owed


def test_the_loan_of_frappe():
    start = date(2024, 1, 1)
    plan = schedule(
        Terms(FRAPPE["principal"] * 100, Decimal(FRAPPE["annual_rate"]) / 100, start,
              due_days(start, Every.MONTH, FRAPPE["n"]), count=DayCount.PERIODS, round_to=100, rounding=Nearest.UP)
    )  # fmt: skip

    assert plan.rows[0].instalment == FRAPPE["instalment"] * 100
    assert round(Decimal(plan.interest) / 100) == FRAPPE["total_interest_rounded"]
    assert round(Decimal(plan.total) / 100) == FRAPPE["total_payment_rounded"]
    for row in FRAPPE["rows_rounded_to_units"]:
        found = plan.rows[row["row"] - 1]
        told = [round(Decimal(each) / 100) for each in (found.principal, found.interest, found.closing)]
        assert told == [row["principal"], row["interest"], row["balance"]]


@pytest.mark.parametrize("case", REG_Z, ids=[case["id"] for case in REG_Z])
def test_a_worked_example_of_regulation_z(case):
    up, _, down = case["f"].partition("/")
    rate = unit_period_rate(centavos(str(case["advance"])), centavos(str(case["payment"])), case["n"], whole=case["t"],
                            part=Decimal(up) / Decimal(down or 1), per_year=case["w"])  # fmt: skip

    assert round(rate * 100, 2) == Decimal(case["apr"])


def test_the_worked_examples_of_the_directive():
    first, second = EUROPE["A1"], EUROPE["A3"]
    flows = [Flow(100_000, date(1994, 1, 1)), Flow(-120_000, date(1995, 7, 1))]
    dated = cat(flows, Timing.DAYS)
    yearly = annual_rate([(0, 100_000), (1, -60_000), (2, -60_000)])

    assert round(dated.rate * 100, 2) == Decimal(first["apr_2dp"])
    assert dated.percent == Decimal(first["apr_1dp"])
    assert str(yearly).startswith(second["i"])  # printed without rounding
    assert round(yearly * 100, 2) == Decimal(second["apr_2dp"])


MORTGAGE = [(0, 30_099_713 - 731_423 - 90_299 - 30_900)] + [(k / 12, -(342_112 + 12_500)) for k in range(1, 181)]


def test_the_published_cat_of_a_mortgage():
    assert round(annual_rate(MORTGAGE) * 100, 1) == Decimal("12.9")


def mexican(principal, rate, payments, every=Every.MONTH, **more):
    start = date(2026, 6, 1)
    return Terms(principal, Decimal(rate), start, due_days(start, every, payments), **more)


def test_a_loan_of_twenty_thousand_by_three_ways_of_counting_time():
    plan = schedule(mexican(2_000_000, "0.58", 12, count=DayCount.PERIODS, fees=(Fee(True, rate=Decimal("0.05")),)))
    flows = [Flow(1_900_000, plan.terms.starts_on)]
    flows += [Flow(-row.instalment, row.due_on, row.number) for row in plan.rows]

    assert plan.rows[0].instalment == 223_535
    assert round(cat(flows, Timing.PERIODS).rate * 100, 2) == Decimal("95.61")
    assert cat(flows, Timing.MONTHS_OF_30_4).percent == Decimal("95.7")
    assert cat(flows, Timing.DAYS).percent == Decimal("95.4")


def test_a_loan_of_twenty_four_thousand_with_iva():
    plan = schedule(mexican(2_400_000, "0.36", 12, count=DayCount.THIRTY_360, iva=Decimal("0.16")))
    flows = [Flow(2_400_000, plan.terms.starts_on)]
    flows += [Flow(-row.instalment, row.due_on, row.number) for row in plan.rows]

    assert (plan.rows[0].instalment, plan.rows[-1].principal) == (241_109, 234_086)
    assert (plan.interest, plan.iva, plan.total) == (493_308, 78_929, 2_972_237)
    assert round(cat(flows, Timing.PERIODS).rate * 100, 2) == Decimal("42.58")


ROWS = ("4256.60", "4272.37", "4288.80", "4305.90", "4323.71", "4342.26",
        "4361.57", "4381.69", "4402.64", "4424.45", "4447.17", "4470.82")  # fmt: skip


def test_a_loan_with_growing_payments():
    rate = annual_rate([(0, 4_160_000), *((k / 12, -centavos(row)) for k, row in enumerate(ROWS, start=1))])

    assert round(rate * 100, 2) == Decimal("54.12")
