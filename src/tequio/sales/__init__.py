"""One buyer's order over many workshops: quotation, split, job tickets, collection, settlement.

An order walks one table of states (`Order.CHANGES`), a ticket another (`Ticket.CHANGES`). A quotation is an order that
no buyer has accepted yet. Who makes what comes from `engines.splitting` and is approved by a second person; who was
offered work answers for himself. Workshops are paid by `engines.selling`, exact to the centavo, from what buyers paid.
"""
