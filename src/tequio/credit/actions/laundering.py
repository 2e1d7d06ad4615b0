"""What the law against money laundering asks for: knowing who borrows, and telling the authority of large sums."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit import steps
from tequio.credit.errors import NoticeGiven
from tequio.credit.models import AuthorityNotice, BorrowerFile
from tequio.members.models import Member


@dataclass(frozen=True, slots=True)
class Papers:
    """What a borrower showed."""

    paper: str
    paper_number: str
    address_proof: str
    address_proof_on: date
    occupation: str
    beneficiary: str = ""  # who the money is for, when it is not for himself


@action("credit.file.note")
def note_file(*, actor: Actor, member: Member, papers: Papers, today: date) -> BorrowerFile:
    """Note who a borrower is by his papers; a newer file takes the place of the older one. Raises DayToCome."""
    steps.refuse_day_to_come(papers.address_proof_on, today)
    told = {name: plain(value) if isinstance(value, str) else value for name, value in asdict(papers).items()}
    file: BorrowerFile = BorrowerFile.objects.create(
        union_id=actor.union_id, member=member, for_himself=not told["beneficiary"], checked_on=today,
        checked_by=actor.name, **told,
    )  # fmt: skip
    events.record(actor, "credit.file.noted", file, member=member.pk, paper=papers.paper)
    return file


@action("credit.notice.note")
def note_notice(
    *, actor: Actor, month_on: date, minor: int, folio: str, given_on: date, today: date, member_id: int | None = None
) -> AuthorityNotice:  # fmt: skip
    """Note that the authority was told of a member's month, or that there was nothing to tell. Raises NoticeGiven."""
    steps.refuse_day_to_come(given_on, today)
    month = month_on.replace(day=1)
    if AuthorityNotice.objects.filter(member_id=member_id, month_on=month).exists():
        raise NoticeGiven
    notice: AuthorityNotice = AuthorityNotice.objects.create(
        union_id=actor.union_id, member_id=member_id, month_on=month, minor=minor, folio=plain(folio),
        given_on=given_on, given_by=actor.name,
    )  # fmt: skip
    events.record(actor, "credit.notice.noted", notice, member=member_id, month=str(month), folio=notice.folio)
    return notice
