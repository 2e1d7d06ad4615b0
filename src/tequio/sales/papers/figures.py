"""What each paper prints, as the plain figures that its template reads. Sums come from `totals` and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tequio.core.qr import qr_svg
from tequio.engines.dated import Certainty
from tequio.engines.shipping import (
    Carton,
    Customs,
    Line,
    Lot,
    Paper,
    Party,
    Shipment,
    Totals,
    criterion_of,
    six_digits,
    totals,
)
from tequio.engines.ware import Finding, Judgement, Mark, Rules, Why, judged
from tequio.sales.papers.words import Words, amount_said, law_said, limit_said, verdict_said

REGIONS = {"es": "mx", "en": "us"}


@dataclass(frozen=True)
class Printer:
    """One shipment on its way to paper in one language."""

    shipment: Shipment
    customs: Customs
    rules: Rules
    words: Words

    @cached_property
    def totals(self) -> Totals:
        return totals(self.shipment)

    @cached_property
    def judgements(self) -> Mapping[tuple[int, str], Judgement]:
        """Each line's lots against the destinations of the shipment, on its day."""
        found = {}
        for place, line in enumerate(self.shipment.lines):
            if line.shape is None:
                continue
            for lot in line.lots:
                found[place, lot.code] = judged(
                    self.rules, line.shape, self.shipment.destinations, self.shipment.on, lot=lot.code,
                    recipe=lot.recipe, mixes=lot.mixes, reports=lot.reports,
                )  # fmt: skip
        return found

    def figures(self, paper: Paper) -> dict[str, Any]:
        """What every paper has, and what this one has."""
        own = {
            Paper.PACKING_LIST: self._packing_list, Paper.INVOICE: self._invoice, Paper.ORIGIN: self._origin,
            Paper.LABELS: self._labels, Paper.LEAD: self._lead,
        }[paper]()  # fmt: skip
        said, w = self.shipment, self.words
        return {
            "title": w(f"title.{paper}"), "union": said.seller.name, "lang": w.language, "region": REGIONS[w.language],
            "note": w("demo") if said.is_demo else "", "facts": self._facts(),
            "parties": [self._party("seller", said.seller), self._party("buyer", said.buyer)],
            "totals_label": w("totals"), "totals": self.totals_said(paper), **own,
        }  # fmt: skip

    def totals_said(self, paper: Paper) -> list[tuple[str, str]]:
        """The same totals on every paper; the outside of a carton does not tell what is in it worth."""
        w, found = self.words, self.totals
        weights = [
            (w("pieces"), f"{found.pieces:,}"), (w("cartons"), f"{found.cartons:,}"),
            (w("net"), w.kilos(found.net_g)), (w("gross"), w.kilos(found.gross_g)),
        ]  # fmt: skip
        if paper is Paper.LABELS:
            return weights
        value = [(w("goods_value"), w.money(found.goods_minor, found.currency))]
        if paper is Paper.INVOICE:
            value.append((w("invoice_total"), w.money(found.total_minor, found.currency)))
        return weights + value

    # --- what several papers share ---------------------------------------------------------------------------------

    def _facts(self) -> list[tuple[str, str]]:
        said, w = self.shipment, self.words
        term = " ".join(part for part in (said.incoterm, said.place) if part)
        facts = (
            ("number", said.number), ("date", w.day(said.on)), ("invoice", said.invoice), ("order", said.order),
            ("incoterm", term), ("carrier", said.carrier), ("currency", said.currency), ("marks", said.marks),
        )  # fmt: skip
        return [(w(key), told) for key, told in facts if told]

    def _party(self, label: str, party: Party) -> dict[str, Any]:
        return {"label": self.words(label), "lines": self.words.party(party)}

    def use_said(self, place: int, lots: Sequence[str]) -> str:
        """Whether pieces of these lots may hold food in every destination, as the outside of a carton says it.

        Nothing is said where nobody wrote down where the goods go or what shape they have.
        """
        if self.shipment.lines[place].shape is None or not self.shipment.destinations:
            return ""
        found = [self.judgements[place, code] for code in dict.fromkeys(lots) if (place, code) in self.judgements]
        ends = [each.until for each in found if each.until is not None]
        if not found or len(ends) < len(found):
            return self.words("decorative")
        return self.words("food_until", day=self.words.day(min(ends)))

    def use_of(self, carton: Carton) -> str:
        """The same of one box; what was packed as decoration stays that."""
        said = self.use_said(carton.line, [part.lot for part in carton.parts])
        return said if carton.as_food or not said else self.words("decorative")

    def use_of_line(self, place: int) -> str:
        """The same of all boxes of an article: the worst of them."""
        line = self.shipment.lines[place]
        said = self.use_said(place, [lot.code for lot in line.lots])
        whole = all(carton.as_food for carton in self.shipment.cartons if carton.line == place)
        return said if whole or not said else self.words("decorative")

    def lots_said(self, parts: Sequence[tuple[str, int]]) -> str:
        return ", ".join(f"{code} ({pieces:,})" for code, pieces in parts)

    # --- paper by paper ----------------------------------------------------------------------------------------------

    def _packing_list(self) -> dict[str, Any]:
        w = self.words
        keys = ("box", "article", "description", "lots", "pieces", "net", "gross", "size")
        return {
            "columns": [w(key) for key in keys],
            "rows": [self._carton_row(carton) for carton in self.shipment.cartons],
            "uses": [[line.sku, w.of(line.name), use] for place, line in enumerate(self.shipment.lines)
                     if (use := self.use_of_line(place))],
            "uses_label": w("use"),
        }  # fmt: skip

    def _carton_row(self, carton: Carton) -> list[str]:
        line, w = self.shipment.lines[carton.line], self.words
        return [
            f"{carton.number:,}", line.sku, w.of(line.name),
            self.lots_said([(part.lot, part.pieces) for part in carton.parts]), f"{carton.pieces:,}",
            w.kilos(carton.net_g), w.kilos(carton.gross_g), w.size(carton.size),
        ]  # fmt: skip

    def _invoice(self) -> dict[str, Any]:
        w, said, found = self.words, self.shipment, self.totals
        keys = ("article", "description", "code", "made_in", "pieces", "net", "price", "value")
        extra = (
            (w("goods"), found.goods_minor), (w("freight"), said.freight_minor),
            (w("insurance"), said.insurance_minor), (w("total"), found.total_minor),
        )  # fmt: skip
        return {
            "columns": [w(key) for key in keys],
            "rows": [self._invoice_row(place, line) for place, line in enumerate(said.lines)],
            "sums": [(label, w.money(minor, found.currency)) for place, (label, minor) in enumerate(extra)
                     if minor or place in (0, 3)],
            "signature": w("signature"),
        }  # fmt: skip

    def _invoice_row(self, place: int, line: Line) -> list[str]:
        w, currency = self.words, self.shipment.currency
        use = self.use_of_line(place)
        name = ". ".join(part for part in (w.of(line.name), use) if part)
        return [
            line.sku, name, line.code, line.made_in, f"{line.pieces:,}", w.kilos(line.total_net_g),
            w.money(line.price_minor, currency), w.money(line.goods_minor, currency),
        ]  # fmt: skip

    def _origin(self) -> dict[str, Any]:
        w, said = self.words, self.shipment
        producer = w.party(said.producer) if said.producer else [w("origin.various")]
        period = (
            w("origin.from_to", first=w.day(said.period[0]), last=w.day(said.period[1])) if said.period
            else w("origin.single", invoice=said.invoice)
        )  # fmt: skip
        return {
            "data": [
                [w("origin.certifies_as"), [w(f"origin.by_{said.certifies_as}")]],
                [w("origin.certifier"), w.party(said.certifier or Party())],
                [w("origin.exporter"), w.party(said.seller)],
                [w("origin.producer"), producer],
                [w("origin.importer"), w.party(said.importer or said.buyer)],
            ],
            "goods_label": w("origin.goods"), "criterion_label": w("origin.criterion"),
            "columns": [w(key) for key in ("article", "description", "hs", "pieces", "net")] + [w("origin.criterion")],
            "rows": [self._origin_row(line) for line in said.lines],
            "criteria": self._criteria(),
            "period_label": w("origin.period"), "period": period,
            "statement_label": w("origin.statement"), "statement": w("origin.certify"),
            "signature": w("signature"), "signed_on": w("signed_on"),
            "signer": w.party(said.certifier or Party())[:2],
        }  # fmt: skip

    def _origin_row(self, line: Line) -> list[str]:
        w = self.words
        letter = criterion_of(line, self.customs, self.shipment.on).letter
        return [line.sku, w.of(line.name), six_digits(line.code), f"{line.pieces:,}", w.kilos(line.total_net_g), letter]

    def _criteria(self) -> list[str]:
        """What each letter that was used means, with the rule behind it."""
        w, said = self.words, []
        for line in self.shipment.lines:
            its = criterion_of(line, self.customs, self.shipment.on)
            rule = f"{w(f'origin.by_{its.rule.change}')} ({its.rule.dated.source})" if its.rule else ""
            said.append(f"{its.letter}: {w(f'origin.{its.letter}', rule=rule)}")
        return list(dict.fromkeys(said))

    def _labels(self) -> dict[str, Any]:
        w = self.words
        keys = ("from", "to", "article", "lots", "pieces", "net", "gross", "size", "who_made", "box", "order")
        return {
            "labels": {key: w(key) for key in keys},
            "cards": [self._card(carton) for carton in self.shipment.cartons],
            "seller": self.shipment.seller.name, "order": self.shipment.order, "marks": self.shipment.marks,
            "buyer": [self.shipment.buyer.name, self.shipment.buyer.address],
        }  # fmt: skip

    def _card(self, carton: Carton) -> dict[str, Any]:
        line, w = self.shipment.lines[carton.line], self.words
        use = self.use_of(carton)
        return {
            "number": w("of_total", n=f"{carton.number:,}", all=f"{self.totals.cartons:,}"),
            "sku": line.sku, "name": w.of(line.name), "pieces": f"{carton.pieces:,}",
            "lots": self.lots_said([(part.lot, part.pieces) for part in carton.parts]),
            "net": w.kilos(carton.net_g), "gross": w.kilos(carton.gross_g), "size": w.size(carton.size),
            "use": use, "is_food": use != w("decorative"), "link": carton.link, "qr": qr_svg(carton.link),
        }  # fmt: skip

    # --- the reports of the laboratories -----------------------------------------------------------------------------

    def _lead(self) -> dict[str, Any]:
        w, rules = self.words, self.rules
        keys = ("lot", "article", "pieces", "recipe", "mix", "report", "laboratory", "method")
        return {
            "destinations_label": w("destinations"),
            "destinations": ", ".join(w.of(rules.destinations[code].name) for code in self.shipment.destinations),
            "verdicts_label": w("verdicts"),
            "verdicts": self._verdicts(),
            "lots_label": w("lots"),
            "lot_columns": [w(key) for key in keys],
            "lots": [row for line, lot in self.shipment.lots() for row in self.report_rows(line, lot)],
            "figures_label": w("figures"),
            "columns": [w(key) for key in ("lot", "law", "class", "substance", "limit", "measured", "report")] + [""],
            "rows": self.finding_rows(),
            "readings_label": w("readings"),
            "reading_columns": [w(key) for key in ("report", "lot", "substance", "by_piece")],
            "readings": self.reading_rows(),
            "rests_label": w("rests_on"), "rests": self._sources(),
            "caution": w("certainty.note") if self._is_unsure() else "",
            "marks_label": w("marks_needed"), "marks": self._marks(),
        }  # fmt: skip

    def _verdicts(self) -> list[tuple[str, str]]:
        """What may be done, and with which lots: those of whom the same is true stand together."""
        lots: dict[str, list[str]] = {}
        for (_place, code), each in self.judgements.items():
            for verdict in each.verdicts:
                lots.setdefault(verdict_said(self.words, self.rules, verdict), []).append(code)
        return [(said, self.words("verdict.of_lots", lots=", ".join(codes))) for said, codes in lots.items()]

    def report_rows(self, line: Line, lot: Lot) -> list[list[str]]:
        """A row for each report of a lot; one without any says so by an empty cell."""
        w = self.words
        base = [lot.code, line.sku, f"{lot.pieces:,}", lot.recipe, ", ".join(lot.mixes)]
        if not lot.reports:
            return [[*base, "—", "", ""]]
        return [
            [*base, f"{each.number}, {w.day(each.on)}", each.laboratory, self._named(each.method)]
            for each in lot.reports
        ]

    def readings(self) -> list[tuple[str, str, str, str, str]]:
        """What each piece gave off: report, lot, piece, substance and amount, as the laboratories wrote it."""
        reports = dict.fromkeys(report for _line, lot in self.shipment.lots() for report in lot.reports)
        return [
            (report.number, report.lot, each.piece, self._named(each.substance),
             f"{'< ' if each.is_below else ''}{each.amount} {each.unit}")
            for report in reports for each in report.readings
        ]  # fmt: skip

    def reading_rows(self) -> list[list[str]]:
        """The same with all pieces of a report and substance in one row."""
        found: dict[tuple[str, str, str], list[str]] = {}
        for number, lot, piece, substance, amount in self.readings():
            found.setdefault((number, lot, substance), []).append(f"{piece}: {amount}")
        return [[*key, "; ".join(pieces)] for key, pieces in found.items()]

    def finding_rows(self) -> list[list[str]]:
        """Every limit against what was measured, once for each lot and law."""
        found: dict[tuple[str, str, str], list[str]] = {}
        for (_place, code), each in self.judgements.items():
            told = (x for verdict in each.verdicts for x in verdict.findings if x.why is not Why.NOT_FOR_FOOD)
            for finding in told:
                found.setdefault((code, finding.regime, finding.substance), self._finding_row(code, finding))
        return list(found.values())

    def _finding_row(self, lot: str, finding: Finding) -> list[str]:
        w = self.words
        measured = "" if finding.measured is None or finding.limit is None else (
            f"{amount_said(finding)} {finding.limit.unit}"
        )  # fmt: skip
        return [
            lot, law_said(w, self.rules, finding.regime), self._named(finding.ware_class),
            self._named(finding.substance), limit_said(w, finding.limit) if finding.limit else "", measured,
            finding.report, w("verdict.ok") if finding.is_met else w("verdict.not_ok"),
        ]  # fmt: skip

    def _named(self, code: str) -> str:
        return self.words.of(self.rules.names[code]) if code in self.rules.names else code

    def _findings(self) -> list[Finding]:
        return [x for each in self.judgements.values() for verdict in each.verdicts for x in verdict.findings]

    def _sources(self) -> list[str]:
        """Where each limit that was used stands, and how sure that is."""
        w = self.words
        return list(dict.fromkeys(
            f"{law_said(w, self.rules, x.regime)}: {x.limit.dated.source} ({w(f'certainty.{x.limit.dated.certainty}')})"
            for x in self._findings() if x.limit
        ))  # fmt: skip

    def _is_unsure(self) -> bool:
        found = (verdict.certainty for each in self.judgements.values() for verdict in each.verdicts)
        return any(each is not Certainty.VERIFIED for each in found)

    def _marks(self) -> list[str]:
        """What the decorative pieces of this shipment must bear; nothing where there are none."""
        if all(each.is_food_ware for each in self.judgements.values()):
            return []
        marks: dict[tuple[str, str], Mark] = {
            (mark.regime, mark.code): mark
            for code in self.shipment.destinations
            for mark in self.rules.marks_for(code, self.shipment.on)
        }
        w = self.words
        return [
            f"{law_said(w, self.rules, each.regime)}: {w.of(each.says)} ({each.dated.source})"
            for each in marks.values()
        ]
