"""What the workshop is, what it made, what is ordered of it, and what a piece costs it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from tequio.engines.dossier import Column, Kind, Section, Table
from tequio.production.queries import WEEKS
from tequio.tenders.sections.subject import Subject, by_month, count, money, ratio, source, text


def workshop(subject: Subject) -> Section:
    """The place, its people and kilns, and what it makes in a week of nothing else."""
    member = subject.member
    place = subject.application.workshop or member.workshop
    page = subject.page("production:home")
    means, kilns, skills = (
        subject.own(rows) for rows in (subject.known.means, subject.known.kilns, subject.known.skills)
    )
    where = source([place] if place else [], subject.page("members:member_detail", member_id=member.pk))
    people = means[0].people if means else place.people_at_work if place else None
    litres = sum(kiln.litres * kiln.loads_per_week for kiln in kilns) if kilns else None
    columns = (
        Column("product", _("Producto"), Kind.TEXT), Column("per_week", _("Piezas buenas por semana"), Kind.COUNT)
    )  # fmt: skip
    rows = tuple((each.item.name, each.per_week) for each in skills)
    behind = source(skills, subject.page("sales:makers"))
    return Section(
        "workshop", _("Su taller"),
        (
            text("workshop", _("Taller"), place.name if place else "", where),
            text("address", _("Domicilio"), place.address if place else "", where),
            count("people", _("Personas que trabajan"), people, source(means, page) or where),
            count("kilns", _("Hornos"), len(kilns), source(kilns, page)),
            count("kiln_litres", _("Litros de horno a la semana"), litres, source(kilns, page)),
        ),
        (Table("capacity", _("Lo que puede hacer"), columns, rows, behind),) if rows else (),
        "" if rows else _("Todavía no hay ficha de lo que hace este taller."),
    )  # fmt: skip


def making(subject: Subject) -> Section:
    """Twelve months of weeks as the workshop noted them, and of batches that were counted."""
    notes, batches = subject.own(subject.known.notes), subject.own(subject.known.batches)
    page = subject.page("production:week_for", member_id=subject.member.pk)
    behind = source(notes, page)
    begun, good = sum(note.begun for note in notes), sum(note.good for note in notes)
    months = [(note.monday, note.good) for note in notes]
    table = by_month(subject, "good_by_month", _("Piezas buenas por mes"), _("Piezas"), Kind.COUNT, months, behind)
    return Section(
        "production", _("Lo que ha hecho en doce meses"),
        (
            count("weeks", _("Semanas anotadas"), len(notes), behind),
            count("begun", _("Piezas empezadas"), begun, behind),
            count("good", _("Piezas buenas"), good, behind),
            ratio("good_ratio", _("De lo empezado salió bueno"), good, begun, behind),
            count("batches", _("Tandas contadas"), len(batches), source(batches, page)),
        ),
        (table,) if notes else (),
        "" if notes else _("No ha anotado lo que hace."),
    )  # fmt: skip


def orders(subject: Subject) -> Section:
    """Work for buyers that it took on and has not delivered."""
    tickets, inspected = subject.own(subject.known.tickets), subject.known.inspections
    rows = []
    for ticket in tickets:
        good = sum(each.accepted for each in inspected.get(ticket.pk, []))
        missing = max((ticket.accepted or 0) - good, 0)
        rows.append((ticket.line.item.name, missing, ticket.price_minor, missing * ticket.price_minor, ticket.due_on))
    columns = (
        Column("product", _("Producto"), Kind.TEXT), Column("missing", _("Faltan"), Kind.COUNT),
        Column("price", _("Por pieza"), Kind.MONEY), Column("worth", _("Valen"), Kind.MONEY),
        Column("due_on", _("Listas el"), Kind.DAY),
    )  # fmt: skip
    page = subject.page("sales:desk")
    inspections = [each for ticket in tickets for each in inspected.get(ticket.pk, [])]
    behind = source(tickets, page) + source(inspections, page)
    return Section(
        "orders", _("Pedidos que tiene"),
        (
            count("open", _("Trabajos por entregar"), len(rows), source(tickets, page)),
            money("worth", _("Lo que le van a pagar por ellos"), sum(row[3] for row in rows), behind),
        ),
        (Table("book", _("Uno por uno"), columns, tuple(rows), behind),) if rows else (),
        "" if rows else _("No tiene trabajos de la unión por entregar."),
    )  # fmt: skip


def costs(subject: Subject) -> Section:
    """What a good piece costs it: measured from its weeks, and as the sales desk's card says."""
    member = subject.member
    first = subject.today - timedelta(weeks=WEEKS)
    notes = [note for note in subject.own(subject.known.notes) if note.monday > first]
    skills = subject.own(subject.known.skills)
    columns = (
        Column("product", _("Producto"), Kind.TEXT), Column("cost", _("Le cuesta cada pieza buena"), Kind.MONEY),
        Column("weeks", _("Semanas medidas"), Kind.COUNT),
    )  # fmt: skip
    measured = tuple(
        (each.product, each.card.floor_minor, each.weeks) for each in subject.own(subject.known.cards)
    )  # fmt: skip
    said = tuple((each.item.name, each.cost_minor, None) for each in skills)
    week, makers = subject.page("production:week_for", member_id=member.pk), subject.page("sales:makers")
    tables = (
        Table("measured", _("Medido en las últimas semanas"), columns, measured, source(notes, week)),
        Table("card", _("Según su ficha"), columns, said, source(skills, makers)),
    )
    shown = tuple(table for table in tables if table.rows)
    return Section("costs", _("Lo que le cuesta"), (), shown, "" if shown else _("No se sabe lo que le cuesta."))
