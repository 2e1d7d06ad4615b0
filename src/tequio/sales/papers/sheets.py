"""The same papers as one workbook, for those who work on in a spreadsheet: numbers as numbers, one sheet for each."""

from collections.abc import Sequence
from decimal import Decimal

from tequio.core.sheets import Page, write_workbook
from tequio.core.sheets.writer import Value
from tequio.engines.shipping import Customs, Paper, Shipment, criterion_of, six_digits
from tequio.engines.ware import Rules
from tequio.sales.papers.figures import Printer
from tequio.sales.papers.printing import checked
from tequio.sales.papers.words import Words, verdict_said

DIGITS_OF_A_CELL = 10**15  # a spreadsheet loses what comes after


def workbook(
    shipment: Shipment, customs: Customs, rules: Rules, language: str, papers: Sequence[Paper] = tuple(Paper)
) -> bytes:
    """A workbook of these papers and their totals. Raises PaperLacks for the first that lacks something."""
    words = Words(language)
    printers = [(paper, checked(paper, shipment, customs, rules, words)) for paper in papers]
    made = {
        Paper.PACKING_LIST: _packing_list, Paper.INVOICE: _invoice, Paper.ORIGIN: _origin, Paper.LABELS: _labels,
        Paper.LEAD: _lead,
    }  # fmt: skip
    pages = [made[paper](printer) for paper, printer in printers]
    if printers:
        pages.append(_totals(printers[0][1]))
    return write_workbook(pages)


def kilos(grams: int) -> Value:
    return Decimal(grams) / 1000 if grams < DIGITS_OF_A_CELL else f"{grams // 1000}.{grams % 1000:03d}"


def money(minor: int) -> Value:
    return Decimal(minor) / 100 if minor < DIGITS_OF_A_CELL else f"{minor // 100}.{minor % 100:02d}"


def _packing_list(printer: Printer) -> Page:
    w, said, all_ = printer.words, printer.shipment, printer.totals
    rows: list[list[Value]] = []
    for carton in said.cartons:
        line = said.lines[carton.line]
        lots = printer.lots_said([(part.lot, part.pieces) for part in carton.parts])
        rows.append([carton.number, line.sku, w.of(line.name), lots, carton.pieces, kilos(carton.net_g),
                     kilos(carton.gross_g), w.size(carton.size)])  # fmt: skip
    rows.append([w("total"), "", "", "", all_.pieces, kilos(all_.net_g), kilos(all_.gross_g), ""])
    keys = ("box", "article", "description", "lots", "pieces", "net_kg", "gross_kg", "size")
    return Page(w("title.packing_list"), [w(key) for key in keys], rows)


def _invoice(printer: Printer) -> Page:
    w, said, all_ = printer.words, printer.shipment, printer.totals
    rows: list[list[Value]] = [
        [line.sku, w.of(line.name), line.code, line.made_in, line.pieces, kilos(line.total_net_g),
         money(line.price_minor), money(line.goods_minor)]
        for line in said.lines
    ]  # fmt: skip
    rows.append([w("goods"), "", "", "", all_.pieces, kilos(all_.net_g), "", money(all_.goods_minor)])
    extra = ((w("freight"), said.freight_minor), (w("insurance"), said.insurance_minor))
    rows += [[label, "", "", "", "", "", "", money(minor)] for label, minor in extra if minor]
    rows.append([w("total"), "", "", "", "", "", "", money(all_.total_minor)])
    keys = ("article", "description", "code", "made_in", "pieces", "net_kg")
    priced = [f"{w(key)} ({said.currency})" for key in ("price", "value")]
    return Page(w("title.invoice"), [*(w(key) for key in keys), *priced], rows)


def _origin(printer: Printer) -> Page:
    w, said, all_ = printer.words, printer.shipment, printer.totals
    told = printer.figures(Paper.ORIGIN)
    rows: list[list[Value]] = [
        [line.sku, w.of(line.name), six_digits(line.code), line.pieces, kilos(line.total_net_g),
         criterion_of(line, printer.customs, said.on).letter]
        for line in said.lines
    ]  # fmt: skip
    rows.append([w("total"), "", "", all_.pieces, kilos(all_.net_g), ""])
    data = [*told["data"], [told["period_label"], [told["period"]]], [told["statement_label"], [told["statement"]]]]
    rows += [[label, "\n".join(lines), "", "", "", ""] for label, lines in data]
    keys = ("article", "description", "hs", "pieces", "net_kg")
    return Page(w("title.origin"), [*(w(key) for key in keys), w("origin.criterion")], rows)


def _labels(printer: Printer) -> Page:
    w, said, all_ = printer.words, printer.shipment, printer.totals
    rows: list[list[Value]] = [
        [carton.number, said.lines[carton.line].sku, carton.pieces, kilos(carton.net_g), kilos(carton.gross_g),
         printer.use_of(carton), carton.link]
        for carton in said.cartons
    ]  # fmt: skip
    rows.append([w("total"), "", all_.pieces, kilos(all_.net_g), kilos(all_.gross_g), "", ""])
    keys = ("box", "article", "pieces", "net_kg", "gross_kg", "use", "link")
    return Page(w("title.labels"), [w(key) for key in keys], rows)


def _lead(printer: Printer) -> Page:
    told, w = printer.figures(Paper.LEAD), printer.words
    rows: list[list[Value]] = [list(row) for row in printer.finding_rows()]
    rows += [
        [code, verdict_said(w, printer.rules, verdict), *[""] * 6]
        for (_place, code), each in printer.judgements.items()
        for verdict in each.verdicts
    ]
    rows += [[lot, piece, "", substance, "", amount, number, ""] for number, lot, piece, substance, amount in
             printer.readings()]  # fmt: skip
    return Page(told["title"], told["columns"], rows)


def _totals(printer: Printer) -> Page:
    w, all_ = printer.words, printer.totals
    rows: list[list[Value]] = [
        [w("pieces"), all_.pieces], [w("cartons"), all_.cartons], [w("net_kg"), kilos(all_.net_g)],
        [w("gross_kg"), kilos(all_.gross_g)], [f"{w('goods_value')} ({all_.currency})", money(all_.goods_minor)],
        [f"{w('invoice_total')} ({all_.currency})", money(all_.total_minor)],
    ]  # fmt: skip
    return Page(w("totals"), [w("totals"), ""], rows)
