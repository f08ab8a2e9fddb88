"""The picture of a camera as in a mirror, with where to hold the code, and a mark when one was read."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.icons import draw_icon

_GOOD, _ASK, _GUIDE = QColor("#2FBF71"), QColor("#FFD75E"), QColor("#FFFFFF")
_ROUND = 10
_HEIGHTS = (110, 230)
_SHAPE = 16 / 9


class CameraPreview(QWidget):
    """Shows pictures that are mirrored already. The guide is a square of two thirds of the height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._code: QPolygonF | None = None
        self._is_asking = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cue = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=900)
        self._cue.valueChanged.connect(lambda _value: self.update())

    @property
    def is_cueing(self) -> bool:
        """Whether the mark of a code that was read is in sight."""
        return self._cue.state() == QVariantAnimation.State.Running

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def show_picture(
        self, picture: QImage, corners: Sequence[tuple[float, float]] | None = None, *, is_asking: bool = False
    ) -> None:
        """``corners`` of the code that is followed, in parts of the picture as the camera took it."""
        self._picture, self._is_asking = picture, is_asking
        self._code = QPolygonF([QPointF(1 - x, y) for x, y in corners]) if corners else None
        self.update()

    def show_read(self) -> None:
        self._cue.stop()
        self._cue.start()

    def clear(self) -> None:
        self._picture, self._code, self._is_asking = QImage(), None, False
        self._cue.stop()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(round(_HEIGHTS[0] * _SHAPE), _HEIGHTS[0])

    def fit(self, width: int, most: int) -> None:
        """Takes a height that goes with the width it will have, ``most`` at the most."""
        self.setFixedHeight(max(_HEIGHTS[0], min(round(width / _SHAPE), most, _HEIGHTS[1])))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect())
        edge = QPainterPath()
        edge.addRoundedRect(room, _ROUND, _ROUND)
        painter.setClipPath(edge)
        painter.fillRect(room, QColor("#0F1B26"))
        picture = self._placed(room)
        if self.has_picture:
            painter.drawImage(picture, self._picture)
        self._paint_guide(painter, picture)
        if self._code is not None:
            self._paint_code(painter, picture)
        if self.is_cueing:
            self._paint_cue(painter, room, float(self._cue.currentValue()))
        painter.end()

    def _placed(self, room: QRectF) -> QRectF:
        """The whole picture, in the middle."""
        size = self._picture.size() if self.has_picture else QSize(16, 9)
        shown = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (room.width() - shown.width()) / 2, (room.height() - shown.height()) / 2, shown.width(), shown.height()
        )

    def _paint_guide(self, painter: QPainter, picture: QRectF) -> None:
        side = picture.height() * 0.66
        box = QRectF(picture.center().x() - side / 2, picture.center().y() - side / 2, side, side)
        arm = side * 0.2
        path = QPainterPath()
        for x, y, to_x, to_y in (
            (box.left(), box.top(), 1, 1), (box.right(), box.top(), -1, 1),
            (box.right(), box.bottom(), -1, -1), (box.left(), box.bottom(), 1, -1),
        ):  # fmt: skip
            path.moveTo(x + arm * to_x, y)
            path.lineTo(x, y)
            path.lineTo(x, y + arm * to_y)
        for colour, width in ((QColor(0, 0, 0, 140), 5), (_ASK if self._is_asking else _GUIDE, 2.5)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(path)

    def _paint_code(self, painter: QPainter, picture: QRectF) -> None:
        assert self._code is not None
        points = [
            QPointF(picture.x() + p.x() * picture.width(), picture.y() + p.y() * picture.height()) for p in self._code
        ]
        painter.setPen(QPen(_GOOD, 3))
        painter.drawPolygon(QPolygonF(points))

    @staticmethod
    def _paint_cue(painter: QPainter, room: QRectF, strength: float) -> None:
        colour = QColor(_GOOD)
        colour.setAlphaF(min(1.0, strength * 1.6))
        painter.setPen(QPen(colour, 10))
        painter.drawRoundedRect(room, _ROUND, _ROUND)
        badge = QRectF(room.right() - 54, room.top() + 12, 42, 42)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(badge)
        painter.setOpacity(min(1.0, strength * 1.6))
        draw_icon(painter, "check", badge.adjusted(9, 9, -9, -9), _GUIDE)
