"""The engine's reasons and lacks in words: why a workshop got what it got, and what an order lacks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from tequio.engines.splitting.model import BadOrder, Infeasible, Lack
from tequio.sales.models import Line, Paper
from tequio.ui.numbers import money

WHAT = {
    "gets": gettext_lazy(
        "En todo el pedido se le ofrecen %(pieces)s piezas, %(gets)s; así llega al %(percent)s %% de su parte justa."
    ),
    "none_due": gettext_lazy("Esta vez no le toca nada."),
    "gets_nothing": gettext_lazy("Esta vez no le toca; va en el %(percent)s %% de su parte justa."),
}
BECAUSE = {
    "pinned": gettext_lazy("El comité lo fijó así: %(reason)s."),
    "accepted": gettext_lazy("Es lo que ya había aceptado."),
    "excluded": gettext_lazy("El comité lo dejó fuera, o no tomó ese trabajo: %(reason)s."),
    "lacks": gettext_lazy("Le falta una constancia vigente: %(requirement)s."),
    "below_floor": gettext_lazy("El pago por pieza no le alcanza para lo que le cuesta."),
    "makes_none": gettext_lazy("No tiene anotado que haga estas piezas."),
    "no_room": gettext_lazy("Ya tiene ocupadas todas las semanas."),
    "below_least": gettext_lazy("Solo le cabían %(most)s piezas y le convienen %(least)s o más."),
    "full": gettext_lazy("Es todo lo que le cabe en sus semanas libres."),
    "share_due": gettext_lazy("Va atrasado en su parte: le tocaba a él primero."),
    "cheap": gettext_lazy("Le cuesta %(cost)s por pieza; a la mitad de los talleres les cuesta %(median)s o más."),
    "fills_up": gettext_lazy("Con sus piezas se completa el pedido a tiempo."),
    "ahead": gettext_lazy("Ya ha tenido su parte o más; esta vez van primero los que llevan menos."),
    "dear": gettext_lazy(
        "Le cuesta %(cost)s por pieza y alcanzó con talleres a los que les cuesta %(dearest)s o menos."
    ),
    "not_needed": gettext_lazy("Alcanzó con menos talleres, y juntar las piezas en menos lugares cuesta menos."),
}
# The same to the workshop itself.
MINE = {
    "gets": gettext_lazy(
        "En todo el pedido te ofrecemos %(pieces)s piezas, %(gets)s; así llegas al %(percent)s %% de tu parte justa."
    ),
    "none_due": gettext_lazy("Esta vez no te toca nada."),
    "gets_nothing": gettext_lazy("Esta vez no te toca; vas en el %(percent)s %% de tu parte justa."),
    "pinned": gettext_lazy("El comité lo fijó así: %(reason)s."),
    "accepted": gettext_lazy("Es lo que ya habías aceptado."),
    "excluded": gettext_lazy("El comité te dejó fuera, o no tomaste ese trabajo: %(reason)s."),
    "lacks": gettext_lazy("Te falta una constancia vigente: %(requirement)s."),
    "below_floor": gettext_lazy("El pago por pieza no alcanza para lo que te cuesta."),
    "makes_none": gettext_lazy("No tienes anotado que hagas estas piezas."),
    "no_room": gettext_lazy("Ya tienes ocupadas todas las semanas."),
    "below_least": gettext_lazy("Solo te cabían %(most)s piezas y te convienen %(least)s o más."),
    "full": gettext_lazy("Es todo lo que te cabe en tus semanas libres."),
    "share_due": gettext_lazy("Vas atrás en tu parte: te tocaba antes que a otros."),
    "cheap": gettext_lazy("Te cuesta %(cost)s por pieza; a la mitad de los talleres les cuesta %(median)s o más."),
    "fills_up": gettext_lazy("Con tus piezas se completa el pedido a tiempo."),
    "ahead": gettext_lazy("Ya has tenido tu parte o más; esta vez van primero los que llevan menos."),
    "dear": gettext_lazy(
        "Te cuesta %(cost)s por pieza y alcanzó con talleres a los que les cuesta %(dearest)s o menos."
    ),
    "not_needed": gettext_lazy("Alcanzó con menos talleres, y juntar las piezas en menos lugares cuesta menos."),
}
LACKS = {
    Lack.NOBODY_MAKES: gettext_lazy("Renglón %(line)s: ningún taller hace %(item)s, o todos están fuera. Anota quién."),
    Lack.NOBODY_HOLDS: gettext_lazy(
        "Renglón %(line)s: nadie que haga %(item)s tiene vigente «%(requirement)s». Consíguela o cambia el uso."
    ),
    Lack.BELOW_FLOOR: gettext_lazy("Renglón %(line)s: el pago por %(item)s no le alcanza a ningún taller. Súbelo."),
    Lack.CAPACITY: gettext_lazy(
        "Renglón %(line)s: faltan %(missing)s piezas de %(item)s; no caben a tiempo entre todos los que pueden."
    ),
    Lack.WHOLE: gettext_lazy(
        "Renglón %(line)s: sobran %(missing)s piezas de %(item)s, menos de lo que a un taller le conviene."
    ),
}
FLAWS = {
    "no_capacity": gettext_lazy("Hay un taller sin semanas libres. Quítalo del pedido."),
    "due_past": gettext_lazy("La fecha de un renglón ya pasó. Acuerda otra con el comprador."),
    "pin_lacks": gettext_lazy("Se fijaron piezas a un taller al que le falta una constancia. Quita lo fijado."),
    "pin_above_line": gettext_lazy("Se fijaron más piezas de las que faltan. Quita alguna."),
    "pin_excluded": gettext_lazy("Un taller tiene piezas fijadas y está fuera a la vez. Quita una de las dos."),
}
FAULT = gettext_lazy("Los datos del pedido se contradicen (%(why)s). Revísalos y calcula otra vez.")
TOO_SHORT = gettext_lazy("No alcanzó el tiempo para hallar un reparto. Da más tiempo y busca otra vez.")
HOLDS = {kind.value: kind.label for kind in Paper.Kind}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Amounts as people read them; papers by their name."""
    told: dict[str, Any] = dict(values)
    for name, value in values.items():
        if name.endswith("_minor"):
            told[name.removesuffix("_minor")] = money(int(value))
    if "requirement" in told:
        told["requirement"] = HOLDS.get(told["requirement"], told["requirement"])
    if "pieces" in told:
        told["pieces"] = f"{int(told['pieces']):,}"
    return told


def what(why: Mapping[str, Any]) -> str:
    return _say(WHAT, why["what"])


def because(why: Mapping[str, Any]) -> str:
    return _say(BECAUSE, why["because"])


def to_maker(why: Mapping[str, Any]) -> str:
    """Both sentences, as they are said to the workshop."""
    return f"{_say(MINE, why['what'])} {_say(MINE, why['because'])}" if why else ""


def _say(words: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    sentence = words.get(said["code"])
    return str(sentence) % _filled(said["values"]) if sentence else ""


def lacks(found: Infeasible) -> Iterator[str]:
    """A sentence for each line that cannot be made, with what would help."""
    lines = Line.objects.select_related("item").in_bulk([int(each.line) for each in found.shortages])
    for each in found.shortages:
        line = lines[int(each.line)]
        yield str(LACKS[each.lack]) % _filled({
            "line": line.number, "item": line.item.name, "missing": f"{each.missing:,}",
            "requirement": each.requirement or "",
        })  # fmt: skip


def flaws(found: BadOrder) -> Iterator[str]:
    for code in dict.fromkeys(flaw.why for flaw in found.flaws):
        yield str(FLAWS[code]) if code in FLAWS else str(FAULT) % {"why": code}
