"""The tables of training, from what is planned to what was learned."""

from tequio.training.models.feeds import Feed
from tequio.training.models.programme import Course, Programme, Seat, Session

__all__ = ["Course", "Feed", "Programme", "Seat", "Session"]
