"""QR codes as SVG, for papers and screens."""

from io import BytesIO

import segno


def qr_svg(text: str) -> str:
    """The code alone, without a margin: the paper leaves one."""
    made = BytesIO()
    segno.make(text, error="m", micro=False).save(made, kind="svg", border=0, xmldecl=False)
    return made.getvalue().decode()


def qr_picture(text: str) -> str:
    """The same on white paper of its own, readable in the dark too: the address of a picture for a page."""
    made: str = segno.make(text, error="m", micro=False).svg_data_uri(border=4, light="#fff", omitsize=True)
    return made
