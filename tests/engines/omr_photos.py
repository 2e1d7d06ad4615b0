"""Pens and cameras: marks drawn on a real sheet, and photos of it as a telephone takes them, all from a seed."""

from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tequio.engines.omr import Box, Layout, PageCode, draw_pixels

PER_INCH = 200
PER_MM = PER_INCH / 25.4
Rng = np.random.Generator

PLAIN = ("cross", "tick", "fill", "slash")  # marks
UNCLEAR = ("half", "crossed_out", "struck")  # neither marked nor empty


def print_sheet(layout: Layout, code: PageCode) -> Image.Image:
    return Image.open(BytesIO(draw_pixels([(layout, code)], per_inch=PER_INCH)[0])).convert("L")


@dataclass
class Pen:
    """A pen on a sheet; it wobbles. `grey`: 0 black; `width` in millimetres."""

    sheet: Image.Image
    rng: Rng
    grey: int = 60
    width: float = 0.5

    def stroke(self, *points: tuple[float, float]) -> None:
        """A line through points on the sheet, in millimetres."""
        rough = []
        for (x0, y0), (x1, y1) in pairwise(points):
            for part in np.linspace(0, 1, 8):
                wobble = self.rng.normal(0, 0.06, 2)
                rough.append(
                    ((x0 + (x1 - x0) * part + wobble[0]) * PER_MM, (y0 + (y1 - y0) * part + wobble[1]) * PER_MM)
                )
        ImageDraw.Draw(self.sheet).line(rough, fill=self.grey, width=max(1, round(self.width * PER_MM)), joint="curve")

    def mark(self, box: Box, how: str) -> None:
        getattr(self, how)(box)

    def cross(self, box: Box) -> None:
        o = self.rng.uniform(-0.8, 1.0, 4)  # over the edge by so much, or short of it
        left, top, right, bottom = box.x - o[0], box.y - o[1], box.x + box.width + o[2], box.y + box.height + o[3]
        self.stroke((left, top), (right, bottom))
        self.stroke((right, top), (left, bottom))

    def slash(self, box: Box) -> None:
        self.stroke((box.x + 0.8, box.y + box.height - 0.8), (box.x + box.width - 0.8, box.y + 0.8))

    def tick(self, box: Box) -> None:
        x, y = box.x, box.y
        over = self.rng.uniform(-1, 3)
        self.stroke((x + 1.2, y + 3.2), (x + 2.6, y + 5.0), (x + box.width + over * 0.6, y + 0.6 - over))

    def _hatch(self, x: float, y: float, width: float, height: float) -> None:
        rows = np.arange(y, y + height, self.width * 0.8)
        self.stroke(*[(x if place % 2 else x + width, row) for place, row in enumerate(rows)])

    def fill(self, box: Box) -> None:
        self._hatch(box.x + 0.5, box.y + 0.6, box.width - 1, box.height - 1)

    def half(self, box: Box) -> None:
        share = self.rng.uniform(0.4, 0.6)
        self._hatch(box.x + 0.6, box.y + 0.6, (box.width - 1) * share, box.height - 1)

    def crossed_out(self, box: Box) -> None:
        """A mark scribbled over, well out of the box."""
        self.cross(box)
        rows = np.linspace(box.y - 2, box.y + box.height + 2, 7)
        ends = (box.x - 2.6, box.x + box.width + 2.6)
        self.stroke(*[(ends[place % 2], row) for place, row in enumerate(rows)])

    def struck(self, box: Box) -> None:
        """A mark struck through with one long line."""
        self.mark(box, str(self.rng.choice(["cross", "fill"])))
        middle = box.y + box.height / 2
        self.stroke(
            (box.x - 3, middle + self.rng.uniform(-1, 1)), (box.x + box.width + 3, middle + self.rng.uniform(-1, 1))
        )

    def sign(self, box: Box) -> None:
        """Loops across a wide box."""
        start, length = self.rng.uniform(3, 15), self.rng.uniform(25, 40)
        t = np.linspace(0, 1, 40)
        x = box.x + start + length * t + 2 * np.sin(t * 30)
        y = box.y + box.height / 2 + 2.4 * np.cos(t * self.rng.uniform(22, 38))
        self.stroke(*zip(x.tolist(), y.tolist(), strict=True))


@dataclass(frozen=True)
class Shot:
    """How a photo is taken. Lengths are pixels unless said."""

    long_side: int = 1600
    turn: float = 0.0  # degrees
    tilt: float = 0.0  # how far corners move, as a share of the sheet
    shadow: float = 0.0  # light lost in the dark half
    blur: float = 0.6
    noise: float = 3.0  # grey levels
    quality: int = 80
    ground: int = 90  # grey of the table


def any_shot(rng: Rng) -> Shot:
    """A poor but usable photo."""
    return Shot(
        long_side=int(rng.choice([1000, 1300, 1800, 2600])),
        turn=float(rng.choice([0, 90, 180, 270]) + rng.uniform(-20, 20)),
        tilt=float(rng.uniform(0, 0.07)),
        shadow=float(rng.uniform(0, 0.5)),
        blur=float(rng.uniform(0.3, 1.1)),
        noise=float(rng.uniform(1, 7)),
        quality=int(rng.integers(55, 92)),
        ground=int(rng.integers(40, 190)),
    )


