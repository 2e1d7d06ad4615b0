"""What the union teaches: a programme of courses, their sessions with place and seats, who came, what they learned.

It began as weekly seminars; the calendar, the sheets to take home and the certificates serve people without a computer
as well as those with one. Whoever comes counts once, whichever way it was noted.
"""
