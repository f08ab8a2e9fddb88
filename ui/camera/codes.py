"""Finds the QR codes in one picture of a camera."""

import math
from dataclasses import dataclass

from PySide6.QtGui import QImage

Corner = tuple[float, float]


@dataclass(frozen=True)
class SeenCode:
    """One code in a picture. ``corners`` are in parts of the picture's width and height, in their order around;
    ``distance`` is from the middle of the picture, in parts of its height."""

    text: str
    corners: tuple[Corner, Corner, Corner, Corner]
    distance: float


def read_codes(image: QImage) -> list[SeenCode]:
    """Every different code in the picture, nearest to the middle first."""
    from zxingcpp import BarcodeFormat, ImageFormat, ImageView, TextMode, read_barcodes

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height = grey.width(), grey.height()
    if not width or not height:
        return []
    view = ImageView(grey.constBits(), width, height, ImageFormat.Lum, grey.bytesPerLine())
    found: dict[str, SeenCode] = {}
    for code in read_barcodes(view, formats=BarcodeFormat.QRCode, text_mode=TextMode.Plain, try_invert=False):
        place = code.position
        points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        corners = tuple((point.x / width, point.y / height) for point in points)
        seen = SeenCode(code.text, corners, _from_middle(corners, width / height))
        if code.text and (code.text not in found or found[code.text].distance > seen.distance):
            found[code.text] = seen
    return sorted(found.values(), key=lambda seen: seen.distance)


def _from_middle(corners: tuple[Corner, ...], shape: float) -> float:
    across = sum(x for x, _y in corners) / len(corners) - 0.5
    down = sum(y for _x, y in corners) / len(corners) - 0.5
    return math.hypot(across * shape, down)
