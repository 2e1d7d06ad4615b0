"""Ten thousand random lives of a guarantee fund: every centavo accounted for, no cap passed, how long it takes."""

import time

from bench.table import show
from tequio.engines.guarantee.paths import live

LIVES = 10_000


def main(quick: bool = False) -> None:
    lives = LIVES // 10 if quick else LIVES
    begun = time.process_time()
    funds = [live(seed) for seed in range(lives)]  # raises where money is not conserved or a cap is passed
    seconds = time.process_time() - begun
    there = sum(fund.put_in + fund.got_back for fund in funds)
    gone = sum(fund.paid_out + fund.taken_out + sum(fund.held.values()) for fund in funds)
    above = sum(any(fund.lost[member] > cap for member, cap in fund.caps.items()) for fund in funds)
    show(f"Guarantee fund, {lives:,} random lives of 8 members and 25 deeds", [
        ("centavos put in and got back, less all that left and all that is there", f"{there - gone}", "0", ""),
        ("lives in which a member lost more than his cap", f"{above}", "0", ""),
        ("failed loans", f"{sum(len(fund.claims) for fund in funds):,}", "", ""),
        ("time, one core", f"{seconds:.2f} s", "", ""),
    ])  # fmt: skip
