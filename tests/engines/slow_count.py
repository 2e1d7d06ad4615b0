"""The two transferable votes written a second time, one paper at a time with Decimals: slow, plain, only for tests.

Both follow the text of their rule word by word and share nothing with the engine.
"""

from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from hashlib import sha256

FIFTH, NINTH = Decimal("0.00001"), Decimal("0.000000001")


class Paper:
    def __init__(self, ranking):
        self.ranking, self.value = ranking, Decimal(1)


def lot(seed, stage, names, tied):
    return min(tied, key=lambda n: sha256(f"{seed}/{stage}/{names[n - 1]}".encode()).hexdigest())


def scottish(names, rankings, seats, seed):
    """A list of (votes of each candidate, votes without destination), and the elected as a set."""
    papers = [Paper(r) for r in rankings if r]
    quota = Decimal(len(papers) // (seats + 1) + 1)
    continuing, elected, waiting = set(range(1, len(names) + 1)), [], []
    held = {n: [p for p in papers if p.ranking[0] == n] for n in continuing}
    votes = {n: Decimal(len(held[n])) for n in continuing}
    table, history = [], []

    def write_down():
        table.append((dict(votes), len(papers) - sum(votes.values())))
        history.append(dict(votes))
        for n in sorted(continuing, key=lambda n: -votes[n]):
            if votes[n] >= quota:
                continuing.discard(n)
                elected.append(n)
                if votes[n] > quota:
                    waiting.append(n)
        if len(continuing) <= seats - len(elected):
            elected.extend(continuing)
            continuing.clear()

    def choose(among, best):
        tied = [n for n in among if votes[n] == best(votes[m] for m in among)]
        for then in reversed(history[:-1]):
            if len(tied) > 1:
                tied = [n for n in tied if then[n] == best(then[m] for m in tied)]
        return tied[0] if len(tied) == 1 else lot(seed, len(table) + 1, names, tied)

    def move(paper):
        for n in paper.ranking:
            if n in continuing:
                held[n].append(paper)
                votes[n] += paper.value
                return

    write_down()
    while len(elected) < seats:
        if waiting:
            who = choose(waiting, max)
            waiting.remove(who)
            surplus, total = votes[who] - quota, votes[who]
            for paper in held[who]:
                paper.value = (surplus * paper.value / total).quantize(FIFTH, ROUND_DOWN)
                move(paper)
            votes[who] = quota
        else:
            who = choose(continuing, min)
            continuing.discard(who)
            votes[who] = Decimal(0)
            for paper in held[who]:
                move(paper)
        held[who] = []
        write_down()
    return quota, table, set(elected)


def meek(names, rankings, seats, seed):
    """The last quota, the votes and keep factors when each candidate was elected or excluded, the elected as a set."""
    papers = [r for r in rankings if r]
    hopeful, elected = set(range(1, len(names) + 1)), []
    keep = dict.fromkeys(hopeful, Decimal(1))
    table, quota = [], Decimal(0)

    def up(number):
        return number.quantize(NINTH, ROUND_CEILING)

    def share():
        votes = dict.fromkeys(keep, Decimal(0))
        for ranking in papers:
            left = Decimal(1)
            for n in ranking:
                taken = up(left * keep[n])
                votes[n] += taken
                left -= taken
                if not left:
                    break
        return votes

    while True:
        before, new = None, []
        while True:
            votes = share()
            quota = (sum(votes.values()) / (seats + 1)).quantize(NINTH, ROUND_DOWN) + NINTH
            new = [n for n in hopeful if votes[n] >= quota]
            surplus = max(Decimal(0), sum(votes[n] - quota for n in [*elected, *new]))
            if new or surplus < Decimal("0.000001") or (before is not None and surplus >= before):
                break
            before = surplus
            for n in elected:
                keep[n] = up(up(keep[n] * quota) / votes[n])
        table.append((dict(votes), dict(keep)))
        elected += new
        hopeful -= set(new)
        if len(elected) + len(hopeful) <= seats:
            break
        if len(elected) == seats:
            break
        if new:
            continue
        lowest = min(votes[n] for n in hopeful)
        tied = [n for n in hopeful if votes[n] <= lowest + surplus]
        out = tied[0] if len(tied) == 1 else lot(seed, len(table) + 1, names, tied)
        hopeful.discard(out)
        keep[out] = Decimal(0)
        if len(elected) + len(hopeful) <= seats:
            table.append((share(), dict(keep)))  # for the record, as the engine does
            break
    return quota, table, {*elected, *(hopeful if len(elected) < seats else ())}
