"""A count as JSON can hold it: numbers with their decimals as text, so that no digit is lost."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from tequio.engines.tally.apportion import Apportionment
from tequio.engines.tally.model import Count, Stage, Tie


def count_as_plain(count: Count) -> dict[str, Any]:
    """Rule, quota, every stage and who is elected. Candidates are numbers; `candidates` gives their names in order."""
    told: dict[str, Any] = {
        "rule": str(count.rule),
        "seats": count.seats,
        "candidates": list(count.names),
        "withdrawn": list(count.withdrawn),
        "valid": count.valid,
        "blank": count.blank,
        "quota": _text(count.quota),
        "stages": [_stage(stage) for stage in count.stages],
        "elected": [{"candidate": e.candidate, "stage": e.stage, "how": str(e.how)} for e in count.elected],
    }
    if count.second_ballot:
        told["second_ballot"] = list(count.second_ballot)
    return told


def _stage(stage: Stage) -> dict[str, Any]:
    told: dict[str, Any] = {
        "stage": stage.number,
        "deed": str(stage.deed),
        "candidate": stage.candidate,
        "quota": _text(stage.quota),
        "votes": [_text(votes) for votes in stage.votes],
        "non_transferable": _text(stage.non_transferable),
        "lost": _text(stage.lost),
        "elected": list(stage.elected),
    }
    if stage.tie:
        told["tie"] = _tie(stage.tie)
    if stage.parcels:
        told["parcels"] = [
            {"papers": p.papers, "received": _text(p.received), "passed": _text(p.passed)} for p in stage.parcels
        ]
        told["transfers"] = [{"to": t.to, "papers": t.papers, "votes": _text(t.votes)} for t in stage.transfers]
    if stage.keep:
        told["keep"] = [_text(factor) for factor in stage.keep]
        told["rounds"] = stage.rounds
    return told


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "candidates": list(tie.candidates),
        "chosen": list(tie.chosen),
        "settled": str(tie.settled),
        "stage": tie.stage,
        "draws": [{"candidate": draw.candidate, "digest": draw.digest} for draw in tie.draws],
    }


def apportionment_as_plain(parts: Apportionment) -> dict[str, Any]:
    """Seats of every group and each award; quotients as fractions "a/b"."""
    return {
        "method": str(parts.method),
        "seats": dict(parts.seats),
        "awards": [{"seat": a.seat, "group": a.group, "figure": str(a.figure)} for a in parts.awards],
        "quota": _text(parts.quota),
        "whole": list(parts.whole),
        "ties": [_tie(tie) for tie in parts.ties],
        "overhang": parts.overhang,
        "vacant": parts.vacant,
    }


def _text(number: Decimal | Fraction | None) -> str | None:
    if isinstance(number, Decimal):
        return f"{number:f}"  # never with an exponent
    return None if number is None else str(number)
