"""Signed links: each opens exactly one thing of one union, without signing in, till a newer one is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal
from tequio.core.scope import in_union

Row = TypeVar("Row", bound=Model)


class LinkForged(Refusal):
    code = "core.link_forged"
    sentence = _("Este enlace no es de la unión: le falta algo o alguien lo cambió.")


class LinkUseless(Refusal):
    code = "core.link_useless"
    sentence = _("Este enlace ya no sirve: venció o hay uno más nuevo.")


@dataclass(frozen=True)
class Link(Generic[Row]):
    """A kind of link. `rows` are what it may open; the column `serial` counts the links made of a row, the last of
    which holds, for so many `days` (None: for good)."""

    salt: str
    rows: Callable[[], QuerySet[Row]]
    serial: str = "serial"
    days: int | None = None

    def token_for(self, row: Any) -> str:
        return signing.dumps([row.union_id, row.pk, getattr(row, self.serial)], salt=self.salt)

    @contextmanager
    def opened(self, token: str) -> Iterator[Row]:
        """The row behind a link, in its union's scope. Raises LinkForged, LinkUseless."""
        union_id, row_id, serial = self._read(token)
        with in_union(union_id):
            found = self.rows().filter(pk=row_id, **{self.serial: serial}).first()
            if found is None:
                raise LinkUseless
            yield found

    def _read(self, token: str) -> tuple[int, int, int]:
        try:
            told = signing.loads(token, salt=self.salt, max_age=self.days and timedelta(days=self.days))
            union_id, row_id, serial = (int(each) for each in told)
        except signing.SignatureExpired as expired:
            raise LinkUseless from expired
        except (signing.BadSignature, ValueError, TypeError) as wrong:
            raise LinkForged from wrong
        return union_id, row_id, serial
