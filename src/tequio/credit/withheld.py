"""Instalments out of what the union pays a member: what an app that pays members may ask of credit.

It asks what members owe and may pay that way, and tells what was taken; credit books its part out of the account on
which the union owes the member. Who gave no consent owes nothing here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from tequio.books.steps import EntryDraft, LegDraft, post_entry
from tequio.core.actors import Actor
from tequio.credit import queries, steps
from tequio.credit.errors import DeductsTooMuch
from tequio.credit.postings import LOAN
from tequio.ui.numbers import money


class Instalments:
    """The debt that members pay with instalments of their loans."""

    code = "credit.instalments"
    name = _("Lo que toca de tu préstamo")

    def owed(self, member_ids: Collection[int], on: date) -> Mapping[int, int]:
        """What these members owe by a day and let be kept of one payment, by member."""
        found: dict[int, int] = {}
        for each in queries.deductions_capped(member_ids, on):
            found[each.member_id] = found.get(each.member_id, 0) + each.minor
        return found

    def pay(self, actor: Actor, taken: Mapping[int, int], paid_from: str, on: date, text: str) -> Mapping[int, int]:
        """Book what was taken of each member's pay, the older loan first; returns the entries, by member.

        Raises DeductsTooMuch where it is more than was agreed to.
        """
        agreed = queries.deductions_capped(list(taken), on)
        entries = {}
        for member, minor in sorted(taken.items()):
            mine = [each for each in agreed if each.member_id == member]
            if minor > (most := sum(each.minor for each in mine)):
                raise DeductsTooMuch(most=money(most))
            legs = (LegDraft(paid_from, minor, member), steps.deduction_leg(member, minor))
            entry = post_entry(actor, EntryDraft(on, text, LOAN, mine[0].loan_id, legs))
            entries[member], left = entry.pk, minor
            for each in mine:
                if part := min(left, each.minor):
                    steps.keep_deduction(actor, loan_id=each.loan_id, minor=part, on=on, entry_id=entry.pk)
                    left -= part
        return entries


INSTALMENTS = Instalments()
