"""How the union decides: call, agenda, presence, motions, elections, minutes, and the terms of who was elected.

What the law and the bylaws ask is in engines/bylaws; counting is in engines/tally. Who has voted and what was voted are
kept apart (docs/adr/0009): a mark on the roll says the one, the sealed urn holds the other, and nothing joins them.
"""
