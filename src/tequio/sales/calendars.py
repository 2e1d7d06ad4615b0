"""Workshops' own calendars: what a workshop takes on enters there, and what it brings leaves again.

`production` keeps them; it is a sibling and cannot be called from here. An app further down the list appends a
`Calendar` to CALENDARS in its `apps.ready`. What it does happens inside the deed that asks, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from tequio.engines.pace import taken_on
from tequio.sales.errors import CalendarFull
from tequio.sales.models import Ticket


@dataclass(frozen=True, slots=True)
class News:
    """What a workshop's bench says of a ticket: pieces still whole that came through each stage (empty where nothing
    was counted for it), the day on which the rest is made as its calendar stands, and what is wrong, in a sentence.

    `ends_on` is None where no day can be said; `is_late` then says whether that is because there is no room.
    """

    stages: Mapping[str, int] = field(default_factory=dict)
    ends_on: date | None = None
    is_late: bool = False
    why: str = ""


class Calendar(Protocol):
    def room(self, ticket: Ticket, mondays: Sequence[date], today: date) -> Mapping[date, int] | None:
        """Pieces of the ticket's product that still fit each week; None where it keeps no calendar for the workshop."""

    def keep(self, ticket: Ticket, weeks: Mapping[date, int], now: datetime) -> None:
        """The workshop has promised these pieces."""

    def brought(self, ticket: Ticket, left: int, now: datetime) -> None:
        """Of what was promised so many pieces are left."""

    def end(self, tickets: Mapping[int, bool], now: datetime) -> None:
        """Nothing more is promised; by ticket, whether the promise was kept."""

    def held(self, ticket_ids: Collection[int]) -> set[int]:
        """Tickets whose promise the calendar counts already."""

    def news(self, tickets: Sequence[Ticket], today: date) -> Mapping[int, News]:
        """What there is to say of some tickets, by ticket."""


CALENDARS: list[Calendar] = []


def promise(ticket: Ticket, pieces: int, today: date, now: datetime) -> None:
    """A workshop takes on `pieces` of a ticket: they enter its calendar if they fit. Raises CalendarFull."""
    planned = {date.fromisoformat(monday): many for monday, many in ticket.weeks.items()}
    this_week = today - timedelta(days=today.weekday())
    for calendar in CALENDARS:
        room = calendar.room(ticket, sorted({max(monday, this_week) for monday in planned}), today)
        if room is None:
            continue
        weeks = taken_on(planned, pieces, room, this_week)
        fits = sum(weeks.values())
        if fits < pieces:
            raise CalendarFull(pieces=f"{pieces:,}", fits=f"{fits:,}")
        calendar.keep(ticket, weeks, now)


def follow(ticket: Ticket, good: int, now: datetime) -> None:
    """What is left of a ticket is what its workshop's calendar holds, `good` pieces of it having been accepted."""
    for calendar in CALENDARS:
        if ticket.standing > good:
            calendar.brought(ticket, ticket.standing - good, now)
        else:
            calendar.end({ticket.pk: bool(good)}, now)


def release(tickets: Mapping[int, bool], now: datetime) -> None:
    """Nothing more is asked for on these tickets; by ticket, whether it brought anything."""
    for calendar in CALENDARS:
        calendar.end(tickets, now)


def held(ticket_ids: Collection[int]) -> set[int]:
    return {pk for calendar in CALENDARS for pk in calendar.held(ticket_ids)}


def news_of(tickets: Sequence[Ticket], today: date) -> dict[int, News]:
    """What benches say of tickets under way; the last calendar that speaks of one is believed."""
    found: dict[int, News] = {}
    for calendar in CALENDARS:
        found |= calendar.news(tickets, today)
    return found
