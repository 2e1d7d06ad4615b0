"""Pictures that people send, made small: decoded under limits and written anew, so that nothing else travels with them.

A telephone writes into a photo where and when it was taken; what is kept here has only the pixels.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from tequio.core.refusals import Refusal

LARGEST = 8 * 1024 * 1024  # bytes of a file
MOST_PIXELS = 60_000_000  # more than any telephone
FORMATS = ("JPEG", "PNG", "WEBP")
LONG_SIDE, SMALL_SIDE = 1280, 200
SMALL_BYTES = 7_000  # a page for members weighs under 50 kB with everything on it
QUALITIES = (60, 45, 30, 15, 5)


class PictureTooLarge(Refusal):
    code = "core.picture_too_large"
    sentence = _("La foto es demasiado grande: pasa de 8 MB o de 60 millones de puntos. Tómala con menos tamaño.")


class PictureWrong(Refusal):
    code = "core.picture_wrong"
    sentence = _("Ese archivo no es una foto JPG, PNG o WebP, o llegó dañado. Elige otro.")


@dataclass(frozen=True, slots=True)
class Picture:
    """The same picture as JPEG twice: to look at, and to stand small on a page."""

    whole: bytes
    small: bytes


def picture_of(data: bytes) -> Picture:
    """Raises PictureTooLarge, PictureWrong."""
    if len(data) > LARGEST:
        raise PictureTooLarge
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureTooLarge
            opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
            seen = _on_white(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureTooLarge from bomb
    # A damaged file makes Pillow raise any of these, by format and by place of the damage.
    except (OSError, SyntaxError, ValueError, EOFError, TypeError) as damaged:
        raise PictureWrong from damaged
    whole = _within(seen, LONG_SIDE)
    small = _within(seen, SMALL_SIDE)
    return Picture(_jpeg(whole, 72), next(found for q in QUALITIES if len(found := _jpeg(small, q)) <= SMALL_BYTES))


def as_svg(jpeg: bytes) -> str:
    """A kept picture as a drawing, which papers can show."""
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as seen:
        width, height = seen.size
    coded = base64.b64encode(jpeg).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{coded}"/></svg>'
    )


def _on_white(seen: Image.Image) -> Image.Image:
    """What is transparent counts as paper."""
    if "A" not in seen.getbands() and "transparency" not in seen.info:
        return seen.convert("RGB")
    clear = seen.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _within(seen: Image.Image, side: int) -> Image.Image:
    found = seen.copy()
    found.thumbnail((side, side))
    return found


def _jpeg(seen: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    seen.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
