"""The inner loops of the talk (see `ascent`), compiled once and kept on disk.

No loop calls one of another file: what is kept is made anew when its own file changed, and only then.
"""