def photograph(sheet: Image.Image, shot: Shot, rng: Rng) -> bytes:
    """A JPEG of the sheet on a table."""
    width, height = sheet.size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float)
    moved = corners + rng.uniform(-1, 1, (4, 2)) * shot.tilt * np.array([width, height])
    angle = np.radians(shot.turn)
    moved = (moved - moved.mean(0)) @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    spread = moved.max(0) - moved.min(0)
    scale = shot.long_side * rng.uniform(0.86, 0.97) / spread.max()
    size = tuple((spread * scale / 0.92).astype(int))
    moved = (moved - moved.min(0)) * scale + np.array(size) * 0.04
    # Shrink first where the photo is smaller than the print, as a lens would.
    shrunk = min(1.0, scale * 1.5)
    small = sheet.resize((int(width * shrunk), int(height * shrunk)), Image.Resampling.BOX)
    factors = _perspective(moved, corners * np.array(small.size) / np.array(sheet.size))
    kinds = {"method": Image.Transform.PERSPECTIVE, "data": factors, "resample": Image.Resampling.BICUBIC}
    photo = small.transform(size, **kinds, fillcolor=shot.ground)
    light = _light(size, shot.shadow, rng)
    photo = Image.fromarray(np.clip(np.asarray(photo, dtype=float) * light, 0, 255).astype(np.uint8))
    photo = photo.filter(ImageFilter.GaussianBlur(shot.blur))
    grain = np.asarray(photo, dtype=float) + rng.normal(0, shot.noise, (size[1], size[0]))
    made = BytesIO()
    Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)).save(made, "JPEG", quality=shot.quality)
    return made.getvalue()


def _perspective(target: np.ndarray, source: np.ndarray) -> tuple[float, ...]:
    """Pillow's eight factors: from a place on the photo to one on the sheet."""
    rows, goal = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        goal += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(goal)).tolist())


def _light(size: tuple[int, int], shadow: float, rng: Rng) -> np.ndarray:
    """A hand's shadow with a soft or a sharp edge, and light that falls off across the sheet."""
    x, y = np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1]))
    angle, softness = rng.uniform(0, 2 * np.pi), rng.uniform(0.01, 0.3)
    across = np.cos(angle) * x + np.sin(angle) * y - rng.uniform(-0.5, 0.5)
    edge = 1 / (1 + np.exp(-np.clip(across / softness * 4, -50, 50)))
    return (0.92 - 0.1 * x * rng.uniform(-1, 1)) * (1 - shadow * edge)


# --- what telephones and scanners do besides ---


def curled(sheet: Image.Image, rng: Rng, depth: float = 0.008) -> Image.Image:
    """Paper that was folded or rolled: rows slide sideways in a wave, as a curved page seen from the front."""
    pixels, height = np.asarray(sheet), sheet.height
    slides = np.round(np.sin(np.linspace(0, np.pi, height)) * depth * sheet.width * rng.choice([-1, 1])).astype(int)
    columns = np.clip(np.arange(sheet.width)[None, :] - slides[:, None], 0, sheet.width - 1)
    return Image.fromarray(np.take_along_axis(pixels, columns, axis=1))


def rolled(sheet: Image.Image, rng: Rng) -> Image.Image:
    """Out of a pocket: the middle of the sheet stands a box's width aside, and most is left to a person."""
    return curled(sheet, rng, 0.03)


def lamp(sheet: Image.Image, rng: Rng, glare: float = 70.0) -> Image.Image:
    """A lamp above: bright in one place, where ink turns pale, and dark towards the corners."""
    x, y = np.meshgrid(np.linspace(-1, 1, sheet.width), np.linspace(-1, 1, sheet.height))
    far = (x - rng.uniform(-0.6, 0.6)) ** 2 + (y - rng.uniform(-0.6, 0.6)) ** 2
    lit = np.asarray(sheet, dtype=float) * (1 - 0.22 * far) + glare * np.exp(-far / 0.08)
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))


def shaken(sheet: Image.Image, rng: Rng, pixels: int = 4) -> Image.Image:
    """A hand that moved: everything a few pixels wide in one direction."""
    whole = np.asarray(sheet, dtype=float)
    axis = int(rng.integers(2))
    return Image.fromarray((sum(np.roll(whole, step, axis=axis) for step in range(pixels)) / pixels).astype(np.uint8))


def washed_out(sheet: Image.Image, rng: Rng) -> Image.Image:
    """A cheap copier or a low sun: black is grey and paper is grey."""
    low, high = rng.uniform(70, 95), rng.uniform(165, 190)
    return Image.fromarray((low + np.asarray(sheet, dtype=float) / 255 * (high - low)).astype(np.uint8))


def leaning(sheet: Image.Image, rng: Rng) -> Image.Image:
    """Fed askew into a scanner."""
    return sheet.rotate(float(rng.uniform(-6, 6)), expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def scanned(pages: list[Image.Image]) -> bytes:
    """The PDF that a scanner makes of pages."""
    made = BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=PER_INCH)
    return made.getvalue()
