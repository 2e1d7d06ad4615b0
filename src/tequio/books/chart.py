"""The accounts of a trade's chart that a union lacks: offered on a page, and opened when a union is founded."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from tequio.books.models import Account
from tequio.core.actors import Actor
from tequio.unions import trade
from tequio.unions.trade import AccountRow


def open_accounts(actor: Actor, rows: Iterable[AccountRow]) -> int:
    """Open the accounts that `lacking` names: a step for the deed that founds a union."""
    new = [
        Account(union_id=actor.union_id, code=row.code, name=row.name, kind=row.kind, role=row.role or None,
                by_member=row.by_member)
        for row in lacking(rows)
    ]  # fmt: skip
    return len(Account.objects.bulk_create(new))


def lacking(rows: Iterable[AccountRow]) -> list[AccountRow]:
    """Those whose role no account of the union has, and those without a role whose code none has.

    An account of the union's own that has such a code keeps it: the new one gets a code below it (205.10.01).
    """
    held = list(Account.objects.values_list("code", "role"))
    codes, roles = {code for code, _ in held}, {role for _, role in held}
    found = []
    for row in rows:
        if row.role in roles if row.role else row.code in codes:
            continue
        below = (f"{row.code}.{number:02}" for number in count(1))
        code = row.code if row.code not in codes else next(each for each in below if each not in codes)
        codes.add(code)
        found.append(replace(row, code=code))
    return found


def offered(trade_name: str) -> list[AccountRow]:
    """What the trade pack's chart has grown since the union opened; nothing where the pack is gone or broken."""
    try:
        return lacking(trade.load(trade_name).accounts)
    except trade.PackBroken:
        return []


def called(trade_name: str, role: str) -> str:
    """What the trade pack calls the account of a role; empty where it knows none."""
    try:
        return next((row.name for row in trade.load(trade_name).accounts if row.role == role), "")
    except trade.PackBroken:
        return ""
