"""A badge's token as a QR code, drawn as one picture of one bit a module."""

from functools import lru_cache
from typing import Any

import zxingcpp

from o2o_events.documents.layouts import MODULES

_ROW_BYTES = (MODULES + 7) // 8
_PADDING = "1" * (_ROW_BYTES * 8 - MODULES)
_BITS = bytes(48 if value < 128 else 49 for value in range(256))
"""Turns a grey pixel into the digit of its bit: 0 is painted."""


@lru_cache(maxsize=2_000)
def qr_bits(token: str) -> str:
    """The modules of a token's code (version 3, level H) in hexadecimal, rows padded to bytes; 0 is dark.

    Raises ``ValueError`` for a text that does not make a code of this size.
    """
    code = zxingcpp.create_barcode(token, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    pixels = memoryview(image)
    if pixels.shape != (MODULES, MODULES):
        raise ValueError(token)
    bits = bytes(pixels).translate(_BITS).decode("ascii")
    rows = _PADDING.join(bits[start : start + MODULES] for start in range(0, MODULES * MODULES, MODULES)) + _PADDING
    return f"{int(rows, 2):0{len(rows) // 4}x}"


def draw_qr(canvas: Any, token: str, *, left: float, bottom: float, size: float) -> None:
    """Draws the code in black, without its quiet zone (points)."""
    canvas.addLiteral(
        f"q 0 g {size:.3f} 0 0 {size:.3f} {left:.3f} {bottom:.3f} cm "
        f"BI /W {MODULES} /H {MODULES} /IM true /F /AHx ID {qr_bits(token)}> EI Q"
    )
