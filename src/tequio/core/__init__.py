"""What every deed stands on: actor, action, event, refusal, union scope, model fields, idempotency keys.

No word of the union's business lives here. A deed is one function, one transaction, one event; a query outside a
union's scope fails loudly, and PostgreSQL's row security says the same a second time.
"""
