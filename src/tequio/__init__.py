"""Tequio: the software that a union of micro-producers runs on."""

__version__ = "0.1.0"
