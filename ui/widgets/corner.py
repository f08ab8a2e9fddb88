"""The window's corner: sound, light or dark, language."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui.widgets.icons import IconToolButton


class Corner(QWidget):
    """``muted`` tells whether the sound was switched off; the others tell what was chosen, by its key."""

    muted = Signal(bool)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound, self.theme, self.language = (IconToolButton(n) for n in ("sound", "theme", "language"))
        self.sound.setCheckable(True)
        self.sound.toggled.connect(self._on_sound)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for button in (self.sound, self.theme, self.language):
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
