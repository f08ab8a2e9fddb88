"""The rail at the left: one large button a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.widgets.icons import icon

_LOWEST, _WITH_ICON, _HIGHEST = 34, 56, 78
"""Heights of a button in pixels."""


@dataclass(frozen=True)
class RailButton:
    """A page as the rail shows it: what it is called in the code, its words, its icon, its keys."""

    name: str
    words: str
    icon: str
    keys: str


class Rail(QFrame):
    """``chosen`` tells the name of the page."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.buttons: dict[str, QToolButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 8, 8, 8)
        self._layout.setSpacing(4)
        self._layout.addStretch(1)

    def fill(self, pages: Sequence[RailButton]) -> None:
        """Shows a button for each page; those that stay keep their state and the keyboard."""
        for name in set(self.buttons) - {page.name for page in pages}:
            self.buttons.pop(name).deleteLater()
        for place, page in enumerate(pages):
            button = self.buttons.get(page.name) or self._make(page)
            button.setText(page.words)
            button.setToolTip(page.keys)
            self._layout.insertWidget(place, button)
        self._fit()
        widest = max((button.sizeHint().width() for button in self.buttons.values()), default=0)
        self.setMinimumWidth(widest + 16)  # WORKAROUND QToolButton: its layout keeps the old words' width

    def show_chosen(self, name: str) -> None:
        for other, button in self.buttons.items():
            button.setChecked(other == name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there are many pages and little room the buttons are lower, at last without their icons."""
        room = (self.height() - 16) // max(1, len(self.buttons)) - 4
        height = max(_LOWEST, min(room, _HIGHEST))
        style = Qt.ToolButtonStyle
        for button in self.buttons.values():
            button.setFixedHeight(height)
            has_icon = height >= _WITH_ICON
            button.setToolButtonStyle(style.ToolButtonTextUnderIcon if has_icon else style.ToolButtonTextOnly)

    def _make(self, page: RailButton) -> QToolButton:
        button = QToolButton(checkable=True, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(26, 26))
        button.setIcon(icon(page.icon, QColor("#D7E4EE"), 26))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked=False, name=page.name: self._choose(name))
        self.buttons[page.name] = button
        return button

    def _choose(self, name: str) -> None:
        self.show_chosen(name)
        self.chosen.emit(name)
