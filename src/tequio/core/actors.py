"""Who does a deed, for which union, with which rights."""

from dataclasses import dataclass, field

from tequio.core.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Limit:
    """What somebody from outside may do at most, whatever rights he was given, and what he is told beyond it."""

    rights: frozenset[str]
    refusal: type[NotAllowed]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the system, acting for one union. Rights are names of actions; a limit is stronger than any right."""

    union_id: int
    name: str
    user_id: int | None = None
    member_id: int | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    limit: Limit | None = None

    def may(self, right: str) -> bool:
        return right in self.rights and not self.is_beyond_limit(right)

    def is_beyond_limit(self, right: str) -> bool:
        return self.limit is not None and right not in self.limit.rights

    def refusal(self, *rights: str) -> NotAllowed:
        """What to raise when none of these rights may be used."""
        if self.limit and all(self.is_beyond_limit(right) for right in rights):
            return self.limit.refusal()
        return NotAllowed()
