"""What workshops make and what it costs them: five numbers a week, batches, kiln loads, losses, capacity.

A recipe of the trade pack is where a workshop begins; what it notes itself says what a good piece really costs. Only
the member and whoever helps him see his figures; others see a median of at least five.
"""
