"""Measurements against a peer or a bound, each in one run on one machine. `make bench`; never a timed test."""
