"""A deed that cannot be done says so with a code and one clear sentence; nothing has changed then."""

from typing import Any, ClassVar

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """What every refusal has: a `code` and a translated `sentence` with named places.

    One that the database can say too names the `sqlstate` under which it does; its sentence has no places then.
    """

    code: ClassVar[str] = "refused"
    sentence: ClassVar[Any] = _("No se pudo hacer. No cambió nada.")
    sqlstate: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        if cls.__dict__.get("sqlstate"):
            BY_SQLSTATE[cls.sqlstate] = cls

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence) % self.values if self.values else str(self.sentence)


BY_SQLSTATE: dict[str, type[Refused]] = {}


def said_by_database(failure: DatabaseError) -> Refused | None:
    """The refusal that the database meant, or None when it failed for a reason of its own."""
    refused = BY_SQLSTATE.get(getattr(failure.__cause__, "sqlstate", None) or "")
    return refused() if refused else None


class Refusal(Refused):
    """Base of what the person asking can mend: it is said where she asked.

    >>> class RoundClosed(Refusal):
    ...     code = "purchasing.round_closed"
    ...     sentence = _("La ronda «%(title)s» ya no recibe pedidos.")
    """


class NotAllowed(Refused):
    """A right is missing: nothing on the form would help, and the whole page answers 403."""

    code = "core.not_allowed"
    sentence = _("No tienes permiso para esto. Pídelo a la mesa directiva.")


class KeyUsedTwice(Refusal):
    """The same idempotency key arrived with other contents."""

    code = "core.key_used_twice"
    sentence = _("Este formulario ya se envió con otros datos. Ábrelo de nuevo y revisa qué quedó guardado.")
