"""What is owed now: one kept row for each account and member."""

from django.db.models import F

from tequio.books.models import Balance


def balance(role: str, member_id: int | None = None) -> int:
    """The balance of an account by its role, of one member or whole: debits less credits, in centavos."""
    found = Balance.objects.filter(account__role=role, member_id=member_id)
    return next(iter(found.values_list(F("debit_minor") - F("credit_minor"), flat=True)), 0)


def member_balances(role: str = "member_receivable") -> dict[int, int]:
    """The balance of every member who has entries on the account, in one statement."""
    found = Balance.objects.filter(account__role=role, member__isnull=False)
    return dict(found.values_list("member_id", F("debit_minor") - F("credit_minor")))
