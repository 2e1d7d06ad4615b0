"""Opening the accounts of a chart: a step for the deed that founds a union."""

from collections.abc import Iterable

from tequio.books.models import Account
from tequio.core.actors import Actor
from tequio.unions.trade import AccountRow


def open_accounts(actor: Actor, rows: Iterable[AccountRow]) -> int:
    """Open the accounts whose code or role the union does not have yet."""
    held = list(Account.objects.values_list("code", "role"))
    codes, roles = {code for code, _ in held}, {role for _, role in held}
    new = [
        Account(union_id=actor.union_id, code=row.code, name=row.name, kind=row.kind, role=row.role or None,
                by_member=row.by_member)
        for row in rows
        if row.code not in codes and (not row.role or row.role not in roles)
    ]  # fmt: skip
    return len(Account.objects.bulk_create(new))
