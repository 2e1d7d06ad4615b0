"""The chart of accounts, as a trade pack or a spreadsheet gives it."""

from collections import Counter
from collections.abc import Sequence

from tequio.books.errors import AccountTaken, ChartWrong
from tequio.books.models import Account, Balance
from tequio.books.writing import lock
from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.unions.trade import AccountRow


@action("books.accounts.open")
def open_accounts(*, actor: Actor, rows: Sequence[AccountRow]) -> int:
    """Add the accounts that are missing and bring the others up to date. Raises ChartWrong, AccountTaken."""
    _refuse_twice([row.code for row in rows])
    _refuse_twice([row.role for row in rows if row.role])
    lock(actor.union_id)
    known = {account.code: account for account in Account.objects.all()}
    used = set(Balance.objects.filter(member__isnull=True).values_list("account_id", flat=True))
    for row in rows:
        if row.kind not in Account.Kind.values:
            raise ChartWrong(code=row.code)
        before = known.get(row.code)
        if before and before.pk in used and (before.kind, before.by_member) != (row.kind, row.by_member):
            raise AccountTaken(code=row.code)
    # A role may pass from one account to another: no row holds one while they are written.
    Account.objects.filter(role__in=[row.role for row in rows if row.role]).update(role=None)
    Account.objects.bulk_create(
        [
            Account(union_id=actor.union_id, code=row.code, name=row.name, kind=row.kind, role=row.role or None,
                    by_member=row.by_member)
            for row in rows
        ],
        update_conflicts=True, unique_fields=["union", "code"], update_fields=["name", "kind", "role", "by_member"],
    )  # fmt: skip
    new = sum(row.code not in known for row in rows)
    events.record(actor, "books.accounts.opened", "books.account", new=new, rows=len(rows))
    return new


def _refuse_twice(names: Sequence[str]) -> None:
    for name, times in Counter(names).items():
        if not name or times > 1:
            raise ChartWrong(code=name)
