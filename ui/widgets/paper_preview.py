"""A page of paper as it will come out of the printer, with buttons to turn it; or words where there is none."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.widgets.icons import IconButton

_EDGE = 10
_SHADOW = 4


class _Sheet(QWidget):
    """Paints the page as large as fits, sharp on every screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._scaled = QPixmap()
        self._drawn_for: tuple[int, int, float] | None = None
        self.setMinimumSize(180, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def image(self) -> QImage:
        return self._image

    def show_image(self, image: QImage) -> None:
        self._image, self._drawn_for = image, None
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(380, 520)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name and signature
        if self._image.isNull():
            return
        room = self.size() - QSize(2 * _EDGE, 2 * _EDGE)
        shown = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self._scale(shown)
        left, top = (self.width() - shown.width()) // 2, (self.height() - shown.height()) // 2
        painter = QPainter(self)
        shadow = QColor("#000000")
        shadow.setAlphaF(0.22)
        painter.fillRect(left + _SHADOW, top + _SHADOW, shown.width(), shown.height(), shadow)
        painter.drawPixmap(left, top, self._scaled)
        has_focus = self.parentWidget().hasFocus()
        role = QPalette.ColorRole.Accent if has_focus else QPalette.ColorRole.Mid
        painter.setPen(QPen(QApplication.palette().color(role), 3 if has_focus else 1))
        painter.drawRect(left, top, shown.width() - 1, shown.height() - 1)

    def _scale(self, shown: QSize) -> None:
        ratio = self.devicePixelRatioF()
        wanted = (shown.width(), shown.height(), ratio)
        if self._drawn_for != wanted:
            smooth, aspect = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = QPixmap.fromImage(self._image.scaled(shown * ratio, aspect, smooth))
            self._scaled.setDevicePixelRatio(ratio)
            self._drawn_for = wanted


class PaperPreview(QWidget):
    """``turned`` asks for another page, by its number from 0. Page Up and Page Down turn it as well."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = self._pages = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet = _Sheet()
        self.words = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.place = QLabel(objectName="hint", alignment=Qt.AlignmentFlag.AlignCenter)
        self.back, self.forward = IconButton("chevron_left", "small"), IconButton("chevron_right", "small")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.words)
        self._stack.addWidget(self.sheet)
        turning = QHBoxLayout(spacing=8)
        turning.addWidget(self.back)
        turning.addWidget(self.place, 1)
        turning.addWidget(self.forward)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._stack, 1)
        layout.addLayout(turning)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forward.clicked.connect(lambda: self._turn(1))
        self.retranslate()

    @property
    def image(self) -> QImage:
        """The page that is shown; a null image where there are words instead."""
        return self.sheet.image

    @property
    def number(self) -> int:
        """The page that is shown, from 0."""
        return self._number

    @property
    def pages(self) -> int:
        return self._pages

    def show_page(self, image: QImage, number: int, pages: int) -> None:
        self._number, self._pages = number, pages
        self.sheet.show_image(image)
        self._stack.setCurrentWidget(self.sheet)
        self.retranslate()

    def show_words(self, words: str) -> None:
        """Says why there is no page, and what to do."""
        self._number = self._pages = 0
        self.sheet.show_image(QImage())
        self.words.setText(words)
        self._stack.setCurrentWidget(self.words)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Preview of the page"))
        for button, words in ((self.back, _("Page before (Page Up)")), (self.forward, _("Next page (Page Down)"))):
            button.setToolTip(words)
            button.setAccessibleName(words)
        is_page = self._pages > 0
        self.place.setText(_("Page {n} of {all}").format(n=self._number + 1, all=self._pages) if is_page else "")
        self.setAccessibleDescription(self.place.text() if is_page else self.words.text())
        for button in (self.back, self.forward):
            button.setVisible(self._pages > 1)
        self.back.setEnabled(self._number > 0)
        self.forward.setEnabled(self._number + 1 < self._pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._turn(step)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        super().focusInEvent(event)
        self.sheet.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        super().focusOutEvent(event)
        self.sheet.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _turn(self, step: int) -> None:
        if 0 <= self._number + step < self._pages:
            self.turned.emit(self._number + step)
