"""What every dialog of the window has in common: a title, room for its fields, a refusal in words, its buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.messages import error_words
from ui.widgets.icons import IconButton


class Question(QDialog):
    """A dialog over the window. Open it with ``open()``; it stays until answered, and says why it refuses."""

    def __init__(self, parent: QWidget | None, title: str, words: str, accept: str, icon: str = "check") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.form = QFormLayout(
            labelAlignment=Qt.AlignmentFlag.AlignLeft,
            rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapLongRows,
            fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow,
            spacing=12,
        )
        self.body = QVBoxLayout()
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.accept_button = IconButton(icon, "primary")
        self.accept_button.setText(accept)
        self.accept_button.setDefault(True)
        self.cancel_button = IconButton("cross")
        self.cancel_button.setText(_("Cancel"))
        self.accept_button.clicked.connect(self.answer)
        self.cancel_button.clicked.connect(self.reject)
        self._build(title, words)

    def _build(self, title: str, words: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 22, 26, 22)
        layout.setSpacing(14)
        layout.addWidget(QLabel(title, objectName="title", wordWrap=True))
        if words:
            layout.addWidget(QLabel(words, objectName="quiet", wordWrap=True))
        layout.addLayout(self.form)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.problem)
        buttons = QHBoxLayout(spacing=10)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        layout.addLayout(buttons)
        self._buttons = buttons

    def answer(self) -> None:
        """Called when the answer is given; accept it here, or ``refuse`` it."""
        self.accept()

    def refuse(self, words: str) -> None:
        """Says why the answer cannot be taken; everything typed stays."""
        self.problem.setText(words)
        self.problem.show()
        self._make_room()
        self.accept_button.setEnabled(True)
        self.grow()

    def grow(self) -> None:
        """Makes room for what was said.

        WORKAROUND Qt: a dialog's least height knows nothing of lines that wrap, so fields were pushed over each other.
        """
        self.layout().activate()
        needed = self.layout().totalHeightForWidth(self.width())
        room = self.screen().availableGeometry().height()
        if needed > self.height():
            self.resize(self.width(), min(needed, room))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        super().showEvent(event)
        self.grow()

    def _make_room(self) -> None:
        """What has come is room that the dialog grows by, not room that its fields lose."""
        layout = self.layout()
        layout.activate()
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height())
        if self.isVisible() and needed > self.height():
            self.resize(self.width(), min(needed, self.screen().availableGeometry().height()))

    def fail(self, error: Exception) -> None:
        """Shows an error of the work that the dialog asked for."""
        self.refuse(error_words(error))
