"""The accounts of credit, by their role in the chart. What is collected is the lender's (docs/adr/0023)."""

COLLECTED = "loan_collected"  # what members paid and the lender has not got yet
TO_HAND_OVER = "loan_to_hand_over"  # what a lender sent and the member has not got yet
FAVOUR = "member_advance"  # what a member paid beyond what he owed
