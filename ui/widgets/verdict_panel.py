"""The answer to a scan, full-bleed: read from two metres by colour, icon and words."""

from dataclasses import dataclass, field

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.icons import draw_icon

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_WRAP_ANYWHERE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere


@dataclass(frozen=True)
class Look:
    """How a kind of verdict looks. ``ink`` on ``ground`` reaches 6:1."""

    ground: str
    ink: str
    icon: str


LOOKS = {
    "accepted": Look("#0B6B3A", "#FFFFFF", "check"),
    "attention": Look("#0B6B3A", "#FFFFFF", "check"),
    "exited": Look("#0B4F7D", "#FFFFFF", "exit"),
    "again": Look("#F4B93A", "#211700", "again"),
    "retry": Look("#37475A", "#FFFFFF", "scan"),
    "refused": Look("#A31A1A", "#FFFFFF", "stop"),
}
_BAND, _BAND_INK = QColor("#FFD75E"), QColor("#1F1600")


@dataclass(frozen=True)
class VerdictView:
    """What the panel shows. ``kind`` is one of ``LOOKS`` or "idle"."""

    kind: str = "idle"
    words: str = ""
    message: str = ""
    name: str = ""
    own_name: str = ""
    lines: tuple[str, ...] = ()
    category: str = ""
    category_colour: str = "#37474F"
    attention: str = ""

    @property
    def spoken(self) -> str:
        """All of it in one line, for screen readers."""
        parts = (self.words, self.name, self.own_name, *self.lines, self.category, self.attention, self.message)
        return ". ".join(part for part in parts if part)


@dataclass
class _Piece:
    """A run of text at its place; drawn after everything fits."""

    text: str
    font: QFont
    where: QRectF
    flags: int


@dataclass
class _Layout:
    """Everything placed for one size factor."""

    pieces: list[_Piece] = field(default_factory=list)
    icon: QRectF | None = None
    chip: QRectF | None = None
    chip_font: QFont | None = None
    band: QRectF | None = None
    bottom: float = 0.0


