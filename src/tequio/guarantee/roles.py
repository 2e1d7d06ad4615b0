"""The accounts of the fund, by their role in the chart."""

FUND = "guarantee"  # what each member has in it
OWED = "member_receivable"  # what he owes for purchases: as long as he does, that much of his part is not there yet
EARNED = "maker_payable"  # what his workshop earned with the union
FAVOUR = "member_advance"  # what a borrower paid back beyond what everybody lacked
