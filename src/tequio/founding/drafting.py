"""The founding assembly as rows: its agenda, its three motions, and the bylaws for everyone to read before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.assembly.models import AgendaItem, Assembly, Document, Motion
from tequio.engines import bylaws
from tequio.engines import founding as engine
from tequio.engines.days import mexico
from tequio.founding import pack, queries
from tequio.founding.errors import DayTooSoon
from tequio.founding.models import Founding
from tequio.founding.paper_texts import LANGUAGE, bylaws_text
from tequio.founding.words import said
from tequio.ui.numbers import money
from tequio.ui.templatetags.tequio import day as written
from tequio.unions.models import Office

Matter, Drafted = AgendaItem.Matter, tuple[Assembly, Motion, Motion, Motion]


def draft_founding_assembly(
    founding: Founding, meets_at: datetime, second_at: datetime, place: str, today: date
) -> Drafted:  # fmt: skip
    """Assembly, and the motions to found, to adopt the bylaws and to set the fee. Raises DayTooSoon, PaperHasGaps."""
    text, given = bylaws_text(founding, today), queries.answers()
    # The union's own first terms may last as long as its bylaws will say, though the forum's do not.
    assembly = Assembly(
        union_id=founding.union_id, kind=Assembly.Kind.EXTRAORDINARY, form=Assembly.Form.FORUM,
        own_rules={"term_years_cap": given["term_years"]}, meets_at=meets_at, place=place,
        second_at=max(second_at, meets_at + timedelta(minutes=30)), called_by=Assembly.Caller.BOARD,
    )  # fmt: skip
    first, second = timezone.localdate(assembly.meets_at), timezone.localdate(assembly.second_at)
    last = bylaws.call_days(assembly.bylaws, mexico(), first_on=first, second_on=second).first_by
    if today > last:
        raise DayTooSoon(day=written(last), source=assembly.bylaws.source("notice_days"))
    with override(LANGUAGE):
        assembly.title = _("Asamblea constitutiva")
        assembly.save()
        Document.objects.create(
            union_id=founding.union_id, assembly=assembly, title=_("Bases que se proponen"), text=text
        )
        items = [
            AgendaItem.objects.create(
                union_id=founding.union_id, assembly=assembly, number=number, title=title, matter=matter
            )
            for number, (title, matter) in enumerate(_points(founding), start=1)
        ]
        motions = [
            Motion.objects.create(union_id=founding.union_id, item=item, text=text, proposed_by=_("Comité promotor"))
            for item, text in zip(items[1:4], _motions(founding, given, today), strict=True)
        ]
    return assembly, motions[0], motions[1], motions[2]


def _points(founding: Founding) -> list[tuple[str, str]]:
    names = dict(Office.objects.order_by("pk").values_list("code", "name"))
    elections = [
        (_("Elección: %(office)s") % {"office": names[each.code]}, Matter.ORDINARY)
        for each in pack.first_offices(founding.union.trade)
    ]
    return [
        (_("Lista de asistencia y quórum"), Matter.ORDINARY),
        (_("Constitución de la unión"), Matter.BYLAWS),
        (_("Bases constitutivas"), Matter.BYLAWS),
        (_("Primera cuota"), Matter.ORDINARY),
        *elections,
    ]


def _motions(founding: Founding, given: dict[str, str], today: date) -> tuple[str, str, str]:
    told = {
        "name": given["name"], "form": said(engine.legal_form(founding.form, today).name),
        "fee": money(int(given["fee_minor"])), "part": money(int(given["certificate_minor"])),
    }  # fmt: skip
    return (
        _("Constituir «%(name)s» como %(form)s.") % told,
        _("Aprobar las bases que todas y todos leyeron."),
        _("Pagar %(fee)s cada mes de cuota y %(part)s de aportación al entrar.") % told,
    )


def lost(founding: Founding) -> bool:
    """Whether the founding assembly was called off, or ended without a union."""
    assembly, motions = founding.assembly, (founding.constitution, founding.adoption, founding.fee)
    if assembly is None or assembly.state == Assembly.State.CANCELLED:
        return True
    is_over = assembly.state == Assembly.State.CLOSED
    return is_over and any(motion is None or motion.state != Motion.State.CARRIED for motion in motions)
