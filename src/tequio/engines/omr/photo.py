"""A photo as grey pixels, with limits on what a file may cost before it is decoded."""

from io import BytesIO

from PIL import Image

from tequio.engines.omr.geometry import Homography
from tequio.engines.omr.model import Problem, ProblemKind

MAX_BYTES = 25_000_000
MAX_PIXELS = 60_000_000  # more than any telephone; decoded grey, 60 MB
LONG_SIDE = 2400  # pixels: about eight to the millimetre, more than the reader needs
FORMATS = ("JPEG", "PNG", "WEBP")


class PhotoRefused(Exception):
    """The file is no photo that is read here; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


def open_photo(data: bytes) -> Image.Image:
    """The photo in grey, at most LONG_SIDE pixels long. Raises PhotoRefused."""
    if len(data) > MAX_BYTES:
        raise PhotoRefused(Problem(ProblemKind.TOO_LARGE, {"bytes": str(len(data)), "most": str(MAX_BYTES)}))
    try:
        photo = Image.open(BytesIO(data), formats=FORMATS)
        if photo.width * photo.height > MAX_PIXELS:
            raise _too_many(photo.width * photo.height)
        # A JPEG is decoded at half or a quarter of its size where that is still enough: several times faster.
        photo.draft("L", (LONG_SIDE, LONG_SIDE))
        grey = _grey(photo)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many(None) from bomb
    # A damaged file makes Pillow raise any of these, by format and by place of the damage.
    except (OSError, SyntaxError, ValueError, EOFError) as damaged:
        raise PhotoRefused(Problem(ProblemKind.NOT_AN_IMAGE)) from damaged
    grey.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BOX)
    return grey


def straighten(
    photo: Image.Image, to_photo: Homography, x: float, y: float, width: float, height: float, per_mm: float
) -> Image.Image:
    """The part of the sheet from (x, y) on, in millimetres, upright, with `per_mm` pixels to the millimetre."""
    to_sheet = Homography.of([[1 / per_mm, 0, x], [0, 1 / per_mm, y], [0, 0, 1]])
    matrix = to_photo.after(to_sheet).matrix
    size = (max(1, round(width * per_mm)), max(1, round(height * per_mm)))
    factors = tuple((matrix / matrix[2, 2]).ravel()[:8].tolist())
    return photo.transform(size, Image.Transform.PERSPECTIVE, factors, Image.Resampling.BILINEAR)


def _grey(photo: Image.Image) -> Image.Image:
    """What is transparent counts as paper."""
    if "A" in photo.getbands() or "transparency" in photo.info:
        clear = photo.convert("LA")
        paper = Image.new("L", clear.size, 255)
        paper.paste(clear.getchannel("L"), mask=clear.getchannel("A"))
        return paper
    return photo.convert("L")


def _too_many(pixels: int | None) -> PhotoRefused:
    seen = {"pixels": str(pixels)} if pixels else {}
    return PhotoRefused(Problem(ProblemKind.TOO_LARGE, seen | {"most": str(MAX_PIXELS)}))
