"""Screens of the proof: a member's own, and the committee's."""
