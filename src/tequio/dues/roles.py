"""The accounts of a member, by their role in the chart."""

DUES, PURCHASES = "dues_receivable", "member_receivable"  # what he owes, in this order
CAPITAL, GUARANTEE, ADVANCE = "share_capital", "guarantee", "member_advance"  # what is his
TO_PAY = "exit_payable"  # what the union owes him since he left
