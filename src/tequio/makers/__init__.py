"""A workshop as it stands between its bench, its orders and its money: where production, sales and dues meet.

What production measures is what the sales desk splits orders by; a job that is taken on enters the workshop's own
calendar in the same deed; what a batch came through is how far the order is. What a member agreed to pay out of a
payout is taken off it, and never more.
"""
