"""Drawing large: text that is fitted into its place, in units of the screen's height."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from ui.theme import FAMILIES

_WRAP = Qt.TextFlag.TextWordWrap
_BREAK = Qt.TextFlag.TextWrapAnywhere
_SMALLEST = 0.5
"""Of the wished size: smaller is not read from afar, so that a text is cut instead."""


class Canvas:
    """A painter with a theme's colours. ``unit`` is a hundredth of the height, less where the screen is narrow."""

    def __init__(self, painter: QPainter, width: float, height: float, colours: Mapping[str, str]) -> None:
        self.painter, self.colours = painter, colours
        self.whole = QRectF(0, 0, width, height)
        self.unit = min(height / 100, width / 160)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)

    def colour(self, name: str) -> QColor:
        """A colour of the theme by its name, or any other by its value."""
        return QColor(self.colours.get(name, name))

    def fill(self, where: QRectF, colour: str, radius: float = 0.0) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colour(colour))
        self.painter.drawRoundedRect(where, radius, radius)

    def text(
        self,
        where: QRectF,
        words: str,
        size: float,
        colour: str = "ink",
        *,
        is_bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
        is_one_line: bool = False,
    ) -> float:
        """Draws words of a size in units, smaller where they do not fit, cut where they still do not.

        Answers the height that they take.
        """
        if not words or where.width() < 1 or where.height() < 1:
            return 0.0
        font, shown = self._fit(where, words, size * self.unit, is_bold=is_bold, is_one_line=is_one_line)
        flags = int(align) | (0 if is_one_line else int(_WRAP))
        self.painter.setFont(font)
        self.painter.setPen(self.colour(colour))
        self.painter.drawText(where, flags, shown)
        return QFontMetricsF(font).boundingRect(where, flags, shown).height()

    def several(
        self,
        where: QRectF,
        lines: Sequence[str],
        size: float,
        colour: str = "ink",
        *,
        is_bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
    ) -> float:
        """The same words in several languages under each other, the first the largest; answers the height."""
        lines = [line for line in lines if line]
        used, gap = 0.0, self.unit
        for number, line in enumerate(lines):
            rest = where.height() - used - gap * (len(lines) - 1 - number)
            share = rest if number == len(lines) - 1 else rest / (len(lines) - number) * 1.15
            area = QRectF(where.left(), where.top() + used, where.width(), max(0.0, min(share, rest)))
            used += self.text(area, line, size * (1 if number == 0 else 0.75), colour, is_bold=is_bold, align=align)
            used += gap if number < len(lines) - 1 else 0
        return used

    def width_of(self, words: str, size: float, *, is_bold: bool = False) -> float:
        return QFontMetricsF(self._font(size * self.unit, is_bold)).horizontalAdvance(words)

    def pill_width(self, words: str, size: float) -> float:
        """How wide a label of these words is."""
        return self.width_of(words, size, is_bold=True) + size * self.unit * 1.9 * 1.75

    def joined(self, words: Sequence[str], size: float, room: float) -> str:
        """A label's words in every language, in the first alone where that is too wide for its place."""
        every = " · ".join(words)
        return every if self.pill_width(every, size) <= room else words[0]

    def pill(self, left: float, top: float, words: str, size: float, ground: str, ink: str, shape: str) -> QRectF:
        """A rounded label with a shape before its words, so that it is told without its colour too."""
        height = size * self.unit * 1.9
        where = QRectF(left, top, self.pill_width(words, size), height)
        self.fill(where, ground, height / 2)
        mark = height * 0.5
        self.shape(QRectF(left + height * 0.4, top + (height - mark) / 2, mark, mark), shape, ink)
        words_at = where.adjusted(height * 1.15, 0, -height * 0.3, 0)
        centre = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.text(words_at, words, size, ink, is_bold=True, align=centre, is_one_line=True)
        return where

    def shape(self, where: QRectF, name: str, colour: str) -> None:
        """play, ring, clock, circle, triangle, octagon, square."""
        painter = self.painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(colour))
        if name in _POLYGONS:
            points = [
                QPointF(where.left() + x * where.width(), where.top() + y * where.height()) for x, y in _POLYGONS[name]
            ]
            painter.drawPolygon(QPolygonF(points))
        elif name == "circle":
            painter.drawEllipse(where)
        elif name == "square":
            painter.drawRect(where)
        else:
            pen = QPen(self.colour(colour), where.width() * 0.14)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = where.adjusted(
                where.width() * 0.08, where.width() * 0.08, -where.width() * 0.08, -where.width() * 0.08
            )
            painter.drawEllipse(inner)
            if name == "clock":
                centre = inner.center()
                painter.drawLine(centre, QPointF(centre.x(), inner.top() + inner.height() * 0.2))
                painter.drawLine(centre, QPointF(centre.x() + inner.width() * 0.26, centre.y()))

    def code(self, where: QRectF, image: QImage) -> None:
        """A QR code on white, sharp at every size."""
        self.fill(where, "#FFFFFF", self.unit)
        edge = where.width() * 0.1
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self.painter.drawImage(where.adjusted(edge, edge, -edge, -edge), image)

    def _font(self, pixels: float, is_bold: bool) -> QFont:
        font = QFont(list(FAMILIES))
        font.setPixelSize(max(6, round(pixels)))
        font.setBold(is_bold)
        return font

    def _fit(self, where: QRectF, words: str, pixels: float, *, is_bold: bool, is_one_line: bool) -> tuple[QFont, str]:
        sizes = [pixels * (1 - step * 0.05) for step in range(round((1 - _SMALLEST) / 0.05) + 1)]
        for size in sizes:
            font = self._font(size, is_bold)
            if self._fits(font, where, words, is_one_line):
                return font, words
        font = self._font(sizes[-1], is_bold)
        if is_one_line:
            return font, QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(font, where, words[:middle].rstrip() + "…", is_one_line):
                low = middle
            else:
                high = middle - 1
        return font, words[:low].rstrip() + "…"

    @staticmethod
    def _fits(font: QFont, where: QRectF, words: str, is_one_line: bool) -> bool:
        metrics = QFontMetricsF(font)
        if is_one_line:
            return metrics.horizontalAdvance(words) <= where.width() and metrics.height() <= where.height() * 1.4
        needs = metrics.boundingRect(QRectF(0, 0, where.width(), 1e6), int(_WRAP), words)
        return needs.height() <= where.height() + 1 and needs.width() <= where.width() + 1


_OCTAGON = (0.29, 0.71)
_POLYGONS: Mapping[str, Sequence[tuple[float, float]]] = {
    "play": ((0.12, 0.0), (1.0, 0.5), (0.12, 1.0)),
    "triangle": ((0.5, 0.05), (1.0, 0.95), (0.0, 0.95)),
    "octagon": (
        (_OCTAGON[0], 0), (_OCTAGON[1], 0), (1, _OCTAGON[0]), (1, _OCTAGON[1]),
        (_OCTAGON[1], 1), (_OCTAGON[0], 1), (0, _OCTAGON[1]), (0, _OCTAGON[0]),
    ),
}  # fmt: skip
