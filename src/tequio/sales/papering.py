"""The papers of an order, printed: one mechanism for the office and for the buyer's link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tequio.engines import shipping as engine
from tequio.sales.mends import lacking
from tequio.sales.models import Carton, Order
from tequio.sales.papers import LANGUAGES, paper_pdf, workbook
from tequio.sales.shipping import shipment_of
from tequio.unions.ware import customs_of, rules_of

ALL = "todos"  # the workbook with every paper
KINDS = ("pdf", "xlsx")


def is_known(paper: str, language: str, kind: str) -> bool:
    """Whether there is such a file: every paper in both languages as PDF and workbook, all of them as one workbook."""
    papers = {each.value for each in engine.Paper} | ({ALL} if kind == "xlsx" else set())
    return paper in papers and language in LANGUAGES and kind in KINDS


def printed(order: Order, paper: str, language: str, kind: str, today: date, link: Callable[[Carton], str]) -> bytes:
    """One paper of an order, or the workbook of all. Raises PaperLacks."""
    trade = order.union.trade
    shipment, customs, rules = shipment_of(order, today, link), customs_of(trade), rules_of(trade)
    if kind == "pdf":
        return paper_pdf(engine.Paper(paper), shipment, customs, rules, language)
    papers = tuple(engine.Paper) if paper == ALL else (engine.Paper(paper),)
    return workbook(shipment, customs, rules, language, papers)


def file_name(order: Order, paper: str, language: str, kind: str) -> str:
    return f"{paper.replace('_', '-')}-{order.pk}-{language}.{kind}"


def is_for_the_buyer(order: Order) -> bool:
    """Until an order has left, its papers may still change, and are the office's alone."""
    return order.state in (Order.State.SHIPPED, Order.State.PAID)


def ready_for_the_buyer(order: Order, today: date, link: Callable[[Carton], str]) -> tuple[engine.Paper, ...]:
    """The papers that a buyer may open: whole ones of an order that has left."""
    if not is_for_the_buyer(order):
        return ()
    trade = order.union.trade
    found = lacking(shipment_of(order, today, link), customs_of(trade), rules_of(trade))
    return tuple(paper for paper, gaps in found.items() if not gaps)
