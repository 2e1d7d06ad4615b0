"""Screens of what things cost without the union, and of the list of materials."""
