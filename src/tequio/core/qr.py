"""QR codes as SVG, for papers and screens."""

from io import BytesIO

import segno


def qr_svg(text: str) -> str:
    """The code alone, without a margin: the paper leaves one."""
    made = BytesIO()
    segno.make(text, error="m", micro=False).save(made, kind="svg", border=0, xmldecl=False, omitsize=True)
    return made.getvalue().decode()
