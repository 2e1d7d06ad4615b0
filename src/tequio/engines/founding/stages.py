"""The way from forum to union: its stages in order, what each needs, and what is missing by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tequio.engines.founding.texts import ruling


class Stage(StrEnum):
    """Where a founding stands. One leads to the next and none is skipped."""

    FORUM = "forum"  # people come to a weekly series and say what hurts
    RANKING = "ranking"  # those who keep coming put the problems in order
    PROMOTERS = "promoters"  # they name who prepares the union
    FORM = "form"  # they choose the legal form
    BYLAWS = "bylaws"  # plain questions become bylaws; founders sign up
    ASSEMBLY = "assembly"  # the founding assembly is prepared, called and held
    FOUNDED = "founded"  # the act is out; registrations run
    GOVERNED = "governed"  # every right is with those elected


ORDER = tuple(Stage)


def after(stage: Stage) -> Stage:
    """The stage that follows; the last is followed by itself."""
    return ORDER[min(ORDER.index(stage) + 1, len(ORDER) - 1)]


class What(StrEnum):
    """What can be missing before a stage may end."""

    SESSIONS = "sessions"
    ATTENDERS = "attenders"
    PROBLEMS = "problems"
    RANKINGS = "rankings"
    PROMOTERS = "promoters"
    FORM = "form"
    ANSWERS = "answers"
    FOUNDERS = "founders"
    PAPERS = "papers"  # of founders: CURP, address, identification
    ASSEMBLY = "assembly"  # what keeps its minutes from coming out
    VOTE = "vote"  # what the founding vote did not meet
    OFFICES = "offices"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: `have` where `needed` are enough, with the names of what or who lacks."""

    what: What
    have: int
    needed: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """What the stages ask on a day; see needs.toml."""

    sessions: int
    times: int
    attenders: int
    problems: int
    ranked_percent: int
    promoters: int
    priorities: int


def needs_on(day: date) -> Needs:
    """Raises KeyError for a day before the custom began."""
    found = ruling("needs.toml", "need", day)
    return Needs(**{name: found[name]["value"] for name in Needs.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a founding. Names are what a person reads; `papers` maps a founder to what he lacks."""

    sessions: int = 0
    attenders: int = 0
    problems: int = 0
    rankings: int = 0
    unranked: tuple[str, ...] = ()
    promoters: int = 0
    has_form: bool = False
    unanswered: tuple[str, ...] = ()
    founders: int = 0
    founders_least: int = 0
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assembly_faults: tuple[str, ...] = ()
    vote_faults: tuple[str, ...] = ()
    empty_offices: tuple[str, ...] = ()


def missing(stage: Stage, facts: Facts, needs: Needs) -> tuple[Missing, ...]:
    """Everything that keeps this stage from ending; empty when the next may begin."""
    match stage:
        case Stage.FORUM:
            return _few(
                (What.SESSIONS, facts.sessions, needs.sessions),
                (What.ATTENDERS, facts.attenders, needs.attenders),
                (What.PROBLEMS, facts.problems, needs.problems),
            )
        case Stage.RANKING:
            needed = facts.attenders * needs.ranked_percent // 100 + 1
            lacks = Missing(What.RANKINGS, facts.rankings, needed, facts.unranked)
            return (lacks,) if facts.rankings < needed else ()
        case Stage.PROMOTERS:
            return _few((What.PROMOTERS, facts.promoters, needs.promoters))
        case Stage.FORM:
            return () if facts.has_form else (Missing(What.FORM, 0, 1),)
        case Stage.BYLAWS:
            return (
                *_named(What.ANSWERS, facts.unanswered),
                *_few((What.FOUNDERS, facts.founders, facts.founders_least)),
                *_named(What.PAPERS, [f"{who}: {', '.join(lacks)}" for who, lacks in facts.papers.items() if lacks]),
            )
        case Stage.ASSEMBLY:
            return (*_named(What.ASSEMBLY, facts.assembly_faults), *_named(What.VOTE, facts.vote_faults))
        case Stage.FOUNDED:
            return _named(What.OFFICES, facts.empty_offices)
        case Stage.GOVERNED:
            return ()


def recurring(times: Mapping[int, int], needs: Needs) -> frozenset[int]:
    """Those who keep coming: persons with at least so many sessions, from how often each was there."""
    return frozenset(person for person, came in times.items() if came >= needs.times)


def _few(*asked: tuple[What, int, int]) -> tuple[Missing, ...]:
    return tuple(Missing(what, have, needed) for what, have, needed in asked if have < needed)


def _named(what: What, names: Iterable[str]) -> tuple[Missing, ...]:
    found = tuple(names)
    return (Missing(what, 0, len(found), found),) if found else ()
