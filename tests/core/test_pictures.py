"""What people send as pictures is kept small, upright and without where it was taken."""

from io import BytesIO

import pytest
from PIL import Image

from tequio.core import pictures


def photo(width=640, height=480, kind="JPEG", colour="sienna", **more):
    out = BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, (width, height), colour).save(out, kind, **more)
    return out.getvalue()


def test_a_photo_is_kept_twice_and_without_what_the_telephone_wrote_into_it():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x8825] = {1: "N", 2: (18.0, 57.0, 0.0)}  # where it was taken
    kept = pictures.picture_of(photo(2600, 1300, exif=exif))

    whole, small = Image.open(BytesIO(kept.whole)), Image.open(BytesIO(kept.small))
    assert (whole.format, whole.size, small.size) == ("JPEG", (640, 1280), (100, 200))
    assert dict(whole.getexif()) == dict(small.getexif()) == {}
    assert len(kept.small) <= pictures.SMALL_BYTES


def test_the_small_one_is_light_whatever_is_on_it():
    out = BytesIO()
    Image.effect_noise((900, 900), 120).convert("RGB").save(out, "JPEG", quality=95)
    assert len(pictures.picture_of(out.getvalue()).small) <= pictures.SMALL_BYTES


def test_what_is_transparent_is_paper():
    kept = pictures.picture_of(photo(40, 40, "PNG", (0, 0, 0, 0)))
    assert Image.open(BytesIO(kept.whole)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", pictures.PictureWrong),
        (b"<svg onload=alert(1)>", pictures.PictureWrong),
        (photo()[:200], pictures.PictureWrong),
        (photo(kind="PNG")[:90], pictures.PictureWrong),
        (b"GIF89a" + bytes(40), pictures.PictureWrong),
        (bytes(pictures.LARGEST + 1), pictures.PictureTooLarge),
        (photo(9_000, 7_000, "PNG", "white"), pictures.PictureTooLarge),
    ],
    ids=["nothing", "drawing", "cut", "cut-png", "gif", "heavy", "bomb"],
)
def test_anything_else_is_refused(data, refusal):
    with pytest.raises(refusal):
        pictures.picture_of(data)
