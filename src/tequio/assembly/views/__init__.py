"""Screens of an assembly."""
