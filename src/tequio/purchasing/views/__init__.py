"""Screens of the joint purchase: the office's, the members', and the one a supplier opens by his link."""
