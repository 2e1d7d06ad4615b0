"""A connection that says several things in one round trip: begin, the union, a question, commit.

Waiting for answers and planning what is asked every time take most of a small deed. So a transaction begins with its
first statement and may end with its last one, and a question that is asked again is already planned.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg import abc, generators
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.types.numeric import Int8

BEGIN, COMMIT = b"BEGIN", b"COMMIT"
TELL: LiteralString = "SELECT set_config('tequio.union', %s, true)"
HOLE = re.compile(r"%(?:s|\((\w+)\)s)")

Values = Sequence[Any] | Mapping[str, Any]
Rows = list[tuple[Any, ...]]


class Question(NamedTuple):
    """A statement with holes, what fills them, and whether its plan is worth keeping."""

    text: LiteralString
    values: Values
    keep: bool = True


def tell(union_id: int | None) -> bytes:
    """What row security compares with, until the transaction ends; None means no union."""
    union = "" if union_id is None else int(union_id)
    return (TELL % f"'{union}'").encode()


class Connection(psycopg.Connection[Any]):
    """Begins late and tells the union with it.

    `union` is whom the next transaction works for. `keeps_plans` is not for a server behind a pooler, which may hand
    the next question to another connection, where nothing is planned.
    """

    union: int | None = None
    keeps_plans = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._planned = 0
        self._adapting: abc.Transformer | None = None

    def is_idle(self) -> bool:
        """Whether no transaction is open."""
        return self.pgconn.transaction_status == TransactionStatus.IDLE

    def set_autocommit(self, value: bool) -> None:
        """As the driver does it, which between two transactions only notes it, after much ado."""
        if self.is_idle():
            self._autocommit = value
        else:
            super().set_autocommit(value)

    def commit(self) -> None:
        """Nothing, if the last question ended the transaction."""
        if not self.is_idle():
            super().commit()

    def _start_query(self) -> PQGen[None]:
        """Begin, if none is open: the driver calls this before whatever it executes."""
        if self.union is None or self.autocommit or not self.is_idle():
            yield from super()._start_query()
        elif self._pipeline:  # executemany, which takes one statement at a time
            yield from super()._start_query()
            yield from self._exec_command(tell(self.union))
        else:
            self.pgconn.send_query(BEGIN + b";" + tell(self.union))
            self._refuse((yield from generators.execute(self.pgconn)))

    def ask(self, asked: Sequence[Question], *, commit: bool) -> list[Rows]:
        """The rows that answer each question; `commit` ends the transaction in the same round trip."""
        self._check_connection_ok()
        wanted = len(asked)
        with self.lock:
            self.pgconn.enter_pipeline_mode()
            try:
                begins = not self.autocommit and self.is_idle()
                if begins:
                    self.pgconn.send_query_params(BEGIN, None)
                    if self.union is not None:
                        asked = [Question(TELL, [str(self.union)]), *asked]
                fresh = [self._send(question) for question in asked]
                if commit:
                    self.pgconn.send_query_params(COMMIT, None)
                self.pgconn.pipeline_sync()
                answers = self.wait(_answers(self.pgconn))
                self.pgconn.exit_pipeline_mode()
            except BaseException:
                self.pgconn.finish()  # what is still on its way would be taken for the next answer
                raise
        self._refuse(answers)
        found: list[Rows] = []
        place = int(begins)
        for plan in fresh:
            if plan:  # the plan's own answer comes first
                self._plans |= plan
                place += 1
            found.append(self._rows(answers[place]))
            place += 1
        return found[-wanted:]

    def _send(self, asked: Question) -> dict[Any, bytes]:
        """Send a question; returns the plan that is being made for it, if any."""
        sql, names, formats = _parsed(asked.text)
        given: Any = [asked.values[name] for name in names] if names else asked.values  # type: ignore[call-overload]
        # Whole numbers of one width, so that there is one plan.
        given = [Int8(value) if type(value) is int else value for value in given]
        # One for all questions: it knows already how each kind of value is written and read.
        if (adapting := self._adapting) is None:
            adapting = self._adapting = Transformer(self)
        cells = adapting.dump_sequence(given, formats)
        types = adapting.types or ()
        if not (asked.keep and self.keeps_plans):
            self.pgconn.send_query_params(sql, cells, types, adapting.formats)
            return {}
        fresh = {}
        if (plan := self._plans.get((asked.text, types))) is None:
            self._planned += 1
            plan = f"tequio_{self._planned}".encode()
            fresh = {(asked.text, types): plan}
            self.pgconn.send_prepare(plan, sql, types)
        self.pgconn.send_query_prepared(plan, cells, adapting.formats)
        return fresh

    def _rows(self, answer: PGresult) -> Rows:
        if not answer.ntuples or self._adapting is None:
            return []
        self._adapting.set_pgresult(answer)
        return self._adapting.load_rows(0, answer.ntuples, tuple)

    def _refuse(self, answers: list[PGresult]) -> None:
        """Raise the first error among the answers; those after it were not even tried."""
        for answer in answers:
            if answer.status == ExecStatus.FATAL_ERROR:
                error = psycopg.errors.error_from_result(answer)
                if isinstance(error, psycopg.errors.FeatureNotSupported):
                    self._plans.clear()  # a migration under way changed what a plan returns
                raise error


def _answers(pg: Any) -> PQGen[list[PGresult]]:
    """All that comes until the end of what was sent."""
    yield from generators.send(pg)
    answers: list[PGresult] = []
    while (came := (yield from generators.fetch_many(pg)))[0].status != ExecStatus.PIPELINE_SYNC:
        answers += came
    return answers


@functools.cache
def _parsed(question: str) -> tuple[bytes, tuple[str, ...], list[PyFormat]]:
    """A question with its holes numbered, the names in them if they have names, and how each is sent."""
    names: list[str] = []
    holes = 0

    def number(hole: re.Match[str]) -> str:
        nonlocal holes
        if name := hole[1]:
            if name not in names:
                names.append(name)
            return f"${names.index(name) + 1}"
        holes += 1
        return f"${holes}"

    sql = HOLE.sub(number, question).encode()
    return sql, tuple(names), [PyFormat.AUTO] * (len(names) or holes)
