"""The window's corner: the hub, sound, light or dark, language."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui.widgets.dot import draw_dot
from ui.widgets.icons import IconToolButton


class HubButton(IconToolButton):
    """Shows by a dot how it stands with the hub; its tool tip says it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sync", parent)
        self._standing = "off"

    def show_standing(self, standing: str, words: str) -> None:
        self._standing = standing
        self.set_words(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_dot(painter, self._standing, 11, self.width() - 15, self.height() - 15)


class Corner(QWidget):
    """``hub_asked``: its button was pressed; ``muted``: whether sound is off; the others: a key that was chosen."""

    hub_asked = Signal()
    muted = Signal(bool)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound, self.theme, self.language = (IconToolButton(n) for n in ("sound", "theme", "language"))
        self.hub = HubButton()
        self.hub.clicked.connect(self.hub_asked)
        self.sound.setCheckable(True)
        self.sound.toggled.connect(self._on_sound)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for button in (self.hub, self.sound, self.theme, self.language):
            layout.addWidget(button)

    def offer(self, button: QToolButton, choices: dict[str, str], chosen: str, signal: Signal) -> None:
        """Hangs a menu of choices (key to words) on a button."""
        menu = QMenu(button)
        group = QActionGroup(menu)
        for key, words in choices.items():
            action = QAction(words, menu, checkable=True, checked=key == chosen)
            action.triggered.connect(lambda _checked=False, key=key: signal.emit(key))
            group.addAction(action)
            menu.addAction(action)
        old = button.menu()
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if old is not None:
            old.deleteLater()

    def _on_sound(self, is_muted: bool) -> None:
        self.sound.set_icon_name("muted" if is_muted else "sound")
        self.muted.emit(is_muted)
