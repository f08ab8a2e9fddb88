"""A badge's token as a QR code, drawn as one picture of one bit a module."""

from functools import lru_cache
from typing import Any

import qrcode

from o2o_events.documents.layouts import MODULES

_ROW_BYTES = (MODULES + 7) // 8
_PADDING = "1" * (_ROW_BYTES * 8 - MODULES)
_VERSION = (MODULES - 17) // 4
_MASK = 2
"""Always the same: the search for the best of eight costs six times the code, and level H forgives it."""


@lru_cache(maxsize=2_000)
def qr_bits(token: str) -> str:
    """The modules of a token's code (version 3, level H) in hexadecimal, rows padded to bytes; 0 is dark.

    Raises ``ValueError`` for a text that does not make a code of this size.
    """
    code = qrcode.QRCode(_VERSION, qrcode.ERROR_CORRECT_H, border=0, mask_pattern=_MASK)
    code.add_data(token)
    try:
        code.make(fit=False)
    except qrcode.exceptions.DataOverflowError as error:
        raise ValueError(token) from error
    rows = ("".join("0" if is_dark else "1" for is_dark in row) + _PADDING for row in code.modules)
    bits = "".join(rows)
    return f"{int(bits, 2):0{len(bits) // 4}x}"


def draw_qr(canvas: Any, token: str, *, left: float, bottom: float, size: float) -> None:
    """Draws the code in black, without its quiet zone (points)."""
    canvas.addLiteral(
        f"q 0 g {size:.3f} 0 0 {size:.3f} {left:.3f} {bottom:.3f} cm "
        f"BI /W {MODULES} /H {MODULES} /IM true /F /AHx ID {qr_bits(token)}> EI Q"
    )
