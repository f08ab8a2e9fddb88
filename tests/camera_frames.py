"""Pictures as a desk's camera takes them: a printed code held to it, tilted, blurred, in dim light, in a crowd."""

import math
from dataclasses import dataclass

import qrcode
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform

from o2o_events.documents.layouts import MODULES
from o2o_events.documents.qr import qr_bits

SIZES = ((640, 480), (1280, 720))
VIEW = 60.0
"""Degrees across that a laptop's camera sees."""
_QUIET = 4
_PAPER = 10
"""Pixels a module before the code is put into a picture."""


def badge_code(token: str) -> QImage:
    """The code of a badge, from the bits that are printed, with its quiet zone."""
    bits, row = qr_bits(token), (MODULES + 7) // 8 * 2
    lines = [f"{int(bits[start : start + row], 16):0{row * 4}b}" for start in range(0, len(bits), row)]
    return _drawn([[bit == "0" for bit in line[:MODULES]] for line in lines])


def other_code(text: str) -> QImage:
    """A code of somebody else's: an address on a poster."""
    code = qrcode.QRCode(border=0)
    code.add_data(text)
    code.make()
    return _drawn(code.modules)


def _drawn(modules: list[list[bool]]) -> QImage:
    side = len(modules) + 2 * _QUIET
    small = QImage(side, side, QImage.Format.Format_RGB32)
    small.fill(Qt.GlobalColor.white)
    for y, row in enumerate(modules):
        for x, is_dark in enumerate(row):
            if is_dark:
                small.setPixelColor(x + _QUIET, y + _QUIET, QColor(0, 0, 0))
    return small.scaled(side * _PAPER, side * _PAPER)


@dataclass(frozen=True)
class Held:
    """How a code is held: its side with the quiet zone in parts of the picture's height, its middle in parts of the
    picture from the picture's middle, turned and tilted in degrees."""

    code: QImage
    side: float = 0.5
    x: float = 0.0
    y: float = 0.0
    turned: float = 0.0
    tilted: float = 0.0


def side_at(millimetres: float, distance: float, size: tuple[int, int]) -> float:
    """The side in parts of the picture's height of something so wide, so far away (both in millimetres)."""
    width, height = size
    seen = 2 * distance * math.tan(math.radians(VIEW / 2))
    return millimetres / seen * width / height


def take_picture(
    *held: Held, size: tuple[int, int] = SIZES[1], blur: float = 0.0, light: float = 1.0, noise: float = 0.0
) -> QImage:
    """``blur``: pixels that everything is out of focus; ``light``: 1 is daylight; ``noise``: of 255, as in the dark."""
    picture = QImage(*size, QImage.Format.Format_RGB32)
    picture.fill(QColor(150, 140, 128))
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    _paint_room(painter, *size)
    for one in held:
        painter.setTransform(_placed(one, size))
        painter.drawImage(0, 0, one.code)
    painter.end()
    if blur:
        picture = _blurred(picture, blur)
    return _lit(picture, light, noise) if light != 1.0 or noise else picture


def _paint_room(painter: QPainter, width: int, height: int) -> None:
    """A hall behind: shapes that are no codes."""
    painter.setPen(Qt.PenStyle.NoPen)
    for number in range(24):
        painter.setBrush(QColor.fromHsv(number * 37 % 360, 60, 60 + number * 53 % 150))
        painter.drawRect(number * 97 % width, number * 151 % height, width // 12, height // 5)


def _placed(held: Held, size: tuple[int, int]) -> QTransform:
    width, height = size
    half, narrow = held.side * height / 2, held.code.width() / held.code.height()
    turned, tilted = math.radians(held.turned), math.radians(held.tilted)
    corners = []
    for x, y in ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)):
        x *= narrow
        across, down = x * math.cos(turned) - y * math.sin(turned), x * math.sin(turned) + y * math.cos(turned)
        nearer = 1 / (1 + 0.35 * across * math.sin(tilted))
        corners.append(
            QPointF(
                width * (0.5 + held.x) + half * across * math.cos(tilted) * nearer,
                height * (0.5 + held.y) + half * down * nearer,
            )
        )
    wide, high = held.code.width(), held.code.height()
    paper = QPolygonF([QPointF(0, 0), QPointF(wide, 0), QPointF(wide, high), QPointF(0, high)])
    made = QTransform.quadToQuad(paper, QPolygonF(corners))
    assert isinstance(made, QTransform)
    return made


def _blurred(picture: QImage, pixels: float) -> QImage:
    """Out of focus: seen through fewer pixels and back."""
    smooth, ignore = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
    small = picture.scaled(round(picture.width() / pixels), round(picture.height() / pixels), ignore, smooth)
    return small.scaled(picture.size(), ignore, smooth)


def _lit(picture: QImage, light: float, noise: float) -> QImage:
    """In dim light the sensor's noise stays as strong as it was: a fixed pattern, the same in every run."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = grey.width(), grey.height(), grey.bytesPerLine()
    values = bytearray(grey.constBits())
    seed = 12345
    for place in range(len(values)):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        off = ((seed >> 16) % 201 - 100) / 100 * noise
        values[place] = max(0, min(255, int(values[place] * light + 12 + off)))
    return QImage(bytes(values), width, height, stride, QImage.Format.Format_Grayscale8).copy()
