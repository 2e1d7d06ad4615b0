"""Runs inside a peer's own environment: `PEER BALLOTS.blt SEATS`; prints seconds and who was elected as JSON."""

# ruff: noqa: PLC0415
import json
import sys
import time


def read(path):
    with open(path) as file:  # noqa: PTH123 - nothing but the peer is installed here
        candidates = int(next(file).split()[0])
        ballots = []
        for line in file:
            words = line.split()
            if len(words) == 1:
                break
            ballots += [tuple(map(int, words[1:-1]))] * int(words[0])
    return candidates, ballots


def pyrankvote(candidates, ballots, seats):
    import pyrankvote as peer

    begun = time.perf_counter()
    people = [peer.Candidate(str(n)) for n in range(candidates + 1)]
    papers = [peer.Ballot([people[n] for n in ranking]) for ranking in ballots]
    built = time.perf_counter()
    result = peer.single_transferable_vote(people[1:], papers, seats)
    return begun, built, [int(winner.name) for winner in result.get_winners()]


def votekit(candidates, ballots, seats):
    from votekit import RankBallot, RankProfile
    from votekit.elections import FastSTV

    begun = time.perf_counter()
    papers = [RankBallot(ranking=[{str(n)} for n in ranking]) for ranking in ballots]
    profile = RankProfile(ballots=papers, candidates=[str(n) for n in range(1, candidates + 1)])
    built = time.perf_counter()
    election = FastSTV(profile, n_seats=seats, simultaneous=False, tiebreak="random")
    return begun, built, [int(name) for group in election.get_elected() for name in group]


if __name__ == "__main__":
    begun, built, elected = globals()[sys.argv[1]](*read(sys.argv[2]), int(sys.argv[3]))
    ended = time.perf_counter()
    print(json.dumps({"build": built - begun, "count": ended - built, "elected": elected}))
