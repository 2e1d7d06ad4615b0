"""A batch of photographed ballots: whole reading against finding and decoding the QR codes alone."""

import time
from io import BytesIO

import numpy as np
from PIL import Image

from bench.table import show
from tequio.engines.omr import Contest, Kind, Option, box_key, draw_pixels, key_for, lay_out_ballot, read, sign
from tequio.engines.omr.locate import find_codes
from tequio.engines.omr.photo import open_photo

KEY = key_for(b"bench", 1)


def main(quick: bool = False) -> None:
    count = 8 if quick else 40
    options = tuple(Option(f"o{place}", f"Persona {place}") for place in range(8))
    layout = lay_out_ballot(title="Boleta", note="", contests=[Contest("c", "Consejo", options, ranks=8)])[0]
    photos = [_photo(draw_pixels([(layout, sign(KEY, Kind.BALLOT, page))])[0], page) for page in range(count)]
    begun = time.perf_counter()
    for photo in photos:
        find_codes(open_photo(photo))
    floor = time.perf_counter() - begun
    begun = time.perf_counter()
    readings = [read(photo, key=KEY, layout_of=lambda code: layout) for photo in photos]
    whole = time.perf_counter() - begun
    empty = sum(reading.marks[box_key("c", "o0", 1)].state == "empty" for reading in readings)
    rows = [
        (f"decode and read QR codes alone, {count} photos", f"{count / floor:.1f} a second", "", ""),
        (
            f"read them whole, {len(layout.boxes)} boxes each",
            f"{count / whole:.1f} a second",
            "",
            f"{whole / floor:.1f}",
        ),
        ("read as printed", f"{empty} of {count}", "", ""),
    ]
    show("Sheets read from photos", rows)


def _photo(sheet: bytes, seed: int) -> bytes:
    """A turned, noisy JPEG of about two million pixels."""
    rng = np.random.default_rng(seed)
    turned = Image.open(BytesIO(sheet)).convert("L").rotate(float(rng.uniform(-15, 15)), expand=True, fillcolor=90)
    grain = np.asarray(turned, dtype=float) * 0.9 + rng.normal(0, 4, (turned.height, turned.width))
    made = BytesIO()
    Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)).save(made, "JPEG", quality=80)
    return made.getvalue()
