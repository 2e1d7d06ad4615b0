"""Materials bought together: members pledge, suppliers quote, the cheapest award is found and shared, goods arrive and
are handed out, and every member is charged in one transaction.

A round walks one table of states (`Round.CHANGES`). Plans come from the engines; a second person approves the award.
What is owed is written once, at settlement, into the books; until then every step can be undone.
"""
