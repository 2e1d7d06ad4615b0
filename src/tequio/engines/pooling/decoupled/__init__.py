"""Large purchases seen as choices of points and of materials.

A point chooses which suppliers stop there, a material on which price steps its lines stand. `ascent` climbs the bound
(its loops are in `compiled`), `branch` and `search` decide who is used; `stops` says where points settle, and `buyer`
buys that with `given_stops`.
"""
