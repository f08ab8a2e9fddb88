"""A short message over a window: it takes no key and no focus, and goes by itself."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.widgets.icons import icon_pixmap
from ui.widgets.verdict_panel import LOOKS, Look

_STAYS = 6000
_LOOKS = LOOKS | {
    "": Look("#37475A", "#FFFFFF", "note"),
    "done": Look("#0B6B3A", "#FFFFFF", "check"),
    "failed": Look("#15212C", "#FFD75E", "attention"),
}
"""Beside the verdicts: a word about how things are, what was done, and what could not be done."""


class Toast(QFrame):
    """Lies on top of ``over`` until its time is up, it is clicked, or another takes its place."""

    def __init__(self, over: QWidget, words: str, detail: str = "", kind: str = "", stays: int = _STAYS) -> None:
        super().__init__(over)
        look = _LOOKS[kind]
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(
            f"#toast {{ background: {look.ground}; border-radius: 12px; border: 2px solid {look.ink}; }}"
            f"#toast QLabel {{ color: {look.ink}; background: transparent; font-size: 17px; font-weight: 700; }}"
        )
        self.text = f"{words} {detail}".strip()
        self.setAccessibleName(self.text)
        picture = QLabel(pixmap=icon_pixmap(look.icon, 30, QColor(look.ink), self.devicePixelRatioF()))
        label = QLabel(self.text, wordWrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(14)
        layout.addWidget(picture)
        layout.addWidget(label, 1)
        over.installEventFilter(self)
        QTimer.singleShot(stays, self, self.close)
        self._put()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._put()
        return False

    def mousePressEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        event.accept()
        self.close()

    def _put(self) -> None:
        over = self.parentWidget()
        width = min(over.width() - 24, 640)
        self.setFixedWidth(width)
        self.adjustSize()
        self.setFixedHeight(max(self.sizeHint().height(), self.heightForWidth(width)))
        self.move((over.width() - width) // 2, 14)


def show_toast(over: QWidget, words: str, detail: str = "", kind: str = "") -> Toast:
    """Shows a message over a window, in place of one that is still there."""
    for old in over.findChildren(Toast):
        old.close()
    return Toast(over, words, detail, kind)
