"""Files dropped on the window: shows that they may be dropped, and hands one over."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from o2o_events.i18n import _


class Dropping(QObject):
    """``dropped`` tells the file, after the drop is over."""

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._label = QLabel(window, objectName="dropped", alignment=Qt.AlignmentFlag.AlignCenter, visible=False)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        kind = event.type()
        if kind == QEvent.Type.DragEnter:
            self._enter(event)
        elif kind == QEvent.Type.DragLeave:
            self._label.hide()
        elif kind == QEvent.Type.Drop:
            self._drop(event)
        else:
            return super().eventFilter(watched, event)
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self._label.setText(_("Drop a registration list, or a file from another desk, to bring it in"))
        self._label.setGeometry(self._window.rect().adjusted(60, 60, -60, -60))
        self._label.show()
        self._label.raise_()

    def _drop(self, event: QDropEvent) -> None:
        self._label.hide()
        file = _dropped_file(event)
        if file is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.dropped.emit(file))


def _dropped_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
