"""The rail at the left: one large button a page."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.widgets.icons import icon


class Rail(QFrame):
    """``chosen`` tells the number of the page."""

    chosen = Signal(int)

    def __init__(self, icons: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._icons = icons
        self._group = QButtonGroup(self, exclusive=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(8)
        for number, name in enumerate(icons):
            button = QToolButton(checkable=True, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(26, 26))
            button.setIcon(icon(name, QColor("#D7E4EE"), 26))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, number)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def name(self, words: list[str], hints: list[str]) -> None:
        """Gives the buttons their words and tool tips."""
        for number, (text, hint) in enumerate(zip(words, hints, strict=True)):
            button = self._group.button(number)
            button.setText(text)
            button.setToolTip(hint)
        widest = max(button.sizeHint().width() for button in self._group.buttons())
        self.setMinimumWidth(widest + 16)  # WORKAROUND QToolButton: its layout keeps the old words' width

    def show_chosen(self, number: int) -> None:
        self._group.button(number).setChecked(True)
