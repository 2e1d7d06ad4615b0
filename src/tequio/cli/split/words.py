"""The engine's codes as sentences: why a workshop got what it got, what an order lacks, what is wrong with a row."""

from collections.abc import Mapping

from tequio.engines.splitting.model import Flaw, Lack, Said, Shortage, Why

WHY = {
    "gets": "Te tocan {pieces} piezas por ${gets}; con ellas llevas el {percent} % de tu parte justa.",
    "gets_nothing": "De este pedido no te toca nada; llevas el {percent} % de tu parte justa.",
    "none_due": "En este pedido no hay trabajo que te toque.",
    "pinned": "Lo fijó el comité: {reason}.",
    "accepted": "Son las {pieces} piezas que ya aceptaste.",
    "full": "No caben más: ocupan todo lo que tienes de {resource}.",
    "share_due": "Vas atrás en tu parte, por eso te toca antes que a otros.",
    "cheap": "Haces «{line}» por ${cost}, menos que la mitad de los talleres (${median}).",
    "fills_up": "A quienes hacen «{line}» por menos ya no les caben más piezas; a ti sí.",
    "excluded": "El comité te dejó fuera esta vez: {reason}.",
    "lacks": "Para «{line}» hace falta {requirement}, y no lo tienes vigente.",
    "below_floor": "«{line}» se paga por debajo de lo que a ti te cuesta.",
    "makes_none": "Nada de lo que se pide está entre lo que haces.",
    "no_room": "No tienes tiempo o lugar libre en las semanas del pedido.",
    "below_least": "Te caben {most} piezas, menos que el lote más chico que aceptas ({least}).",
    "ahead": "Ya llevas tu parte o más; ahora les toca a quienes van atrás.",
    "dear": "Haces «{line}» por ${cost}; quienes la hacen cuestan ${dearest} o menos.",
    "not_needed": "Lo pedido alcanzó con otros talleres; tu parte queda anotada para el próximo.",
}
LACKS = {
    Lack.NOBODY_MAKES: "ningún taller disponible hace ese producto.",
    Lack.NOBODY_HOLDS: "nadie de quienes la hacen tiene vigente «{requirement}».",
    Lack.BELOW_FLOOR: "el precio está por debajo de lo que les cuesta a todos.",
    Lack.CAPACITY: "a los {able} talleres que pueden no les caben más hasta la semana {week}.",
    Lack.WHOLE: "caben, pero no en lotes mínimos, hornadas completas y lo fijado.",
}
FLAWS = {
    "empty": "falta «{field}».",
    "duplicate": "está {times} veces; deja una sola fila.",
    "negative": "{field} = {value} no puede ser menor que cero.",
    "not_positive": "{field} = {value} debe ser mayor que cero.",
    "not_a_number": "{field} = {value} no es un número.",
    "absurd": "{field} = {value} es demasiado grande.",
    "too_fine": "{field} = {value} tiene más de tres decimales.",
    "over_one": "{field} = {value} debe estar entre 0 y 1.",
    "due_past": "la entrega es en la semana {due}, que ya pasó.",
    "due_after_end": "la entrega es en la semana {due} y solo hay {weeks} semanas.",
    "weeks_over": "se empieza en la semana {first} y solo hay {weeks} semanas.",
    "no_capacity": "no tiene capacidad en ninguna semana; escríbela en capacidad o quita el taller.",
    "weeks_differ": "{resource} tiene {has} semanas, no {weeks}.",
    "load_without_capacity": "hornea por hornadas de «{resource}» y no tiene capacidad de eso.",
    "unknown_place": "el lugar «{value}» no está en la lista de lugares.",
    "unknown_ware": "la clase «{value}» no está en la lista de clases.",
    "unknown_workshop": "el taller «{value}» no está en la lista de talleres.",
    "unknown_line": "la línea «{value}» no está en el pedido.",
    "pin_above_line": "se fijaron {pinned} piezas y se piden {pieces}.",
    "pin_after_due": "se fijó en la semana {week} y se entrega en la {due}.",
    "pin_cannot": "el taller «{workshop}» no hace «{product}».",
    "pin_excluded": "el taller «{workshop}» está también entre los excluidos.",
    "pin_mixed": "lo fijado a «{workshop}» tiene semana en unas filas y en otras no.",
    "pin_lacks": "el taller «{workshop}» no tiene vigente «{requirement}».",
}


def say_why(why: Why) -> tuple[str, str]:
    """The two sentences to a workshop."""
    return _said(why.what), _said(why.because)


def _said(said: Said) -> str:
    values: dict[str, object] = {}
    for name, value in said.values.items():
        if name.endswith("_minor"):
            values[name.removesuffix("_minor")] = f"{int(value) / 100:,.2f}"
        else:
            values[name] = value
    return WHY[said.code].format(**values)


def say_shortage(shortage: Shortage) -> str:
    reason = LACKS[shortage.lack].format(requirement=shortage.requirement, able=shortage.able, week=shortage.week)
    return f"Faltan {shortage.missing} piezas de «{shortage.line}» para la semana {shortage.week}: {reason}"


def say_flaw(flaw: Flaw, places: Mapping[str, str]) -> str:
    """`places`: where in the folder each row stands that a flaw can name."""
    where, _, week = flaw.where.partition(" week ")
    told = places.get(where, where) + (f", semana {week}" if week else "")
    values = {"field": "nombre", **flaw.values}
    return f"{told}: {FLAWS.get(flaw.why, flaw.why).format(**values)}"