class VerdictPanel(QFrame):
    """Shows a ``VerdictView``; ``buttons`` is where the page puts its buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = VerdictView()
        self._layout: _Layout | None = None
        self.setMinimumSize(QSize(420, 300))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 22, 22, 18)
        outer.addStretch(1)
        outer.addLayout(self.buttons)
        self._flash = QVariantAnimation(self, startValue=0.55, endValue=0.0, duration=380)
        self._flash.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flash.valueChanged.connect(lambda _value: self.update())

    @property
    def view(self) -> VerdictView:
        return self._view

    def show_view(self, view: VerdictView, *, is_new: bool = True) -> None:
        """Shows it; a new verdict flashes once, so that two alike in a row are told apart."""
        self._view = view
        self._layout = None
        self.setAccessibleName(view.spoken)
        if is_new and view.kind != "idle":
            self._flash.stop()
            self._flash.start()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._layout = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name and signature
        ground, ink, icon = self._colours()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setBrush(ground)
        is_idle = self._view.kind == "idle"
        painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Mid), 1) if is_idle else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)
        self._paint_content(painter, ink, icon)
        strength = self._flash.currentValue() if self._flash.state() == QVariantAnimation.State.Running else 0.0
        if strength:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor.fromRgbF(1, 1, 1, strength))
            painter.drawRoundedRect(QRectF(self.rect()), 14, 14)

    def _paint_content(self, painter: QPainter, ink: QColor, icon: str) -> None:
        layout = self._laid_out()
        if layout.icon is not None:
            draw_icon(painter, icon, layout.icon, ink)
        if layout.band is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_BAND)
            painter.drawRoundedRect(layout.band, 10, 10)
            side = layout.band.height() - 16 if layout.band.height() < 70 else 44.0
            draw_icon(painter, "attention", QRectF(layout.band.x() + 12, layout.band.y() + 8, side, side), _BAND_INK)
        if layout.chip is not None and layout.chip_font is not None:
            self._paint_chip(painter, layout.chip, layout.chip_font)
        for piece in layout.pieces:
            is_band = layout.band is not None and layout.band.contains(piece.where.center())
            painter.setPen(_BAND_INK if is_band else ink)
            painter.setFont(piece.font)
            painter.drawText(piece.where, piece.flags, piece.text)

    def _paint_chip(self, painter: QPainter, chip: QRectF, font: QFont) -> None:
        colour = QColor(self._view.category_colour)
        painter.setPen(QPen(QColor("#FFFFFF"), 2.5))
        painter.setBrush(colour)
        painter.drawRoundedRect(chip, 8, 8)
        painter.setPen(QColor("#FFFFFF") if colour.lightness() < 150 else QColor("#111111"))
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._view.category)

    def _colours(self) -> tuple[QColor, QColor, str]:
        look = LOOKS.get(self._view.kind)
        if look is not None:
            return QColor(look.ground), QColor(look.ink), look.icon
        palette = QApplication.palette()
        return palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), "scan"

    def _laid_out(self) -> _Layout:
        if self._layout is None:
            room = self.height() - 24 - (self.buttons.sizeHint().height() + 26 if self.buttons.count() else 0)
            for factor in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.45, 0.38, 0.3):
                self._layout = self._place(factor)
                if self._layout.bottom <= room:
                    break
        assert self._layout is not None
        return self._layout

    def _place(self, factor: float) -> _Layout:
        """Everything from top to bottom at one size; ``factor`` shrinks all when a long name needs room."""
        view, layout = self._view, _Layout()
        unit = min(self.height(), self.width() * 0.62) * factor
        left, width, y = 30.0, self.width() - 60.0, 26.0
        side = unit * 0.2
        layout.icon = QRectF(left, y, side, side)
        words = self._font(unit * 0.115, bold=True)
        beside = QRectF(left + side + 24, y, width - side - 24, 10_000)
        height = self._add(layout, view.words, words, beside, lift=side)
        y += max(side, height) + unit * 0.05
        for text, share, is_bold in ((view.name, 0.16, True), (view.own_name, 0.088, False)):
            if text:
                y += self._add(layout, text, self._font(unit * share, is_bold), QRectF(left, y, width, 10_000))
                y += unit * 0.012
        for text in view.lines:
            y += self._add(layout, text, self._font(unit * 0.056), QRectF(left, y, width, 10_000))
        y = self._place_chip(layout, unit, left, y)
        y = self._place_band(layout, unit, QRectF(left, y, width, 0))
        if view.message:
            size = 0.052 if view.name else 0.062
            y += unit * 0.03
            y += self._add(layout, view.message, self._font(unit * size, bold=True), QRectF(left, y, width, 10_000))
        layout.bottom = y
        return layout

    def _place_chip(self, layout: _Layout, unit: float, left: float, y: float) -> float:
        if not self._view.category:
            return y
        font = self._font(unit * 0.052, bold=True)
        text_width = QFontMetricsF(font).horizontalAdvance(self._view.category)
        height = QFontMetricsF(font).height() + 12
        y += unit * 0.03
        layout.chip = QRectF(left, y, min(text_width + 36, self.width() - 60.0), height)
        layout.chip_font = font
        return y + height

    def _place_band(self, layout: _Layout, unit: float, at: QRectF) -> float:
        if not self._view.attention:
            return at.y()
        y = at.y() + unit * 0.04
        font = self._font(unit * 0.058, bold=True)
        inner = QRectF(at.x() + 70, y + 10, at.width() - 86, 10_000)
        height = self._add(layout, self._view.attention, font, inner)
        layout.band = QRectF(at.x(), y, at.width(), max(height + 20, 48))
        return y + layout.band.height()

    def _font(self, size: float, bold: bool = False) -> QFont:
        font = QFont(QApplication.font())
        font.setPixelSize(max(13, round(size)))
        font.setBold(bold)
        return font

    @staticmethod
    def _add(layout: _Layout, text: str, font: QFont, where: QRectF, lift: float = 0.0) -> float:
        """Places wrapped text and answers its height; ``lift`` centres one line beside something higher."""
        metrics = QFontMetricsF(font)
        flags = _WRAP
        bounds = metrics.boundingRect(where, int(flags), text)
        if bounds.width() > where.width():
            flags = _WRAP_ANYWHERE
            bounds = metrics.boundingRect(where, int(flags), text)
        top = where.y() + max(0.0, (lift - bounds.height()) / 2)
        layout.pieces.append(_Piece(text, font, QRectF(where.x(), top, where.width(), bounds.height() + 4), int(flags)))
        return bounds.height()
