"""The books: accounts, entries and their legs, periods, and balances kept as entries come.

The only writer of its tables; others call `steps` inside their own deeds. The database itself refuses an entry that
does not balance, a leg that is changed or added later, and a date in a closed period.
"""
