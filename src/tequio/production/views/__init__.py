"""The screens of production: a member's own workshop, and the office's view of all."""
