"""The union itself: its settings as dated data, its offices and the rights they carry, its trade pack.

A right is the name of an action. An office carries rights; a person holds an office from one date to another.
The catalyst, who helped found the union, may see, teach, draft and bring papers in; he decides nothing, and his access
ends by a date (docs/adr/0010).
"""
