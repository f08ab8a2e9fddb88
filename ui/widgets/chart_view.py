"""A picture that is drawn anew for the width and the theme it is shown in."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

_FIRST_WIDTH = 420


@dataclass(frozen=True)
class Picture:
    """``draw`` gives an SVG, to be scaled to a width in pixels, in a theme, light or dark; ``words`` tell it whole."""

    name: str
    words: str
    draw: Callable[[int, str], str]


class ChartView(QWidget):
    """As wide as its place, as high as the picture then is."""

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(220)
        self._renderer = QSvgRenderer(self)
        self._drawn: tuple[int, str] | None = None
        self.show_picture(picture)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        self.setAccessibleName(picture.name)
        self.setAccessibleDescription(picture.words)
        self._drawn = None
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._drawn = None
            self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))
        painter.end()

    def _draw(self) -> None:
        is_dark = QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 100
        wanted = (self.width() if self.isVisible() else max(self.width(), _FIRST_WIDTH), "dark" if is_dark else "light")
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._renderer.load(QByteArray(self.picture.draw(*wanted).encode()))
        drawn = self._renderer.viewBoxF().size()
        self.setFixedHeight(round(drawn.height() * wanted[0] / max(drawn.width(), 1)))
        self.update()
