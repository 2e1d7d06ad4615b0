"""The engine's codes as sentences: why a workshop got what it got, what an order lacks, what is wrong with a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from tequio.cli.split import english, spanish
from tequio.engines.splitting.model import Flaw, Said, Shortage, Why

LANGUAGES = {"es": spanish, "en": english}


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of one language, and how they are filled."""

    language: str = "es"

    @property
    def _of(self) -> ModuleType:
        return LANGUAGES[self.language]

    def say(self, what: str, **values: object) -> str:
        return str(self._of.SAID[what].format(**values))

    def heading(self, file: str) -> tuple[str, ...]:
        found: tuple[str, ...] = self._of.FILES[file]
        return found

    @property
    def costs(self) -> tuple[str, ...]:
        found: tuple[str, ...] = self._of.COST
        return found

    @property
    def changes(self) -> tuple[str, str]:
        found: tuple[str, str] = self._of.CHANGES
        return found

    def why(self, why: Why) -> tuple[str, str]:
        """The two sentences to a workshop."""
        return self._said(why.what), self._said(why.because)

    def _said(self, said: Said) -> str:
        values: dict[str, object] = {}
        for name, value in said.values.items():
            if name.endswith("_minor"):
                values[name.removesuffix("_minor")] = f"{int(value) / 100:,.2f}"
            else:
                values[name] = value
        return str(self._of.WHY[said.code].format(**values))

    def shortage(self, shortage: Shortage) -> str:
        told = self._of.LACKS[shortage.lack]
        reason = told.format(requirement=shortage.requirement, able=shortage.able, week=shortage.week)
        return self.say("missing", missing=shortage.missing, line=shortage.line, week=shortage.week, reason=reason)

    def flaw(self, flaw: Flaw, places: Mapping[str, str]) -> str:
        """`places`: where in the folder each row stands that a flaw can name."""
        where, _, week = flaw.where.partition(" week ")
        told = places.get(where, where) + (f", {self.say('week', week=week)}" if week else "")
        values = {"field": self.say("name"), **flaw.values}
        return f"{told}: {self._of.FLAWS.get(flaw.why, flaw.why).format(**values)}"
