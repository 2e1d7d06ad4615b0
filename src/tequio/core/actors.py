"""Who does a deed, for which union, with which rights."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the system, acting for one union. Rights are names of actions."""

    union_id: int
    name: str
    user_id: int | None = None
    member_id: int | None = None
    rights: frozenset[str] = field(default_factory=frozenset)

    def may(self, right: str) -> bool:
        return right in self.rights
