"""What an order lacks when it cannot be made: which line, how many pieces, by which week, and why."""

from math import ceil

from tequio.engines.pooling.highs import run
from tequio.engines.splitting.build import Build
from tequio.engines.splitting.ground import Ground
from tequio.engines.splitting.model import Lack, Shortage
from tequio.engines.splitting.whole import write_whole

# Less than this of a piece is the solver's tolerance.
SOME = 1e-4
# More columns than this are not looked at before the search.
QUICK = 30_000
# With more columns than this nothing is written as one programme.
ONE_PROGRAMME = 200_000


def shortages_of(
    ground: Ground, want: tuple[tuple[int, int], ...], *, exact: bool, seconds: float = 60
) -> tuple[Shortage, ...]:
    """Fewest missing pieces, by line; empty unless it is proven that some are. Without `exact`, pieces may be broken
    and batches small: quick, and when it finds something missing, it is."""
    if too_many(ground):
        return _line_by_line(ground)
    program = write_whole(ground, want, shortage=True)
    whole = program.whole if exact else program.whole & False
    found = run(program, whole=whole, gap=0.0, seconds=seconds)
    if found.x is None:
        return _from_pins(ground) if found.infeasible else ()
    if found.bound < SOME:
        return ()
    # Of a broken piece that is missing, all is missing.
    missing = {line: ceil(found.x[column] - SOME) for line, column in program.short.items()}
    return tuple(_shortage(ground, line, count) for line, count in missing.items() if count > 0)


def shortages_for_sure(ground: Ground, want: tuple[tuple[int, int], ...]) -> tuple[Shortage, ...]:
    """A quick look before a search: what is missing even if pieces could be broken. Nothing means perhaps."""
    if sum(len(ground.weeks_of(number)) for number in range(len(ground.pairs))) > QUICK:
        return _line_by_line(ground)
    build = Build(ground, want)
    if build.owe():
        build.give({})
        if not any(build.left):
            return ()
    return shortages_of(ground, want, exact=False)


def too_many(ground: Ground) -> bool:
    """Whether the order is beyond one programme."""
    return sum(len(ground.weeks_of(number)) for number in range(len(ground.pairs))) > ONE_PROGRAMME


def _line_by_line(ground: Ground) -> tuple[Shortage, ...]:
    """Lines that lack pieces even if nothing else were made."""
    lacking = [(n, ground.wanted[n] - _room_for(ground, n)) for n in range(len(ground.lines))]
    return tuple(_shortage(ground, n, missing) for n, missing in lacking if missing > 0)


def _shortage(ground: Ground, number: int, missing: int) -> Shortage:
    line = ground.lines[number]
    able = {ground.pairs[p].shop for p in ground.of_line[number] if ground.pairs[p].most >= ground.least(p)}
    lack, requirement = Lack.CAPACITY, None
    if not ground.of_line[number]:
        lack, requirement = _why_nobody(ground, number)
    elif _room_for(ground, number) >= ground.wanted[number] and len(ground.lines) == 1:
        lack = Lack.WHOLE
    return Shortage(line.code, missing, line.due, lack, len(able), requirement)


def _room_for(ground: Ground, number: int) -> int:
    return sum(ground.pairs[p].most for p in ground.of_line[number])


def _why_nobody(ground: Ground, number: int) -> tuple[Lack, str | None]:
    unable = [u for u in ground.unable if u.line == number and u.excluded is None]
    if any(not u.missing for u in unable):
        return Lack.BELOW_FLOOR, None
    lacking = [code for u in unable for code in u.missing]
    if lacking:
        return Lack.NOBODY_HOLDS, max(sorted(set(lacking)), key=lacking.count)
    return Lack.NOBODY_MAKES, None


def _from_pins(ground: Ground) -> tuple[Shortage, ...]:
    """Pins that do not fit: each line they touch is short of what they ask for."""
    return tuple(
        Shortage(ground.lines[line].code, pieces, ground.lines[line].due, Lack.WHOLE, 1)
        for (line, _), pieces in sorted(ground.owed.items())
        if pieces
    )
