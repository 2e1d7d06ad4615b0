"""Elected bodies: how long, how many, renewed how, of whom."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tequio.engines.bylaws.rules import Bylaws
from tequio.engines.tally import digest


def term_ends_on(begins_on: date, years: int) -> date:
    """The day (excluded) on which a term of whole years ends; from 29 February it ends on 1 March."""
    try:
        return begins_on.replace(year=begins_on.year + years)
    except ValueError:
        return date(begins_on.year + years, 3, 1)


def term_fault(bylaws: Bylaws, years: int) -> str:
    """ "short", "long" or nothing. Zero years as a cap means that there is none."""
    cap = bylaws.number("term_years_cap")
    if years < 1:
        return "short"
    return "long" if cap and years > cap else ""


def body_faults(bylaws: Bylaws, body: str, *, size: int, members: int) -> list[str]:
    """What is wrong with the size of the "board" or the "vigilance" council: few, many, even."""
    small = members <= bylaws.number("one_administrator_until")
    if body == "board":
        return ["few"] if size < (1 if small else bylaws.number("board_least")) else []
    most = bylaws.number("vigilance_most")
    if not most:
        return []
    found = ["few"] if size < 1 else []
    found += ["many"] if size > most else []
    return found + (["even"] if size % 2 == 0 and size else [])


def renewed_each_year(seats: int, years: int) -> tuple[int, ...]:
    """How many seats are up for election each year when the body is renewed in parts over a term of `years`."""
    if seats < 0 or years < 1:
        raise ValueError(f"{seats} seats over {years} years")
    low, odd = divmod(seats, years)
    return tuple(low + (year < odd) for year in range(years))


def first_terms(bylaws: Bylaws, elected: Sequence[tuple[str, Decimal]], years: int, seed: str) -> tuple[int, ...]:
    """The years of each of those elected together at first, so that from then on a part is renewed every year.

    `elected` are names with their votes. As many as the year has seats get one year, the next two, and so on; the last
    ones the whole term. The short terms are for those with fewest votes, equal ones by lot, or all by lot, whichever
    the bylaws say. The lot is of the announced seed: "seed/0/name", as `tally.digest` draws; drawn first, stays least.
    """
    seats = len(elected)
    if not seats:
        return ()
    each = renewed_each_year(seats, min(seats, years))
    shortest_first = [years - len(each) + year for year, count in enumerate(each, start=1) for _seat in range(count)]
    by_votes = bylaws.words("first_stagger") == ("votes",)

    def stays(place: int) -> tuple[Decimal, str]:
        name, votes = elected[place]
        return votes if by_votes else Decimal(0), digest(seed, 0, name)

    terms = dict(zip(sorted(range(seats), key=stays), shortest_first, strict=True))
    return tuple(terms[place] for place in range(seats))


def parity_holds(bylaws: Bylaws, genders: Sequence[str]) -> bool:
    """Whether women and men differ by one at most, where the bylaws ask for it; who says neither counts for neither."""
    if not bylaws.says("parity"):
        return True
    return abs(genders.count("f") - genders.count("m")) <= 1
