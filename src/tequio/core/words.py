"""Amounts in words as Mexican receipts and cheques write them: (MIL CIENTO CUARENTA Y SIETE PESOS 50/100 M.N.)."""

# fmt: off
UNITS = (
    "CERO", "UN", "DOS", "TRES", "CUATRO", "CINCO", "SEIS", "SIETE", "OCHO", "NUEVE", "DIEZ", "ONCE", "DOCE", "TRECE",
    "CATORCE", "QUINCE", "DIECISÉIS", "DIECISIETE", "DIECIOCHO", "DIECINUEVE", "VEINTE", "VEINTIÚN", "VEINTIDÓS",
    "VEINTITRÉS", "VEINTICUATRO", "VEINTICINCO", "VEINTISÉIS", "VEINTISIETE", "VEINTIOCHO", "VEINTINUEVE",
)
TENS = ("", "", "", "TREINTA", "CUARENTA", "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA")
HUNDREDS = (
    "", "CIENTO", "DOSCIENTOS", "TRESCIENTOS", "CUATROCIENTOS", "QUINIENTOS", "SEISCIENTOS", "SETECIENTOS",
    "OCHOCIENTOS", "NOVECIENTOS",
)
# fmt: on
LONG_SCALE = (("BILLÓN", "BILLONES", 10**12), ("MILLÓN", "MILLONES", 10**6))
LIMIT = 10**18


def pesos_in_words(minor: int) -> str:
    """The words of an amount in centavos: "UN MILLÓN DE PESOS 00/100 M.N.". Raises ValueError from 10^18 pesos on."""
    pesos, centavos = divmod(abs(minor), 100)
    # "Un millón de pesos", but "un millón mil pesos": nothing stands between the round word and its noun.
    of = " DE" if pesos and pesos % 10**6 == 0 else ""
    noun = "PESO" if pesos == 1 else "PESOS"
    sign = "MENOS " if minor < 0 else ""
    return f"{sign}{in_words(pesos)}{of} {noun} {centavos:02d}/100 M.N."


def in_words(number: int) -> str:
    """A whole number before a masculine noun, in capitals: 21 is VEINTIÚN."""
    if not 0 <= number < LIMIT:
        raise ValueError(f"{number} has no words here.")
    parts = []
    for one, many, size in LONG_SCALE:
        count, number = divmod(number, size)
        if count:
            parts.append(f"UN {one}" if count == 1 else f"{_below_a_million(count)} {many}")
    if number or not parts:
        parts.append(_below_a_million(number))
    return " ".join(parts)


def _below_a_million(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_a_thousand(rest)
    head = "MIL" if thousands == 1 else f"{_below_a_thousand(thousands)} MIL"
    return f"{head} {_below_a_thousand(rest)}" if rest else head


def _below_a_thousand(number: int) -> str:
    if number == 100:
        return "CIEN"
    hundreds, rest = divmod(number, 100)
    head = [HUNDREDS[hundreds]] if hundreds else []
    return " ".join([*head, _below_a_hundred(rest)] if rest or not hundreds else head)


def _below_a_hundred(number: int) -> str:
    if number < len(UNITS):
        return UNITS[number]
    tens, units = divmod(number, 10)
    return f"{TENS[tens]} Y {UNITS[units]}" if units else TENS[tens]
