"""Large purchases seen as choices of points and of materials.

A point chooses which suppliers stop there, a material on which price steps its lines stand. `ascent` climbs the bound,
`branch` decides who is used, `stops` and `given_stops` turn likings into plans, `search` does both at once.
"""
