"""From a weekly seminar to a union, worked out without Django: what a stage still lacks, by name; which problems people
share most; what each legal form costs, protects and forbids; whether the founding vote was one.

Everything that law or custom fixes is a dated row with its source in the files beside the code: `forms.toml`,
`taxes.toml`, `questions.toml`, `registrations.toml`, `needs.toml`.
"""

from tequio.engines.founding.forms import LegalForm, Resico, legal_form, legal_forms
from tequio.engines.founding.questions import AnswerFault, Question, answer_faults, own_rules, questions_of
from tequio.engines.founding.ranking import Placed, Ranked, TooFewProblems, ranked
from tequio.engines.founding.registrations import Registration, registrations_of
from tequio.engines.founding.stages import ORDER, Facts, Missing, Needs, Stage, What, missing, needs_on, recurring
from tequio.engines.founding.taxes import (
    Burden,
    Certainty,
    Effect,
    Payment,
    Regime,
    Step,
    Tariff,
    Year,
    effect_on,
    seasons,
    tariff,
    under_resico,
    under_tariff,
)
from tequio.engines.founding.texts import Text, filled, gaps
from tequio.engines.founding.verdict import FoundingVote, VoteFault, vote_faults

__all__ = [
    "ORDER",
    "AnswerFault",
    "Burden",
    "Certainty",
    "Effect",
    "Facts",
    "FoundingVote",
    "LegalForm",
    "Missing",
    "Needs",
    "Payment",
    "Placed",
    "Question",
    "Ranked",
    "Regime",
    "Registration",
    "Resico",
    "Stage",
    "Step",
    "Tariff",
    "Text",
    "TooFewProblems",
    "VoteFault",
    "What",
    "Year",
    "answer_faults",
    "effect_on",
    "filled",
    "gaps",
    "legal_form",
    "legal_forms",
    "missing",
    "needs_on",
    "own_rules",
    "questions_of",
    "ranked",
    "recurring",
    "registrations_of",
    "seasons",
    "tariff",
    "under_resico",
    "under_tariff",
    "vote_faults",
]
