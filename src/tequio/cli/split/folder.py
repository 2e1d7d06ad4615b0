"""A folder of csv or xlsx files becomes an order, or a list of every cell that is wrong: file, row, column, why."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from tequio.cli.output import Trouble
from tequio.cli.split import layout
from tequio.cli.split.words import Words
from tequio.cli.spreadsheets import BadSheets, SpreadsheetFolder
from tequio.core.sheets import GoodRow
from tequio.engines.money import to_centavos
from tequio.engines.splitting.check import find_flaws
from tequio.engines.splitting.model import (
    Exclusion,
    Held,
    Line,
    Load,
    Order,
    Part,
    Pin,
    Place,
    Skill,
    Terms,
    Ware,
    Workshop,
)
from tequio.engines.splitting.resplit import Answer

Uses = dict[str, dict[str, Decimal]]
SPANISH = Words()


def read_folder(path: Path, words: Words = SPANISH) -> Order:
    """Read a folder. Raises Trouble if it is none, BadSheets with every bad cell; nothing is guessed or half-read."""
    if not path.is_dir():
        raise Trouble(words.say("no_folder", path=path), words.say("name_a_folder"))
    folder = SpreadsheetFolder(path, words.language)
    line_rows, shop_rows = folder.rows(layout.LINES), folder.rows(layout.WORKSHOPS)
    skill_rows, capacity_rows = folder.rows(layout.SKILLS), folder.rows(layout.CAPACITY)
    uses, own = _uses(folder, folder.rows(layout.USES), words)
    place_rows, ware_rows = folder.rows(layout.PLACES), folder.rows(layout.WARES)
    pin_rows, out_rows, term_rows = (folder.rows(k) for k in (layout.PINS, layout.EXCLUSIONS, layout.TERMS))
    if folder.sentences:
        raise BadSheets(tuple(folder.sentences), words.language)
    weeks = max([1, *(row.values["due"] for row in line_rows), *(row.values["week"] or 0 for row in capacity_rows)])
    capacity = _capacity(folder, capacity_rows, {row.values["workshop"] for row in shop_rows}, weeks, words)
    order = Order(
        weeks,
        tuple(_line(row.values, uses) for row in line_rows),
        tuple(_workshop(folder, row, capacity, words) for row in shop_rows),
        tuple(_skill(row.values, own) for row in skill_rows),
        _places(place_rows, shop_rows),
        tuple(Ware(row.values["ware"], row.values["requires"]) for row in ware_rows),
        tuple(_pin(row.values) for row in pin_rows),
        tuple(Exclusion(row.values["workshop"], row.values["reason"], row.values["line"] or None) for row in out_rows),
        _terms(term_rows),
    )
    if not folder.sentences:
        places = _where(folder, line_rows, shop_rows, skill_rows, place_rows, ware_rows, pin_rows, out_rows)
        folder.sentences.extend(words.flaw(flaw, places) for flaw in find_flaws(order))
    if not folder.sentences and not order.lines:
        folder.sentences.append(words.say("no_lines"))
    if folder.sentences:
        raise BadSheets(tuple(folder.sentences), words.language)
    return order


def _uses(
    folder: SpreadsheetFolder, rows: list[GoodRow], words: Words
) -> tuple[Uses, dict[tuple[str, str], dict[str, Decimal]]]:
    """What a started piece of each product takes, and what it takes in a workshop that said so itself."""
    common: Uses = defaultdict(dict)
    own: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        v = row.values
        place = own[v["workshop"], v["product"]] if v["workshop"] else common[v["product"]]
        if v["resource"] in place:
            folder.sentences.append(words.say("twice", where=folder.at(layout.USES, row.number)))
        place[v["resource"]] = v["amount"]
    return common, own


def _capacity(
    folder: SpreadsheetFolder, rows: list[GoodRow], shops: set[str], weeks: int, words: Words
) -> dict[str, dict[str, tuple[Decimal, ...]]]:
    """A row without a week holds for every week; one with a week for that one, whatever the other says."""
    every: dict[tuple[str, str], Decimal] = {}
    single: dict[tuple[str, str, int], Decimal] = {}
    for row in rows:
        v = row.values
        key = v["workshop"], v["resource"]
        where = folder.at(layout.CAPACITY, row.number)
        if v["workshop"] not in shops:
            folder.sentences.append(words.say("workshop_unknown", where=where, workshop=v["workshop"]))
        if (key in every) if v["week"] is None else ((*key, v["week"]) in single):
            folder.sentences.append(words.say("twice", where=where))
        if v["week"] is None:
            every[key] = v["amount"]
        else:
            single[*key, v["week"]] = v["amount"]
    found: dict[str, dict[str, tuple[Decimal, ...]]] = defaultdict(dict)
    for shop, resource in sorted({*every, *((s, r) for s, r, _ in single)}):
        common = every.get((shop, resource), Decimal(0))
        found[shop][resource] = tuple(single.get((shop, resource, w), common) for w in range(1, weeks + 1))
    return found


def _line(v: dict[str, Any], uses: Uses) -> Line:
    price = to_centavos(v["price"])
    return Line(
        v["line"],
        v["product"],
        v["pieces"],
        v["due"],
        price,
        uses.get(v["product"], {}),
        v["requires"],
        v["ware"] or "",
    )


def _workshop(
    folder: SpreadsheetFolder, row: GoodRow, capacity: dict[str, dict[str, tuple[Decimal, ...]]], words: Words
) -> Workshop:
    v = row.values
    where = folder.at(layout.WORKSHOPS, row.number)
    load = None
    if v["load"] is not None:
        if not v["load_resource"]:
            folder.sentences.append(words.say("load_resource", where=where))
        load = Load(v["load_resource"] or "", v["load"], v["fill"], to_centavos(v["fuel"]))
    holds = []
    for code in v["holds"]:
        name, colon, until = code.partition(":")
        if colon and not until.strip().isdigit():
            folder.sentences.append(words.say("held", where=where, code=code))
        holds.append(Held(name.strip(), int(until) if colon and until.strip().isdigit() else None))
    money = (to_centavos(v[name]) for name in ("visit", "had", "share"))
    visit, had, share = money
    return Workshop(
        v["workshop"], v["place"], capacity.get(v["workshop"], {}), tuple(holds), v["least"], visit, load, had, share
    )


def _skill(v: dict[str, Any], own: dict[tuple[str, str], dict[str, Decimal]]) -> Skill:
    key = v["workshop"], v["product"]
    return Skill(*key, to_centavos(v["cost"]), v["starts"], v["rejects"], own.get(key))


def _places(rows: list[GoodRow], shop_rows: list[GoodRow]) -> tuple[Place, ...]:
    """Without a file of places, collecting costs nothing anywhere."""
    if not rows:
        return tuple(Place(code) for code in sorted({row.values["place"] for row in shop_rows}))
    return tuple(Place(r.values["place"], to_centavos(r.values["stop"]), to_centavos(r.values["haul"])) for r in rows)


def _pin(v: dict[str, Any]) -> Pin:
    return Pin(v["line"], v["workshop"], v["pieces"], v["reason"], v["week"])


def _terms(rows: list[GoodRow]) -> Terms:
    if not rows:
        return Terms()
    v = rows[0].values
    hurry, behind, far = (int(v[name] * 10_000) for name in ("hurry", "behind", "far"))
    return Terms(v["reserve"], hurry, behind, far, v["floor"])


def _where(
    folder: SpreadsheetFolder,
    line_rows: list[GoodRow],
    shop_rows: list[GoodRow],
    skill_rows: list[GoodRow],
    place_rows: list[GoodRow],
    ware_rows: list[GoodRow],
    pin_rows: list[GoodRow],
    out_rows: list[GoodRow],
) -> dict[str, str]:
    """Where in the folder each thing stands that `find_flaws` can name."""
    places = {}
    for kind, rows, names in (
        (layout.LINES, line_rows, ("line",)),
        (layout.WORKSHOPS, shop_rows, ("workshop",)),
        (layout.SKILLS, skill_rows, ("workshop", "product")),
        (layout.PLACES, place_rows, ("place",)),
        (layout.WARES, ware_rows, ("ware",)),
    ):
        what = {"lines": "line", "workshops": "workshop", "skills": "skill", "places": "place", "wares": "ware"}
        for row in rows:
            code = "/".join(row.values[name] for name in names)
            places[f"{what[kind.names[0]]} {code}"] = folder.at(kind, row.number)
    for kind, rows, name in ((layout.PINS, pin_rows, "pin"), (layout.EXCLUSIONS, out_rows, "exclusion")):
        for number, row in enumerate(rows, 1):
            places[f"{name} {number}"] = folder.at(kind, row.number)
    return places


def read_again(path: Path, words: Words = SPANISH) -> tuple[tuple[Part, ...], tuple[Answer, ...]]:
    """The parts that were offered, as `solve` wrote them, and what workshops answered. Raises Trouble, BadSheets."""
    folder = SpreadsheetFolder(path, words.language)
    written = path / "resultado"
    source = folder if folder.has(layout.PARTS) else SpreadsheetFolder(written, words.language)
    if source is not folder and not (written.is_dir() and source.has(layout.PARTS)):
        raise Trouble(words.say("no_parts"))
    parts = tuple(
        Part(v["line"], v["workshop"], v["week"], v["pieces"], v["start"] or v["pieces"])
        for v in (row.values for row in source.rows(layout.PARTS))
    )
    answers = tuple(
        Answer(v["line"], v["workshop"], v["reply"], v["pieces"])
        for v in (row.values for row in folder.rows(layout.ANSWERS))
    )
    if sentences := (*folder.sentences, *(source.sentences if source is not folder else ())):
        raise BadSheets(sentences, words.language)
    return parts, answers
