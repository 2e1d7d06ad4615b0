"""The few questions that nearly every deed asks, past the models, planned once a connection, several in a round trip.

Building such a question and planning it take longer than answering it. Behind DATABASE_URL nothing is kept planned;
the same questions work there, only slower.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, LiteralString

from django.db import DEFAULT_DB_ALIAS, connections

from tequio.core.db.connection import Connection, Question, Rows, Values

__all__ = ["Question", "Rows", "ask", "ask_all"]


@dataclass(slots=True)
class Asking:
    """As much of a cursor as Django's own wrapping needs, so that scope, counting and logging see every question."""

    connection: Connection
    asked: tuple[Question, ...]
    commit: bool
    noted: int = 0
    answers: list[Rows] = field(default_factory=list)
    _query: Any = None

    def execute(self, text: LiteralString, values: Values) -> None:
        self._query = SimpleNamespace(query=text.encode())
        self.noted += 1
        if self.noted == len(self.asked):
            self.answers = self.connection.ask(self.asked, commit=self.commit)

    def close(self) -> None:
        pass


def ask(text: LiteralString, values: Values, *, keep: bool = True) -> Rows:
    """The rows that answer a question; none for a statement that returns no rows.

    `keep=False` is for a question that deserves a plan of its own.
    """
    return ask_all(Question(text, values, keep))[0]


def ask_all(*asked: Question, last: bool = False) -> list[Rows]:
    """The answers to several questions, one after another in one round trip. Inside a transaction only.

    `last` says that the transaction's block ends after this: then the transaction ends in the same round trip.
    """
    backend: Any = connections[DEFAULT_DB_ALIAS]
    backend.ensure_connection()
    asking = Asking(backend.connection, asked, last and backend.is_in_last_block())
    with backend._prepare_cursor(asking) as cursor:
        for question in asked:
            cursor.execute(question.text, question.values)
    return asking.answers
