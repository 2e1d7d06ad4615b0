"""The register that the law against money laundering asks for: what each borrower's loans come to, against the limit.

Operations of one person within the months that the law names add up; from the limit on the authority is told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tequio.core.sheets import write_xlsx
from tequio.credit import law, queries
from tequio.credit.models import AuthorityNotice, BorrowerFile, Loan
from tequio.credit.settings import CLOSE_PERCENT
from tequio.engines.lending.calendars import months_later
from tequio.members.models import Member
from tequio.unions.queries import ruling


@dataclass(frozen=True, slots=True)
class Registered:
    """One loan that was handed out, and what the person's loans came to by then."""

    loan: Loan
    on: date
    summed_minor: int
    limit_minor: int
    close_percent: int
    file: BorrowerFile | None
    notice: AuthorityNotice | None

    @property
    def member(self) -> Member:
        return self.loan.member

    @property
    def percent(self) -> int:
        return self.summed_minor * 100 // self.limit_minor

    @property
    def must_be_told(self) -> bool:
        return self.summed_minor >= self.limit_minor

    @property
    def is_close(self) -> bool:
        return not self.must_be_told and self.percent >= self.close_percent

    @property
    def month_on(self) -> date:
        return self.on.replace(day=1)

    @property
    def tell_by(self) -> date:
        """The last day for the notice."""
        return months_later(self.month_on, 1).replace(day=law.limit("notice_day", self.on))

    @property
    def tone(self) -> str:
        if self.must_be_told:
            return "good" if self.notice else "bad"
        return "warn" if self.is_close else ""


def register(today: date) -> list[Registered]:
    """Every loan handed out, the newest first."""
    found = list(queries.loans().filter(disbursed_on__isnull=False).order_by("disbursed_on", "number"))
    files = queries.files_of([loan.member_id for loan in found])
    notices = {(each.member_id, each.month_on): each for each in AuthorityNotice.objects.all()}
    close = ruling(CLOSE_PERCENT, today)
    before: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = []
    for loan in found:
        on = loan.disbursed_on
        assert on is not None
        before[loan.member_id].append((on, loan.principal_minor))
        since = months_later(on, -law.limit("adds_up_months", on))
        summed = sum(minor for day, minor in before[loan.member_id] if day > since)
        rows.append(Registered(loan, on, summed, law.notice_minor(on), close, files.get(loan.member_id),
                               notices.get((loan.member_id, on.replace(day=1)))))  # fmt: skip
    return rows[::-1]


def lacking_file() -> list[Member]:
    """Who has an approved application or a loan and no file yet."""
    wanted = Member.objects.select_related("person", "section").filter(
        pk__in=queries.applications().filter(state__in=("approved", "lent")).values("member_id")
    )
    files = queries.files_of(list(wanted.values_list("pk", flat=True)))
    return [each for each in wanted.order_by("person__sort_key", "pk") if each.pk not in files]


def register_xlsx(rows: list[Registered]) -> bytes:
    """As it is kept for whoever inspects."""
    heading = (
        "Préstamo", "Socia o socio", "CURP", "RFC", "Entregado", "Quien presta", "Importe", "Suma del periodo",
        "Límite para aviso", "Identificación", "Número", "Comprobante de domicilio", "Fecha", "A qué se dedica",
        "Para quién", "Revisó", "Aviso", "Folio",
    )  # fmt: skip
    return write_xlsx(heading, [
        (
            each.loan.number, each.member.name, each.member.person.curp, each.member.person.rfc, each.on,
            each.loan.lender.name, *map(_pesos, (each.loan.principal_minor, each.summed_minor, each.limit_minor)),
            *_file(each.file), each.notice.given_on if each.notice else None,
            each.notice.folio if each.notice else "",
        )
        for each in rows
    ], title="Expedientes")  # fmt: skip


def _file(file: BorrowerFile | None) -> tuple[object, ...]:
    if file is None:
        return ("", "", "", None, "", "", "")
    return (str(file.get_paper_display()), file.paper_number, file.address_proof, file.address_proof_on,
            file.occupation, file.beneficiary, file.checked_by)  # fmt: skip


def _pesos(minor: int) -> Decimal:
    return Decimal(minor) / 100
