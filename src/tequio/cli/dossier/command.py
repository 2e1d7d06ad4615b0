"""`tequio dossier verify FILE`."""

import argparse
import json
from pathlib import Path

from tequio.cli.output import Trouble, say
from tequio.engines.dossier import Bundle, Checked, Dossier, Unreadable, Verdict, check, fingerprint, read

ENDS = {Verdict.INTACT: 0, Verdict.CHANGED: 3, Verdict.NO_SEAL: 4, Verdict.OTHER_KEY: 5}
SENTENCES = {
    Verdict.INTACT: "Está como salió de la unión.",
    Verdict.CHANGED: "El archivo CAMBIÓ desde que se selló. No te fíes de sus cifras y pide otro a la unión.",
    Verdict.NO_SEAL: "No tiene sello: no es un archivo sellado por una unión, o se lo quitaron.",
    Verdict.OTHER_KEY: "Está entero, pero lo selló OTRA llave que la que diste. Pregunta a la unión cuál es la suya.",
}


def run(options: argparse.Namespace) -> int:
    """Exit code 0 where the file is as it was sealed, by the asked key if one was given; else 3, 4 or 5."""
    content = _content(options.file)
    found = check(content, options.key)
    if options.json:
        told = {"verdict": str(found.verdict), "by": found.by, "key": found.key, "sha256": found.sha256}
        say(json.dumps(told, ensure_ascii=False))
    else:
        _tell(content, found, options.key)
    return ENDS[found.verdict]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as failure:
        raise Trouble(f"No hay archivo {path}.", "Revisa el nombre y la carpeta.") from failure


def _tell(content: bytes, found: Checked, key: str) -> None:
    say(SENTENCES[found.verdict])
    if found.verdict in (Verdict.CHANGED, Verdict.NO_SEAL):
        return
    say(f"Lo selló: {found.by}")
    say(f"Huella de la llave: {fingerprint(found.key)}")
    say(f"SHA-256 del archivo: {found.sha256}")
    if content.startswith(b"{"):
        _tell_figures(content)
    if not key:
        say(f"Llave: {found.key}")
        say("Compárala con la que publica la unión (o dala con --key): cualquiera puede sellar con una llave suya.")


def _tell_figures(content: bytes) -> None:
    try:
        given = read(content)
    except Unreadable:
        say("Está sellado, pero este programa no conoce su forma.")
        return
    if isinstance(given, Dossier):
        say(f"Expediente {given.number} de {given.member} para {given.lender}, {given.made_on:%d/%m/%Y}.")
    elif isinstance(given, Bundle):
        say(f"Carpeta {given.number}, «{given.title}», {given.made_on:%d/%m/%Y}: {len(given.rows)} solicitudes.")
