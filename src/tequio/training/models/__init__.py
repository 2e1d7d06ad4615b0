"""The tables of training, from what is planned to what was learned."""

from tequio.training.models.attendance import Attendance, Doubt, SignInPage, Way
from tequio.training.models.certificates import Certificate
from tequio.training.models.feeds import Feed
from tequio.training.models.learning import Feedback, Moment, QuizAnswer
from tequio.training.models.programme import Course, Programme, Seat, Session

__all__ = [
    "Attendance",
    "Certificate",
    "Course",
    "Doubt",
    "Feed",
    "Feedback",
    "Moment",
    "Programme",
    "QuizAnswer",
    "Seat",
    "Session",
    "SignInPage",
    "Way",
]
