"""A dossier or a bundle as files: PDF, xlsx and JSON with the same figures, each with its seal."""

from tequio.tenders.papers.letters import consent_letter
from tequio.tenders.papers.making import FORMS, file_of, key_of, said

__all__ = ["FORMS", "consent_letter", "file_of", "key_of", "said"]
