"""Screens about members, villages and the roster."""
