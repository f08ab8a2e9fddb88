"""Line icons, drawn in whatever colour their place asks for."""

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QToolButton, QWidget

from o2o_events import paths

_GAP = 6
"""Pixels between an icon and the words beside it."""


@cache
def _drawing(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def draw_icon(painter: QPainter, name: str, where: QRectF, colour: QColor) -> None:
    """Draws an icon into a rectangle."""
    svg = _drawing(name).replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, where)


def on_ground(colour: str) -> QColor:
    """A category's colour as it is seen on the window's ground: lighter where that is dark."""
    made = QColor(colour)
    is_dark = QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 100
    if not is_dark:
        return made
    return QColor.fromHsl(made.hslHue(), min(made.hslSaturation(), 150), max(made.lightness(), 150))


def icon_pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return pixmap


def icon(name: str, colour: QColor, size: int = 22, gap: int = 0) -> QIcon:
    """An icon sharp on every screen, with a ``gap`` before the words that stand beside it."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, size, colour, ratio, gap))
    return made


def tint_button(button: QAbstractButton, name: str, size: int) -> None:
    """Draws a button's icon in the colour of its words."""
    palette = QApplication.palette()
    kind = button.property("kind")
    is_primary = kind == "primary" or (kind in ("segment", "toggle") and button.isChecked())
    role = QPalette.ColorRole.HighlightedText if is_primary else QPalette.ColorRole.ButtonText
    if not button.isEnabled():
        role = QPalette.ColorRole.PlaceholderText
    elif kind == "danger":
        role = QPalette.ColorRole.BrightText
    button.setIcon(icon(name, palette.color(role), size, button.iconSize().width() - size))


class IconButton(QPushButton):
    """A push button with a line icon; ``kind``: "", primary, danger, small, segment, toggle (see the style sheet)."""

    def __init__(self, name: str = "", kind: str = "", parent: QWidget | None = None, size: int = 20) -> None:
        super().__init__(parent)
        self._name, self._size = name, size
        if kind:
            self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setIconSize(QSize(size + _GAP, size))
        self.toggled.connect(lambda _checked: self._tint())
        self._tint()

    def set_icon_name(self, name: str) -> None:
        self._name = name
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._tint()

    def _tint(self) -> None:
        if self._name:
            tint_button(self, self._name, self._size)


class IconToolButton(QToolButton):
    """A flat button for corners; its words are its tool tip and its accessible name."""

    def __init__(self, name: str, parent: QWidget | None = None, size: int = 20) -> None:
        super().__init__(parent)
        self._name, self._size = name, size
        self.setObjectName("tool")
        self.setIconSize(QSize(size, size))
        self._tint()

    def set_icon_name(self, name: str) -> None:
        self._name = name
        self._tint()

    def set_words(self, words: str) -> None:
        self.setToolTip(words)
        self.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._tint()

    def _tint(self) -> None:
        tint_button(self, self._name, self._size)


class IconLabel(QLabel):
    """An icon that stands beside words and follows the theme."""

    def __init__(self, name: str, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size = name, size
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        colour = QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        self.setPixmap(icon_pixmap(self._name, self._size, colour, self.devicePixelRatioF()))
