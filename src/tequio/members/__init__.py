"""Who belongs: persons, households, workshops, sections and memberships; the roster comes and goes as a spreadsheet."""
